"""A run that is killed at any moment goes on with the same command and ends in the same bytes."""

import json
import random
import time
from pathlib import Path

import pytest

from tests.fakes import abstracts, tables, write_input
from tests.run.commands import call, start

PAPERS, BATCH = 300, 4


def killed_and_resumed(tmp_path: Path, *, workers: int, kills: int, seed: int) -> None:
    """Kills a run so many times, each at a random moment, and compares with one that was never killed."""
    randomness = random.Random(seed)
    source = write_input(tmp_path / "a.jsonl", abstracts(PAPERS, words="slow"))
    options = ("--workers", workers, "--batch-papers", BATCH, "-q")
    assert call("run", source, "-o", tmp_path / "whole", *options)[0] == 0
    out = tmp_path / "out"
    for _ in range(kills):
        process = start("run", source, "-o", out, *options)
        time.sleep(randomness.uniform(0.2, 3.0))
        process.kill()
        process.communicate()
    finished = finished_batches(out)
    assert call("run", source, "-o", out, *options) == (0, "", "")
    counts = json.loads((out / "run.json").read_text())["counts"]
    assert counts["batches_extracted"] + counts["batches_reused"] == -(-PAPERS // BATCH)
    assert counts["batches_reused"] >= finished
    assert counts["batches_extracted_again"] <= workers
    assert tables(out) == tables(tmp_path / "whole")


def finished_batches(out: Path) -> int:
    return len(list(out.glob(".quantclaims/batches/*.arrow")))


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_twice(workers: int, tmp_path: Path) -> None:
    killed_and_resumed(tmp_path, workers=workers, kills=2, seed=workers)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_twenty_random_moments(workers: int, seed: int, tmp_path: Path) -> None:
    killed_and_resumed(tmp_path, workers=workers, kills=1, seed=100 + seed)
