"""Two runs compared."""

from pathlib import Path

import pytest

from extract.diff import by_paper, compare, markdown, summary
from tests.fakes import claim, paper
from tests.outputs import write_output


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    kept = claim("arxiv:1", "2x", 0)
    old = [kept, claim("arxiv:1", "3x", 5, sentence="Old *text*"), claim("arxiv:2", "4x", 0, metric="time")]
    new = [kept, claim("arxiv:2", "4x", 0, datasets=("A", "B"), confidence=0.75), claim("arxiv:3", "5x", 0)]
    return (
        write_output(tmp_path / "old", [paper(1), paper(2), paper(4)], old),
        write_output(tmp_path / "new", [paper(1), paper(2, "Other words."), paper(3)], new),
    )


def test_compare(runs: tuple[Path, Path]) -> None:
    diff = compare(*runs)
    assert [(c["paper_id"], c["text"]) for c in diff.gained] == [("arxiv:3", "5x")]
    assert [(c["paper_id"], c["text"]) for c in diff.lost] == [("arxiv:1", "3x")]
    assert [(change.claim["text"], change.columns) for change in diff.changed] == [
        ("4x", {"metric": ("time", None), "datasets": ([], ["A", "B"]), "confidence": (0.5, 0.75)})
    ]
    assert (diff.papers_gained, diff.papers_lost, diff.papers_changed) == (("arxiv:3",), ("arxiv:4",), ("arxiv:2",))
    assert diff


def test_summary(runs: tuple[Path, Path]) -> None:
    assert summary(compare(*runs)) == [
        "papers: 1 gained, 1 lost, 1 changed",
        "claims: 1 gained, 1 lost, 1 changed",
        "changed: confidence 1, datasets 1, metric 1",
    ]


def test_by_paper(runs: tuple[Path, Path]) -> None:
    assert list(by_paper(compare(*runs, ignore=["confidence"]))) == [
        ("arxiv:1", [("-", "3x (steps)", "fake.number: Old *text*")]),
        ("arxiv:2", [("~", "4x (steps)", "metric time -> nothing; datasets nothing -> A, B")]),
        ("arxiv:3", [("+", "5x (steps)", "fake.number: 5x")]),
    ]


def test_markdown_is_inert(runs: tuple[Path, Path]) -> None:
    assert "- lost **3x (steps)** fake.number: Old \\*text\\*" in list(markdown(compare(*runs)))


def test_a_run_does_not_differ_from_itself(runs: tuple[Path, Path]) -> None:
    diff = compare(runs[0], runs[0])
    assert not diff
    assert summary(diff) == ["papers: 0 gained, 0 lost, 0 changed", "claims: 0 gained, 0 lost, 0 changed"]


def test_columns_left_out_make_no_difference(tmp_path: Path) -> None:
    runs = [
        write_output(tmp_path / name, [paper(1)], [claim("arxiv:1", "2x", 0, confidence=sure)])
        for name, sure in (("old", 0.5), ("new", 0.6))
    ]
    assert compare(*runs)
    assert not compare(*runs, ignore=["confidence"])
