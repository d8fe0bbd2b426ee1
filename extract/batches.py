"""A batch of papers in, a batch of claims out: the one thing that an engine calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from extract.models import Claim
from extract.tables.columns import claims_batch

if TYPE_CHECKING:
    import pyarrow as pa


class Extractor(Protocol):
    """What is needed of `extract.pipeline.Pipeline`."""

    def extract(self, paper_id: str, title: str, abstract: str) -> list[Claim]: ...


class ExtractionError(Exception):
    """The pipeline failed on a paper: a defect of the project, never of the input."""


@dataclass(frozen=True, slots=True)
class PipelineSpec:
    """How to make a pipeline, in this process or another; `rules` is laid over the shipped rules."""

    rules: Path | None = None

    def digest(self) -> str:
        """Hex digest of the merged rules. Raises `extract.ruleset.RuleError` for faulty ones."""
        from extract.paths import rules_dir
        from extract.ruleset import load

        return load(rules_dir(), self.rules).digest

    def build(self) -> Extractor:
        """The pipeline, warm."""
        from extract.pipeline import Pipeline

        return Pipeline(self.rules)


def run_batch(batch: pa.RecordBatch, pipeline: Extractor) -> pa.RecordBatch:
    """The claims of a batch of papers, as rows of `extract.tables.CLAIMS` in the order of the papers.

    `batch` has the columns paper_id, title and abstract; nulls count as empty. The result depends
    on nothing but the batch and the rules. Raises ExtractionError, naming the paper.
    """
    columns = [batch.column(name).to_pylist() for name in ("paper_id", "title", "abstract")]
    return claims_batch(list(_claims(columns, pipeline)))


def claims_per_paper(papers: pa.RecordBatch, claims: pa.RecordBatch) -> list[int]:
    """How many rows of `claims` each of `papers` has; keys are unique within a batch."""
    counts = Counter(claims.column("paper_id").to_pylist())
    return [counts[paper_id] for paper_id in papers.column("paper_id").to_pylist()]


def _claims(columns: Sequence[Sequence[str | None]], pipeline: Extractor) -> Iterator[Claim]:
    for paper_id, title, abstract in zip(*columns, strict=True):
        try:
            yield from pipeline.extract(paper_id or "", title or "", abstract or "")
        except (Exception, RecursionError) as error:
            raise ExtractionError(f"{paper_id}: {type(error).__name__}: {error}") from error
