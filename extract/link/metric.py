"""What a quantity measures, as written."""

from collections.abc import Sequence

from extract.link.lists import series
from extract.link.phrases import coordinated
from extract.link.scene import VERBS, Scene, Span
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules

_QUALITY = frozenset({"METRIC"})
_SPEEDY = frozenset({"TIME", "SPEED", "SPEEDUP", "STEP"})
_COSTLY = frozenset({"RESOURCE", "PARAMETER", "DATA", "STEP", "HARDWARE", "OVERHEAD"})
CONCEPTS = {
    "metric_gain": _QUALITY, "metric_value": _QUALITY, "speedup": _SPEEDY, "resource_change": _COSTLY,
}  # fmt: skip
"""The concepts that can be what a type measures."""


def metric(scene: Scene, readings: Sequence[Reading], index: int, rules: LinkRules) -> Span | None:
    """The words that name what the reading at `index` measures; null where nothing does."""
    reading = readings[index]
    concepts = CONCEPTS.get(reading.claim_type)
    if concepts is None:
        return None
    tokens = scene.tokens
    word = next((w for w in reading.words if tokens[w].tag in concepts), None)
    if word is None:
        word = _nearest(scene, readings, index, concepts)
    if word is None:
        return _object(scene, reading, rules)
    shared = _parallel(scene, readings, index, word, rules)
    return shared or grown(scene, word)


def _nearest(scene: Scene, readings: Sequence[Reading], index: int, concepts: frozenset[str]) -> int | None:
    """The nearest word of a concept in the same part of the sentence: right behind the quantity, else before, else behind."""
    at = readings[index].token
    tokens = scene.tokens
    others = {r.token for r in readings}
    for i in range(at + 1, min(len(tokens), at + 4)):
        if i in others or tokens[i].tag in VERBS:
            break
        if tokens[i].tag in concepts:
            return i
    for step, reach in ((-1, 30), (1, 16)):
        i = at + step
        while 0 <= i < len(tokens) and abs(i - at) <= reach and scene.parts[i] == scene.parts[at]:
            if tokens[i].tag in concepts:
                return i
            i += step
    return None


def _object(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    return None


def _parallel(scene: Scene, readings: Sequence[Reading], index: int, word: int, rules: LinkRules) -> Span | None:
    """ "cost and time by 39% and 46%": the member's own where as many metrics as quantities are listed."""
    members = series(scene, readings, index)
    if len(members) < 2 or len({readings[m].token for m in members}) > 1:
        return None
    start = grown(scene, word)[0]
    tokens = scene.tokens
    while start >= 2 and tokens[start - 1].tag in ("AND", "COMMA") and tokens[start - 2].tag in CONCEPTS_ALL:
        start = grown(scene, start - 2 if tokens[start - 2].tag in CONCEPTS_ALL else start)[0]
    names, _ = coordinated(scene, start, rules)
    return names[members.index(index)] if len(names) == len(members) else None


CONCEPTS_ALL = _QUALITY | _SPEEDY | _COSTLY


def grown(scene: Scene, word: int) -> Span:
    """A measured word with the nouns and adjectives that belong to it."""
    tokens = scene.tokens
    start, end = word, word + 1
    while start > 0 and word - start < 2 and _modifies(tokens[start - 1].tag, tokens[start - 1].lower):
        start -= 1
    while end < len(tokens) and tokens[end].lower in _TAILS:
        end += 1
    return start, end


_TAILS = frozenset({"score", "scores", "rate", "rates", "points", "metric", "requirement", "requirements", "usage", "consumption", "footprint", "demand", "budget", "volume"})  # fmt: skip
_DEGREES = frozenset(
    {"the", "a", "an", "higher", "lower", "better", "significant", "our", "its", "their", "overall", "in", "absolute", "relative", "comparable", "competitive",
     "similar", "impressive", "state-of-the-art", "new", "remarkable", "strong", "high", "low", "best", "improved", "superior", "each", "both", "this", "that"}
)  # fmt: skip


def _modifies(tag: str, lower: str) -> bool:
    return tag in ("WORD", "NAME", "PLURAL", "DATA", "METRIC", "TRAIN") and lower not in _DEGREES and not lower.endswith("ly")
