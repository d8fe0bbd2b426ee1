"""Whose quantity it is: the named method, model or data set.

What the sentence names in the subject's place comes first, then the paper's own name. Earlier work
is named by the phrase that stands for it, an own method only by a name.
"""

from collections.abc import Sequence
from itertools import pairwise

import regex

from extract.link.called import algorithm, named, of_measure, specific
from extract.link.clause import exemplified, grammatical, told_of
from extract.link.collection import brought, collection, sized_model
from extract.link.comparisons import Site
from extract.link.counted import covering, looked_at, name_of_collection, only_measured_on
from extract.link.earlier import compared_with, of_earlier
from extract.link.holder import holder, in_brackets, levelled, said_of
from extract.link.nameless import COUNTS, opens, unnamed
from extract.link.paper import PaperContext
from extract.link.phrases import noun_phrase
from extract.link.scene import ARTICLES, Scene, Span, is_genitive
from extract.models import BOUND_TYPES
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def subject(
    paper: PaperContext, scene: Scene, known: Sequence[Site], rivals: Sequence[Span], reading: Reading, owner: str
) -> str | None:
    """The name as written; null where the text says "we", "our method", a piece of a formula or nothing."""
    name = _subject(paper, scene, known, rivals, reading, owner)
    if name is None or name.lower() in paper.rules.linking.words["baseline_adjectives"]:
        return None
    return name if _whole_brackets(name) else None


def _whole_brackets(name: str) -> bool:
    return name.count("$") % 2 == 0 and all(name.count(a) == name.count(b) for a, b in ("()", "[]", "{}"))


def _subject(
    paper: PaperContext, scene: Scene, known: Sequence[Site], rivals: Sequence[Span], reading: Reading, owner: str
) -> str | None:
    rules = paper.rules.linking
    if reading.claim_type == "model_size":
        sized = sized_model(scene, reading, rules)
        if sized is not None:
            return scene.raw(sized)
    if reading.claim_type == "dataset_size":
        of_collection = collection(paper, scene, reading, rules) or (brought(paper) if owner == "own" else None)
        return of_collection or _user(paper, scene, reading) or _holding(paper, scene, reading)
    if reading.claim_type == "scope" and owner == "own":
        covers = covering(scene, reading, rules)
        if covers is not None:
            return name_of_collection(paper, scene, covers, rules)
        if not paper.brought and looked_at(scene, reading, rules):
            return None
    if reading.claim_type in _LEVELLED:
        ran = levelled(scene, reading, rules)
        if ran is not None:
            return scene.raw(ran)
    held = holder(scene, known, reading, rules) if reading.claim_type in _HELD else None
    if owner == "prior":
        beaten = [site.names for site in known if site.end <= reading.token and site.kind == "beat"]
        rivals = rivals or (beaten[-1] if beaten and len(beaten[-1]) == 1 else ())
        return of_earlier(paper, scene, held or compared_with(known, reading), rivals, reading)
    if held is not None and any(held[0] < end and start < held[1] for start, end in rivals):
        held = None
    name = held and named(scene, held, rules)
    return scene.name(name) if name is not None else _of_own(paper, scene, known, reading)


def _user(paper: PaperContext, scene: Scene, reading: Reading) -> str | None:
    """The paper's name where it is the subject of the clause: "NAME reaches an F1 of 0.99 with only 64 samples"."""
    phrase = grammatical(scene, reading.token, paper.rules.linking)
    return paper.name if phrase is not None and scene.raw(phrase) == paper.name else None


def _holding(paper: PaperContext, scene: Scene, reading: Reading) -> str | None:
    """What is said to have so many items, in a paper without a name."""
    rules = paper.rules.linking
    phrase = grammatical(scene, reading.token, rules) if paper.name is None else None
    held = unnamed(scene, phrase, reading, rules) if phrase is not None else None
    return scene.raw(held) if held is not None else None


_SUFFIX = regex.compile(r"-[A-Z0-9][\w.]*|[a-rt-z+*]|[A-Z0-9]{1,2}\+?")
"""What makes a variant's name of a name: "FooNet-XL", "FooNetp", "FooNet+", "FooNet2"."""

_HELD = frozenset({"metric_value", "metric_gain", "runtime", "statistic"}) | BOUND_TYPES
"""Types whose subject may stand right beside the quantity."""


def _of_own(paper: PaperContext, scene: Scene, known: Sequence[Site], reading: Reading) -> str | None:
    """Whose an own quantity is: the clause's subject where it has a name or says enough, else the paper's name."""
    rules, stated = paper.rules.linking, reading.claim_type == "statistic"
    phrase = of_measure(scene, grammatical(scene, reading.token, rules), rules)
    if phrase is not None and any(phrase[0] < end and start < phrase[1] for site in known for start, end in site.names):
        phrase = None
    if phrase is not None and (exemplified(scene, phrase, rules) or _is_measure(scene, phrase)):
        phrase = None
    phrase = phrase and (told_of(scene, phrase, rules) or phrase)
    if phrase is not None:
        name = named(scene, phrase, rules) or in_brackets(scene, phrase, rules)
        if name is not None:
            return _whole(paper, scene.name(name))
        nameless = paper.name is None or (only_measured_on(paper, scene, phrase, reading) and not stated)
        part = not nameless and _part(paper, scene, phrase)
        if (nameless or part) and _says(scene, phrase, reading, rules, part=part):
            return scene.raw(phrase)
    proved = said_of(scene, reading, rules, paper) if reading.claim_type in BOUND_TYPES else None
    if proved is not None:
        return scene.name(proved)
    framed = _framed(scene, rules) if paper.name is None and reading.claim_type not in COUNTS else None
    if framed is not None:
        return scene.name(framed)
    said = unnamed(scene, phrase, reading, rules) if paper.name is None else None
    if said is not None:
        return scene.name(said)
    if reading.bound is not None and (reading.bound.symbol in _LOWER or _denied(scene, reading)):
        return None
    if only_measured_on(paper, scene, phrase, reading) or (reading.claim_type == "scope" and _elsewhere(paper, scene)):
        return None
    return _variant(paper, scene) or (paper.studied if reading.claim_type in BOUND_TYPES else None)


def _elsewhere(paper: PaperContext, scene: Scene) -> bool:
    """Whether a sentence that counts things speaks neither of the paper's method nor of how it was evaluated."""
    words = paper.rules.linking.words
    if paper.name is None or paper.brought or paper.name in scene.text:
        return False
    tokens = scene.tokens
    own = any(
        t.lower in words["pointing"] or (t.lower == "the" and b.lower in words["generic_heads"])
        for t, b in pairwise(tokens)
    )
    return not (own or tokens[0].lower == "across") and not any(
        t.tag == "EVALUATE" or t.lower in words["evaluating"] for t in tokens
    )


_LEVELLED = frozenset({"steps", "compression"})
"""Types that may stand in front of the name of what has so many steps or bits."""

_LOWER = ("Omega", "Omega~")
"""Symbols of what no algorithm can better, which is of none."""


def _denied(scene: Scene, reading: Reading) -> bool:
    """Whether a bound is one that nothing has: "no polynomial-time algorithm can"."""
    return reading.token > 0 and scene.tokens[reading.token - 1].lower == "no"


def _part(paper: PaperContext, scene: Scene, phrase: Span) -> bool:
    """Whether a noun phrase is of a part or a rival of what the paper brings: "the global stage", "Greedy search"."""
    words, head = paper.rules.linking.words, scene.tokens[phrase[1] - 1].lower
    article = scene.tokens[max(0, phrase[0] - 1)].lower in ARTICLES
    part = article and (head in words["components"] or head in words["doers"])
    return part or opens(scene, phrase, paper.name, paper.rules.linking)


def _framed(scene: Scene, rules: LinkRules) -> Span | None:
    """The name that a sentence opens with: "For NAME, we show that"."""
    tokens = scene.tokens
    if tokens[0].lower not in ("for", "with", "using"):
        return None
    start, end = noun_phrase(tokens, 1, rules)
    if tokens[end - 1].lower in rules.words["collections"]:
        return None
    name = named(scene, (start, end), rules) if start < end < len(tokens) and tokens[end].tag == "COMMA" else None
    return name if name is not None and name[1] == end else None


def _says(scene: Scene, phrase: Span, reading: Reading, rules: LinkRules, *, part: bool) -> bool:
    """Whether a noun phrase without a name says well enough what an own quantity is of; a `part` in a word too."""
    alone = part and phrase[1] - phrase[0] == 1 and scene.tokens[phrase[0]].lower in rules.words["components"]
    if reading.claim_type in COUNTS or not (alone or specific(scene, phrase, rules)):
        return False
    return reading.claim_type not in BOUND_TYPES or algorithm(scene, phrase, rules)


def _is_measure(scene: Scene, phrase: Span) -> bool:
    """Whether a noun phrase is a measure's name alone: "Precision reached 98%", but not "the recall of NAME"."""
    tokens = scene.tokens[slice(*phrase)]
    named = any(t.lower in ("of", "for") or t.tag == "NAME" or is_genitive(t) for t in tokens[:-1])
    return tokens[-1].tag == "METRIC" and not named


def _whole(paper: PaperContext, name: str) -> str:
    """The paper's name where the sentence's is a piece of it."""
    if paper.name is None:
        return name
    if name.startswith(f"{paper.name} with "):
        return paper.name
    glued = name.endswith(paper.name) and name.removesuffix(paper.name).islower()
    return paper.name if glued or paper.name.startswith(name) else name


def _variant(paper: PaperContext, scene: Scene) -> str | None:
    """The paper's name, or the variant of it that a sentence speaks of first: "FooNet-Small"."""
    name = paper.name
    if name is None or " " in name or len(name) < 3:
        return name
    tokens = scene.tokens
    first = next((i for i, token in enumerate(tokens) if token.text.startswith(name)), None)
    if first is None or _SUFFIX.fullmatch(tokens[first].text, len(name)) is None:
        return name
    return scene.raw((first, first + 1))
