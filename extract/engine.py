"""Who extracts the batches: this process, or several of them. Results don't depend on which."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from extract import batchcache
from extract.batchcache import Earlier
from extract.batches import Extractor, PipelineSpec, claims_per_paper, run_batch
from extract.stopping import held_back, ignored

if TYPE_CHECKING:
    import pyarrow as pa


class WorkerError(Exception):
    """A process of the run was killed from outside."""

    def __init__(self) -> None:
        super().__init__(
            "a worker process died, killed perhaps for want of memory; "
            "the same command goes on where it was, --workers 1 takes least memory"
        )


@dataclass(frozen=True, slots=True)
class Job:
    """A batch to be made: the records' digests, the papers to extract, and what comes from where.

    `plan` is in the order of the records: a number stands for so many of `papers`, the rest are
    claims of earlier batches.
    """

    key: str
    folder: Path
    digests: tuple[bytes, ...]
    papers: pa.RecordBatch
    plan: tuple[int | Earlier, ...]


class Engine(Protocol):
    """Takes jobs and gives each the file of its finished batch."""

    def submit(self, job: Job) -> Future[Path]: ...


class Engines:
    """What a run has to extract with, chosen once it is known how many batches there are."""

    def __init__(self, spec: PipelineSpec, workers: int) -> None:
        self._spec = spec
        self._workers = workers
        self._pool: _Pool | None = None

    def warm(self) -> None:
        """Starts all processes, which make their pipelines while this one reads: a second each."""
        if self._workers > 1:
            self._pool = _Pool(self._spec, self._workers)
            self._pool.warm(self._workers)

    def engine(self, batches: int) -> Engine:
        """The engine for so many batches: this process where one of them, or one worker, is all there is."""
        workers = min(self._workers, batches)
        if self._pool is None and workers > 1:
            self._pool = _Pool(self._spec, workers)
        return self._pool or _Local(self._spec)

    def close(self) -> None:
        if self._pool is not None:
            self._pool.close()


@contextmanager
def engines(spec: PipelineSpec, workers: int) -> Iterator[Engines]:
    """The engines for at most so many processes, none of which outlives the context."""
    at_hand = Engines(spec, workers)
    try:
        yield at_hand
    finally:
        at_hand.close()


def result(future: Future[Path]) -> Path:
    """The file of a finished batch. Raises WorkerError, or what the extraction raised."""
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise WorkerError from error


class _Local:
    def __init__(self, spec: PipelineSpec) -> None:
        self._spec = spec
        self._pipeline: Extractor | None = None

    def submit(self, job: Job) -> Future[Path]:
        self._pipeline = self._pipeline or self._spec.build()
        future: Future[Path] = Future()
        future.set_result(make(job, self._pipeline))
        return future


class _Pool:
    """Processes that are started one by one as work comes in, each with a pipeline of its own."""

    def __init__(self, spec: PipelineSpec, workers: int) -> None:
        self._spec = spec
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_worker)

    def warm(self, workers: int) -> None:
        with held_back():
            for _ in range(workers):
                self._executor.submit(_warm, self._spec)

    def submit(self, job: Job) -> Future[Path]:
        try:
            with held_back():
                return self._executor.submit(_make_in_worker, job, self._spec)
        except BrokenProcessPool as error:
            raise WorkerError from error

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


def make(job: Job, pipeline: Extractor) -> Path:
    """Extracts what a job asks for and writes its batch; gives the file."""
    part = batchcache.begin(job.folder, job.key)
    claims = run_batch(job.papers, pipeline)
    counts = claims_per_paper(job.papers, claims)
    return batchcache.finish(part, batchcache.assembled(job.digests, _in_order(job.plan, claims, counts)))


def _in_order(
    plan: tuple[int | Earlier, ...], claims: pa.RecordBatch, counts: list[int]
) -> Iterator[Earlier | tuple[pa.RecordBatch, list[int]]]:
    paper = row = 0
    for step in plan:
        if isinstance(step, Earlier):
            yield step
            continue
        mine = counts[paper : paper + step]
        yield claims.slice(row, sum(mine)), mine
        paper, row = paper + step, row + sum(mine)


def _begin_worker() -> None:
    """The parent decides when to stop: signals sent to the whole group are its own, and its end is the worker's."""
    ignored()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@lru_cache(maxsize=1)
def _pipeline(spec: PipelineSpec) -> Extractor:
    return spec.build()


def _warm(spec: PipelineSpec) -> None:
    _pipeline(spec)


def _make_in_worker(job: Job, spec: PipelineSpec) -> Path:
    return make(job, _pipeline(spec))
