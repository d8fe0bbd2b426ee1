"""Whether a noun phrase names what is measured, and which of its words do."""

from extract.annotate import Token
from extract.link.concepts import COMPARATIVES, KNOWN
from extract.link.phrases import is_name, noun_phrase
from extract.link.scene import Scene, Span, is_adverb
from extract.ruleset.linking import LinkRules

LONGEST = 7
"""Words of a measure's name."""


def phrase(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """The measure that begins at a token, with "of X" behind a "number"; null where none does."""
    tokens = scene.tokens
    start, end = noun_phrase(tokens, at, rules)
    while end > start and tokens[end - 1].tag in COMPARATIVES | {"GAIN", "DROP"}:
        end -= 1
    span = trimmed(scene, (start, end), rules) if start < end else None
    upto = counted(scene, span, rules) if span else None
    return (span[0], upto) if span and upto else span


def counted(scene: Scene, span: Span, rules: LinkRules) -> int | None:
    """Where what a measure is "of" ends, if it says nothing without: "number of calls"; null where it does."""
    tokens, at = scene.tokens, span[1]
    if tokens[at - 1].lower not in rules.words["of_what"] or at + 1 >= len(tokens) or tokens[at].lower != "of":
        return None
    start, end = noun_phrase(tokens, at + 1, rules)
    return end if start < end else None


def trimmed(scene: Scene, span: Span, rules: LinkRules) -> Span | None:
    """A noun phrase without the words of degree in front of it; null where it names something else than a measure."""
    start, end = span
    tokens, degrees = scene.tokens, rules.words["degrees"]
    named = start + 1 == end and tokens[start].tag == "NAME"
    while start < end and not named:
        token = tokens[start]
        if token.lower not in degrees and not is_adverb(token) and token.tag not in COMPARATIVES:
            break
        start += 1
    while end > start and tokens[end - 1].tag == "WORD" and tokens[end - 1].lower.endswith(("ed", "ly")):
        end -= 1
    if start == end or tokens[end - 1].text in rules.words["no_measure"]:
        return None
    return start, min(end, start + LONGEST)


def whole(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """A word of change that names what changes too: "performance drop", and not "relative gain"."""
    first, _, noun = scene.tokens[at].lower.partition(" ")
    told = noun == "performance" or (noun not in ("", "in") and first not in rules.words["degrees"])
    return (at, at + 1) if told else None


def measurable(scene: Scene, span: Span, rules: LinkRules) -> bool:
    """Whether what gets better is a measure and not a rival: no name, no method."""
    tokens = scene.tokens[slice(*span)]
    if any(t.tag in KNOWN for t in tokens):
        return True
    head, named = tokens[-1], any(is_name(t, rules) for t in tokens)
    if head.lower in rules.words["baseline_heads"] or (named and head.lower in rules.words["generic_heads"]):
        return False
    return not is_name(head, rules)


def scores(scene: Scene, word: int, rules: LinkRules) -> bool:
    """Whether a word is the verb: "the baseline model scores 0.36", "FooNet scores 94%"."""
    if not word or scene.tokens[word].lower not in ("score", "scores"):
        return False
    who = scene.tokens[word - 1]
    return who.tag not in KNOWN and (who.lower in rules.words["baseline_heads"] or is_name(who, rules))


def grown(scene: Scene, word: int, rules: LinkRules) -> Span:
    """A measured word with the nouns and adjectives that belong to it."""
    tokens = scene.tokens
    start, end = word, word + 1
    while start > 0 and word - start < 2 and _modifies(tokens[start - 1], rules):
        start -= 1
    while end < len(tokens) and tokens[end].lower in rules.words["measure_tails"]:
        end += 1
    return start, end


def _modifies(token: Token, rules: LinkRules) -> bool:
    nominal = token.tag in ("WORD", "NAME", "PLURAL", "DATA", "METRIC", "TRAIN")
    return nominal and token.lower not in rules.words["degrees"] and not is_adverb(token)
