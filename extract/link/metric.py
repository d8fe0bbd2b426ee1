"""What a quantity measures, as written.

The words that stand in a fixed place beside the quantity come first ("40% less memory", "cuts X by
40%", "a BLEU of 31"), whether a lexicon knows them or not; then the lexicon's nearest word.
"""

from collections.abc import Sequence

from extract.link.baselines import Site
from extract.link.lists import series
from extract.link.phrases import coordinated, noun_phrase
from extract.link.scene import ENDS, VERBS, Scene, Span, is_adverb, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules

_QUALITY = frozenset({"METRIC"})
_SPEEDY = frozenset({"TIME", "SPEED", "SPEEDUP", "STEP"})
_COSTLY = frozenset({"RESOURCE", "PARAMETER", "DATA", "STEP", "HARDWARE", "OVERHEAD"})
CONCEPTS = {
    "metric_gain": _QUALITY, "metric_value": _QUALITY, "speedup": _SPEEDY | _QUALITY, "resource_change": _COSTLY | _SPEEDY,
}  # fmt: skip
"""The concepts that can be what a type measures."""

KNOWN = _QUALITY | _SPEEDY | _COSTLY
COMPARATIVES = frozenset({"MORE", "LESS", "FASTER", "SLOWER", "EFFICIENT"})
CHANGES = frozenset({"GAIN", "DROP", "UP", "DOWN", "SPEEDUP", "OVERHEAD"})
MOVES = frozenset({"UP", "DOWN", "ACCELERATE"})


def metric(
    scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, rules: LinkRules
) -> Span | None:
    """The words that name what the reading at `index` measures; null where nothing does.

    What is compared with (`known`) measures nothing.
    """
    reading = readings[index]
    concepts = CONCEPTS.get(reading.claim_type)
    if concepts is None:
        return None
    shared = _parallel(scene, readings, index, rules)
    if shared is not None:
        return shared
    if index and scene.tokens[reading.token - 1].tag == "LPAR" and reading.token - readings[index - 1].token <= 6 and not scene.depths[readings[index - 1].token]:
        bracketed = metric(scene, known, readings, index - 1, rules)
        if bracketed is not None and reading.claim_type == readings[index - 1].claim_type:
            return bracketed
    beside = _behind(scene, reading, rules) or _before(scene, reading, rules)
    if beside is not None:
        return beside
    tokens = scene.tokens
    word = next((w for w in reading.words if tokens[w].tag in concepts), None)
    if word is None:
        word = _nearest(scene, known, readings, index, concepts)
    if word is not None:
        return grown(scene, word)
    return _continued(scene, known, readings, index, rules)


def _continued(
    scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, rules: LinkRules
) -> Span | None:
    """ "achieves 78.9% F1, surpassing X by 12.3%": a gain in levels that stand before it is measured as they are."""
    reading, part = readings[index], scene.parts[readings[index].token]
    members = series(scene, readings, index)
    if index > members[0] and readings[members[0]].token != reading.token:
        return metric(scene, known, readings, index - 1, rules)
    if reading.claim_type != "metric_gain":
        return None
    levels = [
        i
        for i in range(members[0])
        if readings[i].claim_type == "metric_value" and scene.parts[readings[i].token] == part
    ]
    if not levels:
        return None
    pick = levels[members.index(index)] if len(levels) == len(members) else levels[-1]
    return metric(scene, known, readings, pick, rules)


def _behind(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """What stands right behind a quantity: "40% less memory", "3x latency reduction", "48.0 top-1 accuracy"."""
    tokens, at = scene.tokens, reading.token + 1
    while at < len(tokens) and tokens[at].lower in _SKIPPED:
        at += 1
    if at >= len(tokens):
        return None
    if tokens[at].tag in COMPARATIVES:
        return _phrase(scene, at + 1, rules) or (
            _within(scene, at + 1, reading.claim_type, rules) if tokens[at].tag == "FASTER" else None
        )
    if tokens[at].lower == "of" and reading.claim_type in ("resource_change", "statistic"):
        return _phrase(scene, at + 1, rules)
    if tokens[at].tag in ("GAIN", "DROP", "UP", "DOWN"):
        return _further(scene, at + 1, reading.claim_type, rules)
    if tokens[at].tag in ENDS:
        return _within(scene, at, reading.claim_type, rules)
    start, end = noun_phrase(tokens, at, rules)
    last = next((i for i in range(start, end) if tokens[i].tag in CHANGES), end)
    if last == start:
        if tokens[start].tag in ("SPEEDUP", "OVERHEAD"):
            inner = _within(scene, start + 1, reading.claim_type, rules, open_=True)
            return inner or (start, start + 1)
        return _further(scene, start + 1, reading.claim_type, rules)
    if last < end or reading.claim_type != "metric_gain" or tokens[end - 1].tag in (*KNOWN, "NAME"):
        return _trimmed(scene, (start, last), rules)
    return None


_SKIPPED = frozenset(
    {"points", "point", "percentage", "absolute", "relative", "average", "%", "times", "the", "in"}
) - {"in"}


def _within(scene: Scene, at: int, claim_type: str, rules: LinkRules, *, open_: bool = False) -> Span | None:
    """The measured words behind "in", "on" or "of": those of the lexicon, "the X metric", any where `open_`."""
    tokens = scene.tokens
    if at >= len(tokens) or tokens[at].lower not in ("in", "on", "of", "for", "at", "during", "w.r.t", "average"):
        return None
    start, end = noun_phrase(tokens, at + 1, rules)
    if start == end:
        return None
    concepts = CONCEPTS.get(claim_type, KNOWN)
    known = any(tokens[i].tag in concepts or tokens[i].lower in ("metric", "metrics") for i in range(start, end))
    if tokens[end - 1].tag == "DATASET" or tokens[end - 1].lower in rules.words["dataset_heads"]:
        return None
    if known or (open_ and tokens[at].lower in ("in", "during")):
        return _trimmed(scene, (start, end), rules)
    return None


def _further(scene: Scene, at: int, claim_type: str, rules: LinkRules) -> Span | None:
    """The measured words behind "improvement", over what is compared with: "10% improvement over X on both metrics"."""
    tokens = scene.tokens
    for place in range(at, min(len(tokens), at + 7)):
        if is_quantity(tokens[place]) or tokens[place].tag in ("COMMA", "CONTRAST", "RPAR"):
            break
        found = _within(scene, place, claim_type, rules)
        if found is not None:
            return found
    return None


def _phrase(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    start, end = noun_phrase(scene.tokens, at, rules)
    while end > start and scene.tokens[end - 1].tag in COMPARATIVES | {"GAIN", "DROP"}:
        end -= 1
    return _trimmed(scene, (start, end), rules) if start < end else None


def _trimmed(scene: Scene, span: Span, rules: LinkRules) -> Span | None:
    """A noun phrase without the words of degree in front of it; null where it names something else than a measure."""
    start, end = span
    tokens = scene.tokens
    while start < end and (
        tokens[start].lower in _DEGREES or is_adverb(tokens[start]) or tokens[start].tag in COMPARATIVES
    ):
        start += 1
    if start == end or tokens[end - 1].text in _NO_MEASURE:
        return None
    return start, min(end, start + 7)


_NO_MEASURE = frozenset({"setting", "settings", "case", "cases", "scenario", "scenarios", "tasks", "task", "models", "model", "respectively", "average"})  # fmt: skip


def _before(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """What stands right before a quantity: "BLEU of 31", "AUC (0.93)", "reduces the memory by 40%"."""
    tokens, at = scene.tokens, reading.token - 1
    if at < 1:
        return None
    word = tokens[at]
    if word.tag == "LPAR" or word.lower in ("of", "at", ":", "=", "is", "are", "was", "were", "ranging"):
        return _ending(scene, at, reading, rules)
    if word.lower in ("by", "from", "to", "up", "with", "between") or word.tag in ("DOWN", "UP"):
        return _object(scene, at, reading, rules)
    if word.tag in ENDS:
        return None
    return _object(scene, at + 1, reading, rules) or _ending(scene, at + 1, reading, rules)


def _ending(scene: Scene, end: int, reading: Reading, rules: LinkRules) -> Span | None:
    """The measured noun phrase that ends here; of "accuracy improvement" and "improvement in accuracy" the accuracy."""
    tokens = scene.tokens
    start = end
    while start > 0 and tokens[start - 1].tag not in ENDS and not is_quantity(tokens[start - 1]):
        start -= 1
    if start == end:
        return None
    change = next((i for i in range(end - 1, start - 1, -1) if tokens[i].tag in CHANGES), None)
    if change is not None:
        named = _trimmed(scene, (start, change), rules)
        return named or ((change, change + 1) if " " in tokens[change].text else None)
    if start > 1 and tokens[start - 1].lower in ("in", "of", "on") and tokens[start - 2].tag in ("GAIN", "DROP"):
        return _trimmed(scene, (start, end), rules)
    if reading.claim_type == "metric_gain" and not any(t.tag in KNOWN for t in tokens[start:end]):
        return None
    if tokens[end - 1].lower in rules.words["baseline_heads"]:
        return None
    known = any(t.tag in KNOWN or t.lower in rules.words["measure_heads"] for t in tokens[start:end])
    if not known and tokens[end].lower not in ("of", "is", "are", "was", "were", "=", ":"):
        return None
    return _trimmed(scene, (start, end), rules)


def _object(scene: Scene, by: int, reading: Reading, rules: LinkRules) -> Span | None:
    """The object of the verb of change in front of "by": the phrase behind the verb, or behind "and" in front of a later "by"."""
    tokens = scene.tokens
    start = by
    while start > 0 and by - start < 14:
        before = tokens[start - 1]
        if before.tag in VERBS or before.tag in ("CONTRAST", "WHICH") or is_quantity(before):
            break
        start -= 1
    if start == 0:
        return None
    verb = tokens[start - 1]
    if is_quantity(verb):
        joint = next((i for i in range(start, by) if tokens[i].tag == "AND"), None)
        if joint is None or not any(t.tag in KNOWN for t in tokens[joint + 1 : by]):
            return None
        return _phrase(scene, joint + 1, rules)
    if verb.tag not in MOVES:
        return None
    span = _phrase(scene, start, rules)
    if span is None:
        return None
    if reading.claim_type == "metric_gain" and not any(t.tag in KNOWN for t in tokens[slice(*span)]):
        return None
    if (
        span[1] < by
        and tokens[span[1]].lower == "of"
        and tokens[span[1] - 1].lower in ("number", "amount", "size", "cost", "rate")
    ):
        return span[0], noun_phrase(tokens, span[1] + 1, rules)[1]
    return span


def _nearest(
    scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, concepts: frozenset[str]
) -> int | None:
    """The nearest word of a concept: before the quantity in its part of the sentence, else behind it in its clause."""
    at = readings[index].token
    tokens = scene.tokens
    taken = {i for site in known for name in site.names for i in range(*name)}
    layer = scene.clauses if readings[index].claim_type == "metric_gain" else scene.parts
    for step, reach in ((-1, 30), (1, 16)):
        i = at + step
        while 0 <= i < len(tokens) and abs(i - at) <= reach and layer[i] == layer[at]:
            if tokens[i].tag in concepts and i not in taken:
                return i
            i += step
    return None


def _parallel(scene: Scene, readings: Sequence[Reading], index: int, rules: LinkRules) -> Span | None:
    """ "cost and time by 39% and 46%": the member's own where as many metrics as quantities are listed."""
    members = series(scene, readings, index)
    tokens, first = scene.tokens, readings[index].token
    if len(members) < 2 or len({readings[m].token for m in members}) > 1:
        return None
    start = first
    while (
        start > 0 and first - start < 14 and tokens[start - 1].tag not in VERBS and tokens[start - 1].tag != "CONTRAST"
    ):
        start -= 1
    if start == 0 or tokens[start - 1].tag not in MOVES:
        return None
    names, _ = coordinated(scene, start, rules)
    return names[members.index(index)] if len(names) == len(members) else None


def grown(scene: Scene, word: int) -> Span:
    """A measured word with the nouns and adjectives that belong to it."""
    tokens = scene.tokens
    start, end = word, word + 1
    while start > 0 and word - start < 2 and _modifies(tokens[start - 1].tag, tokens[start - 1].lower):
        start -= 1
    while end < len(tokens) and tokens[end].lower in _TAILS:
        end += 1
    return start, end


_TAILS = frozenset({"score", "scores", "rate", "rates", "metric", "requirement", "requirements", "usage", "consumption", "footprint", "demand", "budget", "volume"})  # fmt: skip
_DEGREES = frozenset(
    {"the", "a", "an", "higher", "lower", "better", "significant", "our", "its", "their", "overall", "in", "absolute", "relative", "comparable", "competitive",
     "similar", "impressive", "state-of-the-art", "new", "remarkable", "strong", "high", "low", "best", "improved", "superior", "each", "both", "this", "that",
     "highest", "lowest", "sota", "point", "points", "percentage", "additional", "further", "average", "times", "full", "only"}
)  # fmt: skip


def _modifies(tag: str, lower: str) -> bool:
    return (
        tag in ("WORD", "NAME", "PLURAL", "DATA", "METRIC", "TRAIN")
        and lower not in _DEGREES
        and not lower.endswith("ly")
    )
