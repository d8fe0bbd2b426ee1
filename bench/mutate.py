"""Other dresses of one abstract: what copying, converting and typesetting do to a text.

A mutation of `FORM` changes how a text is written and nothing of what it says: the claims and their
values stay. One of `LOSSY` loses something that a reader may need; how much survives is measured.
"""

from __future__ import annotations

import html.entities
import random
import re
import textwrap
import unicodedata
from collections.abc import Callable, Mapping

Mutation = Callable[[str, random.Random], str]

ASCII_TO_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
DIGITS_TO_WIDE = {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)}
RIGHT_TO_LEFT = "\u200f\u200e\u202b\u202c\u2067\u2069\u061c"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
TYPOGRAPHIC = {"'": "’", '"': "”"}
EMOJI = "🚀🔥✨🎉🤗👩‍💻🇫🇷"
SENTENCE_END = re.compile(r"(?<=[a-z)][.!?])(?=\s|\Z)")
BETWEEN_WORDS = re.compile(r"(?<=[a-z]) (?=[a-z])")


def mutated(name: str, text: str, *, seed: str = "") -> str:
    """`text` after the mutation `name`; the same for the same seed."""
    return {**FORM, **LOSSY}[name](text, random.Random(f"{name}/{seed}"))


def _replaced(table: Mapping[str, str]) -> Mutation:
    codes = {ord(old): new for old, new in table.items()}
    return lambda text, draw: text.translate(codes)


def _normal(form: str) -> Mutation:
    return lambda text, draw: unicodedata.normalize(form, text)  # type: ignore[arg-type]


def _sown(characters: str) -> Mutation:
    """Characters strewn between all others, before one in five."""
    return lambda text, draw: "".join(
        (draw.choice(characters) if draw.random() < 0.2 and at else "") + char for at, char in enumerate(text)
    )


def _wrapped(text: str, draw: random.Random) -> str:
    """Lines of 72 characters, indented as some sources do it; paragraphs stay."""
    return "\n".join(textwrap.fill(line, 72, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
                     for line in text.split("\n"))  # fmt: skip


def _carriage_returns(text: str, draw: random.Random) -> str:
    return _wrapped(text, draw).replace("\n", "\r\n")


def _named_entities(text: str, draw: random.Random) -> str:
    return "".join(f"&{html.entities.codepoint2name[ord(c)]};" if ord(c) in html.entities.codepoint2name else c
                   for c in text)  # fmt: skip


def _numbered_entities(text: str, draw: random.Random) -> str:
    style = draw.choice(["&#{};", "&#x{:x};"])
    return "".join(char if char.isascii() and char not in "<>&%" else style.format(ord(char)) for char in text)


def _mojibake(text: str, draw: random.Random) -> str:
    """UTF-8 taken for Windows-1252; the five bytes that it leaves open are read as Latin-1."""
    return "".join(
        byte.decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
        for byte in (bytes([code]) for code in text.encode())
    )


def _comments(text: str, draw: random.Random) -> str:
    """Lines of TeX commented out between others; behind a number a percent sign would be read as its own."""
    return "\n".join(
        line + ("\n% note: was 42% and 3x in the first version" if line[-1:].isalpha() else "")
        for line in _wrapped(text, draw).split("\n")
    )


def _emoji_after_sentences(text: str, draw: random.Random) -> str:
    return SENTENCE_END.sub(lambda match: " " + draw.choice(re.findall(r"👩‍💻|🇫🇷|.", EMOJI)), text)


def _emoji_between_words(text: str, draw: random.Random) -> str:
    return BETWEEN_WORDS.sub(lambda match: " 🚀 " if draw.random() < 0.2 else " ", text)


FORM: dict[str, Mutation] = {
    "NFC": _normal("NFC"),
    "NFD": _normal("NFD"),
    "full-width digits": lambda text, draw: text.translate(DIGITS_TO_WIDE),
    "full-width ASCII": lambda text, draw: text.translate(ASCII_TO_WIDE),
    "no-break spaces": _replaced({" ": "\u00a0"}),
    "narrow no-break spaces": _replaced({" ": "\u202f"}),
    "thin spaces": _replaced({" ": "\u2009"}),
    "ideographic spaces": _replaced({" ": "\u3000"}),
    "tabs": _replaced({" ": "\t"}),
    "double spaces": _replaced({" ": "  "}),
    "wrapped lines": _wrapped,
    "line separators": lambda text, draw: _wrapped(text, draw).replace("\n  ", "\u2028"),
    "CRLF": _carriage_returns,
    "hyphens U+2010": _replaced({"-": "\u2010"}),
    "no-break hyphens": _replaced({"-": "\u2011"}),
    "minus signs": _replaced({"-": "\u2212"}),
    "small hyphens": _replaced({"-": "\ufe63"}),
    "figure dashes": _replaced({"–": "\u2012"}),
    "horizontal bars": _replaced({"—": "\u2015"}),
    "right-to-left marks": _sown(RIGHT_TO_LEFT),
    "zero-width characters": _sown(INVISIBLE),
    "typographic quotes": _replaced(TYPOGRAPHIC),
    "named entities": _named_entities,
    "numbered entities": _numbered_entities,
    "mojibake": _mojibake,
    "TeX comments": _comments,
    "emoji after sentences": _emoji_after_sentences,
    "all at once": lambda text, draw: _numbered_entities(
        _sown(INVISIBLE + RIGHT_TO_LEFT)(unicodedata.normalize("NFD", text).translate(DIGITS_TO_WIDE), draw), draw
    ).replace(" ", "\u202f"),
}

LOSSY: dict[str, Mutation] = {
    "NFKC": _normal("NFKC"),
    "NFKD": _normal("NFKD"),
    "escaped percent signs": lambda text, draw: re.sub(r"(?<!\\)%", r"\\%", text),
    "emoji between words": _emoji_between_words,
    "en dashes for hyphens": _replaced({"-": "–"}),
    "upper case": lambda text, draw: text.upper(),
    "lower case": lambda text, draw: text.lower(),
    "no space after a comma": lambda text, draw: re.sub(r"(?<=[a-z)%]), ", ",", text),
    "no space after a full stop": lambda text, draw: re.sub(r"(?<=[a-z)%]\.) (?=[A-Z])", "", text),
    "hyphenated at line ends": lambda text, draw: re.sub(
        r"(?<=\w[a-z]{3})(?=[a-z]{4})", lambda m: "-\n" if draw.random() < 0.05 else "", text
    ),
    "spaces around marks": lambda text, draw: re.sub(r"(?<=[a-z])([,;:()])|([()])(?=[a-z])", r" \g<0> ", text),
    "ASCII alone": lambda text, draw: text.encode("ascii", "ignore").decode(),
}
