"""Frozen data classes that are made by the dozen for every abstract."""

from dataclasses import field, fields, make_dataclass
from typing import TypeVar

Kind = TypeVar("Kind")


def unguarded(kind: type[Kind]) -> type[Kind]:
    """Takes the guard against assignment off a frozen data class: with it an instance takes five times as long to make.

    That nothing is assigned to is left to mypy, to which the class stays frozen.
    """
    members = fields(kind)  # type: ignore[arg-type]
    plain = make_dataclass(
        kind.__name__,
        [(member.name, member.type, field(default=member.default, kw_only=member.kw_only)) for member in members],
        eq=False,
        repr=False,
    )
    kind.__init__ = plain.__init__  # type: ignore[misc, method-assign]
    del kind.__setattr__, kind.__delattr__
    return kind
