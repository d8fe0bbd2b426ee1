"""The charts of the page: each a Vega-Lite specification made with Altair, or none where there is nothing to show.

Every mark carries `row`, the row of its claim in the claims table, so that the page can lead from a
mark to the sentence; a bar carries `rows`. Colours that depend on light and dark are set by the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import pyarrow as pa
import pyarrow.compute as pc

from extract.report.marks import (
    DATA,
    NOT_SAID,
    OTHER,
    POWERS,
    Row,
    axis_ends,
    beyond,
    dots,
    log_axis,
    mark,
    metric_groups,
    number,
    spread,
)

KINDS = {"speedup": "speedup", "resource_change": "saving"}
OWNERS = {"own": "the paper's own", "prior": "of other work"}
GAIN_UNITS = {"fraction": "percent", "pp": "percentage points", "points": "points of a score"}
GAIN_TICKS = [-10000, -1000, -200, -100, -50, -20, -10, -5, -2, 0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000]
GREY = "#8d9196"
CHARTED = (*KINDS, "metric_gain", "convergence_rate", "model_size")
COLUMNS = (
    "paper_id", "claim_type", "text", "norm_low", "norm_high", "norm_unit", "norm_comparator",
    "metric_id", "metric", "owner", "bound_target",
)  # fmt: skip


def charts(papers: pa.Table, claims: pa.Table) -> list[dict[str, Any]]:
    """The charts in their order: id, title, note (what is shown and what is not), rows, and spec (null where empty)."""
    rows = _rows(papers, claims)
    return [_factors(rows), _gains(rows), _rates(rows), _sizes(rows)]


def _rows(papers: pa.Table, claims: pa.Table) -> list[Row]:
    charted = pc.is_in(claims["claim_type"].cast(pa.string()), pa.array(CHARTED))
    numbered = claims.select(COLUMNS).append_column("row", pa.array(range(claims.num_rows), pa.int32()))
    known = papers.select(["paper_id", "title", "published"]).to_pylist()
    paper_of = {paper["paper_id"]: paper for paper in known}
    rows: list[Row] = numbered.filter(charted).to_pylist()
    for row in rows:
        paper = paper_of[row["paper_id"]]
        row |= {"title": paper["title"], "year": paper["published"] and paper["published"].year}
    return rows


def _factors(rows: Sequence[Row]) -> dict[str, Any]:
    kind = [row for row in rows if row["claim_type"] in KINDS]
    shown = [row for row in kind if row["norm_unit"] == "factor" and (row["norm_low"] or 0) > 0]
    groups = metric_groups(shown)
    marks = [
        mark(
            row, group=groups.get(row["metric_id"], OTHER), kind=KINDS[row["claim_type"]],
            low=row["norm_low"], high=row["norm_high"], means=f"{number(row['norm_low'])}×",
        )
        for row in shown
    ]  # fmt: skip
    spread(marks, math.log10)
    ends = axis_ends(marks, POWERS)
    note = (
        "How many times less time, memory, compute or data: old over new, on a logarithmic axis. "
        f"Left of 1 it got worse. {_counted(kind, shown, 'name no finite factor')}{beyond(marks, ends)}"
    )
    scale = alt.Scale(type="log", domain=ends, clamp=True)
    chart = dots(
        marks,
        groups,
        x=alt.X("low:Q", title="improvement factor, old / new", scale=scale, axis=log_axis(ends, "~g")),
        colour=alt.Color("kind:N", title="kind", scale=alt.Scale(domain=list(KINDS.values()))),
        origin=1,
    )
    return _figure("factors", "Speedups and savings", note, shown, chart, marks)


def _gains(rows: Sequence[Row]) -> dict[str, Any]:
    kind = [row for row in rows if row["claim_type"] == "metric_gain"]
    shown = [row for row in kind if row["norm_unit"] in GAIN_UNITS and row["norm_low"] is not None]
    groups = metric_groups(shown)
    marks = []
    for row in shown:
        times, unit = 100 if row["norm_unit"] == "fraction" else 1, GAIN_UNITS[row["norm_unit"]]
        low, high = row["norm_low"] * times, row["norm_high"] * times
        group = groups.get(row["metric_id"], OTHER)
        marks.append(mark(row, group=group, kind=unit, low=low, high=high, means=f"{number(low)} {unit}"))
    spread(marks, lambda value: math.asinh(value / 2))
    ends = axis_ends(marks, GAIN_TICKS)
    note = (
        "Signed change of a quality metric; right of 0 is better. Percentages are as written: few abstracts say "
        f"whether they are relative. {_counted(kind, shown, 'are given as a multiple or not at all')}"
        f"{beyond(marks, ends)}"
    )
    ticks = alt.Axis(values=[tick for tick in GAIN_TICKS if ends[0] <= tick <= ends[1]])
    scale = alt.Scale(type="symlog", constant=2, domain=ends, clamp=True)
    chart = dots(
        marks,
        groups,
        x=alt.X("low:Q", title="gain (symmetric logarithmic axis)", scale=scale, axis=ticks),
        colour=alt.Color("kind:N", title="unit", scale=alt.Scale(domain=list(GAIN_UNITS.values()))),
        origin=0,
    )
    return _figure("gains", "Gains by metric", note, shown, chart, marks)


def _rates(rows: Sequence[Row]) -> dict[str, Any]:
    kind = [row for row in rows if row["claim_type"] == "convergence_rate"]
    shown = [row for row in kind if row["norm_unit"] == "epsilon_exponent" and row["norm_low"] is not None]
    bars: dict[tuple[float, str], list[int]] = {}
    for row in shown:
        target = (row["bound_target"] or NOT_SAID).replace("_", " ")
        bars.setdefault((row["norm_low"], target), []).append(row["row"])
    marks = [
        {"exponent": number(power), "order": power, "target": target, "n": len(rows), "rows": rows}
        for (power, target), rows in sorted(bars.items())
    ]
    note = (
        "Steps needed for accuracy ε grow like ε to the power of −p: p = 0 is a linear rate, ½ an accelerated one, "
        "2 that of O(1/√T). Exponents compare only within one measure of accuracy, hence the colours; grey where the "
        f"abstract does not say. {_counted(kind, shown, 'have none: regret, statistical error, bounds without ε')}"
    )
    by_power = alt.EncodingSortField(field="order", op="min")
    bar = alt.Chart(DATA, height=280).mark_bar(cornerRadiusEnd=2)
    chart = bar.encode(
        x=alt.X("exponent:O", title="exponent p", sort=by_power, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("n:Q", title="claims", axis=alt.Axis(tickMinStep=1, format="d")),
        color=_target_colour(sorted({target for _, target in bars} - {NOT_SAID})),
        tooltip=[
            alt.Tooltip("exponent:O", title="exponent p"),
            alt.Tooltip("target:N"),
            alt.Tooltip("n:Q", title="claims"),
        ],
    )
    return _figure("rates", "Convergence rates by exponent of ε", note, shown, chart, marks)


def _target_colour(said: list[str]) -> Any:
    if not said:
        return alt.value(GREY)
    colour = alt.Color("target:N", title="accuracy measured in", scale=alt.Scale(domain=said))
    return alt.condition(alt.datum.target == NOT_SAID, alt.value(GREY), colour)


def _sizes(rows: Sequence[Row]) -> dict[str, Any]:
    kind = [row for row in rows if row["claim_type"] == "model_size" and (row["norm_low"] or 0) > 0]
    shown = sorted((row for row in kind if row["year"]), key=lambda row: (row["year"], row["row"]))
    marks = [
        mark(
            row, group=str(row["year"]), kind=OWNERS[row["owner"]],
            low=row["norm_low"], high=row["norm_high"], means=f"{row['norm_low']:,.0f} parameters",
        )
        for row in shown
    ]  # fmt: skip
    spread(marks, math.log10)
    ends = axis_ends(marks, POWERS)
    undated = len(kind) - len(shown)
    share = f"{undated} of {len(kind)} ({undated / max(1, len(kind)):.0%}) stand in papers without a date, so not here."
    note = (
        "Numbers of parameters that abstracts name, by the year of the paper. "
        f"{share if undated else 'All are dated.'}{beyond(marks, ends)}"
    )
    scale = alt.Scale(type="log", domain=ends, clamp=True)
    chart = dots(
        marks,
        {each["group"]: each["group"] for each in marks},
        x=alt.X("low:Q", title="parameters", scale=scale, axis=log_axis(ends, "~s")),
        colour=alt.Color("kind:N", title="whose", scale=alt.Scale(domain=list(OWNERS.values()))),
        origin=None,
    )
    return _figure("sizes", "Model sizes by year", note, shown, chart, marks)


def _counted(kind: Sequence[Row], shown: Sequence[Row], reason: str) -> str:
    missing = len(kind) - len(shown)
    return f"{len(shown)} claims; {missing} more {reason}." if missing else f"{len(shown)} claims."


def _figure(key: str, title: str, note: str, shown: Sequence[Row], chart: Any, marks: Sequence[Row]) -> dict[str, Any]:
    spec = None
    if shown:
        fitted = chart.properties(width="container", autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
        spec = fitted.to_dict()
        spec["datasets"] = {DATA.name: list(marks)} | spec.get("datasets", {})
    return {"id": key, "title": title, "note": note, "rows": [row["row"] for row in shown], "spec": spec}
