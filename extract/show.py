"""Claims chosen from the tables of a run, for a terminal, as JSON Lines or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import regex

from extract.tables import CLAIMS, read_table
from extract.tables.reading import read_run

if TYPE_CHECKING:
    from rich.table import Table

SORTABLE = (*(field.name for field in CLAIMS if not pa.types.is_nested(field.type)), "title")
SIGNS = {"=": "", "~": "~", "<=": "≤", ">=": "≥"}
UNITS = {"factor": "×", "fraction": "", "epsilon_exponent": ""}
CONTROL = regex.compile(r"\p{Cc}+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which claims are wanted. Names pass where they hold the words given, in any case; `least` is of the norm."""

    types: tuple[str, ...] = ()
    metric: str | None = None
    dataset: str | None = None
    owner: str | None = None
    least: float | None = None
    sort: str | None = None
    limit: int | None = None


def chosen(out: Path, choice: Choice) -> pa.Table:
    """The claims of an output folder that pass, with the `title` of their paper. `sort` may begin with "-"."""
    run = read_run(out)
    claims = read_table(out, "claims", run=run)
    at = claims.schema.get_field_index("claim_type")
    claims = claims.set_column(at, "claim_type", claims["claim_type"].cast(pa.string()))
    papers = read_table(out, "papers", run=run, columns=["paper_id", "title"])
    rows = pc.index_in(claims["paper_id"], value_set=papers["paper_id"].combine_chunks())
    claims = claims.append_column("title", papers["title"].combine_chunks().take(rows.combine_chunks()))
    masks = [pc.fill_null(mask, False) for mask in _masks(claims, choice)]
    if masks:
        claims = claims.filter(reduce(pc.and_, masks))
    if choice.sort:
        order = "descending" if choice.sort.startswith("-") else "ascending"
        claims = claims.sort_by([(choice.sort.removeprefix("-"), order)])
    return claims.slice(0, choice.limit)


def _masks(claims: pa.Table, choice: Choice) -> Iterator[Any]:
    if choice.types:
        yield pc.is_in(claims["claim_type"], pa.array(choice.types))
    if choice.owner:
        yield pc.equal(claims["owner"], choice.owner)
    if choice.least is not None:
        yield pc.greater_equal(claims["norm_high"], choice.least)
    if choice.metric:
        names = (_holds(claims[column], choice.metric) for column in ("metric", "metric_id"))
        yield reduce(pc.or_kleene, names)
    if choice.dataset:
        joined = (pc.binary_join(claims[column], "\n") for column in ("datasets", "dataset_ids"))
        yield reduce(pc.or_kleene, (_holds(names, choice.dataset) for names in joined))


def _holds(names: Any, words: str) -> Any:
    return pc.match_substring(names, words, ignore_case=True)


def json_lines(claims: pa.Table) -> Iterator[str]:
    """One JSON object a claim, all columns."""
    for row in _rows(claims):
        yield json.dumps(row, ensure_ascii=False)


def csv_lines(claims: pa.Table) -> Iterator[str]:
    """CSV with a header; lists are joined by "; ", exponents written as "name: power"."""
    yield _csv_line(claims.column_names)
    for row in _rows(claims):
        yield _csv_line([_cell(value) for value in row.values()])


def _csv_line(cells: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {power:g}" for name, power in value.items())
    return "; ".join(value) if isinstance(value, list) else value


def _rows(claims: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in claims.to_batches():
        for row in batch.to_pylist():
            yield row | {"bound_exponents": dict(row["bound_exponents"])}


def rich_table(claims: pa.Table) -> Table:
    """The claims as a table for a terminal; whatever would move the cursor is shown as a question mark."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=())
    table.add_column("type", style="cyan", no_wrap=True)
    table.add_column("as written", style="bold", overflow="fold")
    table.add_column("comparable", justify="right")
    for name in ("metric", "data sets", "of", "claimed"):
        table.add_column(name)
    table.add_column("paper", ratio=1, no_wrap=True, overflow="ellipsis")
    for row in _rows(claims):
        cells = [
            row["claim_type"], SIGNS[row["comparator"]] + row["text"], comparable(row), row["metric"],
            ", ".join(row["datasets"]), row["subject"], row["owner"], row["title"],
        ]  # fmt: skip
        style = "dim" if row["owner"] == "prior" else ""
        table.add_row(*(Text(CONTROL.sub("?", cell or "")) for cell in cells), style=style)
    return table


def comparable(row: dict[str, Any]) -> str:
    """The normalised value of a row for people: "≤2.5×", "78.4%", "ε^-2", or the bound where there is no number."""
    low, high, unit = row["norm_low"], row["norm_high"], row["norm_unit"]
    if low is None:
        return str(row["bound_expr"] or "")
    if unit == "epsilon_exponent":
        return f"ε^{-low:g}"
    scale = 100 if unit == "fraction" else 1
    numbers = " - ".join(f"{value * scale:,.5g}" for value in dict.fromkeys((low, high)))
    mark = "%" if unit == "fraction" else UNITS.get(unit, f" {unit}")
    return SIGNS[row["norm_comparator"] or "="] + numbers + mark
