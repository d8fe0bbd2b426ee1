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

_SPACE = r"[ \t-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_MAY_END = re.compile(
    rf"""[.!?]["')\]}}$]{{0,3}}(?={_SPACE})|(?:(?<=[a-z]{{3}})|(?<=[%)]))\.(?=[A-Z])|(?<!{_SPACE}){_SPACE}*\n"""
)
"""Where _BOUNDARY can match at all, ten times faster than trying it everywhere; white space as `regex` has it."""


def split(text: str, rules: SentenceRules) -> Iterator[Sentence]:
    """Sentences of `text` in order. A full stop of an abbreviation or an initial ends none within a paragraph."""
    at = tried = 0
    for place in _MAY_END.finditer(text):
        if place.start() < tried:
            continue
        match = _BOUNDARY.match(text, place.start())
        if match is None:
            continue
        tried = match.end()
        stop, gap = match.span("stop"), match.start("gap")
        if stop[0] < stop[1] and "\n\n" not in text[gap:tried] and _goes_on(text, at, stop[0], rules):
            continue
        yield from _stripped(text, at, gap)
        at = tried
    yield from _stripped(text, at, len(text))


_LAST_WORD = regex.compile(r"[^\s(\[{]{1,24}\Z")


def _goes_on(text: str, sentence_start: int, stop: int, rules: SentenceRules) -> bool:
    word = _LAST_WORD.search(text, max(sentence_start, stop - 24), stop + 1)
    if word is None:
        return False
    return word[0].casefold() in rules.abbreviations or (
        len(word[0]) == 2 and word[0][0].isupper() and word[0][0] not in "IAKNTdn"
    )


def _stripped(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    body = piece.strip()
    if body:
        yield Sentence(start + left, start + left + len(body), body)
