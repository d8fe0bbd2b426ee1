"""A sentence's bounds with everything that it says of them: the entry point of the pipeline."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from extract.bounds.bare import Expression
from extract.bounds.context import ACCURACY, COMPLEXITY, Cue, cues, first_rule, lists, masked, measure_of
from extract.bounds.finding import expressions, has_cue
from extract.bounds.measures import BY_CONTEXT, SideRule, measures
from extract.bounds.models import BoundClaim
from extract.bounds.named import Named, named_rates
from extract.bounds.norm import epsilon_exponent
from extract.models import Bound

SURE = 40.0
BESIDE = 88.0
"""From this nearness on a cue stands right beside the bound."""
FAINT = 15.0
"""Below this nearness a cue names something else than the bound's measure."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence ready for questions: its masked text, its cues, and the list that each bound stands in."""

    text: str
    seen: str
    cues: Sequence[Cue]
    abstract: str | None
    lists: Mapping[tuple[int, int], tuple[int, int]]


def read_bounds(sentence: str, abstract: str | None = None) -> list[BoundClaim]:
    """Every bound and named rate of `sentence`, claim or not, in its order.

    `sentence` is raw text; `abstract`, the whole it comes from, is asked where the sentence does not
    say what a bound measures. What is no claim has a null `claim_type` and a reason.
    """
    if not has_cue(sentence):
        return []
    found = expressions(sentence)
    spans = [(e.bound.start, e.bound.end) for e in found]
    seen = masked(sentence, spans)
    named = list(named_rates(sentence, seen))
    if not found and not named:
        return []
    scene = _Scene(sentence, seen, cues(seen), abstract, dict(zip(spans, lists(seen, spans), strict=True)))
    claims: list[BoundClaim] = []
    for expression in found:
        claims.append(_of_expression(expression, scene, claims))
    claims += [claim for one in named if (claim := _of_name(one, scene)) is not None]
    return sorted(claims, key=lambda c: c.start)


def _of_expression(expression: Expression, scene: _Scene, earlier: Sequence[BoundClaim]) -> BoundClaim:
    bound, rule = expression.bound, expression.rule
    refused = first_rule(measures().no_claims, scene.seen, bound.start, bound.end, bound.symbol)
    if refused:
        return _claim(bound, scene, None, None, None, refused.id, refused.says)
    if bound.symbol == "o" and bound.expr == "1":
        return _claim(bound, scene, None, None, None, "bound.none.vanishing", "vanishing")
    if rule and rule.says == "ratio":
        return _claim(bound, scene, "complexity", "approximation_ratio", None, rule.id, None)
    cue, score = _nearest(bound, scene)
    rule_id = rule.id if rule else None
    if cue is None or score < SURE:
        before = next((c for c in reversed(earlier) if c.measure and c.measure != "approximation_ratio"), None)
        if before is not None:
            return _claim(
                bound, scene, before.claim_type, before.measure, None, rule_id or "bound.inherited", bound.reason
            )
        cue = None
    measure = settled_measure(cue.measure if cue else None, score, bound, scene, cue)
    return _claim(bound, scene, claim_type(measure, bound), measure, cue, rule_id or f"bound.{measure}", bound.reason)


def _nearest(bound: Bound, scene: _Scene) -> tuple[Cue | None, float]:
    """The cue nearest to a bound, or to the list that it stands in."""
    own = measure_of(scene.seen, bound.start, bound.end, scene.cues)
    whole = scene.lists.get((bound.start, bound.end), (bound.start, bound.end))
    listed = measure_of(scene.seen, *whole, scene.cues)
    return own if own[1] >= listed[1] - 4 or own[1] > BESIDE else listed


def settled_measure(measure: str | None, score: float, bound: Bound, scene: _Scene, cue: Cue | None) -> str:
    """The measure where the nearest words leave it open: the abstract is asked.

    "Complexity" alone may be any count that depends on the accuracy, a rate in the sample size is
    an error, and a bound that grows with the horizon T is a regret where regret is spoken of.
    """
    names, powers = symbols_of(bound), dict(bound.exponents)
    vague = measure is None or (cue is not None and scene.seen[cue.start : cue.end].casefold() in VAGUE)
    if score < BESIDE and _SAMPLE_SIZE.search(
        scene.text[: bound.start] + scene.text[bound.start : bound.end].split("{")[0]
    ):
        return "samples"
    if (
        vague
        and "epsilon" in names
        and measure in (None, "time", "rate")
        and not any(powers.get(s, 0) < 0 for s in SIZES)
    ):
        return told(scene, COUNTS) or measure or "iterations"
    horizon = powers.get("T", 0) > 0 or powers.get("log(T)", 0) > 0 or (bound.expr or "").startswith("T**(")
    if vague and measure in (None, "error", "rate") and horizon and told(scene, ("regret",)):
        return "regret"
    sized = names & SIZES and not names & (STEPS - {"epsilon"} if _BELOW.search(bound.expr or "") else STEPS)
    if measure == "rate" and sized and told(scene, ("error", "samples")):
        return "error"
    return measure or most_told(scene) or "time"


VAGUE = frozenset(
    {"complexity", "complexities", "rate", "rates", "bound", "bounds", "cost", "costs", "minimax lower bounds"}
)
STEPS = frozenset({"T", "K", "k", "t", "R", "h", "epsilon", "eta"})
SIZES = frozenset({"n", "m", "N", "d"})
COUNTS = ("oracle", "samples", "iterations", "queries", "communication")
_BELOW = regex.compile(r"/[\w*(]*(?:\(\d/\d\)\*)?\b[nmN]\b")
_SAMPLE_SIZE = regex.compile(r"(?<![A-Za-z\\])[nm] ?(?:\\gtrsim|\\geq?|=|\\leq?|>|<|≥|≳|gtrsim)\s*(?:[^\s]{0,40})?\Z")


def symbols_of(bound: Bound) -> frozenset[str]:
    """The names in a bound's expression."""
    return frozenset(_NAME.findall(bound.expr or ""))


_NAME = regex.compile(r"[A-Za-z]\w*(?!\w|\()")


def told(scene: _Scene, wanted: tuple[str, ...]) -> str | None:
    """The measure of `wanted` last named in the abstract up to the end of the sentence, else first behind it."""
    if scene.abstract is None:
        found = [c.measure for c in scene.cues if c.measure in wanted]
        return found[-1] if found else None
    end = scene.abstract.find(scene.text) + len(scene.text)
    spoken = [c for c in cues(scene.abstract) if c.measure in wanted]
    before = [c.measure for c in spoken if c.end <= end]
    return before[-1] if before else spoken[0].measure if spoken else None


def most_told(scene: _Scene) -> str | None:
    """The measure most often named in the abstract, without one the sentence."""
    counts = Counter(c.measure for c in (cues(scene.abstract) if scene.abstract else scene.cues))
    return max(sorted(counts), key=counts.__getitem__) if counts else None


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
    cue, score = measure_of(scene.seen, named.start, named.word_end, scene.cues)
    if cue is None or score < FAINT:
        if rule.default is None:
            return None
        return _claim(bound, scene, claim_type(rule.default, bound), rule.default, None, rule.id, None)
    return _claim(bound, scene, claim_type(cue.measure, bound), cue.measure, cue, rule.id, None)


def target_of(bound: Bound, scene: _Scene, measure: str | None) -> str | None:
    """What the accuracy of a rate is measured in, by the nearest words of the sentence that say so."""
    if measure == "regret":
        return "regret"
    nearest: tuple[int, str] | None = None
    for target, words in measures().targets:
        for match in words.finditer(scene.seen):
            away = max(match.start() - bound.end, bound.start - match.end())
            if nearest is None or away < nearest[0]:
                nearest = away, target
    return nearest[1] if nearest else None


def _compared(bound: Bound, scene: _Scene) -> SideRule | None:
    """The comparator's rule, by the words beside the bound or beside its list."""
    first, last = scene.lists.get((bound.start, bound.end), (bound.start, bound.end))
    rules = measures().comparators
    for start, end in ((bound.start, bound.end), (first, bound.end), (bound.start, last)):
        rule = first_rule(rules, scene.seen, start, end, bound.symbol)
        if rule:
            return rule
    return None


def _claim(
    bound: Bound, scene: _Scene, kind: str | None, measure: str | None, cue: Cue | None, rule: str, reason: str | None
) -> BoundClaim:
    compared = _compared(bound, scene)
    return BoundClaim(
        start=bound.start,
        end=bound.end,
        claim_type=kind,
        symbol=bound.symbol,
        expr=bound.expr,
        exponents=bound.exponents,
        measure=measure,
        comparator=compared.says if compared else "=",
        target=target_of(bound, scene, measure) if kind == "convergence_rate" else None,
        epsilon_exponent=epsilon_exponent(bound, kind, measure),
        metric=(cue.start, cue.end) if cue else None,
        rule_id=rule,
        reason=reason,
    )
