"""What a quantity is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.link.lists import respectively, series
from extract.link.phrases import coordinated, has_name, noun_phrase
from extract.link.scene import VERBS, Scene, Span
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules

COMPARED = frozenset({"speedup", "resource_change", "metric_gain"})
"""Types that state a comparison; others are compared only where the words say so of the level itself."""

LEVELS = frozenset({"metric_value", "convergence_rate", "complexity", "statistic", "runtime", "compression", "steps"})


@dataclass(frozen=True, slots=True)
class Site:
    """A place that names baselines: the token of its cue, its names, where it ends.

    `kind` is "lead" (in front of all, "compared to X, ..."), "beat" (a verb's object) or "than".
    """

    cue: int
    names: tuple[Span, ...]
    end: int
    kind: str


def sites(scene: Scene, rules: LinkRules) -> list[Site]:
    """The comparisons of a sentence, in order."""
    tokens = scene.tokens
    found: list[Site] = []
    at = 0
    while at < len(tokens):
        site = _site(scene, at, rules)
        if site is not None:
            found.append(site)
            at = max(site.end, at + 1)
            if site.kind == "beat":
                found += _further(scene, site, rules)
        else:
            at += 1
    return found


def _site(scene: Scene, at: int, rules: LinkRules) -> Site | None:
    token = scene.tokens[at]
    if token.tag == "BEAT":
        kind = "beat"
    elif token.tag == "THAN" or _comparing(scene, at, rules):
        kind = "lead" if at == 0 or (at <= 2 and scene.tokens[at - 1].tag != "GAIN") else "than"
        if kind == "lead" and not any(t.tag == "COMMA" for t in scene.tokens[at : at + 14]):
            kind = "than"
    else:
        return None
    start = at + 1 if token.tag != "WORD" else at + 2
    names, end = coordinated(scene, start, rules)
    names = [name for name in names if _comparable(scene, name, token.lower, rules)]
    return Site(at, tuple(names), end, kind) if names else None


def _comparing(scene: Scene, at: int, rules: LinkRules) -> bool:
    tokens = scene.tokens
    return at + 1 < len(tokens) and f"{tokens[at].lower} {tokens[at + 1].lower}" in rules.words["comparing"]


_DOUBTFUL = frozenset({"over", "against", "beyond", "with respect to", "upon"})


def _comparable(scene: Scene, name: Span, cue: str, rules: LinkRules) -> bool:
    """Whether a noun phrase can be what something is compared with."""
    tokens = scene.tokens[name[0] : name[1]]
    head = tokens[-1]
    if any(t.lower in rules.words["baseline_adjectives"] for t in tokens):
        return True
    if any(t.lower in rules.words["baseline_heads"] for t in tokens[-2:]):
        return True
    if has_name(scene.tokens, name, rules):
        return head.tag not in ("DATASET", "BENCH") and head.lower not in rules.words["dataset_heads"]
    return cue not in _DOUBTFUL and head.tag not in ("TIME", "DATA", "STEP", "BENCH", "DATASET", "PARAMETER") and len(head.text) > 2


def _further(scene: Scene, site: Site, rules: LinkRules) -> list[Site]:
    """ "outperforms A by 4% and B by 2%": what stands behind the verb's first quantity."""
    tokens = scene.tokens
    at, found = site.end, []
    while at < len(tokens) and at < site.end + 24 and tokens[at].tag not in VERBS and tokens[at].tag != "CONTRAST":
        if tokens[at].tag in ("AND", "COMMA"):
            phrase = noun_phrase(tokens, at + 1, rules)
            by = phrase[1] < len(tokens) and tokens[phrase[1]].lower == "by"
            if by and phrase[0] < phrase[1] and _comparable(scene, phrase, "over", rules):
                found.append(Site(at, (phrase,), phrase[1], "beat"))
        at += 1
    return found


def baselines(
    scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, rules: LinkRules
) -> tuple[Span, ...]:
    """The names that the reading at `index` is compared with, from its own sentence."""
    reading = readings[index]
    if reading.claim_type not in COMPARED and reading.claim_type not in LEVELS:
        return ()
    if not known:
        return ()
    if respectively(scene, reading.token):
        members = series(scene, readings, index)
        near = [s for s in known if s.kind == "than"]
        if len(members) > 1 and len(near) == len(members):
            return near[members.index(index)].names
    best = min(known, key=lambda site: _cost(scene, site, reading))
    return best.names if _cost(scene, best, reading) < FAR else ()


FAR = 60


def _cost(scene: Scene, site: Site, reading: Reading) -> int:
    """How far a comparison is from a quantity; FAR where it can't be about it."""
    at, tokens = reading.token, scene.tokens
    if scene.depths[site.cue] and scene.depths[site.cue] != scene.depths[at]:
        return FAR
    if site.cue < at < site.end:
        return FAR
    if site.kind == "lead":
        return 30
    before = site.end <= at
    distance = at - site.end if before else site.cue - at
    if scene.parts[site.cue] != scene.parts[at]:
        distance += 25
    if reading.claim_type in COMPARED:
        if before and site.kind == "than" and any(t.quantities for t in tokens[site.end : at]):
            distance += 8
        return distance
    if before:
        return FAR
    if site.kind == "beat":
        return distance if tokens[site.cue].lower.endswith("ing") and scene.parts[site.cue] == scene.parts[at] else FAR
    return distance if scene.parts[site.cue] == scene.parts[at] else FAR
