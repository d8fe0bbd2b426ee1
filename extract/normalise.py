"""Readings become claims: comparable values, and the row's key.

The conventions are those of the tables' description: a factor is old/new for costs and new/old for
speeds, so that more is always better; a fraction is of one.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

from extract.clean import CleanText
from extract.link import Links
from extract.models import Claim
from extract.qualify import Reading
from extract.ruleset import Metric, RuleSet
from extract.sentences import Sentence
from extract.unguarded import unguarded

FACTOR_TYPES = frozenset({"speedup", "resource_change"})


@unguarded
@dataclass(frozen=True, slots=True)
class Norm:
    """The comparable value: `low <= high`, its unit, and the comparator turned with it."""

    low: float | None = None
    high: float | None = None
    unit: str | None = None
    comparator: str | None = None


def claim_id(paper_id: str, start: int, end: int, claim_type: str) -> str:
    """A stable key: 16 hex digits of SHA-256 over paper, span and type."""
    return hashlib.sha256(f"{paper_id}\0{start}\0{end}\0{claim_type}".encode()).hexdigest()[:16]


def to_claim(
    paper_id: str, sentence: Sentence, cleaned: CleanText, reading: Reading, links: Links, rules: RuleSet, trust: float
) -> Claim:
    """The row of a reading with its links; `trust` is its confidence."""
    bound, quantity = reading.bound, reading.quantity
    left, right = reading.quoted(cleaned)
    start, end = sentence.start + left, sentence.start + right
    norm = normalise(reading, links, rules)
    return Claim(
        claim_id=claim_id(paper_id, start, end, reading.claim_type),
        paper_id=paper_id,
        claim_type=reading.claim_type,
        text=sentence.text[left:right],
        start=start,
        end=end,
        sentence=sentence.text,
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        value_low=min(quantity.low, quantity.high) if quantity else None,
        value_high=max(quantity.low, quantity.high) if quantity else None,
        unit=reading.unit,
        comparator=reading.comparator,
        direction=reading.direction,
        norm_low=norm.low,
        norm_high=norm.high,
        norm_unit=norm.unit,
        norm_comparator=norm.comparator,
        metric=links.metric,
        metric_id=links.metric_id,
        datasets=links.datasets,
        dataset_ids=links.dataset_ids,
        baselines=links.baselines,
        subject=links.subject,
        owner=links.owner,
        measure=bound.measure if bound else None,
        bound_symbol=bound.symbol if bound else None,
        bound_expr=bound.expr if bound else None,
        bound_exponents=bound.exponents if bound else (),
        bound_target=bound.target if bound else None,
        rule_id=reading.rule_id,
        confidence=trust,
    )


def normalise(reading: Reading, links: Links, rules: RuleSet) -> Norm:
    """The comparable value of a reading; empty where there is no finite one."""
    if reading.bound is not None:
        exponent = reading.bound.epsilon_exponent
        return Norm() if exponent is None else Norm(exponent, exponent, "epsilon_exponent", reading.comparator)
    assert reading.quantity is not None
    ends = sorted((reading.quantity.low, reading.quantity.high))
    if reading.claim_type in FACTOR_TYPES:
        factors = [_factor(value, reading, links, rules) for value in (*ends, ends[1] * 1.001)]
        return _norm(factors, "factor", reading.comparator)
    if reading.claim_type == "metric_gain":
        unit, scale = {"percent": ("fraction", 0.01), "pp": ("pp", 1.0), "x": ("factor", 1.0)}.get(
            reading.unit, ("points", 1.0)
        )
        sign = 1.0 if reading.unit == "x" else _better(reading, links, rules)
        return _norm([sign * scale * value for value in (*ends, ends[1] + 1)], unit, reading.comparator)
    unit, scale = _level(reading, rules)
    return _norm([value * scale for value in (*ends, ends[1] + 1)], unit, reading.comparator)


_TURNED = {"<=": ">=", ">=": "<="}


def _norm(values: Sequence[float | None], unit: str, comparator: str) -> Norm:
    """From the norms of both ends, and of a number a little above them that tells if norms fall as numbers rise."""
    low, high, above = values
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return Norm()
    if unit == "factor" and low <= 0:
        return Norm()
    if above is not None and above < high:
        return Norm(high, low, unit, _TURNED.get(comparator, comparator))
    return Norm(low, high, unit, comparator)


def _level(reading: Reading, rules: RuleSet) -> tuple[str, float]:
    kind, unit = reading.claim_type, reading.unit
    if unit in rules.quantities.norms:
        return rules.quantities.norms[unit]
    if kind == "model_size":
        return "parameters", 1.0
    if kind == "compute" and unit in ("gpus", "tpus", "cpus", "devices"):
        return "devices", 1.0
    if kind in ("metric_value", "statistic"):
        return "score", 1.0
    if kind in ("steps", "scope"):
        return "count", 1.0
    return unit, 1.0


def _factor(value: float, reading: Reading, links: Links, rules: RuleSet) -> float | None:
    """The improvement old/new that a number states.

    A share p of the old cost is 1/p. What is faster by p is 1 + p times as fast. A cost that falls by p is
    1/(1 - p), one that rises by p 1/(1 + p); a speed that rises by p is 1 + p. A multiple is the factor itself
    for an improvement and its reciprocal for a worsening.
    """
    better = _better(reading, links, rules)
    kind = reading.factor
    if reading.unit == "x":
        ratio = 1 / value if 0 < value < 1 and kind != "overhead" else value
        if ratio <= 0:
            return None
        return ratio if better > 0 and kind != "overhead" else 1 / ratio
    if reading.unit != "percent":
        return None
    share = value / 100
    if kind == "share":
        return 1 / share if share > 0 else None
    if kind == "overhead":
        return 1 / (1 + share)
    if kind == "speed" and reading.direction == "up":
        return 1 + share
    if _is_speed(reading, links, rules):
        return 1 + share if better > 0 else max(0.0, 1 - share) or None
    if better > 0:
        return 1 / (1 - share) if share < 1 else None
    return 1 / (1 + share)


_TELLING = {"speedup": frozenset({"TIME", "SPEED"}), "resource_change": frozenset({"RESOURCE", "OVERHEAD"})}
"""Concepts of the metrics that can tell which way a factor goes; whatever else was linked says nothing of it."""


def _metric(reading: Reading, links: Links, rules: RuleSet) -> Metric | None:
    metric = rules.lexicon.metrics.get(links.metric_id or "")
    telling = _TELLING.get(reading.claim_type)
    return metric if metric is not None and (telling is None or metric.concept in telling) else None


def _is_speed(reading: Reading, links: Links, rules: RuleSet) -> bool:
    """Whether the number tells how much more is done in a time, not how much less time is taken."""
    metric = _metric(reading, links, rules)
    if metric is not None:
        return metric.better == "higher"
    return reading.claim_type == "speedup" and _told_as_speed(reading)


def _told_as_speed(reading: Reading) -> bool:
    """Whether a speedup whose metric says nothing is one of speed: less is told of the time, "slower" of the speed."""
    return reading.direction != "down" or reading.factor == "speed"


def _better(reading: Reading, links: Links, rules: RuleSet) -> float:
    """1.0 where the change is for the better, -1.0 where it is for the worse.

    "Improves latency" goes up for the better: only a word that says which way the number itself
    goes ("increases", "higher") makes more of a cost a worsening. A "latency speedup" is for the better by its name.
    """
    metric = _metric(reading, links, rules)
    if metric is not None and metric.better == "none":
        return 1.0
    if reading.claim_type == "speedup" and reading.match is not None and reading.match.rule.direction == "up":
        return 1.0
    if metric is not None:
        higher_is_better = metric.better == "higher"
    elif reading.claim_type == "speedup":
        higher_is_better = _told_as_speed(reading)
    else:
        higher_is_better = reading.claim_type != "resource_change"
    if reading.direction is None or (reading.direction == "up") == higher_is_better:
        return 1.0
    return 1.0 if reading.improves else -1.0
