"""One pattern, compiled by two engines: `re` for text of ASCII alone, `regex` for any other.

They differ only in what they know of Unicode, and `re` tries alternatives two to four times as fast.
"""

import re
from collections.abc import Iterator

import regex

Match = re.Match[str] | regex.Match[str]


class Twin:
    """A pattern in the syntax that `re` and `regex` share."""

    def __init__(self, pattern: str, *, verbose: bool = False) -> None:
        self.any = regex.compile(pattern, regex.VERBOSE if verbose else 0)
        self._ascii = re.compile(pattern, re.ASCII | (re.VERBOSE if verbose else 0))

    def over(self, text: str) -> "re.Pattern[str] | regex.Pattern[str]":
        """The pattern for `text`."""
        return self._ascii if text.isascii() else self.any

    def finditer(self, text: str, start: int, end: int) -> Iterator[Match]:
        """The matches in text[start:end], none overlapping; what stands around is seen by lookbehinds alone."""
        return self.over(text).finditer(text, start, end)
