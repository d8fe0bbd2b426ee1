"""The pipeline's own papers table is an input like any other, and gives the same papers."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract import identity
from extract.models import Paper, Record, Rejected
from extract.readers import read
from extract.tables import papers_batch

RAW = Path(__file__).parents[2] / "data" / "raw"
KEPT = (
    "source",
    "title",
    "abstract",
    "published",
    "published_precision",
    "n_authors",
    "url",
    "doi",
    "venue",
    "categories",
)
MIXED: list[dict[str, object]] = [
    {
        "arxiv_id": "2310.02025v2",
        "title": "One",
        "abstract": "  Wrapped\n text of 5%.\n",
        "doi": "10.1000/A",
        "authors": ["A"],
        "published": "2023-10-03",
    },
    {"id": "x-1", "title": "Namesake", "abstract": "The first of two.", "year": 2020},
    {"title": "Namesake", "abstract": "Another text altogether.", "created": "2021-03"},
    {"title": "Namesake", "abstract": "And a third that is of no kin."},
    {"title": None, "abstract": "No title at all."},
    {"title": "With a DOI", "abstract": "Text.", "doi": "10.1000/b", "url": "https://aclanthology.org/P19-1001/"},
]


def papers_of(items: Iterable[Record | Rejected]) -> list[Paper]:
    return [item for item in identity.assign(items) if isinstance(item, Paper)]


@pytest.mark.parametrize("source", ["captures", "mixed"])
def test_papers_read_back(source: str, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_text("\n".join(map(json.dumps, MIXED)))
    papers = papers_of(read([RAW if source == "captures" else mixed]))
    table = tmp_path / "papers.parquet"
    pq.write_table(pa.Table.from_batches([papers_batch(papers, [0] * len(papers))]), table)
    again = papers_of(read([table]))
    assert [paper.paper_id for paper in again] == [paper.paper_id for paper in papers]
    for before, after in zip(papers, again, strict=True):
        assert [getattr(after.record, name) for name in KEPT] == [getattr(before.record, name) for name in KEPT]


def test_reading_is_imported_without_what_only_some_formats_need() -> None:
    heavy = "{'pyarrow', 'lxml', 'yaml', 'pybtex', 'numpy', 'pandas', 'spacy'}"
    command = f"import sys, extract.readers, extract.identity; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
