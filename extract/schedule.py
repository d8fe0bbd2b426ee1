"""Papers to finished batches, in order: what is on disk is taken from there, the rest goes to an engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa

from extract import batchcache
from extract.batchcache import Batch, BatchCache, Earlier
from extract.engine import Engine, Job, result
from extract.models import Paper
from extract.tables.arrays import array

PAPERS_IN = pa.schema([("paper_id", pa.string()), ("title", pa.string()), ("abstract", pa.string())])


@dataclass(slots=True)
class Tally:
    """What was done for the batches and papers of a run; "again" had been begun by a run that was stopped."""

    batches_extracted: int = 0
    batches_reused: int = 0
    batches_extracted_again: int = 0
    papers_extracted: int = 0
    papers_reused: int = 0


def finished(
    papers: Iterable[Paper], cache: BatchCache, engine: Engine, *, size: int, ahead: int, tally: Tally
) -> Iterator[tuple[Sequence[Paper], Batch]]:
    """Batches of `size` papers with their claims, in order; up to `ahead` of them are at work meanwhile."""
    waiting: deque[tuple[Sequence[Paper], Batch | Future[Path]]] = deque()
    stream = iter(papers)
    while slice_ := tuple(islice(stream, size)):
        waiting.append((slice_, _begun(slice_, cache, engine, tally)))
        while len(waiting) > ahead:
            yield _done(*waiting.popleft(), cache)
    while waiting:
        yield _done(*waiting.popleft(), cache)


def _begun(papers: Sequence[Paper], cache: BatchCache, engine: Engine, tally: Tally) -> Batch | Future[Path]:
    digests = tuple(map(batchcache.digest_of, papers))
    key = cache.key(digests)
    batch = cache.get(key)
    if batch is not None:
        tally.batches_reused += 1
        tally.papers_reused += len(papers)
        return batch
    places = [cache.earlier(digest) for digest in digests]
    new = [paper for paper, place in zip(papers, places, strict=True) if place is None]
    tally.batches_extracted += bool(new)
    tally.batches_reused += not new
    tally.batches_extracted_again += bool(new) and cache.was_begun(key)
    tally.papers_extracted += len(new)
    tally.papers_reused += len(papers) - len(new)
    return engine.submit(Job(key, cache.folder, digests, paper_columns(new), tuple(_plan(places))))


def _done(papers: Sequence[Paper], work: Batch | Future[Path], cache: BatchCache) -> tuple[Sequence[Paper], Batch]:
    if isinstance(work, Future):
        path = result(work)
        cache.keep(path)
        work = batchcache.read(path)
    return papers, work


def paper_columns(papers: Sequence[Paper]) -> pa.RecordBatch:
    """What `extract.batches.run_batch` asks of papers."""
    columns = [
        [paper.paper_id for paper in papers],
        [paper.record.title for paper in papers],
        [paper.record.abstract for paper in papers],
    ]
    return pa.RecordBatch.from_arrays([array(column, pa.string()) for column in columns], schema=PAPERS_IN)


def _plan(places: Sequence[tuple[Path, int, int] | None]) -> Iterator[int | Earlier]:
    """Runs of new papers as their number, runs of consecutive rows of one earlier batch as one slice."""
    run: list[tuple[Path, int, int]] = []
    new = 0
    for place in places:
        joins = run and place and place[0] == run[-1][0] and place[1] == run[-1][1] + run[-1][2]
        if run and not joins:
            yield _slice(run)
            run = []
        if place is None:
            new += 1
            continue
        if new:
            yield new
            new = 0
        run.append(place)
    if run:
        yield _slice(run)
    if new:
        yield new


def _slice(run: Sequence[tuple[Path, int, int]]) -> Earlier:
    return Earlier(run[0][0], run[0][1], tuple(count for _, _, count in run))
