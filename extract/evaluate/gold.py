"""Gold papers and predicted ones, under the same key: their folded title."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.evaluate.names import fold
from extract.tables.reading import TablesError, read_run, read_table

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim as annotated: its fields, and the span of its quote in the abstract."""

    fields: Row
    start: int
    end: int

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """An annotated abstract; `key` is the folded title."""

    key: str
    title: str
    abstract: str
    claims: tuple[GoldClaim, ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """What the tables say of a paper; `abstract` is None where they don't hold it."""

    title: str
    abstract: str | None
    claims: tuple[Row, ...]

    @staticmethod
    def absent() -> Predicted:
        return Predicted("", None, ())


def read_gold(path: Path) -> list[GoldPaper]:
    """The papers of a gold file, one JSON object a line; of one title the last counts.

    Raises TablesError where a line isn't such an object.
    """
    papers: dict[str, GoldPaper] = {}
    for number, line in enumerate(path.read_text(encoding="utf8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            paper = _gold_paper(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise TablesError(f"{path}, line {number}: no gold paper ({type(error).__name__}: {error})") from error
        papers[paper.key] = paper
    return list(papers.values())


def _gold_paper(record: Row) -> GoldPaper:
    abstract = record["abstract"]
    claims = tuple(_gold_claim(claim, abstract) for claim in record["claims"])
    return GoldPaper(fold(record["title"]), record["title"], abstract, claims)


def _gold_claim(claim: Row, abstract: str) -> GoldClaim:
    start = -1
    for _ in range(claim.get("nth") or 1):
        start = abstract.find(claim["quote"], start + 1)
    return GoldClaim(claim, start, start + len(claim["quote"]))


def read_predicted(out: Path) -> dict[str, Predicted]:
    """The papers of an output folder with their claims, by folded title."""
    run = read_run(out)
    papers = read_table(out, "papers", run=run, columns=["paper_id", "title", "abstract"]).to_pylist()
    keys = {paper["paper_id"]: fold(paper["title"]) for paper in papers}
    claims: dict[str, list[Row]] = defaultdict(list)
    for row in read_table(out, "claims", run=run).to_pylist():
        claims[keys[row["paper_id"]]].append(row)
    return {
        key: Predicted(paper["title"], paper["abstract"], tuple(claims[key]))
        for paper, key in zip(papers, keys.values(), strict=True)
    }
