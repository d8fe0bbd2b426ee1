"""The output folder: one run at a time in it, and several tables that change as one.

    OUT/papers.parquet, claims.parquet, rejected.parquet, run.json   (or papers/part-00000.parquet ...)
    OUT/.quantclaims/lock       held by the run at work
    OUT/.quantclaims/batches/   finished batches, see `extract.batchcache`
    OUT/.quantclaims/next/      a generation being written
    OUT/.quantclaims/commit/    a finished generation being moved to OUT

A generation is written and synced in `next`, and holds good from the moment `next` is renamed to
`commit`. From there its tables are moved to OUT one by one, run.json last. What a kill leaves in
`commit` is moved by the next run, and read from there until then; what it leaves in `next` is dropped.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

INTERNAL = ".quantclaims"
TABLES = ("papers", "claims", "rejected")
RUN_FILE = "run.json"


class LockedError(Exception):
    """Another run is writing to the folder."""


class Store:
    """An output folder that is locked by this process; made by `locked`."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.batches = out / INTERNAL / "batches"
        self._next = out / INTERNAL / "next"
        self._commit = out / INTERNAL / "commit"

    def begin(self) -> Path:
        """An empty folder for the tables of a new generation."""
        self._roll_forward()
        shutil.rmtree(self._next, ignore_errors=True)
        self._next.mkdir(parents=True)
        self.batches.mkdir(exist_ok=True)
        return self._next

    def commit(self, run: dict[str, Any]) -> None:
        """Makes the new generation the folder's, with `run` as its run.json."""
        with (self._next / RUN_FILE).open("w", encoding="utf8") as file:
            json.dump(run, file, indent=2, ensure_ascii=False)
            file.write("\n")
        for path in sorted(self._next.rglob("*")):
            sync(path)
        sync(self._next)
        self._next.rename(self._commit)
        sync(self._commit.parent)
        self._roll_forward()

    def discard(self) -> None:
        """Drops an unfinished generation."""
        shutil.rmtree(self._next, ignore_errors=True)

    def _roll_forward(self) -> None:
        if not self._commit.exists():
            return
        for name in TABLES:
            new = next(
                (self._commit / each for each in (name, f"{name}.parquet") if (self._commit / each).exists()), None
            )
            if new is not None:
                shutil.rmtree(self.out / name, ignore_errors=True)
                if new.is_dir():
                    (self.out / f"{name}.parquet").unlink(missing_ok=True)
                new.rename(self.out / new.name)
        if (self._commit / RUN_FILE).exists():
            (self._commit / RUN_FILE).rename(self.out / RUN_FILE)
        sync(self.out)
        shutil.rmtree(self._commit)


def located(out: Path, path: str) -> Path:
    """Where the file `path` of the folder's good generation lies at present."""
    moving = out / INTERNAL / "commit" / path
    return moving if moving.exists() else out / path


@contextmanager
def locked(out: Path) -> Iterator[Store]:
    """The output folder, made where it is missing, for this process alone.

    Raises LockedError where another process has it, OSError where it can't be written.
    """
    (out / INTERNAL).mkdir(parents=True, exist_ok=True)
    with (out / INTERNAL / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip()
            who = f"another run (process {holder})" if holder else "another run"
            raise LockedError(f"{out}: {who} is writing to this folder; wait for its end or choose another") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield Store(out)


def atomic_text(path: Path, text: str) -> None:
    """Writes a file so that at any moment it is the old one or the new one, whole; a device or pipe is written to."""
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf8")
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("w", encoding="utf8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Waits until a file or folder is on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
