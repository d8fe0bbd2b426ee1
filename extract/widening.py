"""Patterns of the package `regex` in RE2's syntax, each wider than it was: what the one matches, the other does too.

RE2 knows neither lookarounds nor Unicode's `\\w`, and writes repeats out.
"""

import re2  # type: ignore[import-untyped]
import regex


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
