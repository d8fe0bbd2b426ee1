"""What a quantity is said of right beside it: "57% for the baseline", "KNN (AUC 0.68)", "ToolA at 255 ms"."""

from collections.abc import Sequence

from extract.annotate import Token
from extract.link.comparisons import Site
from extract.link.concepts import KNOWN
from extract.link.paper import PaperContext
from extract.link.phrases import is_name, noun_phrase, starts_like
from extract.link.scene import ENDS, VERBS, Scene, Span, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules

BRACKET = 14
"""Tokens that may stand between a bracket and the quantity in it."""


def holder(scene: Scene, known: Sequence[Site], reading: Reading, rules: LinkRules) -> Span | None:
    """The noun phrase that a quantity is said of; null where none stands beside it."""
    at = reading.token
    if leads(scene, reading):
        return _before(scene, at, rules)
    return _bracketed(scene, at, rules) or _before(scene, at, rules) or _behind(scene, known, at, rules)


def leads(scene: Scene, reading: Reading) -> bool:
    """Whether a quantity is set against another behind it: "better than X (91% vs 84%)" is of X with its second."""
    tokens, at = scene.tokens, reading.token
    against = at + 1 < len(tokens) and tokens[at + 1].tag == "THAN"
    inside = any(word in ("vs", "vs.", "versus") for word in tokens[at].text.lower().split())
    return reading.member == 0 and (against or inside)


def _bracketed(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """The name in front of the bracket that a quantity stands in, with its metric: "KNN (AUC 0.68)"."""
    tokens, opened = scene.tokens, scene.depths[at] - 1
    if opened < 1 or at - opened > BRACKET or any(t.tag in _SAYING for t in tokens[opened + 1 : at]):
        return None
    start = opened
    while start > 0 and tokens[start - 1].tag not in ENDS:
        start -= 1
    return _name(scene, (start, opened), rules) if _listed_as_rival(scene, start) else None


def _before(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """The name in front of "at" and a quantity: "ToolA at 255 ms"."""
    tokens = scene.tokens
    if at < 2 or tokens[at - 1].lower != "at":
        return None
    start = at - 1
    while start > 0 and tokens[start - 1].tag not in ENDS:
        start -= 1
    if start == at - 2 and tokens[start].text.isdigit():
        start -= 1
    return _name(scene, (start, at - 1), rules)


_SAYING = VERBS | {"THAN", "CONTRAST", "WHICH", "LPAR"}
"""What doesn't stand between a bracket and a quantity that the bracket says of what is in front of it."""


def _listed_as_rival(scene: Scene, start: int) -> bool:
    """Whether a list that goes on here is no list of data sets: what governs it is no "on", "in", "for"."""
    tokens = scene.tokens
    for token in reversed(tokens[max(0, start - 24) : start]):
        if token.tag in ("COMMA", "AND", "LPAR", "RPAR", "PUNCT") or token.tag not in ENDS or is_quantity(token):
            continue
        return token.tag != "PREP" or token.lower in ("including", "such", "like", "with", "by")
    return True


def _behind(scene: Scene, known: Sequence[Site], at: int, rules: LinkRules) -> Span | None:
    """The one that a quantity behind it is of: "31% for the baseline", "the O(n) rate achieved by X".

    A share of what a rival has is none of its own: "retains 97% of the baseline's accuracy".
    """
    tokens = scene.tokens
    if tokens[at].tag == "Q.percent" and at + 1 < len(tokens) and tokens[at + 1].lower == "of":
        return None
    end = noun_phrase(tokens, at + 1, rules)[1]
    given = end < len(tokens) and tokens[end].lower in rules.words["known_by"]
    end += given
    if end >= len(tokens) or tokens[end].lower not in ("of", "for", "by", "with", "in"):
        return None
    by = tokens[end].lower
    if by in ("with", "in") and not given:
        return None
    span = noun_phrase(tokens, end + 1, rules)
    if span[0] == span[1] or any(t.tag == "DATASET" for t in tokens[slice(*span)]):
        return None
    if rival(tokens[end + 1 : span[1]], rules) and tokens[span[1] - 1].lower not in rules.words["dataset_heads"]:
        return span
    names = [t for t in tokens[slice(*span)] if is_name(t, rules)]
    compared = any(site.cue < span[0] and span in site.names for site in known)
    model = any(starts_like(t, rules.words["model_names"]) for t in names)
    cited = span[1] < len(tokens) and tokens[span[1]].tag in ("AND", "LPAR")
    authors = (by == "by" and (given or cited)) or (by == "of" and cited and _dated(tokens, span[1]))
    if not names or not (compared or model or authors):
        return None
    return _with_fellow(tokens, span) if authors else span


def _dated(tokens: Sequence[Token], at: int) -> bool:
    """Whether a year in a bracket follows, behind a second author or not: "of Doe and Roe (STOC, 2010)"."""
    at += 2 * (tokens[at].tag == "AND" and at + 2 < len(tokens))
    if tokens[at].tag != "LPAR":
        return False
    closed = next((i for i in range(at, min(len(tokens), at + 6)) if tokens[i].tag == "RPAR"), at)
    return any(t.text.strip("'’[]").isdecimal() for t in tokens[at + 1 : closed])


def _with_fellow(tokens: Sequence[Token], span: Span) -> Span:
    """An author with the one that "and" joins, and the year of their work: "by Doe and Roe (2016)"."""
    start, end = span
    if end + 1 < len(tokens) and tokens[end].lower == "and" and tokens[end + 1].text[0].isupper():
        end += 2
    dated = end + 2 < len(tokens) and tokens[end].tag == "LPAR" and tokens[end + 1].text.isdecimal()
    return start, end + 3 * (dated and tokens[end + 2].tag == "RPAR")


def _name(scene: Scene, span: Span, rules: LinkRules) -> Span | None:
    """A name that is no measure and no data set, from its first token on."""
    tokens = scene.tokens
    if span[0] >= span[1] or tokens[span[1] - 1].tag in ("METRIC", "DATASET", "TIME", "RESOURCE", "SPEED"):
        return None
    if any(t.tag == "DATASET" for t in tokens[slice(*span)]):
        return None
    first = next((i for i in range(*span) if tokens[i].tag != "METRIC" and is_name(tokens[i], rules)), None)
    if first is None:
        return None
    return (first, span[1]) if not is_quantity(tokens[span[1] - 1]) else None


def rival(phrase: Sequence[Token], rules: LinkRules) -> bool:
    """Whether a noun phrase is of earlier work or of what is compared with: "standard methods", "the baseline"."""
    first = any(t.lower in ("first", "proposed", "our", "no", "new") for t in phrase)
    return not first and any(t.lower in rules.words["rivals"] for t in phrase)


def in_brackets(scene: Scene, phrase: Span, rules: LinkRules) -> Span | None:
    """The name that stands in brackets behind a noun phrase: "a simple algorithm (NAME) that attains"."""
    tokens, start = scene.tokens, phrase[1] + 1
    if start >= len(tokens) or tokens[start - 1].tag != "LPAR" or tokens[phrase[1] - 1].tag in KNOWN:
        return None
    end = start
    while end < len(tokens) and tokens[end].tag == "NAME" and is_name(tokens[end], rules):
        end += 1
    return (start, end) if start < end < len(tokens) and tokens[end].tag == "RPAR" else None


def levelled(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """The name that ends the noun phrase a quantity opens: "25-step DDIM", "80% sparse ResNet50"."""
    tokens = scene.tokens
    start, end = noun_phrase(tokens, reading.token + 1, rules)
    while start < end and not is_name(tokens[start], rules):
        start += 1
    return (start, end) if start < end and all(is_name(t, rules) for t in tokens[start:end]) else None


def said_of(scene: Scene, reading: Reading, rules: LinkRules, paper: PaperContext) -> Span | None:
    """The algorithm that a bound behind it is proved of: "O(1/n) regret for NAME", "linear rate of FOO steps"."""
    tokens = scene.tokens
    end = noun_phrase(tokens, reading.token + 1, rules)[1]
    if end >= len(tokens) or tokens[end].lower not in ("of", "for"):
        return None
    start, end = noun_phrase(tokens, end + 1, rules)
    if start == end or not any(is_name(t, rules) for t in tokens[start:end]):
        return None
    runs = tokens[end - 1].lower in rules.words["doers"]
    return (start, end) if runs or (end == start + 1 and paper.is_method(tokens[start].text)) else None
