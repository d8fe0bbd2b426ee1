"""What the words of a sentence say of a bound in it: measure, kind of claim, comparator, target."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.bounds.measures import Rules, SideRule, measures
from extract.unguarded import unguarded

MASK = "\ufffc"
WINDOW = 160
CLEAR = 90.0
"""From this score on a cue stands beside its bound, and what it says needs no help."""
CERTAIN = 101.0
"""The score of words that can name nothing but a measure, right in front of a bound: "a sample complexity of"."""
BONUS = 12.0
"""What a cue that can name nothing but a measure has over the others."""


@unguarded
@dataclass(frozen=True, slots=True)
class Cue:
    """Words of the sentence that name a measure."""

    start: int
    end: int
    measure: str


def masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with the spans, which are in order and apart, blotted out, at its length."""
    if not spans:
        return text.replace("\n", " ")
    parts, at = list[str](), 0
    for start, end in spans:
        parts += [text[at:start], MASK * (end - start)]
        at = end
    return ("".join(parts) + text[at:]).replace("\n", " ")


@lru_cache(maxsize=2)
def cues(text: str) -> list[Cue]:
    """The words of `text` that name a measure."""
    found = [Cue(*m.span(m.lastgroup), m.lastgroup) for m in measures().words.finditer(text) if m.lastgroup]
    counted = measures().words_between["counted"]
    return [c for c in found if c.measure not in counted or not _SYMBOL.search(text, max(0, c.start - 24), c.start)]


_SYMBOL = regex.compile(
    r"(?<![\w\\^}])\\?(?:[B-HJ-Zb-z]|[A-Za-z]_\{?\w{1,6}\}?)[\s$~]{1,2}(?:(?!and|or)[a-z]{3,12}\s)?\Z"
)
"""A letter in front of what it counts: "after $T$ iterations" tells what T is, not what a bound measures."""


_TOKEN = regex.compile(r"\uFFFC+|[\w'\u2019-]+|\$|[^\w\s$]")


MOST_BESIDE = 8
"""Cues on either side of a bound that may name what it measures, so that time doesn't grow with bounds times cues."""


def measure_of(text: str, start: int, end: int, found: Sequence[Cue]) -> tuple[Cue | None, float]:
    """The cue that says what the bound at text[start:end] measures, and how near it is (100: beside it)."""
    best: tuple[float, Cue | None] = (0.0, None)
    low = bisect_left(found, start - WINDOW, key=lambda cue: cue.end)
    high = bisect_left(found, end + WINDOW, key=lambda cue: cue.start)
    beside = bisect_left(found, end, lo=low, hi=high, key=lambda cue: cue.start)
    low, high = max(low, beside - MOST_BESIDE), min(high, beside + MOST_BESIDE)
    for at in range(low, high):
        cue = found[at]
        if cue.measure == "approximation_ratio" and _of_another(text, end, cue):
            continue
        if cue.start >= end:
            score = 0.0 if _counts(text, end, cue) else _right(text[end : cue.start])
        elif cue.end <= start and not (at and _is_complement(text, found[at - 1], cue)):
            score = _left(text[cue.end : start])
            head = _subject(text, found, at, start) if score > best[0] else None
            if head is not None:
                score, cue = max(score, CLEAR), head
            if score > CLEAR and cue.measure not in _TIMED and is_strong(text, cue):
                score = CERTAIN
        else:
            continue
        if 0 < score < CLEAR and is_strong(text, cue):
            score = min(CLEAR, score + BONUS)
        if score > best[0]:
            best = (score, cue)
    if best[1] and best[1].end <= start and text[best[1].start : best[1].end].casefold() in _vague():
        said = next((c for c in found[low:high] if c.start >= end and _ON.fullmatch(text, end, c.start)), None)
        if said and text[said.start : said.end].casefold() not in _vague():
            return said, best[0]
    return best[1], best[0]


_HYPHENED = regex.compile(r"\uFFFC[\s$)}\\]{0,4}[-\u2013]\s?\Z")


def _of_another(text: str, end: int, cue: Cue) -> bool:
    """Whether a cue belongs by a hyphen to another bound: "a (1+x)-approximate median takes O(n)"."""
    if end <= cue.start <= end + 6:
        return False
    return _HYPHENED.search(text, max(0, cue.start - 6), cue.start) is not None


_COUNTED_IN = regex.compile(r"\s(?:in|with)\s(?:the|its|their)\s(?:number\sof\s(?:\w+\s)?)?")
"""What leads to a variable of a bound: "cubically in the number of samples"."""


def _counts(text: str, end: int, cue: Cue) -> bool:
    """Whether a cue behind a bound names what a variable of it is the number of."""
    led = _COUNTED_IN.fullmatch(text, end, cue.start)
    return led is not None and ("number" in led[0] or text.startswith("number", cue.start))


def is_strong(text: str, cue: Cue) -> bool:
    """Whether a cue can name nothing but a measure."""
    written = text[cue.start : cue.end].casefold()
    return any(word in written for word in measures().words_between["strong"])


def _vague() -> frozenset[str]:
    return measures().words_between["vague"]


_TIMED = ("time", "regret")
"""Measures that the words behind a bound may tell more of: "time O(n) per step", "regret with O(n) memory"."""
_ON = regex.compile(r"[\s$)}\\]{0,4}(?:on|for)\s(?:[\w-]+\s){0,3}")
_OF = regex.compile(r"\s(?:of|for)\s(?:(?!with|has|to|by|in|is|that|using|and|or)[\w-]+\s){0,4}")


def _is_complement(text: str, head: Cue, cue: Cue) -> bool:
    """Whether `cue` only says of what `head` is told: "the time complexity of Lanczos iteration is"."""
    told_apart = head.measure not in (cue.measure, "rate") and cue.measure != "per_iteration"
    if not told_apart or text[head.start : head.end].casefold() in _vague():
        return False
    return _OF.fullmatch(text, head.end, cue.start) is not None


_COPULA = regex.compile(
    r"\s(?:is|are|was|were|be|been|becomes?|remains?|scales?|grows?|equals?)\s"
    r"|\sby\s(?:(?:an?|up|to|at|most|least|the|factors?|of|order)\s){0,4}[\s$({]*\Z"
)
_LEADS_ON = regex.compile(
    r"\s(?:of|for|to|required|needed|necessary|sufficient|when|in)\s"
    r"(?:(?!that\b|which\b|is\b|are\b|and\b|or\b|but\b|by\b)[\w$\\{}^*()'\u2019-]+\s){0,14}[\w$\\{}^()-]{0,30}"
)


def _subject(text: str, found: Sequence[Cue], at: int, start: int) -> Cue | None:
    """The head of the phrase that a bound is said of, where the cue before the verb stands in its complement:
    "the iteration complexity required to reach a stationary point is"."""
    cue, words = found[at], measures().words_between
    if not _COPULA.search(text[cue.end : start]):
        return None
    for head in reversed(found[max(0, at - 2) : at]):
        written = text[head.start : head.end].casefold()
        if head.measure == "rate" or (written in words["vague"] and written not in words["vague_costs"]):
            continue
        if head.measure != cue.measure and _LEADS_ON.fullmatch(text, head.end, cue.start):
            return head
    return None


def _right(between: str) -> float:
    score, listing, words = 100.0, True, measures().words_between
    joint = False
    for token in _TOKEN.findall(between):
        joint = token in ("and", "or", ",") or (joint and not token.startswith(MASK))
        if token.startswith(MASK):
            score -= 2.0 if listing else 40.0
        elif listing and token in words["joints"]:
            score -= 2.0
        elif token not in "$~{}\\-\u2013)":
            listing = False
            score -= 60.0 if token in words["asides"] else 30.0 if token in words["stops"] or token in ",;:.(" else 6.0
    return score - 30.0 if joint else score


def _left(between: str) -> float:
    score, words = 94.0, measures().words_between
    parted = False
    for token in _TOKEN.findall(between):
        parted = parted or token in words["breaks"]
        if parted and token in words["vague"]:
            score, parted = score - 20.0, False
        if token.startswith(MASK):
            score -= 6.0
        elif token in words["contrasts"]:
            score -= 25.0
        elif token in (",", "(", ")"):
            score -= 5.0
        elif token.isalnum() or "-" in token:
            score -= 1.5 if token in words["links"] else 5.0
    return score


def joined(text: str, end: int, start: int) -> bool:
    """Whether what stands at `end` and what stands at `start` are members of one list."""
    return 0 <= start - end < 24 and measures().words_between["joints"].issuperset(_TOKEN.findall(text[end:start]))


def lists(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each of the spans, in order, the span of the list it stands in ("A, B and C")."""
    out: list[tuple[int, int]] = []
    begin = 0
    for i in range(1, len(spans) + 1):
        if i == len(spans) or not joined(text, spans[i - 1][1], spans[i][0]):
            out += [(spans[begin][0], spans[i - 1][1])] * (i - begin)
            begin = i
    return out


def first_rule(rules: Rules[SideRule], text: str, start: int, end: int, symbol: str = "") -> SideRule | None:
    """The first rule whose words stand on its sides of the bound."""
    before, after = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    for rule in rules.beside(before, after):
        if rule.only and symbol not in rule.only:
            continue
        if (rule.before is None or rule.before.search(before)) and (rule.after is None or rule.after.match(after)):
            return rule
    return None
