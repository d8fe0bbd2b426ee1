"""Ids last: what a claim's id is made of, and what becomes of it when its paper gains a better identifier."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import extract
from extract.normalise import claim_id
from extract.run import run

KEPT = Path(__file__).parent / "kept"
ABSTRACT = "We propose SwiftNet, which trains 2.5x faster than Adam on ImageNet."


@pytest.mark.parametrize(
    ("paper_id", "start", "end", "claim_type", "expected"),
    [
        ("id:kept1", 34, 38, "speedup", "38541a3072220c64"),
        ("arxiv:2310.02025", 0, 2, "metric_value", "98af12a91b56226e"),
        ("title:0123456789abcdef", 0, 2, "metric_value", "f9ccbde5c7ea46ce"),
    ],
)
def test_an_id_is_made_as_ever(paper_id: str, start: int, end: int, claim_type: str, expected: str) -> None:
    assert claim_id(paper_id, start, end, claim_type) == expected


@pytest.mark.parametrize("folder", sorted(KEPT.iterdir()), ids=lambda folder: folder.name)
def test_ids_of_kept_tables(folder: Path) -> None:
    rows = pq.read_table(folder / "claims.parquet").to_pylist()
    assert [row["claim_id"] for row in rows] == [
        claim_id(row["paper_id"], row["start"], row["end"], row["claim_type"]) for row in rows
    ]


def test_a_better_identifier_moves_the_rows_whole(tmp_path: Path) -> None:
    """Key and ids change; title, span and type, and so all that the rows say, stay."""
    found = []
    for name, identifiers in (("before", {}), ("after", {"arxiv_id": "2310.02025"})):
        source = tmp_path / f"{name}.jsonl"
        source.write_text(json.dumps({"title": "Faster", "abstract": ABSTRACT, **identifiers}) + "\n")
        run([source], tmp_path / name)
        tables = extract.load(tmp_path / name)
        found.append(tables.claims.merge(tables.papers[["paper_id", "title"]], on="paper_id"))
    before, after = found
    assert before["paper_id"].str.startswith("title:").all()
    assert set(after["paper_id"]) == {"arxiv:2310.02025"}
    assert set(before["claim_id"]).isdisjoint(after["claim_id"])
    joined = before.merge(after, on=["title", "start", "end", "claim_type"], suffixes=("", "_after"))
    assert len(joined) == len(before) == len(after) > 0
    assert (joined["text"] == joined["text_after"]).all()
    assert (joined["value_low"] == joined["value_low_after"]).all()
