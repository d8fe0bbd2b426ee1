"""A sentence's bounds with everything that it says of them: the entry point of the pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.bounds.context import ACCURACY, COMPLEXITY, Cue, cues, first_rule, masked, measure_of
from extract.bounds.finding import expressions, has_cue
from extract.bounds.measures import BY_CONTEXT, measures
from extract.bounds.models import BoundClaim
from extract.bounds.named import Named, named_rates
from extract.bounds.norm import epsilon_exponent
from extract.models import Bound

SURE = 40.0
"""Below this nearness a cue names something else than the bound's measure."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence ready for questions: its masked text and its cues."""

    text: str
    seen: str
    cues: Sequence[Cue]
    abstract: str | None


def read_bounds(sentence: str, abstract: str | None = None) -> list[BoundClaim]:
    """Every bound and named rate of `sentence`, claim or not, in its order.

    `sentence` is raw text; `abstract`, the whole it comes from, is asked where the sentence does not
    say what a bound measures. What is no claim has a null `claim_type` and a reason.
    """
    if not has_cue(sentence):
        return []
    bounds = expressions(sentence)
    seen = masked(sentence, [(b.start, b.end) for b in bounds])
    named = list(named_rates(sentence, seen))
    scene = _Scene(sentence, seen, cues(seen), abstract)
    claims: list[BoundClaim] = []
    for bound in bounds:
        claims.append(_of_expression(bound, scene, claims))
    claims += [claim for one in named if (claim := _of_name(one, scene)) is not None]
    return sorted(claims, key=lambda c: c.start)


def _of_expression(bound: Bound, scene: _Scene, earlier: Sequence[BoundClaim]) -> BoundClaim:
    refused = first_rule(measures().no_claims, scene.seen, bound.start, bound.end, bound.symbol)
    if refused:
        return _claim(bound, scene, None, None, None, refused.id, refused.says)
    cue, score = measure_of(scene.seen, bound.start, bound.end, scene.cues)
    if cue is None or score < SURE:
        before = next((c for c in reversed(earlier) if c.measure), None)
        if before is not None:
            return _claim(bound, scene, before.claim_type, before.measure, None, "bound.inherited", bound.reason)
    measure = cue.measure if cue else "time"
    return _claim(bound, scene, claim_type(measure, bound), measure, cue, f"bound.{measure}", bound.reason)


def claim_type(measure: str, bound: Bound) -> str:
    """The claim type of a bound of a measure."""
    if measure in ACCURACY and bound.expr is not None and "epsilon" in bound.expr:
        return "convergence_rate"
    return "complexity" if measure in COMPLEXITY else "convergence_rate"


def _of_name(named: Named, scene: _Scene) -> BoundClaim | None:
    bound = Bound(named.start, named.end, "class", named.name)
    rule = named.rule
    if rule.claim != BY_CONTEXT:
        measure = rule.measure
        cue, _ = measure_of(scene.seen, named.start, named.end, scene.cues)
        return _claim(bound, scene, rule.claim, measure, cue, rule.id, None)
    cue, score = measure_of(scene.seen, named.start, named.end, scene.cues)
    if cue is None or score < SURE:
        return None
    return _claim(bound, scene, claim_type(cue.measure, bound), cue.measure, cue, rule.id, None)


def _claim(
    bound: Bound, scene: _Scene, kind: str | None, measure: str | None, cue: Cue | None, rule: str, reason: str | None
) -> BoundClaim:
    compared = first_rule(measures().comparators, scene.seen, bound.start, bound.end, bound.symbol)
    target = first_rule(measures().targets, scene.seen, bound.start, bound.end) if kind == "convergence_rate" else None
    return BoundClaim(
        start=bound.start,
        end=bound.end,
        claim_type=kind,
        symbol=bound.symbol,
        expr=bound.expr,
        exponents=bound.exponents,
        measure=measure,
        comparator=compared.says if compared else "=",
        target=target.says if target else None,
        epsilon_exponent=epsilon_exponent(bound, kind, measure),
        metric=(cue.start, cue.end) if cue else None,
        rule_id=rule,
        reason=reason,
    )
