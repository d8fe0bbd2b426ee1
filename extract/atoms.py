"""Where the numbers of a text stand.

The grammar of a number is a long alternation, at two microseconds a character the dearest pattern of all; so it is
tried only where RE2 sees that it can begin.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.sieve import Sieve


@dataclass(frozen=True, slots=True, eq=False)
class Atoms:
    """The grammar of `rules/quantities.toml`, with the methods of a pattern.

    The group `skip` holds what is no quantity: it is passed over whole.
    """

    grammar: Sieve

    @classmethod
    def of(cls, grammar: regex.Pattern[str]) -> "Atoms":
        """Raises ValueError for what has no wider form in RE2."""
        return cls(Sieve.of(grammar))

    def finditer(self, text: str, start: int = 0) -> Iterator[regex.Match[str]]:
        """The atoms of `text` from `start` on, none overlapping."""
        return (match for match in self.grammar.finditer(text, start) if match["skip"] is None)

    def match(self, text: str, start: int = 0) -> regex.Match[str] | None:
        """The atom that begins exactly at `start`."""
        match = self.grammar.pattern.match(text, start)
        return match if match is not None and match["skip"] is None else None
