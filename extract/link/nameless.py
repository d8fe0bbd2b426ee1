"""What an own quantity is of where a noun phrase says it and the paper gives no name."""

from extract.link.called import algorithm, named, specific
from extract.link.concepts import KNOWN
from extract.link.phrases import noun_phrase
from extract.link.scene import ARTICLES, Scene, Span, is_adverb, is_quantity
from extract.models import BOUND_TYPES
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules

COUNTS = frozenset({"scope", "compute", "model_size", "dataset_size"})
"""Types that say nothing of the method that a sentence speaks of."""
LONGEST = 6
"""Tokens of a noun phrase that says what a finding is of."""


def unnamed(scene: Scene, phrase: Span | None, reading: Reading, rules: LinkRules) -> Span | None:
    """The noun phrase that an own quantity is of in a paper without a name; `phrase` is the clause's subject."""
    if reading.claim_type == "scope":
        return _shown(scene, reading.token, rules)
    if phrase is not None and _tells(scene, phrase, reading, rules):
        return phrase
    return None if reading.claim_type in COUNTS else _made(scene, phrase, reading, rules)


def _tells(scene: Scene, phrase: Span, reading: Reading, rules: LinkRules) -> bool:
    """Whether a clause's subject that names nothing says what a quantity of this type is of."""
    kind = reading.claim_type
    if kind == "statistic":
        tokens = scene.tokens[slice(*phrase)]
        head = next((tokens[i - 1] for i in range(1, len(tokens)) if tokens[i].lower == "of"), tokens[-1]).lower
        vague = head in rules.words["generic_heads"] or head in rules.words["doers"]
        told = 1 < len(tokens) <= LONGEST and not any(is_quantity(t) for t in tokens)
        return told and (not vague or specific(scene, phrase, rules))
    if kind == "dataset_size":
        holds = _holds(scene, phrase, reading)
        return holds and (specific(scene, phrase, rules) or _single(scene, phrase, rules))
    return kind not in BOUND_TYPES and kind not in COUNTS and _single(scene, phrase, rules)


def opens(scene: Scene, phrase: Span, name: str | None, rules: LinkRules) -> bool:
    """Whether a noun phrase without article begins its clause: "Early stopping lowers", "show that joint search";
    not where the sentence speaks of the paper's own by its name."""
    tokens, before = scene.tokens, phrase[0] - 1
    head = tokens[phrase[1] - 1].lower
    vague = head in rules.words["generic_heads"] or head.removesuffix("s") in rules.words["measure_heads"]
    if vague or (name is not None and name in scene.text):
        return False
    return before < 0 or tokens[before].lower in ("that", "while", "whereas", "this")


def _single(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a clause's subject is one noun with its article that names a part of the whole: "the cache"."""
    start, end = phrase
    noun = scene.tokens[start]
    if end - start != 1 or noun.tag != "WORD" or not start or scene.tokens[start - 1].lower not in ARTICLES:
        return False
    told = all(noun.lower not in rules.words[kind] for kind in ("generic_heads", "measure_heads", "doers"))
    return told and not noun.lower.endswith(("st", "ed")) and not is_adverb(noun)


def _holds(scene: Scene, phrase: Span, reading: Reading) -> bool:
    """Whether a clause's subject is said to have so many items in it: "the first subset contained 80 records"."""
    tokens, verb = scene.tokens, phrase[1]
    return verb < reading.token and tokens[verb].tag == "COVER" and scene.verb_before[reading.token] == verb


def _shown(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """The name of what is shown behind a count: "Experiments on six sets show that NAME", "On six sets, NAME"."""
    tokens = scene.tokens
    for i in range(at + 1, len(tokens) - 1):
        if tokens[i].lower != "that" and not (tokens[i].tag == "COMMA" and not scene.depths[i]):
            continue
        start, end = noun_phrase(tokens, i + 1, rules)
        acts = start < end < len(tokens) and scene.verb(end)
        name = named(scene, (start, end), rules) if acts else None
        if name is not None or tokens[i].lower == "that":
            return name
    return None


def _made(scene: Scene, phrase: Span | None, reading: Reading, rules: LinkRules) -> Span | None:
    """What the sentence says that "we" made or took: "We propose a mirror descent algorithm and show that it"."""
    tokens, words = scene.tokens, rules.words
    bound = reading.bound is not None
    if not bound and phrase is not None and tokens[phrase[1] - 1].tag != "WHICH":
        return None
    for at in range(reading.token - 1, 0, -1):
        if tokens[at].lower not in words["brings"] or not _by_us(scene, at, rules):
            continue
        start, end = noun_phrase(tokens, at + 1, rules)
        while (
            end > start + 1
            and tokens[end - 1].lower.endswith(("ed", "ing"))
            and tokens[end - 2].lower in words["doers"]
        ):
            end -= 1
        if start == end or end > reading.token or any(is_quantity(t) for t in tokens[start:end]):
            return None
        if tokens[end - 1].tag in KNOWN:
            return None
        told = algorithm(scene, (start, end), rules) if bound else specific(scene, (start, end), rules)
        return (start, end) if told else None
    return None


def _by_us(scene: Scene, verb: int, rules: LinkRules) -> bool:
    """Whether who does something is the paper: "we then propose", "the paper presents"."""
    tokens, at = scene.tokens, verb - 1
    while at > 0 and (is_adverb(tokens[at]) or tokens[at].lower in ("first", "and")):
        at -= 1
    return tokens[at].lower in rules.words["ourselves"] or tokens[verb - 1].lower == "and"
