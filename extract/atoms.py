"""Where the numbers of a text stand, by a grammar that is a long alternation."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from extract.sieve import Choice
from extract.widening import alternatives

SKIP, MEASURED = "skip", "measured"


class Atom(NamedTuple):
    """A number as the grammar reads it; `kind` is the name of the alternative."""

    kind: str
    match: "regex.Match[str]"


class Atoms:
    """The grammar of `rules/quantities.toml`.

    `skips` are what is no quantity, tried first: it is passed over whole. An alternative of the grammar is called by
    the group that it is, MEASURED where it is none. Raises ValueError for what has no wider form in RE2, and
    `regex.error`.
    """

    def __init__(self, skips: Iterable[str], grammar: str) -> None:
        kinds = [(SKIP, skip) for skip in skips]
        for text in alternatives(grammar):
            named = _NAMED.match(text)
            kinds.append((named["kind"] if named else MEASURED, text))
        tried = [regex.compile(text) for _, text in kinds]
        self._kinds = {pattern: kind for pattern, (kind, _) in zip(tried, kinds, strict=True)}
        self._choice = Choice(tried)

    def finditer(self, text: str, start: int = 0) -> Iterator[Atom]:
        """The atoms of `text` from `start` on, none overlapping."""
        for match in self._choice.finditer(text, start):
            kind = self._kinds[match.re]
            if kind != SKIP:
                yield Atom(kind, match)

    def match(self, text: str, start: int = 0) -> "regex.Match[str] | None":
        """The number with its scale and unit that begins exactly at `start`."""
        match = self._choice.match(text, start)
        return match if match is not None and self._kinds[match.re] == MEASURED else None


_NAMED = regex.compile(r"\(\?P<(?<kind>\w+)>")
