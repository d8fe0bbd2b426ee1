"""A run: inputs in, a new generation of tables out.

The inputs are read twice. The first reading decides which records are papers and under which key
(`extract.identity`); the second cuts the papers into batches by their position, has an engine
extract those that no earlier run finished, and writes everything in order. Rows and bytes depend
neither on the engine nor on what was finished before.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from extract import identity, readers, store
from extract.batchcache import BatchCache
from extract.batches import PipelineSpec
from extract.engine import Engines, engines
from extract.environment import environment_digest, versions
from extract.generation import Generation
from extract.models import Record, Rejected
from extract.readers import ReadOptions, Source
from extract.readers.inputs import valid
from extract.schedule import Tally, finished
from extract.stopping import held_back
from extract.tables.writing import PART_ROWS

BATCH_PAPERS = 512
TOLD_EVERY = 1000
MUCH_INPUT = 2 << 20
"""Bytes for each worker from which on all of them will have work, and are started before the reading has ended."""

Progress = Callable[[str, int, int | None], None]


class UnusableInputError(Exception):
    """The inputs can't be made into tables: nothing in them could be read, or they changed meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How to run.

    `pipeline` and `read` decide the rows, `part_rows` how they are cut into files; `workers` and
    `batch_papers` change neither. `force` extracts again what earlier runs have finished.
    """

    pipeline: PipelineSpec = field(default_factory=PipelineSpec)
    read: ReadOptions = field(default_factory=ReadOptions)
    workers: int = 1
    force: bool = False
    batch_papers: int = BATCH_PAPERS
    part_rows: int = PART_ROWS


def run(
    inputs: Sequence[Path | str],
    out: Path,
    options: RunOptions | None = None,
    *,
    progress: Progress = lambda stage, done, total: None,
) -> dict[str, Any]:
    """Extracts the claims of `inputs` into the folder `out` and gives what its run.json says.

    `progress` hears of the stages "reading" and "extracting": items done, and how many there are
    where that is known. Whatever is raised, earlier tables in `out` stay as they are: InputError
    and StrictError of `extract.readers`, RuleError, UnusableInputError, LockedError, WorkerError,
    ExtractionError, OSError.
    """
    options = options or RunOptions()
    sources = _without_output(readers.find(inputs), out)
    rules_digest = options.pipeline.digest()
    with store.locked(out) as folder:
        try:
            report = _written(sources, folder, rules_digest, options, progress)
            with held_back():
                folder.commit(report)
        except BaseException:
            folder.discard()
            raise
    return report


def _written(
    sources: Sequence[Source], folder: store.Store, rules_digest: str, options: RunOptions, progress: Progress
) -> dict[str, Any]:
    clock = _Clock()
    generation = Generation(folder.begin(), rules_digest, options.part_rows)
    cache = BatchCache(folder.batches, environment_digest(rules_digest))
    if options.force:
        cache.force()
    before = _states(sources)
    inputs = [_described(source) for source in sources]
    clock.lap("hashing_inputs")
    with engines(options.pipeline, options.workers) as at_hand:
        if cache.is_empty and sum(size for size, _ in filter(None, before)) > options.workers * MUCH_INPUT:
            at_hand.warm()
        decisions = identity.decide(_told(readers.read(sources, options.read), progress))
        clock.lap("reading")
        items = decisions.apply(readers.read(sources, options.read))
        tally = _extract(items, len(decisions), generation, cache, at_hand, options, progress)
    clock.lap("extracting")
    tables = generation.close()
    if _states(sources) != before:
        raise UnusableInputError("the inputs changed while they were read; run again")
    if generation.faults and not generation.records:
        raise UnusableInputError(f"nothing could be read: {generation.first_fault}")
    cache.sweep()
    clock.lap("finishing")
    return {
        "versions": versions(rules_digest),
        "inputs": inputs,
        "options": _as_json(options),
        "counts": {**generation.counts(), **asdict(tally)},
        "tables": tables,
        "timings": clock.timings,
    }


def _extract(
    items: Iterable[Any],
    n_records: int,
    generation: Generation,
    cache: BatchCache,
    at_hand: Engines,
    options: RunOptions,
    progress: Progress,
) -> Tally:
    tally = Tally()
    size = options.batch_papers
    at_work = at_hand.engine(-(-n_records // size))
    ahead = 0 if options.workers == 1 else 2 * options.workers
    with generation.writing():
        papers = generation.sift(items)
        for slice_, batch in finished(papers, cache, at_work, size=size, ahead=ahead, tally=tally):
            generation.write(slice_, batch)
            progress("extracting", generation.records, n_records)
    return tally


def _without_output(sources: Sequence[Source], out: Path) -> Sequence[Source]:
    """The sources outside the output folder, which may lie within an input folder; all where there is no other."""
    folder = out.resolve()
    others = [source for source in sources if source.path is None or folder not in source.path.resolve().parents]
    return others or sources


def _told(items: Iterable[Record | Rejected], progress: Progress) -> Iterator[Record | Rejected]:
    for done, item in enumerate(items, 1):
        if done % TOLD_EVERY == 0:
            progress("reading", done, None)
        yield item


def _states(sources: Sequence[Source]) -> list[tuple[int, int] | None]:
    states = [source.path.stat() if source.path else None for source in sources]
    return [(state.st_size, state.st_mtime_ns) if state else None for state in states]


def _described(source: Source) -> dict[str, Any]:
    total, size = hashlib.sha256(), 0
    with source.path.open("rb") if source.path else source.open() as stream:
        while block := stream.read(1 << 20):
            total.update(block)
            size += len(block)
    return {"file": source.label, "bytes": size, "sha256": total.hexdigest()}


def _as_json(options: RunOptions) -> dict[str, Any]:
    rules = options.pipeline.rules
    return {
        **asdict(options.read),
        "rules": valid(os.fspath(rules)) if rules else None,
        "workers": options.workers,
        "force": options.force,
        "batch_papers": options.batch_papers,
        "part_rows": options.part_rows,
    }


class _Clock:
    """Seconds that each part of a run took."""

    def __init__(self) -> None:
        self.timings: dict[str, float] = {}
        self._last = time.monotonic()

    def lap(self, name: str) -> None:
        now = time.monotonic()
        self.timings[name] = round(now - self._last, 3)
        self._last = now
