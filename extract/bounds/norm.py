"""One comparable number of a rate: the p for which accuracy epsilon takes about epsilon**-p steps."""

from extract.bounds.measures import measures
from extract.bounds.tables import tables
from extract.models import Bound

MEASURES = frozenset({"rate", "iterations", "oracle", "samples"})


def epsilon_exponent(bound: Bound, claim_type: str | None, measure: str | None) -> float | None:
    """The exponent p, or None where the bound is not a power law in the accuracy or in one count of steps.

    O(1/sqrt(T)) and O(epsilon**-2) are both 2; a linear rate, and a bound that depends on the
    accuracy by its logarithm alone, is 0.
    """
    if claim_type != "convergence_rate" or measure not in MEASURES:
        return None
    if bound.symbol == "class":
        return 0.0 if measure == "rate" and bound.expr in measures().words_between["faster_than_powers"] else None
    known = tables()
    powers = dict(bound.exponents)
    accuracy = [powers[name] for name in known.accuracy if name in powers]
    if measure != "rate" or accuracy:
        if accuracy:
            return -accuracy[0] if accuracy[0] < 0 else None
        return 0.0 if any(f"log({name})" in powers for name in known.accuracy) else None
    if bound.expr is not None and bound.expr.startswith("exp(-"):
        return 0.0
    steps = [power for name, power in powers.items() if name in known.running]
    return round(-1 / steps[0], 6) if len(steps) == 1 and steps[0] < 0 else None
