import json
import shutil
from pathlib import Path

import pytest

import extract
from extract.run import RunOptions, run
from extract.tables import SCHEMA_VERSION, TablesError
from tests.fakes import FakeSpec, abstracts, write_input

KEPT = Path(__file__).parent / "kept"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    run([write_input(tmp_path / "a.jsonl", abstracts(9))], tmp_path / "out", RunOptions(pipeline=FakeSpec()))
    return tmp_path / "out"


def test_load_gives_frames(out: Path) -> None:
    tables = extract.load(out)
    assert len(tables.papers) == 9
    assert len(tables.claims) == 9 == tables.papers["n_claims"].sum() == tables.run["counts"]["claims"]
    assert set(tables.claims["paper_id"]) <= set(tables.papers["paper_id"])
    assert tables.claims["claim_type"].dtype == "category"


def test_load_reads_parts(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", abstracts(9))
    run([source], tmp_path / "out", RunOptions(pipeline=FakeSpec(), part_rows=2))
    assert (tmp_path / "out" / "papers" / "part-00004.parquet").exists()
    tables = extract.load(str(tmp_path / "out"))
    assert tables.papers["title"].tolist() == [f"Title {n}" for n in range(9)]
    assert len(tables.claims) == 9


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda out: (out / "run.json").unlink(), "no run.json here"),
        (lambda out: (out / "run.json").write_text("{"), "can't be read"),
        (lambda out: (out / "run.json").write_text("[]"), "can't be read"),
        (lambda out: (out / "papers.parquet").unlink(), "papers.parquet: missing"),
        (lambda out: (out / "claims.parquet").write_bytes(b"PAR1"), "not the file that run.json names"),
        (lambda out: shutil.copy(out / "papers.parquet", out / "claims.parquet"), "not the file that run.json names"),
    ],
)
def test_what_is_no_finished_run_is_refused(out: Path, harm: object, message: str) -> None:
    harm(out)  # type: ignore[operator]
    with pytest.raises(TablesError, match=message):
        extract.load(out)


def test_tables_of_a_later_schema_name_the_version_to_use(out: Path) -> None:
    path = out / "run.json"
    described = json.loads(path.read_text())
    described["versions"] |= {"schema": SCHEMA_VERSION + 1, "tool": "9.1.0"}
    path.write_text(json.dumps(described))
    with pytest.raises(TablesError, match=rf"schema {SCHEMA_VERSION + 1}.*use quantclaims 9\.1\.0"):
        extract.load(out)


@pytest.mark.parametrize("folder", sorted(KEPT.iterdir()), ids=lambda folder: folder.name)
def test_tables_of_every_schema_so_far_are_read(folder: Path) -> None:
    tables = extract.load(folder)
    assert folder.name == f"schema-{tables.run['versions']['schema']}"
    assert len(tables.papers) == tables.run["counts"]["papers"] > 0
    assert len(tables.claims) == tables.run["counts"]["claims"] > 0
