"""Whose claim it is: this paper's own, or one of earlier work."""

from collections.abc import Sequence

from extract.link.called import named
from extract.link.clause import grammatical
from extract.link.comparisons import Site
from extract.link.cued import cued, opposed, within
from extract.link.holder import holder, leads, rival
from extract.link.paper import PaperContext
from extract.link.scene import VERBS, Scene
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules
from extract.sentences import Sentence

CHANGES = frozenset({"speedup", "resource_change", "metric_gain", "scope"})
"""Types that a paper states of itself, whatever it compares with."""


_SPANS = frozenset({"compression", "model_size"})
"""Types of which "from A to B" says how far the paper's own settings reach."""

_MEASURED = frozenset({"metric_value", "dataset_size"})
"""Types that a paper may state of its own work before it first speaks of itself."""


def owner(
    paper: PaperContext, where: Sentence, scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int
) -> str:
    """ "own" or "prior"."""
    reading = readings[index]
    if reading.match is not None and reading.match.rule.owner:
        return reading.match.rule.owner
    if _of_rival(scene, known, reading, paper):
        return "prior"
    if reading.claim_type in CHANGES:
        return "own"
    changed = _changed(scene, readings, index)
    if changed is not None:
        return changed
    if reading.bound is not None and _listed(scene, readings, index):
        return owner(paper, where, scene, known, readings, index - 1)
    if _compared(scene, known, readings, index, paper.rules.linking) or _rivals(scene, known, readings, index, paper):
        return "prior"
    if cued(scene, known, reading, paper) or (reading.bound is not None and where.text.rstrip().endswith("?")):
        return "prior"
    before = where.end <= paper.own_from and reading.claim_type not in _MEASURED
    return "prior" if before or (reading.bound is not None and _posed(paper, where)) else "own"


def _posed(paper: PaperContext, where: Sentence) -> bool:
    """Whether a sentence, in which the paper says nothing of itself, stands where it but poses its problem."""
    return where.end <= paper.results_from and paper.rules.linking.sought["own"].search(where.text) is None


def _of_rival(scene: Scene, known: Sequence[Site], reading: Reading, paper: PaperContext) -> bool:
    """Whether the subject of a clause is what was compared with before: "beats MEST, where MEST uses 12% more"."""
    before = [site for site in known if site.end <= reading.token]
    phrase = grammatical(scene, reading.token, paper.rules.linking) if before else None
    name = named(scene, phrase, paper.rules.linking) if phrase else None
    if phrase is None or name is None or any(site.cue < name[0] < site.end for site in before):
        return False
    return any(scene.raw(name) in scene.raw(other).split() for site in before for other in site.names)


def _listed(scene: Scene, readings: Sequence[Reading], index: int) -> bool:
    """Whether a bound goes on the list that the bound in front of it stands in: "O(n) and O(m)"."""
    if not index or readings[index - 1].bound is None:
        return False
    between = scene.tokens[readings[index - 1].token + 1 : readings[index].token]
    return bool(between) and all(t.tag in ("COMMA", "AND") for t in between)


def _changed(scene: Scene, readings: Sequence[Reading], index: int) -> str | None:
    """The owner by "from A to B" or "to B from A": what it was is prior, what it is now own."""
    tokens, at = scene.tokens, readings[index].token
    if readings[index].claim_type in _SPANS:
        return None
    here = tokens[at - 1].lower if at else ""
    if here not in ("from", "to"):
        return None
    for other in (readings[i].token for i in (index - 1, index + 1) if 0 <= i < len(readings)):
        there = tokens[other - 1].lower if other else ""
        if {here, there} == {"from", "to"} and abs(other - at) <= 8:
            return "prior" if here == "from" else "own"
    return None


def _compared(scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, rules: LinkRules) -> bool:
    """Whether a quantity belongs to what is compared with: "MDM (21.52)", "a baseline of 0.3", "X, which needs 3 h"."""
    tokens, at = scene.tokens, readings[index].token
    for site in known:
        end = site.end
        if site.cue < at <= end:
            if at == end and within(tokens[at]):
                continue
            return True
        if end >= len(tokens) or not end < at:
            continue
        behind = tokens[end]
        if behind.tag == "LPAR" and at == end + 1 and not leads(scene, readings[index]):
            return True
        if behind.lower in _OF[site.kind == "like"] and at <= end + 2:
            return True
        earlier = any(rival(tokens[slice(*name)], rules) for name in site.names)
        start = end + (behind.tag == "COMMA")
        told = tokens[start].lower in _TOLD_OF[earlier or tokens[site.cue].lower not in rules.words["doubtful"]]
        if told and not any(t.tag in ("COMMA", "CONTRAST") for t in tokens[start:at]):
            return True
    if index and tokens[at - 1].tag == "LPAR":
        before = readings[index - 1].token
        bracketed = tokens[before - 1].tag == "LPAR" and not any(t.tag in VERBS for t in tokens[before:at])
        return bracketed and _compared(scene, known, readings, index - 1, rules)
    return False


def _rivals(scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, paper: PaperContext) -> bool:
    """Whether what a quantity is said of is a rival: "the baseline scores 0.36", "31% for the strongest baseline"."""
    tokens, at, rules = scene.tokens, readings[index].token, paper.rules.linking
    held = holder(scene, known, readings[index], rules)
    if held is not None:
        named_before = any(held[0] < end and start < held[1] for site in known for start, end in site.names)
        return named_before or rival(tokens[slice(*held)], rules)
    phrase = grammatical(scene, at, rules, whole=True)
    if phrase is None or tokens[phrase[0] - 1].lower in ("our", "we"):
        return False
    if tokens[phrase[0]].start < opposed(scene, paper, tokens[at].start):
        return False
    return rival(tokens[slice(*phrase)], rules)


_TOLD_OF = (("which", "that"), ("which", "that", "who", "whose", "where", "including", "namely"))
"""What opens the clause that tells more of a name, and of one that is surely what is compared with."""

_OF = (("of",), ("of", "with"))
"""What joins a quantity to what is compared with, and to what something is like: "similar to X with 4 bits"."""
