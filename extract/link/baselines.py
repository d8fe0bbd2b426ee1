"""What a quantity is compared with."""

from collections.abc import Sequence

from extract.annotate import Token
from extract.link.comparisons import Site
from extract.link.lists import respectively, series
from extract.link.phrases import is_name, noun_phrase
from extract.link.scene import VERBS, Scene, Span, is_genitive, is_quantity
from extract.models import BOUND_TYPES
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules

COMPARED = frozenset({"speedup", "resource_change", "metric_gain"})
"""Types that state a comparison; others are compared only where the words say so of the level itself."""

SHARED = frozenset({"resource_change", "speedup", "metric_value", "statistic"})
"""Types that may state a share of somebody else's amount."""

LEVELS = frozenset({"metric_value", "statistic", "runtime"}) | BOUND_TYPES


def baselines(
    scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, rules: LinkRules
) -> tuple[Span, ...]:
    """The names that the reading at `index` is compared with, from its own sentence."""
    reading = readings[index]
    if reading.claim_type not in COMPARED and reading.claim_type not in LEVELS:
        return ()
    whole = None
    if reading.claim_type in SHARED:
        multiple = scene.tokens[reading.token].tag == "Q.x"
        whole = _multiplied(scene, reading, rules) if multiple else _whole(scene, reading, rules)
    if whole is not None:
        return (whole,)
    other = _set_against(scene, reading, rules)
    if other is not None:
        return (other,)
    if not known:
        return ()
    bracketed = _bracketed(scene, known, reading)
    if bracketed is not None:
        return (bracketed,)
    if respectively(scene, reading.token):
        members = series(scene, readings, index)
        near = [s for s in known if s.kind == "than"]
        listed = next((s for s in known if len(s.names) == len(members) > 1), None)
        if listed is not None:
            return (listed.names[members.index(index)],)
        if len(members) > 1 and len(near) == len(members):
            return near[members.index(index)].names
    if reading.claim_type in LEVELS:
        known = _before_change(scene, known, readings, index)
    if not known:
        return ()
    best = min(known, key=lambda site: _cost(scene, site, reading))
    return best.names if _cost(scene, best, reading) < FAR else ()


def _before_change(scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int) -> Sequence[Site]:
    """Without the comparisons of a change that is told beside a level: "in 3 s and a speedup of 2x over X"."""
    change = next((r.token for r in readings[index + 1 :] if r.claim_type in COMPARED), None)
    if change is None:
        return known
    beside = any(t.tag == "AND" for t in scene.tokens[max(readings[index].token, change - 4) : change])
    apart = readings[index].claim_type != "metric_value" or beside
    return [site for site in known if site.cue < change] if apart else known


def _set_against(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """Whose the second of two numbers is: "78% versus 94% for human experts", "0.84 vs. 0.71 of FooNet"."""
    tokens, at = scene.tokens, reading.token
    words = tokens[at].text.lower().split()
    if len(tokens[at].quantities) != 2 or not any(w in rules.words["against"] for w in words) or at + 2 >= len(tokens):
        return None
    start, end = noun_phrase(tokens, at + 2, rules)
    if tokens[at + 1].lower not in ("for", "of", "by", "with") or start == end:
        return None
    rival = any(t.lower in rules.words["rivals"] or t.tag == "PEOPLE" for t in tokens[start:end])
    named = all(_of_name(t, rules) for t in tokens[start:end])
    return (start, end) if rival or named or tokens[end - 1].lower in rules.words["baseline_heads"] else None


def _bracketed(scene: Scene, known: Sequence[Site], reading: Reading) -> Span | None:
    """The one of several names that a quantity stands behind in brackets: "than A (+8.1%) and B (+5.2%)"."""
    opening = scene.depths[reading.token] - 1
    names = (name for site in known if len(site.names) > 1 for name in site.names if opening > 0)
    return next((name for name in names if name[1] == opening), None)


def _whole(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """Whose amount a share is of: "20% of Adam's memory", "1/8 of the parameters of BERT"."""
    tokens, at = scene.tokens, reading.token + 1
    if at < len(tokens) and tokens[at].lower != "of":
        at = noun_phrase(tokens, at, rules)[1]
        if at + 1 < len(tokens) and tokens[at].tag == "AND" and tokens[at + 1].tag == tokens[reading.token].tag:
            at = noun_phrase(tokens, at + 2, rules)[1]
    for _ in range(2):
        given = at + 1 < len(tokens) and tokens[at].lower in rules.words["known_by"] and tokens[at + 1].lower == "by"
        if given:
            start, end = noun_phrase(tokens, at + 2, rules)
            return (start, end) if start < end else None
        if at >= len(tokens) or tokens[at].lower != "of":
            return None
        start, end = noun_phrase(tokens, at + 1, rules)
        owner = next((i for i in range(start, end) if is_genitive(tokens[i])), None)
        if owner is not None and is_name(tokens[owner], rules):
            return start, owner + 1
        measured = end > start and tokens[end - 1].tag in _AMOUNTS - {"PARAMETER"}
        name = (start, end - measured)
        if name[0] < name[1] and all(_of_name(t, rules) for t in tokens[slice(*name)]):
            return name
        at = end
    return None


def _multiplied(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """Whose amount is multiplied: "2x the throughput of the FooNet baseline", "1.6x FooNet throughput"."""
    tokens, at = scene.tokens, reading.token + 1
    start, end = noun_phrase(tokens, at, rules)
    if start == end or not any(t.tag in _AMOUNTS for t in tokens[start:end]):
        return None
    if start == at:
        last = next((i for i in range(start, end) if not _of_name(tokens[i], rules)), end)
        return (start, last) if start < last < end else None
    if tokens[at].lower != "the" or end >= len(tokens) or tokens[end].lower != "of":
        return None
    start, end = noun_phrase(tokens, end + 1, rules)
    rival = start < end and tokens[end - 1].lower in rules.words["baseline_heads"]
    named = start < end and all(_of_name(t, rules) for t in tokens[start:end])
    return (start, end) if rival or named else None


_AMOUNTS = frozenset({"METRIC", "RESOURCE", "TIME", "SPEED", "PARAMETER"})
"""Concepts of what somebody has so much of."""


def _of_name(token: Token, rules: LinkRules) -> bool:
    """Whether a token is a name, no data set's, or a piece of one."""
    return token.text in ("-", "–") or (is_name(token, rules) and token.tag in ("NAME", "Q.named"))


FAR = 60


def _cost(scene: Scene, site: Site, reading: Reading) -> int:
    """How far a comparison is from a quantity; FAR where it can't be about it."""
    at, tokens = reading.token, scene.tokens
    before = site.end <= at
    bracketed = 0 < at < len(tokens) - 1 and tokens[at - 1].tag == "LPAR" and tokens[at + 1].tag == "RPAR"
    if scene.depths[site.cue] != scene.depths[at] and not (bracketed and not scene.depths[site.cue]):
        closing = next((i for i in range(at, site.cue) if tokens[i].tag == "RPAR"), None)
        if scene.depths[site.cue] or (not before and (closing is None or site.cue > closing + 2)):
            return FAR
    if site.cue < at < site.end:
        return FAR
    if site.kind == "lead":
        return 30
    distance = at - site.end if before else site.cue - at
    apart = scene.parts[site.cue] != scene.parts[at]
    if reading.claim_type in COMPARED:
        other = scene.clauses[site.cue] != scene.clauses[at] and not apart
        if site.kind == "beat" and reading.claim_type != "metric_gain" and other:
            return FAR
        if before and site.kind in ("than", "like"):
            distance += 10
        return distance + (25 if apart and site.kind != "like" else 0)
    if apart or (not before and _regretted(scene, site, reading)):
        return FAR
    if before:
        if at == site.end + 1 and tokens[site.end].tag == "LPAR":
            return distance
        by = site.end < len(tokens) and tokens[site.end].lower == "by" and at - site.end <= 6
        if reading.claim_type == "metric_value":
            return distance if site.kind == "beat" and _won_with(scene, site, at) else FAR
        return distance if by else FAR
    if site.kind == "beat":
        return distance if tokens[site.cue].lower.endswith("ing") else FAR
    return FAR if _said_of_another(scene, at, site.cue) else distance


def _regretted(scene: Scene, site: Site, reading: Reading) -> bool:
    """Whether a regret's comparison tells what the regret is against: "sublinear regret vs. the best policy"."""
    regret = reading.bound is not None and reading.bound.measure == "regret"
    near = reading.token < site.cue <= reading.token + 3 and site.kind == "than"
    return regret and near and scene.tokens[site.cue].lower != "over"


def _won_with(scene: Scene, site: Site, at: int) -> bool:
    """Whether a level tells how well something beats another: "outperforms X with an accuracy of 94%", "surpasses X,
    achieving 94%"."""
    tokens = scene.tokens
    if tokens[site.cue].tag != "BEAT" or tokens[site.cue - 1].tag == "AND":
        return False
    between = tokens[site.end : at]
    if any(is_quantity(t) or t.tag == "WHICH" for t in between) or (between[:1] and between[0].lower == "at"):
        return False
    return all(t.tag not in VERBS or t.tag == "ACHIEVE" or t.lower.endswith("ing") for t in between)


def _said_of_another(scene: Scene, at: int, cue: int) -> bool:
    """Whether a comparison behind a level is of what is said next: "is O(n), which is a 2x speedup compared to X"."""
    tokens = scene.tokens
    verbs = [i for i in range(at + 1, cue) if scene.verb(i)]
    remark = any(tokens[i].lower.endswith("ing") and tokens[i - 1].tag == "COMMA" for i in verbs)
    return remark or any(is_quantity(t) for t in tokens[verbs[0] if verbs else cue : cue])
