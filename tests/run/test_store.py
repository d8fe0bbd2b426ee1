import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from extract import store
from extract.store import LockedError, atomic_text, located, locked


def write(out: Path, files: dict[str, str], name: str) -> None:
    """Commits a generation of these files."""
    with locked(out) as folder:
        new = folder.begin()
        for path, text in files.items():
            (new / path).parent.mkdir(exist_ok=True)
            (new / path).write_text(text)
        folder.commit({"name": name})


def seen(out: Path) -> tuple[str, set[str]]:
    """The generation's name, and the contents of the tables that a reader finds under the old and new paths."""
    name = json.loads(located(out, "run.json").read_text())["name"]
    paths = {"old": OLD, "new": NEW}[name]
    return name, {located(out, path).read_text() for path in paths}


OLD = {"papers.parquet": "old p", "claims.parquet": "old c", "rejected.parquet": "old r"}
NEW = {
    "papers/part-0.parquet": "new p0",
    "papers/part-1.parquet": "new p1",
    "claims.parquet": "new c",
    "rejected.parquet": "new r",
}


def plain(out: Path) -> list[str]:
    return sorted(
        path.relative_to(out).as_posix()
        for path in out.rglob("*")
        if ".quantclaims" not in path.parts and path.is_file()
    )


def test_a_table_and_its_parts_never_stand_side_by_side(tmp_path: Path) -> None:
    write(tmp_path, OLD, "old")
    assert plain(tmp_path) == sorted([*OLD, "run.json"])
    write(tmp_path, NEW, "new")
    assert plain(tmp_path) == sorted([*NEW, "run.json"])
    write(tmp_path, OLD, "old")
    assert plain(tmp_path) == sorted([*OLD, "run.json"])


def test_an_unfinished_generation_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, OLD, "old")
    with locked(tmp_path) as folder:
        (folder.begin() / "papers.parquet").write_text("half")
    assert seen(tmp_path) == ("old", set(OLD.values()))
    with locked(tmp_path) as folder:
        assert list(folder.begin().iterdir()) == []


def dying_after(calls: int) -> Callable[..., None]:
    """Stands in for renaming and removing: the process dies at the call after so many."""
    left = [calls]

    def wrapped(function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            if left[0] == 0:
                os._exit(9)
            left[0] -= 1
            return function(*args, **kwargs)

        return call

    Path.rename = wrapped(Path.rename)  # type: ignore[method-assign, assignment]
    Path.unlink = wrapped(Path.unlink)  # type: ignore[method-assign, assignment]
    store.shutil.rmtree = wrapped(store.shutil.rmtree)  # type: ignore[assignment]


@pytest.mark.parametrize("calls", range(14))
@pytest.mark.parametrize(("before", "after"), [("old", "new"), ("new", "old")])
def test_a_death_at_any_step_of_a_commit_leaves_one_whole_generation(
    calls: int, before: str, after: str, tmp_path: Path
) -> None:
    generations = {"old": OLD, "new": NEW}
    write(tmp_path, generations[before], before)
    child = os.fork()
    if child == 0:
        dying_after(calls)
        write(tmp_path, generations[after], after)
        os._exit(0)
    os.waitpid(child, 0)
    name, contents = seen(tmp_path)
    assert contents == set(generations[name].values())
    with locked(tmp_path) as folder:
        folder.begin()
        folder.discard()
    assert seen(tmp_path) == (name, contents)
    assert plain(tmp_path) == sorted([*generations[name], "run.json"])


def test_a_second_run_is_refused(tmp_path: Path) -> None:
    refused = pytest.raises(LockedError, match=f"another run \\(process {os.getpid()}\\) is writing")
    with locked(tmp_path), refused, locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_a_text_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    atomic_text(path, "old")
    with pytest.raises(UnicodeEncodeError):
        atomic_text(path, "new \ud800")
    assert path.read_text() == "old"
    atomic_text(path, "new é")
    assert path.read_text(encoding="utf8") == "new é"
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_or_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    atomic_text(pipe, "page")
    assert os.read(reading, 100) == b"page"
    assert pipe.is_fifo()
    os.close(reading)
