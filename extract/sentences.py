"""Split an abstract into sentences, by pattern."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from extract.ruleset import SentenceRules


class Sentence(NamedTuple):
    """A sentence of the raw abstract, without the white space around it."""

    start: int
    end: int
    text: str


_BOUNDARY = regex.compile(
    r"""(?P<stop>[.!?]) ["')\]}$]{0,3} (?P<gap>\s++) (?=[("'\[$\\{“‘`*_-]{0,3}[\p{Lu}\d\\])
      | (?<=[a-z]{3}|[%)]) (?P<stop>[.]) (?P<gap>) (?=[A-Z][A-Za-z]*+[\s,])
      | (?<!\s) (?P<stop>) (?P<gap>[^\S\n]*+ \n [^\S\n]*+ \n \s*+)
      | (?<!\s) (?P<stop>) (?P<gap>[^\S\n]*+ \n \s*+) (?=[A-Z][A-Z /&-]{2,40}:\s)""",
    regex.VERBOSE,
)
"""Where a sentence ends: a stop and the gap behind it, either of which may be empty."""

_SPACE = frozenset(" \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
"""White space as `regex` has it."""

_CLOSING = frozenset("\"')]}$")
_MAY_END = re.compile(r"[.!?\n]")


def _places(text: str) -> Iterator[int]:
    """Where _BOUNDARY can match at all: ten times faster than trying it everywhere."""
    for mark in _MAY_END.finditer(text):
        at = mark.start()
        if text[at] != "\n":
            behind = text[at + 1 : at + 2]
            if behind in _SPACE or behind in _CLOSING or behind.isupper():
                yield at
            continue
        while at and text[at - 1] in _SPACE:
            if text[at - 1] == "\n":
                break
            at -= 1
        else:
            yield at


_STOP = re.compile(
    r"""[.!?] (?: ["')\]}$]{0,3} (?P<gap>\ +) (?= [("'\[$\\{`*_-]{0,3} [A-Z0-9\\] )
              | (?: (?<=[a-z]{3}\.) | (?<=[%)]\.) ) (?= [A-Z][A-Za-z]*[\ ,] ) )""",
    re.VERBOSE,
)
"""_BOUNDARY for a line of printable ASCII, as most abstracts are: `re` takes a tenth of the time for it."""


def split(text: str, rules: SentenceRules) -> Iterator[Sentence]:
    """Sentences of `text` in order. A full stop of an abbreviation or an initial ends none within a paragraph."""
    return _of_line(text, rules) if text.isascii() and text.isprintable() else _of_any(text, rules)


def _of_line(text: str, rules: SentenceRules) -> Iterator[Sentence]:
    at = 0
    for match in _STOP.finditer(text):
        stop = match.start()
        if not _goes_on(text, at, stop, rules):
            gap = match.start("gap")
            yield from _stripped(text, at, stop + 1 if gap < 0 else gap)
            at = match.end()
    yield from _stripped(text, at, len(text))


def _of_any(text: str, rules: SentenceRules) -> Iterator[Sentence]:
    at = tried = 0
    for place in _places(text):
        match = _BOUNDARY.match(text, place) if place >= tried else None
        if match is None:
            continue
        tried = match.end()
        stop, gap = match.span("stop"), match.start("gap")
        if stop[0] < stop[1] and "\n\n" not in text[gap:tried] and _goes_on(text, at, stop[0], rules):
            continue
        yield from _stripped(text, at, gap)
        at = tried
    yield from _stripped(text, at, len(text))


def _goes_on(text: str, sentence_start: int, stop: int, rules: SentenceRules) -> bool:
    """Whether what a full stop ends is an abbreviation or an initial."""
    lead = text[max(sentence_start, stop - 24) : stop + 1]
    word = lead.rsplit(None, 1)[-1]
    if "(" in word or "[" in word or "{" in word:
        word = word[max(word.rfind("("), word.rfind("["), word.rfind("{")) + 1 :]
    return word.casefold() in rules.abbreviations or (len(word) == 2 and word[0].isupper() and word[0] not in "IAKNTdn")


LEAST = 8
"""Characters of a sentence that can claim anything: "p < .01."."""

LONGEST = 1000
"""Characters, more than anybody writes, beyond which a sentence is read in pieces: what follows may then look at
all of a sentence for each of its quantities."""


MOST = 32
"""Quantities and bounds in a sentence, twice as many as any of 26,000 abstracts has in one; more are a table's, or
noise, in which nothing is claimed."""


def _stripped(text: str, start: int, end: int) -> Iterator[Sentence]:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST) + 1 or start + LONGEST
        yield from _stripped(text, start, cut)
        start = cut
    piece = text[start:end]
    body = piece.strip()
    if len(body) == len(piece):
        if body:
            yield Sentence(start, end, body)
    elif body:
        left = len(piece) - len(piece.lstrip())
        yield Sentence(start + left, start + left + len(body), body)
