"""Which rule's reading of a quantity holds: one named policy, and what it dropped is kept with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.annotate import Annotated
from extract.match import Match


@dataclass(frozen=True, slots=True)
class Dropped:
    """A match that gave no claim, and why: "outranked", "no_claim" (a rule says so)."""

    match: Match
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The readings that hold, by focus token, and those that don't; `inherited` foci took a neighbour's."""

    chosen: dict[int, Match]
    dropped: tuple[Dropped, ...]
    inherited: frozenset[int]


COORDINATION_REACH = 12
"""Tokens that may stand between two members of a coordination."""

WEAK = 1.0
"""A rule of less weight reads what is left over: it yields to the reading of a coordinated neighbour."""


def resolve(sentence: Annotated, matches: Iterable[Match]) -> Resolved:
    """The heaviest rule wins, then the tighter match, then the smaller rule id; a quantity that no
    rule reads takes the reading of the one it is coordinated with."""
    by_focus: dict[int, list[Match]] = {}
    for match in matches:
        by_focus.setdefault(match.focus, []).append(match)
    chosen: dict[int, Match] = {}
    weak: dict[int, Match] = {}
    dropped: list[Dropped] = []
    refused: set[int] = set()
    for focus, found in by_focus.items():
        found.sort(key=rank)
        best = found[0]
        if best.rule.claim_type is None:
            refused.add(focus)
            dropped += [Dropped(m, "no_claim", best.rule.id) for m in found]
            continue
        (weak if best.rule.weight < WEAK else chosen)[focus] = best
        dropped += [Dropped(m, "outranked", best.rule.id) for m in found[1:] if m.rule is not best.rule]
    inherited = _inherit(sentence, chosen, refused)
    dropped += [Dropped(weak[focus], "outranked", chosen[focus].rule.id) for focus in sorted(inherited & set(weak))]
    chosen = weak | chosen
    return Resolved(chosen, tuple(dropped), inherited)


def rank(match: Match) -> tuple[float, int, int, str]:
    """Sort key of competing matches, best first."""
    return (-match.rule.weight, match.distance, match.end - match.start, match.rule.id)


def _inherit(sentence: Annotated, chosen: dict[int, Match], refused: set[int]) -> frozenset[int]:
    order = sentence.quantity_at
    inherited: set[int] = set()
    for step in (1, -1):
        foci = order if step == 1 else order[::-1]
        for before, focus in pairwise(foci):
            if focus in chosen or focus in refused or before not in chosen:
                continue
            source = chosen[before]
            readable = source.rule.least <= sentence.tokens[focus].quantities[-1].high <= source.rule.most
            if readable and coordinated(sentence, min(before, focus), max(before, focus)):
                chosen[focus] = replace(source, focus=focus)
                inherited.add(focus)
    return frozenset(inherited)


def coordinated(sentence: Annotated, left: int, right: int, one_unit: bool = True) -> bool:
    """Whether two quantity tokens stand in one list: "by 2% on A and 3% on B"; of one unit, unless any will do."""
    tokens = sentence.tokens
    if (one_unit and tokens[left].tag != tokens[right].tag) or right - left > COORDINATION_REACH:
        return False
    between = tokens[left + 1 : right]
    if any(t.tag in _VERBS or t.lower in (".", ";", ":") for t in between):
        return False
    joints = [i for i, t in enumerate(between) if t.tag in ("AND", "COMMA")]
    return bool(joints) and joints[-1] >= len(between) - 2 and not any(t.tag == tokens[left].tag for t in between)


_VERBS = frozenset(
    [
        "UP", "DOWN", "BEAT", "TRAIL", "ACHIEVE", "USE", "TRAIN", "EVALUATE", "STUDY", "COVER", "BE", "WHICH",
        "CONTRAST", "ACCELERATE",
    ]
)  # fmt: skip
