"""How far a claim can be trusted: the share of such claims that was right on annotated abstracts.

Such claims are those of the same rule and the same kind of evidence. Evidence is sure where the
rule's words stand close to the quantity, no rule of another type wanted it, and the reading is not
taken over from a neighbour; else it is loose. A bound is sure where its expression could be read.
"""

from dataclasses import dataclass

from extract.qualify import Reading
from extract.resolve import Resolved
from extract.ruleset.certainty import ConfidenceRules
from extract.unguarded import unguarded

NEAR = 2
"""Tokens between a rule's words and the quantity up to which evidence is sure."""


@unguarded
@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a reading."""

    rule_id: str
    claim_type: str
    sure: bool


def evidence(reading: Reading, resolved: Resolved) -> Evidence:
    """The evidence for a reading among all matches of its sentence."""
    if reading.bound is not None:
        return Evidence(reading.rule_id, reading.claim_type, sure=reading.bound.expr is not None)
    rivals = any(
        dropped.match.focus == reading.token
        and dropped.match.rule.claim_type is not None
        and dropped.match.rule.claim_type != reading.claim_type
        for dropped in resolved.dropped
    )
    near = reading.match is None or reading.match.distance <= NEAR
    sure = near and not rivals and reading.token not in resolved.inherited
    return Evidence(reading.rule_id, reading.claim_type, sure)


def confidence(found: Evidence, rules: ConfidenceRules) -> float:
    """The share of claims with such evidence that was right, between 0 and 1."""
    shares = rules.rules.get(found.rule_id) or rules.types.get(found.claim_type) or rules.other
    return shares[0] if found.sure else shares[1]
