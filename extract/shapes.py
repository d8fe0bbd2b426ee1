"""Characters that typesetting shapes, in plain form: line ends, spaces, invisible marks, dashes, wide letters."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import regex

from extract.offsets import Edit
from extract.ruleset import CleanRules


def shapes(text: str, rules: CleanRules) -> Iterable[Edit]:
    """Characters that stand in another shape for plain ones, as edits of `text` in order."""
    for match in _shaped_places(text, shaped(rules)):
        kind = match.lastgroup or ""
        piece = rules.forms[match[0]] if kind == "form" else _SHAPES[kind](match)
        if piece != match[0]:
            yield match.start(), match.end(), piece


_STRANGE = re.compile(r"[^\x20-\x7e]")
_SPACES = re.compile(r"[^\x20-\x7e]|\x20(?=[^\x21-\x7e])")


def _strange_places(text: str) -> Iterator[int]:
    """Where something to be put into shape can begin: a strange character, the space before one, and double spaces."""
    if "  " in text:
        yield from (match.start() for match in _SPACES.finditer(text))
        return
    for match in _STRANGE.finditer(text):
        at = match.start()
        if text[at - 1 : at] == " ":
            yield at - 1
        yield at


def _shaped_places(text: str, pattern: "regex.Pattern[str]") -> "Iterator[regex.Match[str]]":
    """The matches of a pattern of shapes, tried nowhere but where it can begin."""
    at = 0
    for place in _strange_places(text):
        match = pattern.match(text, place) if place >= at else None
        if match is not None:
            at = match.end()
            yield match


_INVISIBLE = r"\p{Cf}\ufffc\ufe00-\ufe0f\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_EMOJI = r"\U0001f000-\U0001faff\p{Emoji_Presentation}"
_COMMENT = r"(?<=\n)(?<![\d}$]\s?\n)%[^\n]*+(?:\n|\Z)"


@lru_cache(maxsize=4)
def shaped(rules: CleanRules) -> regex.Pattern[str]:
    """What is put into shape, each kind in a group of its name.

    A dash that joins two words, or a word and a number behind it, is a hyphen, and one before a number a minus sign.
    """
    dash = "[–" + "".join(sorted(form for form, read in rules.forms.items() if read == "–")) + "]"
    unseen = f"[{_INVISIBLE}]{{0,9}}"
    return regex.compile(
        rf"""
        (?:(?=[^\x20-\x7e])|(?=\x20[^\x21-\x7e]))
        (?: (?P<blank>(?:[\s{_INVISIBLE}{_EMOJI}]|{_COMMENT}){{2,}}+|(?!\x20)[\s{_INVISIBLE}{_EMOJI}])
          | (?P<hyphen>(?={dash})
                (?: (?<=[^\W_]{unseen}){dash}(?={unseen}\p{{L}})
                  | (?<=(?:\A|[\s(\[/-])\p{{L}}{{2,20}}{unseen}){dash}(?={unseen}\d)
                  | (?<=(?:\A|[^\d%\s]\s|[(\[=^{{<>$]){unseen}){dash}(?={unseen}[\d.])))
          | (?P<form>[{regex.escape("".join(sorted(rules.forms)), literal_spaces=True)}])
          | (?P<wide>[\uff01-\uff5e])
        )
        """,
        regex.VERBOSE,
    )


def _blank(match: regex.Match[str]) -> str:
    """One space for many, an empty line for a paragraph's end, nothing for what is invisible."""
    found = _TEX_COMMENT.sub("", match[0])
    lines = len(_LINE_END.findall(found)) + found.count("\u2029")
    if lines > 1 or (lines and _LABEL.match(match.string, match.end())):
        return "\n" * min(lines, 2)
    if any(char.isspace() for char in found):
        return "" if _SYMBOL.search(found) and _CLOSING.match(match.string, match.end()) else " "
    return " " if _SYMBOL.search(found) and match.string[match.end() : match.end() + 1].isalnum() else ""


_TEX_COMMENT = regex.compile(_COMMENT)
_LINE_END = regex.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_LABEL = regex.compile(r"[A-Z][A-Z /&-]{2,40}:\s")
_SYMBOL = regex.compile(f"[{_EMOJI}]")
_CLOSING = regex.compile(r"[.,;:!?)\]]")


_SHAPES: Mapping[str, Callable[[regex.Match[str]], str]] = {
    "blank": _blank,
    "hyphen": lambda match: "-",
    "wide": lambda match: unicodedata.normalize("NFKC", match[0]),
}
