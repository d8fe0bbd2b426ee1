"""The rows of a run on a Ray cluster are those of a local run, also where a worker is killed in the middle."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extract.batches import Extractor
from extract.models import Claim
from extract.on_ray import RayMissingError, run_on_ray
from extract.readers import InputError
from extract.run import RunOptions, run
from extract.tables import read_table
from tests.fakes import FakePipeline, FakeSpec, abstracts


def write_parts(folder: Path) -> Path:
    """Five parts, JSON Lines and Parquet, with duplicates within and across them, and a file that is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir()
    texts = abstracts(200, words="and many other words that tell one text from the next")
    rows = [{"id": f"p{n % 180}", "title": f"Title {n % 190}", "abstract": text} for n, text in enumerate(texts)]
    lines = [json.dumps(row) + "\n" for row in rows]
    (folder / "a.jsonl").write_text("".join(lines[:50]))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress("".join([*lines[50:90], "{broken\n", *lines[90:100]]).encode()))
    pq.write_table(pa.Table.from_pylist(rows[100:150]), folder / "c.parquet")
    (folder / "d.bin").write_bytes(b"\x00\x01")
    (folder / "e.jsonl").write_text("".join(lines[150:]))
    return folder


@dataclass(frozen=True, slots=True)
class KilledOnce(FakeSpec):
    """Its pipeline kills its process at a certain paper, the first time that any process meets it."""

    mark: str = ""

    def build(self) -> Extractor:
        return _Mortal(Path(self.mark))


class _Mortal(FakePipeline):
    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def extract(self, paper_id: str, title: str, abstract: str) -> list[Claim]:
        if title == "Title 120" and not self._mark.exists():
            self._mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().extract(paper_id, title, abstract)


def rows_of(out: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: read_table(out, name).to_pylist() for name in ("papers", "claims", "rejected")}


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Two nodes on this machine, each with a process for work."""
    pytest.importorskip("ray", reason="ray isn't installed: pip install 'quantclaims[ray]'")
    import ray
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    made.add_node(num_cpus=1)
    ray.init(address=made.address, log_to_driver=False)
    try:
        assert len([node for node in ray.nodes() if node["Alive"]]) == 2
        yield made.address
    finally:
        ray.shutdown()
        made.shutdown()


@pytest.mark.deep
def test_the_same_rows_as_a_local_run(cluster: str, tmp_path: Path) -> None:
    parts = write_parts(tmp_path / "in")
    local = run([parts], tmp_path / "local", RunOptions(pipeline=FakeSpec()))
    there = run_on_ray([parts], tmp_path / "ray", RunOptions(pipeline=FakeSpec(), workers=2))
    assert rows_of(tmp_path / "ray") == rows_of(tmp_path / "local")
    assert {name: there["counts"][name] for name in there["counts"]} == {
        name: local["counts"][name] for name in there["counts"]
    }
    assert there["counts"]["rejected"] == {"duplicate": 20, "malformed": 1}
    assert there["counts"]["file_faults"] == 1
    assert there["inputs"] == local["inputs"]
    assert [file["path"] for file in there["tables"]["claims"]["files"]][:2] == [
        "claims/part-00000.parquet", "claims/part-00001.parquet"
    ]  # fmt: skip


@pytest.mark.deep
def test_a_worker_killed_in_the_middle_costs_its_part_alone(cluster: str, tmp_path: Path) -> None:
    parts = write_parts(tmp_path / "in")
    mark = tmp_path / "killed"
    run([parts], tmp_path / "local", RunOptions(pipeline=FakeSpec()))
    run_on_ray([parts], tmp_path / "ray", RunOptions(pipeline=KilledOnce(mark=str(mark)), workers=2))
    assert mark.exists()
    assert rows_of(tmp_path / "ray") == rows_of(tmp_path / "local")
    assert not list((tmp_path / "ray").rglob("aside-*"))


def test_what_it_does_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(RayMissingError, match=r"pip install 'quantclaims\[ray\]'"):
        run_on_ray([tmp_path], tmp_path / "out")
    monkeypatch.setitem(sys.modules, "ray", object())
    with pytest.raises(InputError, match="reads files only"):
        run_on_ray(["-"], tmp_path / "out")
