"""Where the characters of an edited text come from: kept for each edit, for most characters are never asked for."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Protocol

Edit = tuple[int, int, str]
"""A half-open range of a text and what stands there instead."""


class Offsets(Protocol):
    """An offset into the original text for each character of another, never falling."""

    def __len__(self) -> int: ...

    def __getitem__(self, at: int, /) -> int: ...


class _Stretches:
    """Offsets in stretches that stay or rise by one with each character."""

    __slots__ = ("_bases", "_cuts", "_length", "_rises")

    def __init__(self, cuts: list[int], bases: list[int], rises: list[bool], length: int) -> None:
        self._cuts, self._bases, self._rises, self._length = cuts, bases, rises, length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, at: int, /) -> int:
        if not 0 <= at < self._length:
            raise IndexError(at)
        stretch = bisect_right(self._cuts, at) - 1
        return self._bases[stretch] + (at - self._cuts[stretch] if self._rises[stretch] else 0)


class _Chained:
    """Offsets of a text made of another made of the original; `back` is 1 for ends, which lie behind a character."""

    __slots__ = ("_back", "_first", "_second")

    def __init__(self, first: Offsets, second: Offsets, back: int) -> None:
        self._first, self._second, self._back = first, second, back

    def __len__(self) -> int:
        return len(self._second)

    def __getitem__(self, at: int, /) -> int:
        return self._first[self._second[at] - self._back]


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, Offsets, Offsets] | None:
    """`text` with the edits, in order and apart, and where each character begins and ends; None without an edit."""
    pieces: list[str] = []
    cuts: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    rises: list[bool] = []
    at = length = 0
    for start, end, piece in edits:
        if at < start:
            cuts.append(length)
            starts.append(at)
            ends.append(at + 1)
            rises.append(True)
            pieces.append(text[at:start])
            length += start - at
        if piece:
            cuts.append(length)
            starts.append(start)
            ends.append(end)
            rises.append(False)
            length += len(piece)
        pieces.append(piece)
        at = end
    if not pieces:
        return None
    if at < len(text):
        cuts.append(length)
        starts.append(at)
        ends.append(at + 1)
        rises.append(True)
        pieces.append(text[at:])
        length += len(text) - at
    return "".join(pieces), _Stretches(cuts, starts, rises, length), _Stretches(cuts, ends, rises, length)


def chained(first: Offsets, second: Offsets, *, ends: bool) -> Offsets:
    """Starts or ends in the original text of which the first text was made, and of that the second."""
    return _Chained(first, second, 1 if ends else 0)
