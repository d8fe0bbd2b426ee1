"""Noun phrases that name, or say well enough without a name, what does something."""

from extract.annotate import Token
from extract.link.concepts import KNOWN
from extract.link.phrases import is_adjective, is_name
from extract.link.scene import ARTICLES, Scene, Span, is_adverb, is_genitive, is_quantity
from extract.ruleset.linking import LinkRules

SHORTEST = 6
"""Letters of words in -ing and -ed that are seldom what is done: "string", "speed"."""


def named(scene: Scene, span: Span, rules: LinkRules) -> Span | None:
    """The name that a noun phrase is, general nouns behind it aside; null where it says more."""
    tokens = scene.tokens
    start, end = span
    called = [i for i in range(start, end - 1) if tokens[i].lower in rules.words["naming"] and tokens[i].text.isalpha()]
    start = called[-1] + 1 if called else start
    while start < end - 1 and tokens[start].lower in rules.words["vague"]:
        start += 1
    theirs = next((i for i in range(start, end - 1) if is_genitive(tokens[i])), None)
    if theirs is not None and tokens[theirs].text[:1].isupper() and tokens[end - 1].lower not in rules.words["doers"]:
        return theirs, theirs + 1
    at = start
    while at < end and (
        is_name(tokens[at], rules) or (at > start and (tokens[at].text == "-" or _version(tokens[at])))
    ):
        at += 1
        if at + 2 < end and tokens[at].tag == "LPAR" and tokens[at + 2].tag == "RPAR":
            at += 3
            break
    if at == start or any(tokens[i].tag == "DATASET" for i in range(start, at)):
        return None
    rest = tokens[at:end]
    if rest and is_adjective(tokens[at - 1], rules) and rest[0].lower not in ("of", "with"):
        return start, end
    if rest and rest[0].lower == "with" and 1 < len(rest) <= 4 and not any(is_quantity(t) for t in rest):
        return start, end
    if (
        not rest
        or rest[0].lower in ("of", "with")
        or (len(rest) == 1 and rest[0].lower in rules.words["generic_heads"])
    ):
        return start, at
    return (start, end) if len(rest) <= 3 and rest[-1].lower in rules.words["generic_heads"] else None


def _version(token: Token) -> bool:
    """Whether a token is the number in a name: "Foo 3.5 Bar"."""
    return token.tag == "NAME" and token.text[0].isdigit()


def specific(scene: Scene, span: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase without a name says what it is: "data augmentation", but not "our method"."""
    tokens = scene.tokens
    end = next((i for i in range(*span) if tokens[i].lower in ("of", "with")), span[1])
    if end <= span[0] or _length(scene, span) > 6 or tokens[end - 1].tag in KNOWN or tokens[span[0]].tag == "WHICH":
        return False
    if tokens[end - 1].lower in rules.words["measure_heads"] or tokens[span[0]].lower in ("no", "first"):
        return False
    if any(is_quantity(tokens[i]) or tokens[i].tag in ("DATASET", "MASK") for i in range(span[0], end)):
        return False
    if any(tokens[i].lower in ARTICLES for i in range(span[0] + 1, end)):
        return False
    if (
        is_adverb(tokens[end - 1])
        or (tokens[end - 1].lower.endswith("ed") and len(tokens[end - 1].text) > SHORTEST)
        or len(tokens[end - 1].text) < (2 if tokens[end - 1].text.isupper() else 3)
        or tokens[end - 1].lower in rules.words["baseline_adjectives"]
    ):
        return False
    modifiers = end - span[0] - 1
    if tokens[end - 1].lower in rules.words["doers"]:
        return algorithm(scene, span, rules)
    if tokens[end - 1].lower in rules.words["generic_heads"]:
        return modifiers >= 2
    return modifiers >= 1 or tokens[end - 1].text[0].isupper()


def _length(scene: Scene, span: Span) -> int:
    """Tokens of a noun phrase, an abbreviation in brackets aside."""
    return span[1] - span[0] - 3 * any(t.tag == "LPAR" for t in scene.tokens[slice(*span)])


def algorithm(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase says which algorithm it is: "stochastic k-means", but not "an efficient algorithm"."""
    tokens = scene.tokens
    end = next((i for i in range(*phrase) if tokens[i].lower in ("of", "with")), phrase[1])
    head = tokens[end - 1]
    acts = head.tag == "WORD" and head.lower.endswith("ing") and len(head.text) > SHORTEST
    if not acts and head.lower not in rules.words["doers"]:
        return False
    return any(t.lower not in rules.words["vague"] and not is_adverb(t) for t in tokens[phrase[0] : end - 1])


def of_measure(scene: Scene, phrase: Span | None, rules: LinkRules) -> Span | None:
    """What a measure is of, where a noun phrase is one: "the time complexity of X" is of X."""
    tokens = scene.tokens
    while phrase is not None:
        end = next((i for i in range(*phrase) if tokens[i].lower in ("of", "for")), None)
        if end is None or end == phrase[0]:
            return phrase
        head = tokens[end - 1]
        kinds = head.lower in rules.words["components"] or head.lower in rules.words["doers"]
        theirs = tokens[end].lower == "of" and not kinds and _proper(scene, (end + 1, phrase[1]), rules)
        if not theirs and head.tag not in KNOWN and head.lower not in rules.words["measure_heads"]:
            return phrase
        start = end + 1
        while start < phrase[1] and tokens[start].lower in rules.words["determiners"]:
            start += 1
        phrase = (start, phrase[1]) if start < phrase[1] else None
    return None


def _proper(scene: Scene, span: Span, rules: LinkRules) -> bool:
    """Whether what stands behind "of" is a name alone, or what the paper says to be its own: "the use of NAME"."""
    tokens = scene.tokens
    ours = span[1] - span[0] > 1 and tokens[span[0]].lower in ("our", "proposed")
    ours = ours or [t.lower for t in tokens[span[0] : span[0] + 2]] == ["the", "proposed"]
    return ours or all(is_name(t, rules) and t.tag == "NAME" for t in tokens[slice(*span)])
