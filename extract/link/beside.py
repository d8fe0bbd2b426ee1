"""The measured words that stand in a fixed place beside a quantity, whether a lexicon knows them or not.

Behind it: "40% less memory", "48.0 top-1 accuracy", "3x reduction in latency"; before it: "BLEU of
31", "AUC (0.93)", "reduces the memory by 40%".
"""

from extract.link.concepts import CHANGES, COMPARATIVES, CONCEPTS, KNOWN, MOVES
from extract.link.phrases import noun_phrase
from extract.link.scene import ENDS, VERBS, Scene, Span, is_adverb, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def beside(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """The measured words right behind a quantity, else right before it; null where neither place holds any."""
    return _behind(scene, reading, rules) or _before(scene, reading, rules)


def _behind(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """What stands right behind a quantity: "40% less memory", "3x latency reduction", "48.0 top-1 accuracy"."""
    tokens, at = scene.tokens, reading.token + 1
    while at < len(tokens) and tokens[at].lower in rules.words["unit_words"]:
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
    if start == len(tokens):
        return None
    last = next((i for i in range(start, end) if tokens[i].tag in CHANGES), end)
    if last == start:
        if tokens[start].tag in ("SPEEDUP", "OVERHEAD"):
            inner = _within(scene, start + 1, reading.claim_type, rules, open_=True)
            return inner or (start, start + 1)
        return _further(scene, start + 1, reading.claim_type, rules)
    if last < end and tokens[last].tag == "SPEEDUP":
        return _trimmed(scene, (start, last + 1), rules)
    if last < end or reading.claim_type != "metric_gain" or tokens[end - 1].tag in (*KNOWN, "NAME"):
        return _trimmed(scene, (start, last), rules)
    return None


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
        tokens[start].lower in rules.words["degrees"] or is_adverb(tokens[start]) or tokens[start].tag in COMPARATIVES
    ):
        start += 1
    if start == end or tokens[end - 1].text in rules.words["no_measure"]:
        return None
    return start, min(end, start + 7)


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
    """The object of the verb of change in front of "by": behind the verb, or behind "and" before a later "by"."""
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
