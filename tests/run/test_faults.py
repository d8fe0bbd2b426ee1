"""Real faults: full disks, folders that can't be written, signals, damaged files. Earlier tables always survive."""

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import extract
from tests.fakes import abstracts, tables, write_input
from tests.run.commands import call, one_line, start

INTACT = "earlier tables are as they were"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte."""
    mount = tmp_path / "disk"
    mount.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", mount], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("mounting a file system isn't permitted here")
    yield mount
    subprocess.run(["umount", mount], check=True)


def first_run(tmp_path: Path, out: Path) -> dict[str, bytes]:
    assert call("run", write_input(tmp_path / "first.jsonl", abstracts(9)), "-o", out, "-q") == (0, "", "")
    return tables(out)


def large_input(tmp_path: Path) -> Path:
    """Abstracts whose tables take over a megabyte."""
    return write_input(tmp_path / "large.jsonl", [f"Takes {n} steps. {os.urandom(400).hex()}" for n in range(1500)])


@pytest.mark.parametrize("workers", [1, 2])
def test_a_full_disk(workers: int, tmp_path: Path, small_disk: Path) -> None:
    before = first_run(tmp_path, small_disk / "out")
    code, _, errors = call("run", large_input(tmp_path), "-o", small_disk / "out", "--workers", workers)
    assert (code, one_line(errors)) == (1, f"No space left on device; {INTACT}")
    assert tables(small_disk / "out") == before
    assert len(extract.load(small_disk / "out").papers) == 9


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    before = first_run(tmp_path, tmp_path / "out")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    code, _, errors = call("run", large_input(tmp_path), "-o", tmp_path / "out", "--workers", 1, before=limit)
    assert (code, one_line(errors)) == (1, f"File too large; {INTACT}")
    assert tables(tmp_path / "out") == before


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", abstracts(3))
    folder = tmp_path / "out"
    folder.mkdir()
    if os.geteuid():
        folder.chmod(0o500)
    else:
        folder = Path("/proc/self/out")
    code, _, errors = call("run", source, "-o", folder)
    assert code == 1
    assert one_line(errors).startswith(str(folder))


def test_a_read_only_file_system(tmp_path: Path, small_disk: Path) -> None:
    before = first_run(tmp_path, small_disk / "out")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    code, _, errors = call("run", write_input(tmp_path / "b.jsonl", abstracts(5)), "-o", small_disk / "out")
    assert code == 1
    assert one_line(errors).endswith(f"Read-only file system; {INTACT}")
    assert tables(small_disk / "out") == before


def test_the_output_is_a_file(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", abstracts(3))
    code, _, errors = call("run", source, "-o", source)
    assert code == 2
    assert "is a file" in errors


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "stopped")]
)
def test_a_signal_ends_the_run_cleanly(number: int, code: int, word: str, workers: int, tmp_path: Path) -> None:
    before = first_run(tmp_path, tmp_path / "out")
    source = write_input(tmp_path / "slow.jsonl", abstracts(400, words="slow"))
    arguments = ("run", source, "-o", tmp_path / "out", "--workers", workers, "--batch-papers", 4)
    process = start(*arguments, start_new_session=True)
    wait_for_batches(tmp_path / "out", more_than=6)
    os.killpg(process.pid, number)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, one_line(errors)) == (code, f"{word}; the same command goes on where it was")
    assert tables(tmp_path / "out") == before
    assert not list((tmp_path / "out" / ".quantclaims").glob("next"))


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.3])
def test_a_signal_while_processes_start(delay: float, tmp_path: Path) -> None:
    source = write_input(tmp_path / "slow.jsonl", abstracts(400, words="slow"))
    arguments = ("run", source, "-o", tmp_path / "out", "--workers", 4, "--batch-papers", 4)
    process = start(*arguments, start_new_session=True)
    deadline = time.monotonic() + 30
    while not descendants(process.pid) and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, one_line(errors)) == (130, "interrupted; the same command goes on where it was")


def test_a_killed_worker(tmp_path: Path) -> None:
    before = first_run(tmp_path, tmp_path / "out")
    source = write_input(tmp_path / "a.jsonl", [*abstracts(9), "This worker is killed."])
    code, _, errors = call("run", source, "-o", tmp_path / "out", "--workers", 2, "--batch-papers", 2)
    assert code == 1
    assert one_line(errors).startswith("a worker process died")
    assert tables(tmp_path / "out") == before


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    source = write_input(tmp_path / "slow.jsonl", abstracts(400, words="slow"))
    process = start("run", source, "-o", tmp_path / "out", "--workers", 2, "--batch-papers", 4)
    wait_for_batches(tmp_path / "out", more_than=4)
    children = descendants(process.pid)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while any(alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children
    assert not any(alive(child) for child in children)


def test_two_runs_in_one_folder(tmp_path: Path) -> None:
    source = write_input(tmp_path / "slow.jsonl", abstracts(200, words="slow"))
    first = start("run", source, "-o", tmp_path / "out", "-q", "--workers", 1, "--batch-papers", 4)
    wait_for_batches(tmp_path / "out", more_than=1)
    code, _, errors = call("run", source, "-o", tmp_path / "out")
    assert code == 1
    assert f"another run (process {first.pid}) is writing to this folder" in one_line(errors)
    first.communicate(timeout=60)
    assert first.returncode == 0


@pytest.mark.parametrize("name", ["run.json", "claims.parquet", "papers.parquet"])
def test_a_damaged_earlier_output_is_replaced(name: str, tmp_path: Path) -> None:
    before = first_run(tmp_path, tmp_path / "out")
    (tmp_path / "out" / name).write_bytes(b"\0" * 100)
    for path in (tmp_path / "out" / ".quantclaims" / "batches").iterdir():
        path.write_bytes(path.read_bytes()[:-7])
    assert first_run(tmp_path, tmp_path / "out") == before
    assert len(extract.load(tmp_path / "out").papers) == 9


def test_a_clock_that_was_set_back(tmp_path: Path) -> None:
    before = first_run(tmp_path, tmp_path / "out")
    later = time.time() + 10 * 365 * 86400
    for path in [tmp_path / "first.jsonl", *(tmp_path / "out").rglob("*")]:
        os.utime(path, (later, later))
    assert first_run(tmp_path, tmp_path / "out") == before
    assert extract.load(tmp_path / "out").run["counts"]["papers_reused"] == 9


def test_a_folder_copied_elsewhere_is_whole(tmp_path: Path) -> None:
    first_run(tmp_path, tmp_path / "out")
    shutil.copytree(tmp_path / "out", tmp_path / "copy", ignore=shutil.ignore_patterns(".quantclaims"))
    assert len(extract.load(tmp_path / "copy").papers) == 9


def wait_for_batches(out: Path, *, more_than: int) -> None:
    deadline = time.monotonic() + 60
    while len(list(out.glob(".quantclaims/batches/*.arrow"))) <= more_than:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def descendants(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in listed.stdout.split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
