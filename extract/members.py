"""Which match reads each member of a list of quantities, where a list of what is measured stands beside it."""

from collections.abc import Sequence

from extract.annotate import Token
from extract.match import Match
from extract.resolve import Resolved


def by_member(tokens: Sequence[Token], resolved: Resolved, focus: int) -> list[Match]:
    """The match of each member of a list: "cost and latency by 39% and 46%" is one of each type, as is
    "2x and 3x lower cost and latency".

    A quantity that stands for several measured things is of the first one's type.
    """
    chosen = resolved.chosen[focus]
    count = len(tokens[focus].quantities)
    chain = _measured_chain(tokens, chosen)
    if len(chain) < 2 or count not in (1, len(chain)):
        return [chosen] * count
    rivals = [chosen, *(dropped.match for dropped in resolved.dropped if dropped.match.focus == focus)]
    return [_measuring(tokens, rivals, chosen, at) for at in chain[:count]]


def _measuring(tokens: Sequence[Token], rivals: Sequence[Match], chosen: Match, at: int) -> Match:
    """The match that reads a quantity as a change of what stands at a token: of its word, else of its concept."""
    of_type = [match for match in rivals if match.rule.claim_type == CHANGE_OF[tokens[at].tag]]
    exact = next((match for match in of_type if _first_measured(tokens, match) == at), None)
    found = exact or next(iter(of_type), chosen)
    told = tokens[at].tag == "METRIC" and chosen.rule.weight > found.rule.weight
    return chosen if told else found


def _first_measured(tokens: Sequence[Token], match: Match) -> int | None:
    """The measured word of a match that is nearest to its quantity."""
    return next((word for word in match.words if tokens[word].tag in MEASURED), None)


def _measured_chain(tokens: Sequence[Token], match: Match) -> list[int]:
    """The measured words that a match's first one is coordinated with, in order."""
    at = _first_measured(tokens, match)
    if at is None:
        return []
    chain = [at]
    if at > match.focus:
        while (behind := _measured_behind(tokens, chain[-1])) is not None:
            chain.append(behind)
        return chain
    while chain[0] >= 2 and tokens[chain[0] - 1].tag in ("AND", "COMMA") and tokens[chain[0] - 2].tag in MEASURED:
        chain.insert(0, chain[0] - 2)
    while (
        chain[-1] + 2 < match.focus
        and tokens[chain[-1] + 1].tag in ("AND", "COMMA")
        and tokens[chain[-1] + 2].tag in MEASURED
    ):
        chain.append(chain[-1] + 2)
    return chain


def _measured_behind(tokens: Sequence[Token], at: int) -> int | None:
    """The measured word that stands behind "and" or a comma and no more than two words of its own."""
    behind = [token.tag for token in tokens[at + 1 : at + 6]]
    joints = next((i for i, tag in enumerate(behind) if tag not in ("AND", "COMMA")), len(behind))
    own = next((i for i, tag in enumerate(behind[joints:], joints) if tag not in MODIFIERS), len(behind))
    return at + 1 + own if joints and own < len(behind) and behind[own] in MEASURED else None


CHANGE_OF = {"METRIC": "metric_gain", "TIME": "speedup", "SPEED": "speedup", "RESOURCE": "resource_change"}
MEASURED = frozenset(CHANGE_OF)
"""Concepts of what a change is a change of, and the type of such a change."""


MODIFIERS = frozenset({"WORD", "NAME"})
"""Concepts of what stands in front of the noun that is counted as often as for it."""
