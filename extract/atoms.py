"""Where the numbers of a text stand.

The grammar of a number is a long alternation, at ten microseconds a character the dearest pattern of all. So it is
tried only where RE2 sees that it can begin, and of its alternatives only those that RE2 sees there.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from extract.gate import Gate
from extract.sieve import alternatives, linear, places, widened

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
        wider = [widened(text) for _, text in kinds]
        self._tried = [(kind, regex.compile(text)) for kind, text in kinds]
        self._anywhere = linear("|".join(f"(?:{text})" for text in wider))
        self._here = Gate(*wider, at_start=True)

    def finditer(self, text: str, start: int = 0) -> Iterator[Atom]:
        """The atoms of `text` from `start` on, none overlapping."""
        at = start
        for low, high in places(self._anywhere, text, start, len(text)):
            at = max(at, low)
            while at < high:
                atom = self._at(text, at)
                if atom is None:
                    at += 1
                    continue
                if atom.kind != SKIP:
                    yield atom
                at = atom.match.end()

    def match(self, text: str, start: int = 0) -> "regex.Match[str] | None":
        """The number with its scale and unit that begins exactly at `start`."""
        atom = self._at(text, start)
        return atom.match if atom is not None and atom.kind == MEASURED else None

    def _at(self, text: str, start: int) -> Atom | None:
        for at in sorted(self._here(text[start:])):
            kind, pattern = self._tried[at]
            match = pattern.match(text, start)
            if match is not None:
                return Atom(kind, match)
        return None


_NAMED = regex.compile(r"\(\?P<(?<kind>\w+)>")
