"""A sentence's bounds with everything that it says of them: the entry point of the pipeline."""

from collections.abc import Sequence

import regex

from extract.bounds.bare import Expression
from extract.bounds.context import Cue, first_rule, is_strong, masked, measure_of
from extract.bounds.finding import expressions
from extract.bounds.measures import BY_CONTEXT, TOLD, TOLD_COST, SideRule, measures
from extract.bounds.models import BoundClaim
from extract.bounds.named import Named, named_rates
from extract.bounds.norm import epsilon_exponent
from extract.bounds.scene import DEFAULT, FAINT, SURE, Scene, claim_type, nearest, settled
from extract.bounds.signs import CLASS, Signs, shown
from extract.models import Bound
from extract.sentences import MOST

REACH = 400
"""How far from a bound, in characters, the words may stand that name its target."""


def read_bounds(sentence: str, abstract: str | None = None, signs: Signs | None = None) -> list[BoundClaim]:
    """Every bound and named rate of `sentence`, claim or not, in its order.

    `sentence` is raw text; `abstract`, the whole it comes from, is asked where the sentence does not
    say what a bound measures; `signs` what it shows, if that is known already. What is no claim has a
    null `claim_type` and a reason. A sentence of more than `extract.sentences.MOST` has none.
    """
    if signs is None:
        signs = shown(sentence)
    found = expressions(sentence, signs)
    spans = [(e.bound.start, e.bound.end) for e in found]
    seen = masked(sentence, spans)
    named = list(named_rates(sentence, seen)) if CLASS in signs else []
    if not 0 < len(found) + len(named) <= MOST:
        return []
    scene = Scene(sentence, seen, spans, abstract)
    claims: list[BoundClaim] = []
    for expression in found:
        claims.append(_of_expression(expression, scene, claims))
    claims += [claim for one in named if (claim := _of_name(one, scene)) is not None]
    return sorted(claims, key=lambda c: c.start)


def _of_expression(expression: Expression, scene: Scene, earlier: Sequence[BoundClaim]) -> BoundClaim:
    bound, rule = expression.bound, expression.rule
    refused = first_rule(measures().no_claims, scene.seen, bound.start, bound.end, bound.symbol)
    if refused:
        return _claim(bound, scene, None, None, None, refused.id, refused.says)
    if bound.symbol == "o" and bound.expr == "1":
        return _claim(bound, scene, None, None, None, "bound.none.vanishing", "vanishing")
    if _is_magnitude(bound, scene):
        return _claim(bound, scene, None, None, None, "bound.none.magnitude", "magnitude")
    if rule and (
        rule.says in ("ratio", "optimum") or (rule.says == "margin" and not any(power for _, power in bound.exponents))
    ):
        return _claim(bound, scene, "complexity", "approximation_ratio", None, rule.id, None)
    cue, score = nearest(bound, scene)
    if cue is None or score < SURE:
        before = next((c for c in reversed(earlier) if c.measure and c.measure != "approximation_ratio"), None)
        if before is not None:
            inherited = rule.id if rule else "bound.inherited"
            return _claim(bound, scene, before.claim_type, before.measure, None, inherited, bound.reason)
        cue = None
    measure = settled(cue, score, bound, scene)
    rule_id = rule.id if rule else f"bound.{measure}"
    return _claim(bound, scene, claim_type(measure, bound, cue, scene), measure, cue, rule_id, bound.reason)


def _is_magnitude(bound: Bound, scene: Scene) -> bool:
    """Whether a bound only says about how much: "problems with O(10^5) variables", or a condition: "where k = O(1)"."""
    if bound.symbol == "=" or not (bound.expr or "").isdecimal():
        return False
    return bound.expr != "1" or _GIVEN.search(scene.seen, max(0, bound.start - REACH), bound.start) is not None


_GIVEN = regex.compile(
    r"\ball\sbut[\s$]*\Z"
    r"|\b(?:when|if|for|where|with|assuming|provided|since|as)\b(?:\s(?!is\b|are\b)[\w-]+){0,4}"
    r"[\s$({]*(?:[\w\\{}]{1,8}\s?,\s?)?[\w\\{}^|]{1,14}\s?(?:=|<|≤|\\leq?|\\in|\\sim|∼)[\s$]*\Z",
    regex.IGNORECASE,
)


def _of_name(named: Named, scene: Scene) -> BoundClaim | None:
    bound = Bound(named.start, named.end, "class", named.name)
    rule = named.rule
    told = [cue for cue in scene.cues if cue.end <= named.start] if rule.of_before else scene.cues
    cue, score = measure_of(scene.seen, named.start, named.word_end, told)
    behind = _said_behind(named, scene) if rule.of_before else None
    if behind is not None:
        cue, score = behind, SURE
    if rule.of_before and score < FAINT:
        cue, score = next(((far, SURE) for far in reversed(told) if is_strong(scene.seen, far)), (cue, score))
    if rule.claim != BY_CONTEXT:
        return _claim(bound, scene, rule.claim, rule.measure, cue, rule.id, None)
    if cue is None or score < FAINT:
        if rule.default is None:
            return None
        measure = _told(rule.default, scene)
        return _claim(bound, scene, claim_type(measure, bound, None, scene), measure, None, rule.id, None)
    return _claim(bound, scene, claim_type(cue.measure, bound, cue, scene), cue.measure, cue, rule.id, None)


_IN_THE = regex.compile(r"[^.;,:]{1,60}?\bin\s(?:the|its|our|their)\s", regex.IGNORECASE)


def _said_behind(named: Named, scene: Scene) -> Cue | None:
    """What a dependence is one of, where the words behind it say so: "on the norm in the regret bound"."""
    clear = (cue for cue in scene.cues if cue.start > named.end and is_strong(scene.seen, cue))
    cue = next(clear, None)
    if cue is None or scene.seen.startswith("number", cue.start):
        return None
    return cue if _IN_THE.fullmatch(scene.seen, named.end, cue.start) else None


def _told(default: str, scene: Scene) -> str:
    if default not in (TOLD, TOLD_COST):
        return default
    aside = measures().words_between["deviations"] if default == TOLD_COST else frozenset[str]()
    return scene.most_told(aside) or DEFAULT


def target_of(bound: Bound, scene: Scene, measure: str | None) -> str | None:
    """What the accuracy of a rate is measured in, by the nearest words of the sentence that say so."""
    if measure == "regret":
        return "regret"
    nearest: tuple[int, str] | None = None
    start, end = max(0, bound.start - REACH), bound.end + REACH
    for target, words in measures().targets.named_in(scene.seen[start:end]):
        for match in words.finditer(scene.seen, start, end):
            away = max(match.start() - bound.end, bound.start - match.end())
            if nearest is None or away < nearest[0]:
                nearest = away, target
    return nearest[1] if nearest else None


def _compared(bound: Bound, scene: Scene) -> SideRule | None:
    """The comparator's rule, by the words beside the bound or beside its list."""
    first, last = scene.whole_list(bound)
    rules = measures().comparators
    for start, end in ((bound.start, bound.end), (first, bound.end), (bound.start, last)):
        rule = first_rule(rules, scene.seen, start, end, bound.symbol)
        if rule:
            return rule
    return None


def _claim(
    bound: Bound, scene: Scene, kind: str | None, measure: str | None, cue: Cue | None, rule: str, reason: str | None
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
