"""What a quantity of earlier work is of: a name, or the phrase that stands for one."""

from collections.abc import Sequence

from extract.link.called import algorithm, named, of_measure, specific
from extract.link.clause import cited, grammatical
from extract.link.comparisons import Site
from extract.link.holder import rival
from extract.link.paper import PaperContext
from extract.link.phrases import is_name
from extract.link.scene import Scene, Span
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def of_earlier(
    paper: PaperContext, scene: Scene, phrase: Span | None, rivals: Sequence[Span], reading: Reading
) -> str | None:
    """Whose an earlier quantity is: the phrase beside it, the clause's subject, else what it is compared with."""
    rules = paper.rules.linking
    if phrase is not None and not _only_measured(scene, phrase, rules):
        return scene.name(named(scene, phrase, rules) or phrase)
    before = scene.tokens[reading.token - 1]
    if before.lower == "from" or before.tag == "THAN" or reading.member:
        return scene.name(rivals[0]) if rivals else None
    phrase = grammatical(scene, reading.token, rules)
    authors = cited(scene, phrase)
    if authors is not None:
        return scene.raw(authors)
    told = scene.cited(reading.token)
    if told is not None and phrase is not None and told.endswith(scene.raw(phrase)):
        return told
    phrase = of_measure(scene, phrase, rules)
    own = phrase is not None and paper.name is not None and scene.raw(phrase).startswith(paper.name)
    phrase = _with_adjectives(scene, phrase, rules) if phrase is not None and not own else phrase
    if phrase is None or own or not (specific(scene, phrase, rules) or _of_others(scene, phrase, rules)):
        return scene.name(rivals[0]) if rivals else told
    name = named(scene, phrase, rules)
    theirs = name is not None and scene.name(name) != scene.raw(name)
    return scene.name(phrase if name is None or theirs else name)


def _only_measured(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase is but what is measured or an adjective: "existing rates", "the previous best-known"."""
    head = scene.tokens[phrase[1] - 1].lower
    if head in rules.words["measure_heads"]:
        return not any(is_name(t, rules) for t in scene.tokens[slice(*phrase)])
    return head != "best" and (head in rules.words["vague"] or head in rules.words["earlier"])


def _of_others(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase says no more than that it is of others: "existing methods", "prior work"."""
    tokens = scene.tokens[slice(*phrase)]
    others = 1 < len(tokens) <= 4 and rival(tokens, rules) and tokens[-1].lower in rules.words["baseline_heads"]
    return others or algorithm(scene, phrase, rules)


def _with_adjectives(scene: Scene, phrase: Span, rules: LinkRules) -> Span:
    """A general noun with the words before it that tell it is of others: "standard approach"."""
    start, end = phrase
    while start > 0 and end - start < 4 and scene.tokens[start - 1].lower in rules.words["rivals"]:
        start -= 1
    return (start, end) if scene.tokens[end - 1].lower in rules.words["generic_heads"] else phrase


def compared_with(known: Sequence[Site], reading: Reading) -> Span | None:
    """The baseline that a quantity belongs to: "MDM (21.5)", "a baseline of 0.3", "the O(n) of X"."""
    at = reading.token
    names = [name for site in known for name in site.names if name[1] <= at <= site.end + 2]
    return names[-1] if names else None
