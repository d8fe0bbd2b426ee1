"""When a predicted value is the annotated one."""

from __future__ import annotations

from extract.evaluate.expressions import same_expression
from extract.evaluate.gold import GoldClaim, Row
from extract.models import BOUND_TYPES

FACTORS = ("speedup", "resource_change")
MEASURED = ("speedup", "resource_change", "metric_gain", "metric_value")

EXACTLY = 1e-4
NEARLY = 0.005

UNIT_NAMES = {"sec": "s", "second": "s", "seconds": "s", "minute": "min", "minutes": "min"}
UNIT_NAMES |= {"hour": "h", "hours": "h", "hrs": "h", "day": "days", "month": "months", "year": "years"}
UNIT_NAMES |= {"fps": "1/s", "hz": "1/s", "images/second": "1/s", "steps per second": "1/s"}
OWN_FAMILY = {
    "s",
    "ms",
    "us",
    "min",
    "h",
    "days",
    "weeks",
    "months",
    "years",
    "1/s",
    "parameters",
    "bits",
    "bytes",
    "x",
}
FAMILIES = {"%": "percent", "pp": "percent", "percentage_points": "percent", "percent": "percent"}
FAMILIES |= {"points": "score", "score": "score", "point": "score"}


def close(one: float | None, other: float | None, tolerance: float = NEARLY) -> bool:
    """Whether two numbers are equal but for a relative `tolerance`; None only equals None."""
    if one is None or other is None:
        return one is None and other is None
    return abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-12)


def unit_family(unit: str | None) -> str | None:
    """What a unit counts as: percent and percentage points are one family, and so are all counts ("other")."""
    name = UNIT_NAMES.get((unit or "").lower(), unit)
    if not name or name in OWN_FAMILY:
        return name
    return FAMILIES.get(name, "other")


def same_value(gold: GoldClaim, row: Row) -> bool:
    """Whether the value, unit and comparator agree, or the bound or class."""
    if gold["type"] in BOUND_TYPES:
        return _same_bound(gold, row)
    if gold["unit"] == "class":
        return row["unit"] == "class" and (not gold["expr"] or bool(gold["expr"] == row["bound_expr"]))
    return (
        close(gold["low"], row["value_low"], EXACTLY)
        and close(gold["high"], row["value_high"], EXACTLY)
        and unit_family(gold["unit"]) == unit_family(row["unit"])
        and bool(gold["cmp"] == row["comparator"])
    )


def _same_bound(gold: GoldClaim, row: Row) -> bool:
    if gold["symbol"] != row["bound_symbol"]:
        return False
    if gold["symbol"] == "class":
        return bool(gold["expr"] == row["bound_expr"])
    return gold["expr"] is None or same_expression(gold["expr"], row["bound_expr"])
