"""The measured words behind a quantity: "40% less memory", "48.0 top-1 accuracy", "3x reduction in latency"."""

from extract.link.concepts import CHANGES, COMPARATIVES, CONCEPTS, KNOWN
from extract.link.measured import measurable, phrase, trimmed, whole
from extract.link.phrases import is_name, noun_phrase
from extract.link.scene import ENDS, VERBS, Scene, Span, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def behind(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """What stands right behind a quantity, whether a lexicon knows it or not; null where nothing does."""
    tokens, at = scene.tokens, _over_units(scene, reading.token + 1, rules)
    if at >= len(tokens):
        return None
    token, claim_type = tokens[at], reading.claim_type
    if token.tag in COMPARATIVES:
        return _compared(scene, at, claim_type, rules)
    if token.lower == "of" and claim_type in ("resource_change", "statistic"):
        return phrase(scene, at + 1, rules)
    if token.tag in ("GAIN", "DROP", "UP", "DOWN"):
        return _further(scene, at + 1, claim_type, rules) or whole(scene, at, rules)
    if token.tag in ENDS:
        return _within(scene, at, claim_type, rules) or _of_change(scene, at, reading, rules)
    return _noun(scene, at, claim_type, rules)


def _compared(scene: Scene, at: int, claim_type: str, rules: LinkRules) -> Span | None:
    """Behind "less", "faster", "more energy efficient"."""
    token = scene.tokens[at]
    if token.tag == "EFFICIENT" and "more efficient" not in token.lower:
        return at, at + 1
    span = phrase(scene, at + 1, rules)
    if span is not None:
        sized = token.lower in ("smaller", "larger", "bigger", "lighter") and is_name(scene.tokens[span[1] - 1], rules)
        return None if sized else span
    return _faster_at(scene, at + 1, claim_type, rules) if token.tag == "FASTER" else None


def _noun(scene: Scene, at: int, claim_type: str, rules: LinkRules) -> Span | None:
    """A noun phrase: what it names in front of "reduction", or behind that."""
    tokens = scene.tokens
    start, end = noun_phrase(tokens, at, rules)
    if start == len(tokens) or (_rated(scene, end) and not any(t.tag in KNOWN for t in tokens[start:end])):
        return None
    last = next((i for i in range(start, end) if tokens[i].tag in CHANGES), end)
    if last == start:
        further = _further(scene, start + 1, claim_type, rules)
        if tokens[start].tag in ("SPEEDUP", "OVERHEAD"):
            return _within(scene, start + 1, claim_type, rules, open_=True) or further or (start, start + 1)
        return further
    if last < end and tokens[last].tag == "SPEEDUP":
        return trimmed(scene, (start, last + 1), rules)
    if last < end or claim_type != "metric_gain" or tokens[end - 1].tag in (*KNOWN, "NAME"):
        return trimmed(scene, (start, last), rules)
    return None


def _over_units(scene: Scene, at: int, rules: LinkRules) -> int:
    """Where what a quantity measures can begin: behind its unit and words as "points" and "average"."""
    tokens = scene.tokens
    signs, words = rules.words["unit_signs"], rules.words["unit_words"]
    while at < len(tokens):
        token = tokens[at]
        named = token.text[:1].isupper() and (at + 1 == len(tokens) or tokens[at + 1].tag in ENDS)
        sign = token.text in signs or (token.text == "/" and tokens[at - 1].text in signs)
        if not sign and (token.lower not in words or named):
            break
        at += 1
    return at


def _rated(scene: Scene, end: int) -> bool:
    """Whether a noun phrase that ends here is the unit of a rate: "12 body lengths/second", "3 dollars per call"."""
    return end < len(scene.tokens) and scene.tokens[end].lower in ("/", "per")


_WITHIN = frozenset({"in", "on", "of", "for", "at", "during", "w.r.t", "average", "in terms of"})


def _within(scene: Scene, at: int, claim_type: str, rules: LinkRules, *, open_: bool = False) -> Span | None:
    """The measured words behind "in", "on" or "of": those of the lexicon, "the X metric", any where `open_`."""
    tokens = scene.tokens
    if at >= len(tokens) or tokens[at].lower not in _WITHIN:
        return None
    start, end = noun_phrase(tokens, at + 1, rules)
    if start == end:
        return _doing(scene, at, rules) if open_ else None
    if tokens[end - 1].tag == "DATASET" or tokens[end - 1].lower in rules.words["dataset_heads"]:
        return None
    if tokens[at].lower == "at" and tokens[start].lower in rules.words["likening"]:
        return None
    concepts = CONCEPTS.get(claim_type, KNOWN)
    known = any(t.tag in concepts or t.lower in ("metric", "metrics") for t in tokens[start:end])
    plain = not any(is_name(t, rules) for t in tokens[start:end]) and tokens[at + 1].tag != "WHICH"
    if known or (open_ and plain and tokens[at].lower in ("in", "during", "of")):
        return trimmed(scene, (start, end), rules)
    return None


def _faster_at(scene: Scene, at: int, claim_type: str, rules: LinkRules) -> Span | None:
    """What is done faster: "faster at inference", "faster in decoding speed"."""
    tokens = scene.tokens
    named = _within(scene, at, claim_type, rules)
    if named is not None or at >= len(tokens) or tokens[at].lower not in ("in", "at", "during", "for"):
        return named
    start, end = noun_phrase(tokens, at + 1, rules)
    return (start, end) if start < end and tokens[end - 1].lower in rules.words["processes"] else None


def _doing(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """What is done faster: "in evaluating the marginals"."""
    tokens = scene.tokens
    if tokens[at].lower not in ("in", "for") or at + 2 >= len(tokens) or not tokens[at + 1].lower.endswith("ing"):
        return None
    start, end = noun_phrase(tokens, at + 2, rules)
    return (at + 1, end) if start < end else None


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


def _of_change(scene: Scene, at: int, reading: Reading, rules: LinkRules) -> Span | None:
    """What stands "in" behind a quantity that a noun of change stands before: "a reduction of 40% in wear"."""
    tokens, place = scene.tokens, reading.token - 1
    if tokens[at].lower not in ("in", "in terms of"):
        return None
    while place > 0 and tokens[place].tag not in VERBS and tokens[place].tag not in ("GAIN", "DROP", "CONTRAST"):
        place -= 1
    if tokens[place].tag not in ("GAIN", "DROP"):
        return None
    start, end = noun_phrase(tokens, at + 1, rules)
    if start == end or not measurable(scene, (start, end), rules):
        return None
    head = tokens[end - 1].lower
    if head in rules.words["task_heads"] or head in rules.words["dataset_heads"]:
        return None
    return trimmed(scene, (start, end), rules)
