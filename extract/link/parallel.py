"""Measures that stand in a list as their quantities do."""

from collections.abc import Sequence

from extract.link.concepts import CHANGES, COMPARATIVES, KNOWN, MOVES
from extract.link.lists import series
from extract.link.measured import grown
from extract.link.phrases import coordinated, noun_phrase
from extract.link.scene import ENDS, VERBS, Scene, Span
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def parallel(scene: Scene, readings: Sequence[Reading], index: int, rules: LinkRules) -> Span | None:
    """ "cost and time by 39% and 46%": the member's own where as many metrics as quantities are listed."""
    members = series(scene, readings, index)
    tokens, first = scene.tokens, readings[index].token
    if len(members) < 2 or len({readings[m].token for m in members}) > 1:
        return None
    if len(members) == 2 and _either_side(scene, first, rules):
        return None if members.index(index) else grown(scene, first - 2, rules)
    names = _listed_behind(scene, first, rules)
    if len(names) == len(members):
        return names[members.index(index)]
    start = first
    while (
        start > 0 and first - start < 14 and tokens[start - 1].tag not in VERBS and tokens[start - 1].tag != "CONTRAST"
    ):
        start -= 1
    if start == 0 or tokens[start - 1].tag not in MOVES:
        return None
    names, _ = coordinated(scene, start, rules)
    return names[members.index(index)] if len(names) == len(members) else None


def _either_side(scene: Scene, at: int, rules: LinkRules) -> bool:
    """Whether one of two numbers is measured by what stands before, the other by what follows: "an F1 of 0.8 and 53%
    accuracy"."""
    tokens = scene.tokens
    if at < 2 or tokens[at - 1].lower != "of" or tokens[at - 2].tag not in KNOWN or " and " not in tokens[at].text:
        return False
    start, end = noun_phrase(tokens, at + 1, rules)
    return start == at + 1 < end and tokens[end - 1].tag == "METRIC"


def _listed_behind(scene: Scene, at: int, rules: LinkRules) -> list[Span]:
    """ "2x and 3x lower cost and time", "2x and 3x reductions in cost and time": the measures listed behind a list."""
    tokens = scene.tokens
    straight = _measures_from(scene, at + 1, rules)
    if len(straight) > 1 and not any(tokens[start].tag in COMPARATIVES for start, _ in straight):
        return straight
    for place in range(at + 1, min(at + LEAD, len(tokens) - 1)):
        moved_by = tokens[place].tag in COMPARATIVES
        if moved_by or (tokens[place].lower in ("in", "of") and tokens[place - 1].tag in CHANGES):
            return _measures_from(scene, place + 1, rules)
        if tokens[place].tag in ENDS:
            break
    return []


def _measures_from(scene: Scene, at: int, rules: LinkRules) -> list[Span]:
    """The known measures of a list that begins at a token."""
    tokens, found = scene.tokens, []
    start, end = noun_phrase(tokens, at, rules)
    while start < end and any(token.tag in KNOWN for token in tokens[start:end]):
        found.append((start, end))
        at = end
        while at < len(tokens) and tokens[at].tag in ("AND", "COMMA"):
            at += 1
        start, end = noun_phrase(tokens, at, rules) if at > end else (at, at)
    return found


LEAD = 5
"""Tokens behind a quantity in which the list of what it measures begins."""
