"""An unguarded data class is the frozen one that it was, but for the guard."""

import pickle
from dataclasses import dataclass, replace

from extract.unguarded import unguarded


@unguarded
@dataclass(frozen=True, slots=True)
class Part:
    name: str
    size: int = 1


@unguarded
@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    name: str
    parts: tuple[Part, ...] = ()


def test_made_compared_hashed_replaced_and_pickled() -> None:
    part = Part("a")
    assert part == Part(name="a", size=1) != Part("a", 2)
    assert {part: 1}[Part("a")] == 1
    assert replace(part, size=3) == Part("a", 3)
    assert pickle.loads(pickle.dumps(part)) == part
    assert repr(Named(name="b", parts=(part,))) == "Named(name='b', parts=(Part(name='a', size=1),))"
