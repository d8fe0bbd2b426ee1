"""Files of cases: a text or a paper, and the claims that must be found in it.

    [[case]]
    name = "a range and a baseline"
    text = "It outperforms DAPO by 4%-8% in average accuracy."
    title = ""             # optional: the paper's title
    source = "captures"    # optional: where the text comes from
    others = "forbidden"   # the default; "allowed": claims that aren't listed are no fault
    xfail = ""             # optional: why this case is known to fail; it is then a fault if it does not

    [[case.claims]]
    text = "4%-8%"         # the quantity as it stands in the text
    nth = 1                # which occurrence of it, from 1 (the default)
    claim_type = "metric_gain"
    value_low = 4.0        # any other column of `claims`; those that are given are compared
    empty = ["metric_id"]  # columns that must be null or empty

Where a table is tested, `paper_id` stands in the place of `text`. An unknown key is an error.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from extract.models import Claim
from extract.tables import read_table

COLUMNS = tuple(column.name for column in fields(Claim))
ANCHORS = ("text", "nth", "empty")
WRITTEN = (
    "claim_type", "value_low", "value_high", "unit", "comparator", "direction", "norm_low", "norm_high", "norm_unit",
    "metric", "datasets", "baselines", "subject", "owner", "measure", "bound_symbol", "bound_expr",
)  # fmt: skip


class CaseError(ValueError):
    """A case that isn't written as it should be; the message names the case and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. `claims` are mappings of columns to values, with the anchors `text`, `nth` and `empty`."""

    name: str
    text: str = ""
    paper_id: str = ""
    title: str = ""
    source: str = ""
    others: str = "forbidden"
    xfail: str = ""
    claims: tuple[Mapping[str, Any], ...] = field(default=())

    def __post_init__(self) -> None:
        if self.others not in ("forbidden", "allowed"):
            raise CaseError(f"{self.name}: others is {self.others!r}, must be forbidden or allowed")
        for claim in self.claims:
            if not isinstance(claim.get("text"), str) or not claim["text"]:
                raise CaseError(f"{self.name}: a claim without text")
            for key in (*claim, *claim.get("empty", ())):
                if key not in COLUMNS and key not in ANCHORS:
                    raise CaseError(f"{self.name}: {claim['text']!r}: there is no column {key!r}")


def read_cases(path: Path | str) -> list[Case]:
    """The cases of a TOML file. Raises CaseError where one is faulty, tomllib.TOMLDecodeError where the file is."""
    tables = tomllib.loads(Path(path).read_text(encoding="utf8"))
    unknown = set(tables) - {"case"}
    if unknown:
        raise CaseError(f"{path}: {unknown.pop()!r} is no [[case]]")
    return [_case(table, path) for table in tables.get("case", ())]


def _case(table: dict[str, Any], path: Path | str) -> Case:
    unknown = set(table) - {column.name for column in fields(Case)}
    if unknown or "name" not in table:
        raise CaseError(f"{path}: {table.get('name', 'a case')}: {'no key ' + unknown.pop() if unknown else 'no name'}")
    return Case(**{**table, "claims": tuple(table.get("claims", ()))})


def expected_toml(out: Path | str, paper_ids: Iterable[str] = ()) -> Iterator[str]:
    """The claims of an output folder as lines of a file of cases: of the papers named, or of all that have claims."""
    papers, claims = read_table(Path(out), "papers"), read_table(Path(out), "claims")
    titles = dict(zip(papers["paper_id"].to_pylist(), papers["title"].to_pylist(), strict=True))
    abstracts = dict(zip(papers["paper_id"].to_pylist(), papers["abstract"].to_pylist(), strict=True))
    wanted = set(paper_ids)
    if wanted - set(titles):
        raise CaseError(f"no paper {min(wanted - set(titles))!r} in {out}")
    for paper_id, rows in groupby(_rows(claims), key=lambda row: str(row["paper_id"])):
        if not wanted or paper_id in wanted:
            yield from (
                "[[case]]",
                f"name = {_toml(titles[paper_id] or paper_id)}",
                f"paper_id = {_toml(paper_id)}",
                "",
            )
            for row in rows:
                yield from _claim_lines(row, abstracts[paper_id])


def _rows(claims: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in claims.select(["paper_id", "text", "start", *WRITTEN]).to_batches():
        yield from batch.to_pylist()


def _claim_lines(row: dict[str, Any], abstract: str) -> Iterator[str]:
    yield "[[case.claims]]"
    yield f"text = {_toml(row['text'])}"
    nth = next(n for n, start in enumerate(occurrences(row["text"], abstract), 1) if start == row["start"])
    if nth > 1:
        yield f"nth = {nth}"
    empty = [name for name in WRITTEN if row[name] is None or row[name] == []]
    for name in WRITTEN:
        if name not in empty:
            yield f"{name} = {_toml(row[name])}"
    yield f"empty = {_toml(empty)}"
    yield ""


def occurrences(text: str, whole: str) -> Iterator[int]:
    """Where `text` stands in `whole`, overlapping occurrences too."""
    start = whole.find(text)
    while start >= 0:
        yield start
        start = whole.find(text, start + 1)


def _toml(value: str | float | list[str]) -> str:
    """JSON's strings, lists and numbers are TOML's too, but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
