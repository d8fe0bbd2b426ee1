"""What is known of a word by itself: its terms in the lexicon, and the tag that it has by its looks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.clean import MASK
from extract.ruleset import Lexicon
from extract.ruleset.tables import Term

Listed = tuple[tuple[str, ...], Term]
"""A term of the lexicon and all of its words."""


@dataclass(slots=True)
class Word:
    """What is known of a word by itself.

    `tag` and `entry` are what it is unless the words beside it make it another, as they can where it is `open`;
    `first_tag` is its tag at a sentence's start. `exact` and `folded` are the terms that begin with it as it is written
    and in lower case, by their second word, which is empty for a term of one; `head` is the term that a hyphenated word
    is a kind of.
    """

    lower: str
    tag: str
    first_tag: str
    entry: str
    open: bool
    exact: Mapping[str, Sequence[Listed]]
    folded: Mapping[str, Sequence[Listed]]
    head: Term | None


PARTICIPLE = ("ed", "ing")
"""How a word ends that may describe a noun."""

COUNTED = frozenset({"BENCH", "SCOPE", "DATA", "PEOPLE", "STEP", "OWN"})
"""Concepts of things that are counted."""

NOTHING = Word("", "", "", "", False, {}, {}, None)
"""What is known of a quantity."""


COMMONEST = 1 << 16
"""Words that are kept: nine in ten of a text were met shortly before."""


class Vocabulary(dict[str, Word]):
    """The words met of late, each looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, text: str) -> Word:
        if len(self) >= COMMONEST:
            self.clear()
        lower = text.casefold()
        exact, folded = self._lexicon.terms.get(text, ()), self._lexicon.terms.get(lower, ())
        head = _head(lower, self._lexicon) if "-" in lower or "@" in lower else _kind(text, self._lexicon)
        listed = (*exact, *folded)
        term = next((term for words, term in listed if len(words) == 1), head) if listed else head
        if term is not None:
            tag = first = term.concept
        else:
            tag = _shape(text, first=False)
            first = _shape(text, first=True) if text[0].isupper() else tag
        several = bool(listed) and any(len(words) > 1 for words, _ in listed)
        alone = not several and (term is None or not lower.endswith(PARTICIPLE))
        entry = term.entry if term else ""
        found = self[text] = Word(lower, tag, first, entry, not alone, _by_second(exact), _by_second(folded), head)
        return found


def _by_second(listed: Sequence[Listed]) -> Mapping[str, Sequence[Listed]]:
    found: dict[str, list[Listed]] = {}
    for words, term in listed:
        found.setdefault(words[1] if len(words) > 1 else "", []).append((words, term))
    return found


@lru_cache(maxsize=4)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    return Vocabulary(lexicon)


def _head(lower: str, lexicon: Lexicon) -> Term | None:
    """What a hyphenated word is by its head: "time-to-first-byte" is a time, "mean-relative-error" an error.

    A plural in front is followed by what its writer set off with a dash: "domains-trading and retail".
    A measure at a cut-off is the one that is listed for any: "Hits@3" is "hits@k".
    """
    if "@" in lower:
        listed = lexicon.terms.get(f"{lower.partition('@')[0]}@k", ())
        return next((term for words, term in listed if len(words) == 1), None)
    parts = lower.split("-")
    counted = [term for words, term in lexicon.terms.get(parts[0], ()) if len(words) == 1 and term.concept in COUNTED]
    if counted and parts[0].endswith("s"):
        return counted[0]
    head = parts[0] if parts[1] in ("to", "per", "of") else parts[-1]
    concepts = ("TIME", "RESOURCE") if head == parts[0] else ("METRIC", "LEVEL")
    known = lexicon.terms.get(head, ())
    return next((term for words, term in known if len(words) == 1 and term.concept in concepts), None)


LONGEST_KIND = 3
"""Letters in front of an acronym that tell which kind of it is meant."""


def _kind(text: str, lexicon: Lexicon) -> Term | None:
    """What an acronym is that tells its kind by small letters in front, or stands before a digit: "iRMSE", "DF1"."""
    for at in range(1, min(LONGEST_KIND, len(text) - 2) + 1):
        head = text[at:]
        if head[0].isupper() and (text[:at].islower() or (head[-1].isdigit() and text[:at].isalpha())):
            known = (*lexicon.terms.get(head, ()), *lexicon.terms.get(head.casefold(), ()))
            term = next((term for words, term in known if len(words) == 1 and term.concept == "METRIC"), None)
            if term is not None:
                return term
    return None


_MARKS = {",": "COMMA", "(": "LPAR", ")": "RPAR", MASK: "MASK"}


_MARK = re.compile("[A-Z0-9]")


def _marked(text: str) -> bool:
    """Whether a capital or a digit stands behind the first letter."""
    if text.isascii():
        return _MARK.search(text, 1) is not None
    return any(c.isupper() or c.isdigit() for c in text[1:])


def _shape(text: str, first: bool) -> str:
    if not text[0].isalpha():
        return _MARKS.get(text, "NAME" if len(text) > 1 and any(c.isalpha() for c in text) else "PUNCT")
    if text[-1] == "s" and len(text) > 2 and text[-2] != "'" and text[:-1].isupper():
        return "PLURAL"
    if _marked(text) or (text[0].isupper() and not first):
        return "NAME"
    if len(text) > 3 and text.endswith("s") and not text.endswith(("ss", "us", "is")):
        return "PLURAL"
    return "WORD"
