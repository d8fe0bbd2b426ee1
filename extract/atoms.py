"""Where the numbers of a text stand, found by the digits and words that each of them holds.

The grammar of a number is a long alternation, at two microseconds a character the dearest pattern of all. So it is
tried only where it can begin: at a digit or number word (a spark), or at a word or mark shortly before one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

REACH = 14
"""Characters in front of its first spark in which an atom may begin: "Algorithm 2", "Precision@5", "an order of"."""

_BEGINNING = re.compile(r"(?<![A-Za-z])[A-Za-z]|[^A-Za-z\s]")
"""Where a word begins, or a mark or digit stands."""


@dataclass(frozen=True, slots=True, eq=False)
class Atoms:
    """The grammar of `rules/quantities.toml`, with the methods of a pattern.

    What `skip` matches is passed over whole. `sparks` finds digits and words of which every match of either holds
    one, its first at most REACH characters behind the beginning.
    """

    atom: regex.Pattern[str]
    skip: regex.Pattern[str]
    sparks: re.Pattern[str]

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        """The atoms of `text` from left to right, none overlapping."""
        untried = 0
        for spark in self.sparks.finditer(text):
            at = spark.start()
            for place in _BEGINNING.finditer(text, max(untried, at - REACH), at + 1):
                start = place.start()
                untried = start + 1
                skipped = self.skip.match(text, start)
                if skipped:
                    untried = skipped.end()
                    break
                found = self.atom.match(text, start)
                if found:
                    untried = found.end()
                    yield found
                    break

    def match(self, text: str, start: int = 0) -> regex.Match[str] | None:
        """The atom that begins exactly at `start`."""
        return None if self.skip.match(text, start) else self.atom.match(text, start)


def spark_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A digit, or one of `words` in any case; grouped by their first letters, for `re` tries each alternative."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    groups = (f"[{first}{first.upper()}](?:{'|'.join(rests)})" for first, rests in by_first.items())
    return re.compile(rf"\d|(?<![A-Za-z])(?i:{'|'.join(groups)})")
