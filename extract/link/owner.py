"""Whose claim it is: this paper's own, or one of earlier work."""

from collections.abc import Sequence

from extract.link.baselines import Site
from extract.link.paper import PaperContext
from extract.link.scene import Scene
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
    if reading.claim_type in CHANGES:
        return "own"
    rules = paper.rules.linking
    own = rules.patterns["own"].search(where.text) is not None or (paper.name is not None and paper.name in where.text)
    if _compared(scene, known, reading):
        return "prior"
    if _cued(scene, reading, paper):
        return "prior"
    if not own and where.start < paper.own_from:
        return "prior"
    return "own"


def _compared(scene: Scene, known: Sequence[Site], reading: Reading) -> bool:
    """Whether a quantity belongs to what is compared with: "than the O(n) of GD", "MDM (21.52)", "baseline of 0.3"."""
    at = reading.token
    for site in known:
        if site.cue < at <= site.end:
            return True
        if site.end < at <= site.end + 1 and scene.tokens[site.end].tag == "LPAR":
            return True
        if at == site.end + 1 and scene.tokens[site.end].lower == "of":
            return True
    return at > 0 and scene.tokens[at - 1].tag == "THAN"


def _cued(scene: Scene, reading: Reading, paper: PaperContext) -> bool:
    """Whether the nearest cue that reaches a quantity says that it is of earlier work."""
    rules = paper.rules.linking
    at = reading.token
    token = scene.tokens[at]
    clause = scene.parts[at]
    start = next(scene.tokens[i].start for i in range(len(scene.tokens)) if scene.parts[i] == clause)
    last = max(i for i in range(len(scene.tokens)) if scene.parts[i] == clause)
    lower = scene.text.lower()
    own_at = max((m.start() for m in rules.patterns["own"].finditer(scene.text, start, token.start)), default=-1)
    if paper.name:
        own_at = max(own_at, scene.text.rfind(paper.name, start, token.start))
    for match in rules.cues.finditer(lower, start, scene.tokens[last].end):
        cue = rules.cue_of[match[0]]
        if cue.direction == "forward" and match.end() <= token.start and match.start() > own_at:
            return cue.owner == "prior"
        if cue.direction == "backward" and match.start() >= token.end and match.start() - token.end < 60:
            return cue.owner == "prior"
    return False
