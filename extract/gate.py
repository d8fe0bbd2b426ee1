"""Which of a few patterns occur in a text, and where one does: a pass over it, linear in its length whatever it holds.

RE2 reads the text as a finite automaton, at a hundredth of the cost of trying an alternation of words at every
character. Its `\\d`, `\\w`, `\\s` and `\\b` know ASCII alone, so patterns for it name Unicode's classes.

It is asked past its wrapper in Python, whose private parts change when they like: `pyproject.toml` bounds its version.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import re2  # type: ignore[import-untyped]

MEMORY = 1 << 26
"""Bytes that an automaton may take; it is built state by state, as texts ask for it."""


class Gate:
    """Patterns in RE2's syntax, compiled into one automaton. Raises `re2.error` for one that it can't read.

    `at_start` they are sought at the start of the text alone.
    """

    def __init__(self, *patterns: str, at_start: bool = False) -> None:
        options = re2.Options()
        options.max_mem = MEMORY
        self._set = re2.Set.MatchSet(options) if at_start else re2.Set.SearchSet(options)
        for pattern in patterns:
            self._set.Add(pattern)
        self._set.Compile()
        self._match = self._set._set.Match

    def __call__(self, text: str) -> Sequence[int]:
        """The indices of the patterns that occur in `text`."""
        found: Sequence[int] = self._match(text.encode("utf-8", "replace"))
        return found


def linear(pattern: str) -> Any:
    """A compiled pattern of RE2, for `places`."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    return re2.compile(pattern, options)


def places(pattern: Any, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the matches of a pattern of RE2 in text[start:end], up to one that is empty.

    What RE2's wrapper makes of a match would take three times as long as to find it. RE2 counts bytes, in ASCII the
    same as characters.
    """
    find, octets = pattern._regexp.Match, text.encode("utf-8", "replace")
    if len(octets) != len(text):
        yield from _places_among_wide(find, octets, text, start, end)
        return
    low, high = find(_ANYWHERE, octets, start, end)[0] if start < end else _NOWHERE
    while low < high:
        yield low, high
        low, high = find(_ANYWHERE, octets, high, end)[0]


def _places_among_wide(find: Any, octets: bytes, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """As `places`, for a text of which some characters take more bytes than one."""
    at, stop = (len(text[:place].encode("utf-8", "replace")) for place in (start, end))
    low, high = find(_ANYWHERE, octets, at, stop)[0] if start < end else _NOWHERE
    while low < high:
        first = start + len(octets[at:low].decode())
        start, at = first + len(octets[low:high].decode()), high
        yield first, start
        low, high = find(_ANYWHERE, octets, at, stop)[0]


def beginnings(pattern: Any, text: str, end: int) -> Callable[[int], int]:
    """A function that tells where in text[:end] the next match of a pattern of RE2 begins from an offset on, else -1.

    It is asked for one offset after the other, none before what it told last.
    """
    find, octets = pattern._regexp.Match, text.encode("utf-8", "replace")
    if len(octets) != len(text):
        return _beginnings_among_wide(find, octets, text, end)

    def next_from(at: int) -> int:
        begins: int = find(_ANYWHERE, octets, at, end)[0][0] if at < end else -1
        return begins

    return next_from


def _beginnings_among_wide(find: Any, octets: bytes, text: str, end: int) -> Callable[[int], int]:
    """As `beginnings`, for a text of which some characters take more bytes than one."""
    stop = len(text[:end].encode("utf-8", "replace"))
    known = byte = 0

    def next_from(at: int) -> int:
        nonlocal known, byte
        byte += len(text[known:at].encode("utf-8", "replace"))
        begins: int = find(_ANYWHERE, octets, byte, stop)[0][0] if at < end else -1
        if begins < 0:
            return -1
        known = at + len(octets[byte:begins].decode())
        byte = begins
        return known

    return next_from


_ANYWHERE = re2._re2.RE2.Anchor.UNANCHORED
_NOWHERE = (-1, -1)
