import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from extract.batches import ExtractionError
from extract.engine import WorkerError
from extract.readers import InputError, ReadOptions, StrictError
from extract.run import MUCH_INPUT, RunOptions, UnusableInputError, run
from extract.tables import read_table
from tests.fakes import FakeSpec, abstracts, tables, write_input

OPTIONS: dict[str, Any] = {"pipeline": FakeSpec(), "batch_papers": 4}


@pytest.mark.parametrize("much", [0, MUCH_INPUT])
def test_bytes_are_the_same_for_one_process_and_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, much: int) -> None:
    monkeypatch.setattr("extract.run.MUCH_INPUT", much)
    source = write_input(tmp_path / "a.jsonl", abstracts(210))
    one = run([source], tmp_path / "one", RunOptions(**OPTIONS))
    two = run([source], tmp_path / "two", RunOptions(**OPTIONS, workers=2))
    assert one["counts"]["batches_extracted"] == two["counts"]["batches_extracted"] == 53
    assert tables(tmp_path / "one") == tables(tmp_path / "two")
    assert one["tables"] == two["tables"]


def test_bytes_do_not_depend_on_how_batches_are_cut(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", abstracts(50))
    for size in (1, 7, 512):
        run([source], tmp_path / str(size), RunOptions(pipeline=FakeSpec(), batch_papers=size))
    assert tables(tmp_path / "1") == tables(tmp_path / "7") == tables(tmp_path / "512")


def test_rows_are_in_the_order_of_the_input(tmp_path: Path) -> None:
    run([write_input(tmp_path / "a.jsonl", abstracts(30))], tmp_path / "out", RunOptions(**OPTIONS))
    papers = read_table(tmp_path / "out", "papers").to_pylist()
    assert [paper["source_record"] for paper in papers] == list(range(30))
    assert [paper["n_claims"] for paper in papers] == [0, 1, 2] * 10
    claims = read_table(tmp_path / "out", "claims").to_pylist()
    place = {paper["paper_id"]: n for n, paper in enumerate(papers)}
    keys = [(place[claim["paper_id"]], claim["start"]) for claim in claims]
    assert keys == sorted(keys)
    assert all(papers[place[c["paper_id"]]]["abstract"][c["start"] : c["end"]] == c["text"] for c in claims)


def test_names_of_files_that_are_no_utf8_are_escaped(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    source = write_input(tmp_path / "a.jsonl", ["Takes 2 steps.", ""])
    (folder / os.fsdecode(b"caf\xe9.jsonl")).write_bytes(source.read_bytes())
    report = run([folder], tmp_path / "out", RunOptions(**OPTIONS))
    assert report["inputs"][0]["file"] == "caf\\xe9.jsonl"
    for table in ("papers", "rejected"):
        assert read_table(tmp_path / "out", table)["source_file"].to_pylist() == ["caf\\xe9.jsonl"]


def test_nothing_is_dropped_silently(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_input(folder / "a.jsonl", ["Takes 2 steps.", "", "Takes 2 steps of a kind. " * 9])
    write_input(folder / "b.jsonl", ["Takes 2 steps."])
    (folder / "c.bin").write_bytes(bytes(range(256)))
    report = run([folder], tmp_path / "out", RunOptions(**OPTIONS, read=ReadOptions(max_chars=100)))
    counts = report["counts"]
    assert (counts["records"], counts["papers"], counts["claims"], counts["file_faults"]) == (4, 1, 1, 1)
    assert counts["rejected"] == {"duplicate": 1, "no_abstract": 1, "too_long": 1}
    rejected = read_table(tmp_path / "out", "rejected").to_pylist()
    places = [(row["source_file"], row["source_record"], row["reason"]) for row in rejected]
    assert places == [
        ("a.jsonl", 1, "no_abstract"),
        ("a.jsonl", 2, "too_long"),
        ("b.jsonl", 0, "duplicate"),
        ("c.bin", None, "unknown_format"),
    ]


def test_the_report_says_what_was_done(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", abstracts(9))
    report = run([source], tmp_path / "out", RunOptions(**OPTIONS))
    assert json.loads((tmp_path / "out" / "run.json").read_text()) == report
    data = source.read_bytes()
    assert report["inputs"] == [{"file": "a.jsonl", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}]
    assert report["versions"]["rules_digest"] == "00" * 32
    assert report["options"]["batch_papers"] == 4
    for name in ("papers", "claims", "rejected"):
        [file] = report["tables"][name]["files"]
        data = (tmp_path / "out" / file["path"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
        assert file["bytes"] == len(data)


def test_a_second_run_extracts_nothing_and_force_everything(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", abstracts(9))
    first = run([source], tmp_path / "out", RunOptions(**OPTIONS))
    before = tables(tmp_path / "out")
    again = run([source], tmp_path / "out", RunOptions(**OPTIONS))
    forced = run([source], tmp_path / "out", RunOptions(**OPTIONS, force=True))
    done = [(r["counts"]["papers_extracted"], r["counts"]["papers_reused"]) for r in (first, again, forced)]
    assert done == [(9, 0), (0, 9), (9, 0)]
    assert tables(tmp_path / "out") == before


def test_batches_that_a_kill_left_unfinished_are_counted(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", abstracts(9))
    run([source], tmp_path / "out", RunOptions(**OPTIONS))
    before = tables(tmp_path / "out")
    finished = sorted((tmp_path / "out" / ".quantclaims" / "batches").iterdir())[0]
    finished.rename(finished.with_name(f"{finished.stem.partition('-')[0]}.123.part"))
    counts = run([source], tmp_path / "out", RunOptions(**OPTIONS))["counts"]
    assert (counts["batches_extracted"], counts["batches_reused"], counts["batches_extracted_again"]) == (1, 2, 1)
    assert tables(tmp_path / "out") == before


def test_other_rules_extract_again(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", abstracts(9))
    run([source], tmp_path / "out", RunOptions(**OPTIONS))
    other = RunOptions(pipeline=FakeSpec(rules_digest="11" * 32))
    assert run([source], tmp_path / "out", other)["counts"]["papers_extracted"] == 9


@pytest.mark.parametrize("workers", [1, 2])
def test_only_new_and_changed_records_are_extracted(workers: int, tmp_path: Path) -> None:
    texts = abstracts(40)
    source = write_input(tmp_path / "a.jsonl", texts)
    run([source], tmp_path / "out", RunOptions(**OPTIONS, workers=workers))
    lines = source.read_text().splitlines(keepends=True)
    new = write_input(tmp_path / "new.jsonl", ["New and 77.", "Newer and 78."], first=100).read_text()
    changed = lines[10].replace("study", "changed 5")
    source.write_text(new + "".join(lines[:10]) + changed + "".join(lines[11:30] + lines[35:]))
    report = run([source], tmp_path / "out", RunOptions(**OPTIONS, workers=workers))
    run([source], tmp_path / "fresh", RunOptions(**OPTIONS))
    assert report["counts"]["papers_extracted"] == 3
    assert report["counts"]["papers_reused"] == 34
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_a_defect_of_the_pipeline_names_the_paper(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", [*abstracts(9), "This is broken."])
    run([write_input(tmp_path / "good.jsonl", abstracts(9))], tmp_path / "out", RunOptions(**OPTIONS))
    before = tables(tmp_path / "out")
    for workers in (1, 2):
        with pytest.raises(ExtractionError, match=r"p9: ValueError: broken on purpose"):
            run([source], tmp_path / "out", RunOptions(**OPTIONS, workers=workers))
    assert tables(tmp_path / "out") == before
    source.write_text(source.read_text().replace("broken", "whole"))
    assert run([source], tmp_path / "out", RunOptions(**OPTIONS))["counts"]["papers_extracted"] == 1


def test_a_killed_worker_ends_the_run_and_harms_nothing(tmp_path: Path) -> None:
    good = write_input(tmp_path / "good.jsonl", abstracts(20))
    run([good], tmp_path / "out", RunOptions(**OPTIONS))
    before = tables(tmp_path / "out")
    source = write_input(tmp_path / "a.jsonl", [*abstracts(20, words="more"), "This worker is killed."])
    with pytest.raises(WorkerError, match="a worker process died"):
        run([source], tmp_path / "out", RunOptions(**OPTIONS, workers=2))
    assert tables(tmp_path / "out") == before


def test_what_cannot_be_read_at_all_commits_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.bin"
    bad.write_bytes(bytes(range(256)))
    with pytest.raises(UnusableInputError, match=r"nothing could be read: bad.bin: a file of an unknown kind"):
        run([bad], tmp_path / "out", RunOptions(**OPTIONS))
    assert tables(tmp_path / "out") == {}
    with pytest.raises(InputError):
        run([tmp_path / "none"], tmp_path / "out2", RunOptions(**OPTIONS))
    assert not (tmp_path / "out2").exists()


def test_an_output_folder_within_the_input_is_no_input(tmp_path: Path) -> None:
    write_input(tmp_path / "a.jsonl", abstracts(9))
    first = run([tmp_path], tmp_path / "out", RunOptions(**OPTIONS))
    again = run([tmp_path], tmp_path / "out", RunOptions(**OPTIONS))
    assert first["counts"]["records"] == again["counts"]["records"] == 9
    assert run([tmp_path / "out"], tmp_path / "out", RunOptions(**OPTIONS))["counts"]["papers"] == 9


def test_strict_stops_at_the_first_fault(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", ["Fine.", ""])
    with pytest.raises(StrictError, match=r"a.jsonl, record 1: no_abstract"):
        run([source], tmp_path / "out", RunOptions(**OPTIONS, read=ReadOptions(strict=True)))


def test_no_record_is_no_fault(tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    source.write_text("[]")
    report = run([source], tmp_path / "out", RunOptions(**OPTIONS, read=ReadOptions(format="json")))
    assert report["counts"]["records"] == 0
    assert sorted(tables(tmp_path / "out")) == ["claims.parquet", "papers.parquet", "rejected.parquet"]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    source = write_input(tmp_path / "a.jsonl", abstracts(10))
    run([source], tmp_path / "out", RunOptions(**OPTIONS), progress=lambda *step: told.append(step))
    assert told == [("extracting", 4, 10), ("extracting", 8, 10), ("extracting", 10, 10)]
