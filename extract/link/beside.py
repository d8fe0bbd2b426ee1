"""The measured words that stand in a fixed place beside a quantity, whether a lexicon knows them or not.

Behind it: "40% less memory", "48.0 top-1 accuracy", "3x reduction in latency"; before it: "BLEU of
31", "AUC (0.93)", "reduces the memory by 40%".
"""

from extract.link.concepts import CHANGES, COMPARATIVES, CONCEPTS, KNOWN, MOVES
from extract.link.phrases import is_name, noun_phrase, phrase_start
from extract.link.scene import ENDS, VERBS, Scene, Span, is_adverb, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def beside(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """The measured words right behind a quantity, else right before it; null where neither place holds any."""
    return behind(scene, reading, rules) or _before(scene, reading, rules)


def behind(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """What stands right behind a quantity: "40% less memory", "3x latency reduction", "48.0 top-1 accuracy"."""
    tokens, at = scene.tokens, _over_units(scene, reading.token + 1, rules)
    if at >= len(tokens):
        return None
    if tokens[at].tag == "EFFICIENT" and "more efficient" not in tokens[at].lower:
        return at, at + 1
    if tokens[at].tag in COMPARATIVES:
        return _phrase(scene, at + 1, rules) or (
            _faster_at(scene, at + 1, reading.claim_type, rules) if tokens[at].tag == "FASTER" else None
        )
    if tokens[at].lower == "of" and reading.claim_type in ("resource_change", "statistic"):
        return _phrase(scene, at + 1, rules)
    if tokens[at].tag in ("GAIN", "DROP", "UP", "DOWN"):
        return _further(scene, at + 1, reading.claim_type, rules) or _whole(scene, at, rules)
    if tokens[at].tag in ENDS:
        return _within(scene, at, reading.claim_type, rules) or _of_change(scene, at, reading, rules)
    start, end = noun_phrase(tokens, at, rules)
    if start == len(tokens) or (_rated(scene, end) and not any(t.tag in KNOWN for t in tokens[start:end])):
        return None
    last = next((i for i in range(start, end) if tokens[i].tag in CHANGES), end)
    if last == start:
        if tokens[start].tag in ("SPEEDUP", "OVERHEAD"):
            inner = _within(scene, start + 1, reading.claim_type, rules, open_=True)
            return inner or _further(scene, start + 1, reading.claim_type, rules) or (start, start + 1)
        return _further(scene, start + 1, reading.claim_type, rules)
    if last < end and tokens[last].tag == "SPEEDUP":
        return _trimmed(scene, (start, last + 1), rules)
    if last < end or reading.claim_type != "metric_gain" or tokens[end - 1].tag in (*KNOWN, "NAME"):
        return _trimmed(scene, (start, last), rules)
    return None


def _whole(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """A word of change that names what changes too: "performance drop", and not "relative gain"."""
    first, _, noun = scene.tokens[at].lower.partition(" ")
    return (at, at + 1) if noun not in ("", "in") and first not in rules.words["degrees"] else None


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
    if start == end or not _measurable(scene, (start, end), rules):
        return None
    head = tokens[end - 1].lower
    if head in rules.words["task_heads"] or head in rules.words["dataset_heads"]:
        return None
    return _trimmed(scene, (start, end), rules)


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


def _within(scene: Scene, at: int, claim_type: str, rules: LinkRules, *, open_: bool = False) -> Span | None:
    """The measured words behind "in", "on" or "of": those of the lexicon, "the X metric", any where `open_`."""
    tokens = scene.tokens
    if at >= len(tokens) or tokens[at].lower not in (
        "in",
        "on",
        "of",
        "for",
        "at",
        "during",
        "w.r.t",
        "average",
        "in terms of",
    ):
        return None
    start, end = noun_phrase(tokens, at + 1, rules)
    if start == end:
        return _doing(scene, at, rules) if open_ else None
    concepts = CONCEPTS.get(claim_type, KNOWN)
    known = any(tokens[i].tag in concepts or tokens[i].lower in ("metric", "metrics") for i in range(start, end))
    if tokens[end - 1].tag == "DATASET" or tokens[end - 1].lower in rules.words["dataset_heads"]:
        return None
    if known or (open_ and tokens[at].lower in ("in", "during")):
        return _trimmed(scene, (start, end), rules)
    if open_ and tokens[at].lower == "of" and not any(is_name(t, rules) for t in tokens[start:end]):
        return _trimmed(scene, (start, end), rules)
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


def _phrase(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    start, end = noun_phrase(scene.tokens, at, rules)
    while end > start and scene.tokens[end - 1].tag in COMPARATIVES | {"GAIN", "DROP"}:
        end -= 1
    return _trimmed(scene, (start, end), rules) if start < end else None


def _trimmed(scene: Scene, span: Span, rules: LinkRules) -> Span | None:
    """A noun phrase without the words of degree in front of it; null where it names something else than a measure."""
    start, end = span
    tokens = scene.tokens
    named = start + 1 == end and tokens[start].tag == "NAME"
    while (
        start < end
        and not named
        and (
            tokens[start].lower in rules.words["degrees"]
            or is_adverb(tokens[start])
            or tokens[start].tag in COMPARATIVES
        )
    ):
        start += 1
    while end > start and tokens[end - 1].tag == "WORD" and tokens[end - 1].lower.endswith(("ed", "ly")):
        end -= 1
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
    if word.tag in KNOWN:
        return _ending(scene, at + 1, reading, rules) or _object(scene, at + 1, reading, rules)
    return _object(scene, at + 1, reading, rules) or _ending(scene, at + 1, reading, rules)


def _ending(scene: Scene, end: int, reading: Reading, rules: LinkRules) -> Span | None:
    """The measured noun phrase that ends here; of "accuracy improvement" and "improvement in accuracy" the accuracy."""
    tokens = scene.tokens
    if tokens[end - 1].tag == "RPAR":
        return _abbreviated(scene, end, reading, rules)
    start = phrase_start(tokens, end)
    if start == end:
        return None
    if start + 1 == end and tokens[start - 1].tag == "RPAR" and tokens[start].lower in rules.words["measure_tails"]:
        return _abbreviated(scene, start, reading, rules)
    change = next((i for i in range(end - 1, start - 1, -1) if tokens[i].tag in CHANGES), None)
    if change is not None:
        named = _trimmed(scene, (start, change), rules)
        return named or _whole(scene, change, rules)
    if start > 1 and tokens[start - 1].lower in ("in", "of", "on") and tokens[start - 2].tag in ("GAIN", "DROP"):
        return _trimmed(scene, (start, end), rules)
    if reading.claim_type == "metric_gain" and not any(t.tag in KNOWN for t in tokens[start:end]):
        return None
    if tokens[end - 1].lower in rules.words["baseline_heads"] or (
        tokens[end - 1].lower == "scores" and tokens[end - 2].lower in rules.words["baseline_heads"]
    ):
        return None
    known = any(t.tag in KNOWN or t.lower in rules.words["measure_heads"] for t in tokens[start:end])
    if not known and tokens[end].lower not in ("of", "is", "are", "was", "were", "=", ":"):
        return None
    if not known and tokens[start - 1].lower == "of" and start > 1:
        return _ending(scene, start - 1, reading, rules)
    return _trimmed(scene, (start, end), rules)


def _abbreviated(scene: Scene, end: int, reading: Reading, rules: LinkRules) -> Span | None:
    """The measure in front of a bracket that ends here, or its abbreviation in there: "word error rate (WER)"."""
    tokens = scene.tokens
    opening = scene.depths[end - 2] - 1
    if opening < 1 or end - opening > 6:
        return None
    if opening + 3 == end and tokens[opening + 1].tag in KNOWN and " " not in tokens[opening + 1].text:
        return opening + 1, opening + 2
    start = phrase_start(tokens, opening)
    named = _trimmed(scene, (start, opening), rules) if start < opening else None
    if named is None or (named[1] - named[0] == 1 and is_name(tokens[named[0]], rules)):
        return named
    return named[0], end


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
        span = _phrase(scene, joint + 1, rules) if joint is not None else None
        return span if span is not None and any(t.tag in KNOWN for t in tokens[slice(*span)]) else None
    if verb.tag not in MOVES:
        return None
    span = _phrase(scene, start, rules)
    if span is None:
        return None
    if reading.claim_type == "metric_gain" and not _measurable(scene, span, rules):
        return None
    if (
        span[1] < by
        and tokens[span[1]].lower == "of"
        and tokens[span[1] - 1].lower in ("number", "amount", "size", "cost", "rate")
    ):
        return span[0], noun_phrase(tokens, span[1] + 1, rules)[1]
    return span


def _measurable(scene: Scene, span: Span, rules: LinkRules) -> bool:
    """Whether what gets better is a measure and not a rival: no name, no method."""
    tokens = scene.tokens[slice(*span)]
    if any(t.tag in KNOWN for t in tokens):
        return True
    head, named = tokens[-1], any(is_name(t, rules) for t in tokens)
    if head.lower in rules.words["baseline_heads"] or (named and head.lower in rules.words["generic_heads"]):
        return False
    return not is_name(head, rules)


def moved(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """What the nearest verb of change before a quantity changes, over what stands between: its object, or its
    subject in "sales rose from 2 to 5"."""
    tokens, verb = scene.tokens, scene.verb_before[reading.token]
    if verb < 0 or reading.token - verb > 20 or tokens[verb].tag not in MOVES:
        return None
    if scene.clauses[verb] != scene.clauses[reading.token]:
        return None
    at = verb + 1
    while at < reading.token and is_adverb(tokens[at]):
        at += 1
    if at == reading.token or tokens[at].lower in ("by", "from", "to", "on average"):
        span = _subject(scene, verb, rules)
    else:
        span = _phrase(scene, at, rules)
    return span if span is not None and _measurable(scene, span, rules) else None


def _subject(scene: Scene, verb: int, rules: LinkRules) -> Span | None:
    """The noun phrase in front of a verb."""
    tokens, end = scene.tokens, verb
    while end > 0 and (is_adverb(tokens[end - 1]) or tokens[end - 1].tag == "BE"):
        end -= 1
    start = phrase_start(tokens, end)
    return _trimmed(scene, (start, end), rules) if start < end <= start + 6 else None
