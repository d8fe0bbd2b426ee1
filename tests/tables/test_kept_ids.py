"""The ids of the captures' claims as they once were; `python -m tests.tables.test_kept_ids` writes them anew.

Better rules may find more claims, or fewer, or take one for another type; a claim in the same place and
of the same type keeps its id for good.
"""

import csv
from pathlib import Path

import pytest

from extract import identity, readers
from extract.models import Claim, Paper
from extract.normalise import claim_id
from extract.pipeline import Pipeline

HERE = Path(__file__).parent
KEPT = HERE / "captures-ids.tsv"
RAW = HERE.parents[1] / "data" / "raw"
COLUMNS = ("claim_id", "paper_id", "start", "end", "claim_type")


def claims_now() -> list[Claim]:
    pipeline = Pipeline()
    papers = (item for item in identity.assign(readers.read([RAW])) if isinstance(item, Paper))
    return [
        claim
        for paper in papers
        for claim in pipeline.extract(paper.paper_id, paper.record.title, paper.record.abstract)
    ]


@pytest.fixture(scope="module")
def kept() -> list[dict[str, str]]:
    with KEPT.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_ids_are_made_as_ever(kept: list[dict[str, str]]) -> None:
    for row in kept:
        assert row["claim_id"] == claim_id(row["paper_id"], int(row["start"]), int(row["end"]), row["claim_type"])


def test_unchanged_claims_keep_their_ids(kept: list[dict[str, str]]) -> None:
    now = {(c.paper_id, str(c.start), str(c.end), c.claim_type): c.claim_id for c in claims_now()}
    assert len(set(now.values())) == len(now)
    before = {(row["paper_id"], row["start"], row["end"], row["claim_type"]): row["claim_id"] for row in kept}
    same = before.keys() & now.keys()
    assert {place: now[place] for place in same} == {place: before[place] for place in same}
    assert len(same) > 0.8 * len(before)


def test_papers_keep_their_keys(kept: list[dict[str, str]]) -> None:
    now = {item.paper_id for item in identity.assign(readers.read([RAW])) if isinstance(item, Paper)}
    assert {row["paper_id"] for row in kept} <= now


if __name__ == "__main__":
    with KEPT.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(claim, column) for column in COLUMNS] for claim in claims_now())
