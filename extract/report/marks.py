"""Claims as marks of a chart: one row a group, one mark a claim, its shape the comparator."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt

Row = dict[str, Any]

HEDGES = {"=": "exactly", "~": "about", "<=": "up to", ">=": "at least"}
SHAPES = {"exactly": "circle", "about": "diamond", "up to": "triangle-left", "at least": "triangle-right"}
NOT_SAID = "not said"
OTHER = f"other or {NOT_SAID}"
GROUPS = 12
LANES = 9
MANY = 500
TITLE_LENGTH = 80
POWERS = [10.0**power for power in range(-30, 31)]
DATA = alt.NamedData(name="marks")


def metric_groups(rows: Sequence[Row]) -> dict[str, str]:
    """Metric id -> name of its row, for the most frequent metrics; the others share OTHER."""
    counts = Counter(row["metric_id"] for row in rows if row["metric_id"])
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:GROUPS]
    return {metric: metric.replace("_", " ") for metric, _ in most} | {OTHER: OTHER}


def mark(row: Row, *, group: str, kind: str, low: float, high: float, means: str) -> Row:
    """What a mark of a claim shows, and the claim's row in the claims table."""
    title = row["title"]
    return {
        "row": row["row"],
        "group": group,
        "kind": kind,
        "low": low,
        "high": high,
        "says": row["text"],
        "means": means,
        "metric": (row["metric_id"] or row["metric"] or NOT_SAID).replace("_", " "),
        "hedge": HEDGES[row["norm_comparator"] or "="],
        "title": title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…",
    }


def spread(marks: Sequence[Row], scale: Callable[[float], float]) -> None:
    """Sets `lane`, so that marks of like value in one group stand above and below one another: 0, 1, -1, 2, -2, ..."""
    seen: Counter[tuple[str, int]] = Counter()
    for each in marks:
        place = (each["group"], round(scale(each["low"]) * 12))
        turn = seen[place] % (2 * LANES - 1)
        seen[place] += 1
        each["lane"] = (turn + 1) // 2 * (1 if turn % 2 else -1)


def dots(marks: Sequence[Row], groups: Mapping[str, str], *, x: alt.X, colour: alt.Color, origin: float | None) -> Any:
    """The chart of `marks`, in the order of `groups`; a range is a line, `origin` the value that means "no change"."""
    used = {each["group"] for each in marks}
    order = [group for group in dict.fromkeys(groups.values()) if group in used]
    rows = alt.Y("group:N", sort=order, scale=alt.Scale(domain=order), axis=alt.Axis(grid=True, labelLimit=190)).title(
        None
    )
    lane = alt.YOffset("lane:Q", scale=alt.Scale(domain=[-LANES, LANES]))
    base = alt.Chart(DATA, height=max(180, len(order) * 38 + 60)).encode(x=x, y=rows, yOffset=lane, color=colour)
    shapes = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    many = len(marks) > MANY
    layers: list[Any] = [
        base.mark_rule(strokeWidth=1 if many else 2, opacity=0.18 if many else 0.5).encode(x2="high:Q"),
        base.mark_point(filled=True, size=42 if many else 90, opacity=0.55 if many else 0.85).encode(
            shape=alt.Shape("hedge:N", title="comparator", scale=shapes), tooltip=_tooltip()
        ),
    ]
    if origin is not None:
        same = alt.Chart(alt.InlineData(values=[{"at": origin}]))
        layers.insert(0, same.mark_rule(strokeDash=[3, 3]).encode(x="at:Q"))
    return alt.layer(*layers)


def _tooltip() -> list[alt.Tooltip]:
    titles = {"says": "as written", "means": "comparable", "metric": "metric", "hedge": "comparator", "title": "paper"}
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def axis_ends(marks: Sequence[Row], ticks: Sequence[float]) -> list[float]:
    """The ends of an axis, of `ticks`; where marks are many, the outermost hundredth is left to stand at the edge."""
    if not marks:
        return [ticks[0], ticks[-1]]
    lows, highs = sorted(each["low"] for each in marks), sorted(each["high"] for each in marks)
    out = len(marks) // 200 if len(marks) > MANY else 0
    low = max((tick for tick in ticks if tick <= lows[out]), default=ticks[0])
    high = min((tick for tick in ticks if tick >= highs[-1 - out] and tick > low), default=ticks[-1])
    return [low, high]


def log_axis(ends: Sequence[float], form: str) -> alt.Axis:
    """Ticks at the powers of ten, with 2 and 5 between them where there are few; billions are B, not giga."""
    powers = range(round(math.log10(ends[0])), round(math.log10(ends[1])) + 1)
    steps = (1, 2, 5) if len(powers) < 5 else (1,)
    billions = "replace(datum.label, 'G', 'B')"
    return alt.Axis(format=form, labelExpr=billions, values=[step * 10.0**power for power in powers for step in steps])


def beyond(marks: Sequence[Row], ends: Sequence[float]) -> str:
    """A sentence on the marks that an axis doesn't reach, or nothing."""
    n = sum(each["low"] < ends[0] or each["high"] > ends[1] for each in marks)
    return f" {n} reach beyond the axis and stand at its edge." if n else ""


def number(value: float) -> str:
    """Four digits and a true minus sign."""
    return f"{value:,.4g}".replace("-", "−")
