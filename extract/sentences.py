"""Split an abstract into sentences, by pattern, and tell which of them can hold a quantity."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.ruleset import SentenceRules


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the raw abstract, without the white space around it."""

    start: int
    end: int
    text: str


def split(text: str, rules: SentenceRules) -> Iterator[Sentence]:
    """Sentences of `text` in order. A full stop of an abbreviation or an initial ends none."""
    at = 0
    for match in rules.boundary.finditer(text):
        if match["stop"] and _goes_on(text, at, match.start("stop"), rules):
            continue
        yield from _stripped(text, at, match.start("gap"))
        at = match.end("gap")
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
