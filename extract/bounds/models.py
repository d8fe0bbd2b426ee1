"""What reading a bound in its sentence gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundClaim:
    """A bound or named rate of a sentence with what the sentence says of it.

    `start` and `end` count in the sentence. `claim_type` is "convergence_rate", "complexity" or
    "speedup", or null where the expression states no result; `reason` then says why. `expr` is null
    where the expression could not be read; `reason` says why then too. `symbol`, `expr` and
    `exponents` are as in `extract.models.Bound`. `epsilon_exponent` is the p for which accuracy
    epsilon takes about epsilon**-p steps, `metric` the span of the words that name what is measured.
    """

    start: int
    end: int
    claim_type: str | None
    symbol: str
    expr: str | None
    exponents: tuple[tuple[str, float], ...]
    measure: str | None
    comparator: str
    target: str | None
    epsilon_exponent: float | None
    metric: tuple[int, int] | None
    rule_id: str
    reason: str | None
