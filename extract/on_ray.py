"""A run on a Ray cluster: the rows of a local run, each input file a part that is read and written by itself.

Nothing is shuffled. A first round of tasks takes the fingerprints of each part's records, about a
hundred bytes a record; the driver decides by them alone which records are one paper, as a local run
does, and tells each part of its own records. In a second round actors, each with one warm pipeline,
read the parts again and write `papers/part-00000.parquet` and so on, in the order of the input, to the
output folder, which all nodes must see under one path. A part is written aside and renamed, so that
one whose actor died is made again by another.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import uuid
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from extract import readers, store
from extract.batchcache import Batch
from extract.batches import PipelineSpec, claims_per_paper, run_batch
from extract.environment import versions
from extract.generation import Generation
from extract.identity import Decisions, Fingerprints
from extract.models import Paper
from extract.readers import InputError, ReadOptions, Source
from extract.run import BATCH_PAPERS, RunOptions, UnusableInputError
from extract.schedule import paper_columns
from extract.tables.schemas import SCHEMAS

WHOLE = 2**62
"""More rows than a part of the input holds: each of its tables is one file."""


class RayMissingError(InputError):
    """Ray isn't installed."""

    def __init__(self) -> None:
        super().__init__("the engine ray needs an extra: pip install 'quantclaims[ray]'")


def run_on_ray(
    inputs: Sequence[Path | str], out: Path, options: RunOptions | None = None, *, address: str | None = None
) -> dict[str, Any]:
    """Extracts the claims of `inputs` into the folder `out` on Ray and gives what its run.json says.

    `address` is that of a running cluster; without one the cluster of the environment is used, or
    one on this machine made. Of the options `part_rows` and `force` have no bearing: parts are
    those of the input, and nothing is reused. Raises what `extract.run.run` raises, and
    RayMissingError.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise RayMissingError from error

    options = options or RunOptions()
    sources = readers.find(inputs)
    if options.read.strict or any(source.path is None for source in sources):
        raise InputError("the engine ray reads files only, and goes on at faults: neither - nor --strict")
    rules_digest = options.pipeline.digest()
    if not ray.is_initialized():
        ray.init(address=address, log_to_driver=False)
    with store.locked(out) as folder:
        try:
            report = _written(sources, folder.begin().resolve(), rules_digest, options)
            folder.commit(report)
        except BaseException:
            folder.discard()
            raise
    return report


def joined(parts: Iterable[Fingerprints]) -> Fingerprints:
    """The fingerprints of consecutive parts as those of the whole."""
    whole = Fingerprints()
    for part in parts:
        records, texts = len(whole), len(whole.texts)
        files = [whole.origins.setdefault(origin, len(whole.origins)) for origin in part.origins]
        for name in ("titles", "abstracts", "openings", "lengths", "dated", "places", "keys", "key_ranks"):
            getattr(whole, name).extend(getattr(part, name))
        whole.files.extend(array("I", (files[number] for number in part.files)))
        whole.key_owners.extend(array("I", (records + owner for owner in part.key_owners)))
        whole.texts += part.texts
        whole.text_ends.extend(array("Q", (texts + end for end in part.text_ends)))
    return whole


def fingerprints_of(source: Source, options: ReadOptions) -> Fingerprints:
    """The fingerprints of one part's records."""
    prints = Fingerprints()
    for item in readers.read([source], options):
        if not hasattr(item, "reason"):
            prints.add(item)
    return prints


class PartDecisions(Decisions):
    """The decisions on one part's records, without those on all the others."""

    def __init__(self, whole: Decisions, first: int, count: int) -> None:
        records = range(first, first + count)
        self._first = first
        self._keys = [whole.paper_id(index) for index in records]
        self._elsewhere = {index: whole.kept(index) for index in records if whole.kept(index) != index}
        self._origins = {index: whole.origin(index) for index in self._elsewhere}

    def __len__(self) -> int:
        return len(self._keys)

    def kept(self, index: int) -> int:
        return self._elsewhere.get(index, index)

    def paper_id(self, index: int) -> str:
        return self._keys[index - self._first]

    def origin(self, index: int) -> str:
        return self._origins[index]


class Parts:
    """What an actor does: parts of the input to parts of the tables, with one pipeline for all of them."""

    def __init__(
        self, folder: Path, decisions: Sequence[Any], rules_digest: str, spec: PipelineSpec, read: ReadOptions
    ) -> None:
        self._folder, self._rules_digest, self._read = folder, rules_digest, read
        self._decisions = decisions
        self._pipeline = spec.build()

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Makes the parts of a batch; gives each one's number and its share of run.json."""
        numbers = [int(number) for number in batch["number"]]
        rows = zip(numbers, batch["path"], batch["label"], batch["first"], strict=True)
        made = [
            self._made(number, Source(Path(str(path)), str(label)), int(first)) for number, path, label, first in rows
        ]
        return {"number": numbers, "report": [json.dumps(report) for report in made]}

    def _made(self, number: int, source: Source, first: int) -> dict[str, Any]:
        import ray

        decisions: PartDecisions = ray.get(self._decisions[number])
        aside = self._folder / f"aside-{number:05d}-{uuid.uuid4().hex}"
        aside.mkdir()
        generation = Generation(aside, self._rules_digest, WHOLE)
        items = decisions.apply(readers.read([source], self._read), first=first)
        with generation.writing():
            for papers in _batches(generation.sift(items)):
                columns = paper_columns(papers)
                claims = run_batch(columns, self._pipeline)
                generation.write(papers, Batch((), tuple(claims_per_paper(columns, claims)), claims))
        tables = generation.close()
        for name, table in tables.items():
            part = f"{name}/part-{number:05d}.parquet"
            (self._folder / name).mkdir(exist_ok=True)
            (aside / table["files"][0]["path"]).rename(self._folder / part)
            table["files"][0]["path"] = part
        shutil.rmtree(aside)
        counts = generation.counts()
        return {"counts": counts, "tables": tables, "fault": generation.first_fault, "input": _described(source)}


def _batches(papers: Iterable[Paper]) -> Iterator[tuple[Paper, ...]]:
    stream = iter(papers)
    while some := tuple(islice(stream, BATCH_PAPERS)):
        yield some


def _written(sources: Sequence[Source], folder: Path, rules_digest: str, options: RunOptions) -> dict[str, Any]:
    import ray

    began = time.monotonic()
    firsts, decisions = _decided(sources, options.read)
    decided = time.monotonic()
    parts = [
        {"number": number, "path": str(source.path.resolve()), "label": source.label, "first": first}  # type: ignore[union-attr]
        for number, (source, first) in enumerate(zip(sources, firsts, strict=True))
    ]
    reports = _extracted(parts, options.workers, (folder, decisions, rules_digest, options.pipeline, options.read))
    for left in folder.glob("aside-*"):
        shutil.rmtree(left)
    counts = _counts(reports)
    if counts["file_faults"] and not counts["records"]:
        raise UnusableInputError(f"nothing could be read: {next(r['fault'] for r in reports if r['fault'])}")
    timings = {"deciding": round(decided - began, 3), "extracting": round(time.monotonic() - decided, 3)}
    return {
        "versions": {**versions(rules_digest), "ray": ray.__version__},
        "inputs": [report["input"] for report in reports],
        "options": {**asdict(options.read), "engine": "ray", "workers": options.workers,
                    "rules": str(options.pipeline.rules) if options.pipeline.rules else None},
        "counts": counts,
        "tables": {name: _table([report["tables"][name] for report in reports]) for name in SCHEMAS},
        "timings": timings,
    }  # fmt: skip


def _decided(sources: Sequence[Source], read: ReadOptions) -> tuple[list[int], list[Any]]:
    """For each source the ordinal of its first record, and where ray keeps the decisions on its records."""
    import ray

    task = ray.remote(fingerprints_of)
    prints = ray.get([task.remote(source, read) for source in sources])
    firsts = [0, *accumulate(map(len, prints))][: len(prints)]
    whole = Decisions(joined(prints))
    return firsts, [ray.put(PartDecisions(whole, *part)) for part in zip(firsts, map(len, prints), strict=True)]


def _extracted(parts: list[dict[str, Any]], workers: int, setting: tuple[Any, ...]) -> list[dict[str, Any]]:
    """What the actors, each made with `setting`, report of the parts, in order."""
    import ray

    ray.data.DataContext.get_current().enable_progress_bars = False
    made = (
        ray.data.from_items(parts, override_num_blocks=len(parts))
        .map_batches(
            Parts,
            fn_constructor_args=setting,
            batch_size=1,
            compute=ray.data.ActorPoolStrategy(min_size=1, max_size=max(1, min(workers, len(parts)))),
            num_cpus=1,
        )
        .take_all()
    )
    return [json.loads(row["report"]) for row in sorted(made, key=lambda row: int(row["number"]))]


def _counts(reports: Sequence[dict[str, Any]]) -> dict[str, Any]:
    reasons: Counter[str] = Counter()
    for report in reports:
        reasons.update(report["counts"]["rejected"])
    sums = {
        name: sum(report["counts"][name] for report in reports)
        for name in ("records", "papers", "claims", "file_faults")
    }
    extracted = {"papers_extracted": sums["papers"], "papers_reused": 0}
    return {**sums, "rejected": dict(sorted(reasons.items())), **extracted}


def _table(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"rows": sum(part["rows"] for part in parts), "files": [file for part in parts for file in part["files"]]}


def _described(source: Source) -> dict[str, Any]:
    assert source.path is not None
    with source.path.open("rb") as file:
        return {
            "file": source.label,
            "bytes": source.path.stat().st_size,
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
        }
