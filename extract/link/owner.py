"""Whose claim it is: this paper's own, or one of earlier work."""

from collections.abc import Sequence

from extract.annotate import Token
from extract.link.baselines import Site
from extract.link.paper import PaperContext
from extract.link.scene import VERBS, Scene, is_quantity
from extract.link.subject import grammatical, named
from extract.qualify import Reading
from extract.sentences import Sentence

CHANGES = frozenset({"speedup", "resource_change", "metric_gain", "scope"})
"""Types that a paper states of itself, whatever it compares with."""


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
    if _compared(scene, known, readings, index):
        return "prior"
    if _cued(scene, known, reading, paper):
        return "prior"
    return "prior" if where.end <= paper.own_from else "own"


def _of_rival(scene: Scene, known: Sequence[Site], reading: Reading, paper: PaperContext) -> bool:
    """Whether the subject of a clause is what was compared with before: "beats MEST, where MEST uses 12% more"."""
    before = [site for site in known if site.end <= reading.token]
    phrase = grammatical(scene, reading.token, paper.rules.linking) if before else None
    name = named(scene, phrase, paper.rules.linking) if phrase else None
    if phrase is None or name is None or any(site.cue < name[0] < site.end for site in before):
        return False
    return any(scene.raw(name) in scene.raw(other).split() for site in before for other in site.names)


def _changed(scene: Scene, readings: Sequence[Reading], index: int) -> str | None:
    """The owner by "from A to B" or "to B from A": what it was is prior, what it is now own."""
    tokens, at = scene.tokens, readings[index].token
    here = tokens[at - 1].lower if at else ""
    if here not in ("from", "to"):
        return None
    for other in (readings[i].token for i in (index - 1, index + 1) if 0 <= i < len(readings)):
        there = tokens[other - 1].lower if other else ""
        if {here, there} == {"from", "to"} and abs(other - at) <= 8:
            return "prior" if here == "from" else "own"
    return None


def _compared(scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int) -> bool:
    """Whether a quantity belongs to what is compared with: "MDM (21.52)", "a baseline of 0.3", "X, which needs 3 h"."""
    tokens, at = scene.tokens, readings[index].token
    for site in known:
        end = site.end
        if site.cue < at <= end:
            return True
        if end >= len(tokens) or not end < at:
            continue
        behind = tokens[end]
        if (behind.tag == "LPAR" and at == end + 1) or (behind.lower == "of" and at <= end + 2):
            return True
        start = end + (behind.tag == "COMMA")
        if tokens[start].lower in ("which", "that") and not any(
            t.tag in ("COMMA", "CONTRAST") for t in tokens[start:at]
        ):
            return True
    if index and tokens[at - 1].tag == "LPAR":
        before = readings[index - 1].token
        bracketed = tokens[before - 1].tag == "LPAR" and not any(t.tag in VERBS for t in tokens[before:at])
        return bracketed and _compared(scene, known, readings, index - 1)
    return False


def _cued(scene: Scene, known: Sequence[Site], reading: Reading, paper: PaperContext) -> bool:
    """Whether the nearest cue that reaches a quantity says that it is of earlier work."""
    rules = paper.rules.linking
    if not rules.cue_gate(scene.text.lower()):
        return False
    token, part = scene.tokens[reading.token], scene.parts[reading.token]
    inside = [t for t, number in zip(scene.tokens, scene.parts, strict=True) if number == part]
    start, end = inside[0].start, inside[-1].end
    own_at = max((m.start() for m in rules.patterns["own"].finditer(scene.text, start, token.start)), default=-1)
    if paper.name:
        own_at = max(own_at, scene.text.rfind(paper.name, start, token.start))
    objects = [(scene.tokens[site.cue].start, scene.tokens[site.end - 1].end) for site in known]
    for match in rules.cues.finditer(scene.text.lower(), start, end):
        cue = rules.cue_of[match[0]]
        if cue.direction == "forward" and match.end() <= token.start and match.start() > own_at:
            if cue.reach == "phrase":
                if len(scene.text[match.end() : token.start].split()) > 3:
                    continue
            elif any(left <= match.start() < right for left, right in objects):
                continue
            return cue.owner == "prior"
        if (
            cue.direction == "backward"
            and 0 <= match.start() - token.end < 60
            and not _between(scene, token, match.start())
        ):
            return cue.owner == "prior"
    return False


def _between(scene: Scene, token: Token, end: int) -> bool:
    """Whether another quantity stands between a token and an offset."""
    return any(is_quantity(t) and token.end <= t.start < end for t in scene.tokens)
