"""What the charts show, what they leave out and say so."""

from datetime import date
from typing import Any

import pytest

from extract.report.charts import charts
from extract.report.marks import MANY, axis_ends, metric_groups, spread
from tests.fakes import claim
from tests.outputs import as_tables
from tests.report.corpus import dated, papers_and_claims


def drawn(claims: list[Any], year: int | None = 2024) -> dict[str, dict[str, Any]]:
    paper = dated(1, "text", published=date(year, 1, 1) if year else None)
    return {chart["id"]: chart for chart in charts(*as_tables([paper], claims))}


def norm(kind: str, low: float, unit: str, high: float | None = None, **fields: object) -> Any:
    ends = {"norm_low": low, "norm_high": low if high is None else high}
    return claim(claim_type=kind, norm_unit=unit, **{"norm_comparator": "=", **ends, **fields})


def marks(chart: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = chart["spec"]["datasets"]["marks"]
    return found


def test_factors_keep_their_comparator_and_claims_without_one_are_counted() -> None:
    made = drawn([
        norm("speedup", 2.0, "factor", metric_id="latency", norm_comparator="<="),
        norm("resource_change", 1.5, "factor", 4.0, metric_id="memory"),
        claim(claim_type="speedup"),
    ])["factors"]  # fmt: skip
    assert [(m["low"], m["high"], m["hedge"], m["kind"], m["group"], m["row"]) for m in marks(made)] == [
        (2.0, 2.0, "up to", "speedup", "latency", 0),
        (1.5, 4.0, "exactly", "saving", "memory", 1),
    ]
    assert "2 claims; 1 more name no finite factor." in made["note"]


def test_gains_are_percent_points_and_scores() -> None:
    made = drawn([norm("metric_gain", 0.04, "fraction", 0.08), norm("metric_gain", -2.0, "pp")])["gains"]
    assert [(m["low"], m["high"], m["kind"], m["group"]) for m in marks(made)] == [
        (4.0, 8.0, "percent", "other or not said"),
        (-2.0, -2.0, "percentage points", "other or not said"),
    ]


def test_rates_are_counted_by_exponent_and_target() -> None:
    made = drawn([
        norm("convergence_rate", 2.0, "epsilon_exponent", bound_target="gradient_norm"),
        norm("convergence_rate", 2.0, "epsilon_exponent", bound_target="gradient_norm"),
        norm("convergence_rate", 0.0, "epsilon_exponent"),
        claim(claim_type="convergence_rate"),
    ])["rates"]  # fmt: skip
    assert [(m["exponent"], m["target"], m["n"], m["rows"]) for m in marks(made)] == [
        ("0", "not said", 1, [2]),
        ("2", "gradient norm", 2, [0, 1]),
    ]
    assert "3 claims; 1 more have none" in made["note"]


@pytest.mark.parametrize(
    ("year", "note"),
    [(2024, "All are dated."), (None, "1 of 1 (100%) stand in papers without a date, so not here.")],
)
def test_sizes_say_how_many_have_no_date(year: int | None, note: str) -> None:
    made = drawn([norm("model_size", 7e9, "parameters")], year)["sizes"]
    assert note in made["note"]
    assert (made["spec"] is None) == (year is None)


def test_charts_of_nothing_have_no_specification() -> None:
    assert [chart["spec"] for chart in drawn([]).values()] == [None] * 4


def test_every_mark_leads_to_its_claim() -> None:
    papers, claims = papers_and_claims()
    made = {chart["id"]: chart for chart in charts(*as_tables(papers, claims))}
    assert [claims[m["row"]].text for m in marks(made["factors"])] == [f"{n}x" for n in range(1, 61)]
    assert [claims[m["row"]].text for m in marks(made["gains"])] == ["4%-8%"]


def test_like_values_stand_beside_one_another() -> None:
    points = [
        {"group": "a", "low": 1.0},
        {"group": "a", "low": 1.0},
        {"group": "a", "low": 1.01},
        {"group": "b", "low": 1.0},
    ]
    spread(points, float)
    assert [point["lane"] for point in points] == [0, 1, -1, 0]


def test_many_marks_leave_their_outermost_to_the_edge() -> None:
    points = [{"low": 2.0, "high": 5.0}] * MANY + [{"low": 1e-9, "high": 1e9}]
    assert axis_ends(points, [0.1, 1, 10, 100]) == [1, 10]
    assert axis_ends(points[-1:], [1e-10, 1, 1e10]) == [1e-10, 1e10]


def test_the_most_frequent_metrics_have_a_row_of_their_own() -> None:
    rows = [{"metric_id": f"m{n:02}"} for n in range(20) for _ in range(20 - n)] + [{"metric_id": None}]
    assert list(metric_groups(rows)) == [f"m{n:02}" for n in range(12)] + ["other or not said"]
