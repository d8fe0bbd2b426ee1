"""Patterns of the package `regex` behind a sieve of RE2, which tells in one linear pass where they can match at all.

`regex` tries a long alternation at every character, for tens of microseconds a sentence; RE2 needs one. It knows
neither lookarounds nor Unicode's `\\w`, so its pattern is a wider one: what the other matches, it matches too.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from extract.gate import Gate, beginnings, linear
from extract.widening import widened


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """A compiled pattern, tried only where its wider pattern matches. Neither may match the empty string."""

    pattern: "regex.Pattern[str]"
    wider: Any

    @classmethod
    def of(cls, pattern: "regex.Pattern[str]") -> "Sieve":
        """Raises ValueError for a pattern with something in it that has no wider form."""
        return cls(pattern, linear(_wider(pattern)))

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> "Iterator[regex.Match[str]]":
        """As the pattern's own."""
        return _matches(self.pattern.match, self.wider, text, start, end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> "regex.Match[str] | None":
        """As the pattern's own."""
        return next(self.finditer(text, start, end), None)


REACH = 1000
"""Characters, as many as a sentence has at most: to look on to the end of a whole abstract takes time that grows with
the square of its length."""


class Choice:
    """Patterns, one or more, of which the first that matches is taken, as of an alternation; none may match "".

    Dozens of them would take tens of microseconds at every place; here those alone are tried that RE2 sees there.
    """

    def __init__(self, patterns: "Sequence[regex.Pattern[str]]") -> None:
        wider = [_wider(pattern) for pattern in patterns]
        self._patterns = patterns
        self._anywhere = linear("|".join(f"(?:{text})" for text in wider))
        self._here = Gate(*wider, at_start=True)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> "Iterator[regex.Match[str]]":
        """As one pattern's, the matches each of the pattern that was taken."""
        return _matches(self.match, self._anywhere, text, start, end)

    def match(self, text: str, start: int, end: int | None = None) -> "regex.Match[str] | None":
        """The match that begins exactly at `start`, the first REACH characters of which tell which pattern it is of."""
        stop = min(start + REACH, len(text) if end is None else end)
        for at in sorted(self._here(text[start:stop])):
            match = self._patterns[at].match(text, start, end)
            if match is not None:
                return match
        return None


def _matches(
    match: "Callable[[str, int, int], regex.Match[str] | None]", wider: Any, text: str, start: int, end: int | None
) -> "Iterator[regex.Match[str]]":
    """What `match` finds in text[start:end] where the wider pattern lets it look, no two overlapping."""
    stop = len(text) if end is None else end
    next_from = beginnings(wider, text, stop)
    at = next_from(start)
    while at >= 0:
        found = match(text, at, stop)
        if found is not None:
            yield found
        at = next_from(at + 1 if found is None else found.end())


def sought(pattern: "regex.Pattern[str]") -> "Sieve | regex.Pattern[str]":
    """A pattern that is sought all over a text: behind a sieve, unless it has no wider form or may be empty."""
    try:
        return pattern if pattern.match("") else Sieve.of(pattern)
    except ValueError:
        return pattern


class Shortlist:
    """Pairs of patterns, one for what ends at a place and one for what begins there; either may be null.

    Both are read outwards from the place, so that a pass ends a few characters on, where none can match any more.
    """

    def __init__(self, pairs: "Sequence[tuple[regex.Pattern[str] | None, regex.Pattern[str] | None]]") -> None:
        self._before = _Side([_wider(before, backwards=True) if before else None for before, _ in pairs])
        self._after = _Side([_wider(after) if after else None for _, after in pairs])

    def __call__(self, before: str, after: str) -> list[int]:
        """The indices of the pairs that may both match, in order."""
        return sorted(self._before(before[::-1]) & self._after(after))


class _Side:
    def __init__(self, patterns: Sequence[str | None]) -> None:
        self._asked = [at for at, pattern in enumerate(patterns) if pattern is not None]
        self._always = frozenset(range(len(patterns))) - frozenset(self._asked)
        self._gate = Gate(*(pattern for pattern in patterns if pattern is not None), at_start=True)

    def __call__(self, text: str) -> frozenset[int]:
        return self._always.union([self._asked[at] for at in self._gate(text)])


def _wider(pattern: "regex.Pattern[str]", *, backwards: bool = False) -> str:
    return widened(pattern.pattern, pattern.flags, backwards=backwards)
