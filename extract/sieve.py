"""Patterns of the package `regex` behind a sieve of RE2, which tells in one linear pass where they can match at all.

`regex` tries a long alternation at every character, for tens of microseconds a sentence; RE2 needs one. It knows
neither lookarounds nor Unicode's `\\w`, so its pattern is a wider one: what the other matches, it matches too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import re2  # type: ignore[import-untyped]
import regex

from extract.gate import MEMORY, Gate


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
        if end is None:
            end = len(text)
        at = start
        for low, high in places(self.wider, text, start, end):
            at = max(at, low)
            while at < high:
                match = self.pattern.match(text, at, end)
                if match is None:
                    at += 1
                else:
                    yield match
                    at = match.end()

    def search(self, text: str, start: int = 0, end: int | None = None) -> "regex.Match[str] | None":
        """As the pattern's own."""
        return next(self.finditer(text, start, end), None)


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
        if end is None:
            end = len(text)
        at = start
        for low, high in places(self._anywhere, text, start, end):
            at = max(at, low)
            while at < high:
                match = self.match(text, at, end)
                if match is None:
                    at += 1
                else:
                    yield match
                    at = match.end()

    def match(self, text: str, start: int, end: int | None = None) -> "regex.Match[str] | None":
        """The match that begins exactly at `start`."""
        if end is None:
            end = len(text)
        for at in sorted(self._here(text[start:end])):
            match = self._patterns[at].match(text, start, end)
            if match is not None:
                return match
        return None


def sought(pattern: "regex.Pattern[str]") -> "Sieve | regex.Pattern[str]":
    """A pattern that is sought all over a text: behind a sieve, unless it has no wider form or may be empty."""
    try:
        return pattern if pattern.match("") else Sieve.of(pattern)
    except ValueError:
        return pattern


def linear(pattern: str) -> Any:
    """A compiled pattern of RE2, for `places`."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    return re2.compile(pattern, options)


def places(pattern: Any, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the matches of a pattern of RE2 in text[start:end], up to one that is empty.

    RE2 is asked directly, for what its wrapper in Python makes of a match takes three times as long as to find it. It
    counts bytes, in ASCII the same as characters.
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


_ANYWHERE = re2._re2.RE2.Anchor.UNANCHORED
_NOWHERE = (-1, -1)


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


def widened(pattern: str, flags: int = 0, *, backwards: bool = False, bare: bool = False) -> str:
    """A pattern in RE2's syntax that matches from wherever `pattern` matches from.

    Lookarounds, anchors and word boundaries are left out, possessive and large repeats made plain ones, and the
    classes of characters taken as wide as they could be meant. `backwards` it matches the text read from its end;
    `bare` it only tells whether there is a match, without what may be missing at its ends. Raises ValueError for
    what it can't read.
    """
    reader = _Reader(_FOR_ALL.sub("", pattern), bool(flags & regex.VERBOSE), backwards)
    options = ("i" if flags & regex.IGNORECASE else "") + ("s" if flags & regex.DOTALL else "")
    return (f"(?{options})" if options else "") + reader.alternatives(bare)


def alternatives(pattern: str) -> list[str]:
    """The alternatives that a pattern, not a verbose one, consists of."""
    found, at, depth = [], 0, 0
    for match in _PART.finditer(pattern):
        depth += (match[0] == "(") - (match[0] == ")")
        if match[0] == "|" and not depth:
            found.append(pattern[at : match.start()])
            at = match.end()
    return [*found, pattern[at:]]


_FOR_ALL = regex.compile(r"\A\s*\(\?i\)")
_LOOKAROUND = regex.compile(r"\(\?<?[=!]")
_GROUP = regex.compile(r"\(\?(?:P?<\w+>|[:>])|\((?!\?)")
_OPTIONS = regex.compile(r"\(\?-?[i]+:")
_REPEAT = regex.compile(r"(?:(?<plain>[*+?])|\{(?<least>\d*)(?:,(?<most>\d*))?\})[+?]?")
_CLASS = regex.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_ESCAPE = regex.compile(r"\\(?:u(?<u>[0-9A-Fa-f]{4})|U(?<U>[0-9A-Fa-f]{8})|p\{?\w+\}?|.)")
_WIDE = {letter: rf"\{letter}\x{{1c}}-\x{{1f}}\x{{80}}-\x{{10ffff}}" for letter in "wds"}
_NARROW = {"w": r"\w", "d": r"\d", "s": r"\s", "W": r"\x00-/:-@\[-^`{-\x7f"}
_ASCII_BEHIND = regex.compile(r"\s*(?:\((?:\?i?:|\?P?<\w+>)?\s*)*(?:[A-Za-z0-9]|\[[A-Za-z0-9-]+\])(?![?*|{])")
"""What begins in ASCII: before it RE2's boundary of a word is wherever that of `regex` is, and more."""
_PART = regex.compile(rf"{_CLASS.pattern}|\\.|[()|]", regex.DOTALL)
LONGEST_REPEAT = 3
"""Up to this number repeats are counted; RE2 writes them all out."""


class _Reader:
    def __init__(self, pattern: str, verbose: bool, backwards: bool) -> None:
        self.text = pattern
        self.verbose = verbose
        self.backwards = backwards
        self.at = 0

    def alternatives(self, bare: bool = False) -> str:
        """What stands up to the end or an unopened bracket; `bare` without optional pieces at the ends."""
        branches: list[list[str]] = [[]]
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at] == "|":
                self.at += 1
                branches.append([])
            else:
                branches[-1].append(self.piece())
        if bare:
            branches = [_stripped(branch) for branch in branches]
        return "|".join("".join(reversed(branch) if self.backwards else branch) for branch in branches)

    def piece(self) -> str:
        """One item with its repeat."""
        char = self.text[self.at]
        if self.verbose and (char.isspace() or char == "#"):
            end = self.text.find("\n", self.at) if char == "#" else self.at
            self.at = len(self.text) if end < 0 else end + 1
            return ""
        item = self.group() if char == "(" else self.characters()
        while self.verbose and self.text[self.at : self.at + 1].isspace():
            self.at += 1
        repeat = _REPEAT.match(self.text, self.at)
        if repeat is None:
            return item
        self.at = repeat.end()
        return f"(?:{item}){_plain(repeat)}" if item else ""

    def group(self) -> str:
        """A group, or nothing for a lookaround."""
        opening = _LOOKAROUND.match(self.text, self.at) or _GROUP.match(self.text, self.at)
        options = _OPTIONS.match(self.text, self.at)
        if opening is None and options is None:
            raise ValueError(f"{self.text[self.at : self.at + 8]!r} can't be made wider")
        self.at += len((opening or options)[0])  # type: ignore[index]
        inside = self.alternatives()
        self.at += 1
        if opening is not None and _LOOKAROUND.fullmatch(opening[0]):
            return ""
        return f"{options[0] if options else '(?:'}{inside})"

    def characters(self) -> str:
        """A class, an escape or a character."""
        match = _CLASS.match(self.text, self.at) or _ESCAPE.match(self.text, self.at)
        if match is None:
            char = self.text[self.at]
            self.at += 1
            return "" if char in "^$" else char if char in ".*+?" else re2.escape(char)
        self.at = match.end()
        if match[0][0] == "[":
            return _class(match[0])
        return _escape(match, _WIDE, inside=False)


def _stripped(pieces: list[str]) -> list[str]:
    needed = [at for at, piece in enumerate(pieces) if piece and not _OPTIONAL.search(piece)]
    return pieces[needed[0] : needed[-1] + 1] if needed else pieces


_OPTIONAL = regex.compile(r"\)(?:[*?]|\{0,\d+\})\Z")
"""How a piece ends that was written with such a repeat; its own brackets are around it."""


def _plain(repeat: "regex.Match[str]") -> str:
    if repeat["plain"]:
        return str(repeat["plain"])
    least, most = int(repeat["least"] or 0), repeat["most"]
    if most is None:
        most = str(least)
    if most and int(most) <= LONGEST_REPEAT:
        return f"{{{least},{most}}}"
    return "+" if least else "*"


def _class(written: str) -> str:
    """A class of characters, wider than written; what a negated one leaves out is taken narrower."""
    negated = written.startswith("[^")
    inside = written[1 + negated : -1]
    known = _NARROW if negated else _WIDE
    pieces, at = list[str](), 0
    for match in _ESCAPE.finditer(inside):
        pieces += [_bare(inside[at : match.start()]), _escape(match, known, inside=True)]
        at = match.end()
    pieces.append(_bare(inside[at:]))
    return f"[{'^' if negated else ''}{''.join(pieces)}]"


def _bare(characters: str) -> str:
    return characters.replace("[", r"\[").replace("]", r"\]").replace("^", r"\^")


def _escape(match: "regex.Match[str]", known: dict[str, str], *, inside: bool) -> str:
    written = match[0]
    code = match["u"] or match["U"]
    if code:
        return rf"\x{{{code}}}"
    letter = written[1]
    if letter in known:
        return known[letter] if inside else f"[{known[letter]}]"
    if letter in "bBAZzGmM" and not inside:
        return written if letter == "b" and _ASCII_BEHIND.match(match.string, match.end()) else ""
    if letter in "LRKXk" or letter.isdigit():
        raise ValueError(f"{written!r} can't be made wider")
    return written
