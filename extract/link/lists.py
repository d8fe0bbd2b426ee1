"""Which item of a list belongs to which quantity: "a and b ... x and y respectively", "a on X, b on Y"."""

from collections.abc import Sequence

from extract.link.scene import Scene
from extract.qualify import Reading


def series(scene: Scene, readings: Sequence[Reading], index: int) -> list[int]:
    """The readings that stand in one list with the reading at `index`, in order: members of its token, or
    quantities of its unit with only their nouns, commas and "and" between."""
    token = readings[index].token
    members = [i for i, r in enumerate(readings) if r.token == token]
    if len(members) > 1:
        return members
    found = [index]
    for step in (-1, 1):
        at = index
        while 0 <= at + step < len(readings) and _listed(
            scene, readings[min(at, at + step)], readings[max(at, at + step)]
        ):
            at += step
            found.append(at)
    return sorted(found)


def _listed(scene: Scene, left: Reading, right: Reading) -> bool:
    tokens = scene.tokens
    if left.claim_type != right.claim_type or tokens[left.token].tag != tokens[right.token].tag:
        return False
    between = range(left.token + 1, right.token)
    return (
        len(between) <= 12
        and scene.clauses[left.token] == scene.clauses[right.token]
        and any(tokens[i].tag in ("AND", "COMMA") for i in between)
    )


def respectively(scene: Scene, token: int) -> bool:
    """Whether the part of the sentence that a token stands in sorts its lists by "respectively"."""
    part = scene.parts[token]
    return any(t.lower == "respectively" and scene.parts[i] == part for i, t in enumerate(scene.tokens))
