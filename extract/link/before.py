"""The measured words before a quantity: "BLEU of 31", "AUC (0.93)", "reduces the memory by 40%"."""

from extract.link.concepts import CHANGES, KNOWN, MOVES
from extract.link.measured import measurable, phrase, scores, trimmed, whole
from extract.link.phrases import is_name, phrase_start
from extract.link.scene import ENDS, VERBS, Scene, Span, is_adverb, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules

_LINKS = ("of", "at", ":", "=", "is", "are", "was", "were", "ranging")
_BY = ("by", "from", "to")
_TELLING = frozenset({"of", "is", "are", "was", "were", "="})
"""Between a measure and its level: what stands before them is measured, whether a lexicon knows it or not."""

_PLACING = frozenset({"of", "on", "in", "over", "across", "for"})
"""What follows these names no measure, but whose or where it is: "accuracy on test data of 76%"."""

_RUN = frozenset({"TRAIN", "EVALUATE"})
"""Of "test data" and "training set" the first."""

_RELATIVES = frozenset({"which", "that", "who", "where", "when", "whose", "we", "it", "they", "i", "because", "since"})


def before(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """What stands right before a quantity; null where nothing does."""
    tokens, at = scene.tokens, reading.token - 1
    if at < 1:
        return None
    word = tokens[at]
    if word.tag == "LPAR" or word.lower in _LINKS:
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
        return _abbreviated(scene, end, rules)
    start = phrase_start(tokens, end)
    if start == end:
        return None
    if start + 1 == end and tokens[start - 1].tag == "RPAR" and tokens[start].lower in rules.words["measure_tails"]:
        return _abbreviated(scene, start, rules)
    change = next((i for i in range(end - 1, start - 1, -1) if tokens[i].tag in CHANGES), None)
    if change is not None:
        named = trimmed(scene, (start, change), rules)
        told = named is not None and tokens[named[1] - 1].lower not in rules.words["noun_verbs"]
        return named if told else whole(scene, change, rules)
    if start > 1 and tokens[start - 1].lower in ("in", "of", "on") and tokens[start - 2].tag in ("GAIN", "DROP"):
        return trimmed(scene, (start, end), rules)
    return _level(scene, (start, end), reading, rules)


def _level(scene: Scene, span: Span, reading: Reading, rules: LinkRules) -> Span | None:
    """A noun phrase in front of a level, if it names a measure."""
    tokens, (start, end) = scene.tokens, span
    items = ("DATA",) if reading.claim_type == "metric_value" else ()
    known = any(t.tag in KNOWN and t.tag not in items for t in tokens[start:end])
    if reading.claim_type == "metric_gain" and not known:
        return None
    if tokens[end - 1].lower in rules.words["baseline_heads"] or scores(scene, end - 1, rules):
        return None
    known = known or any(t.lower in rules.words["measure_heads"] for t in tokens[start:end])
    if known:
        return trimmed(scene, span, rules)
    if tokens[end].lower not in _TELLING or reading.claim_type != "metric_value":
        return None
    owned = start
    while owned > 1 and (tokens[owned - 1].lower in rules.words["determiners"] or tokens[owned - 1].tag in _RUN):
        owned -= 1
    if owned > 1 and tokens[owned - 1].lower in _PLACING:
        return _ending(scene, owned - 1, reading, rules)
    return trimmed(scene, span, rules)


def _abbreviated(scene: Scene, end: int, rules: LinkRules) -> Span | None:
    """The measure in front of a bracket that ends here, or its abbreviation in there: "word error rate (WER)"."""
    tokens = scene.tokens
    opening = scene.depths[end - 2] - 1
    if opening < 1 or end - opening > 6:
        return None
    if opening + 3 == end and tokens[opening + 1].tag in KNOWN and " " not in tokens[opening + 1].text:
        return opening + 1, opening + 2
    start = phrase_start(tokens, opening)
    named = trimmed(scene, (start, opening), rules) if start < opening else None
    if named is None or (named[1] - named[0] == 1 and is_name(tokens[named[0]], rules)):
        return named
    return named[0], end


def _object(scene: Scene, by: int, reading: Reading, rules: LinkRules) -> Span | None:
    """The object of the verb of change in front of "by": behind the verb, or behind "and" before a later "by"."""
    tokens = scene.tokens
    start = by
    while start > 0 and by - start < 14:
        token = tokens[start - 1]
        if token.tag in VERBS or token.tag == "CONTRAST" or token.lower in _RELATIVES or is_quantity(token):
            break
        start -= 1
    if start == 0:
        return None
    verb = tokens[start - 1]
    if is_quantity(verb):
        joint = next((i for i in range(start, by) if tokens[i].tag == "AND"), None) if tokens[by].lower in _BY else None
        span = phrase(scene, joint + 1, rules) if joint is not None else None
        return span if span is not None and any(t.tag in KNOWN for t in tokens[slice(*span)]) else None
    if verb.tag not in MOVES:
        return None
    span = phrase(scene, start, rules)
    checked = reading.claim_type == "metric_gain" or verb.tag == "ACCELERATE"
    if span is None or (checked and not _moves(scene, span, rules)):
        return None
    return span


def _moves(scene: Scene, span: Span, rules: LinkRules) -> bool:
    """Whether an object is what gets better, or is done faster, and not who does it."""
    return measurable(scene, span, rules) or scene.tokens[span[1] - 1].lower in rules.words["processes"]


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
        span = phrase(scene, at, rules)
    return span if span is not None and _moves(scene, span, rules) else None


def _subject(scene: Scene, verb: int, rules: LinkRules) -> Span | None:
    """The noun phrase in front of a verb."""
    tokens, end = scene.tokens, verb
    while end > 0 and (is_adverb(tokens[end - 1]) or tokens[end - 1].tag == "BE"):
        end -= 1
    start = phrase_start(tokens, end)
    return trimmed(scene, (start, end), rules) if start < end <= start + 6 else None
