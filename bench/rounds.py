"""Everything that is measured, each in a process of its own, several times."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench import corpus, environments, hostile
from extract.bounds.speed import distinct_expressions, expressions_per_second
from extract.models import Record

SLOW_SAMPLE = 200
"""Abstracts for quantulum3, which reads some forty a second."""
EXPRESSIONS, SEED = 4000, 7
STARTS = {
    "`import extract`": "import extract",
    "a pipeline, ready": "from extract.pipeline import Pipeline; Pipeline()",
    "an interpreter": "pass",
}


@dataclass(slots=True)
class Measured:
    """Rounds of CPU rates in abstracts a second by contestant, and what is measured once."""

    papers: int
    megabytes: float
    rates: dict[str, list[float]] = field(default_factory=dict)
    walls: dict[str, list[float]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    claims: int = 0
    peak: int = 0
    starts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    expressions: float = 0.0
    hostile: Sequence[tuple[str, float, float]] = ()
    profile: str = ""
    memory: str = ""

    def rate(self, name: str) -> float:
        """The median rate."""
        return median(self.rates[name])

    def ratio(self, name: str, over: str) -> float:
        """The median over the rounds of how many times as fast one is as another in the same round."""
        return median(a / b for a, b in zip(self.rates[name], self.rates[over], strict=True))


def measure(
    papers: Sequence[Record], folder: Path, *, rounds: int, quick: bool, memory: bool, told: Callable[[str], object]
) -> Measured:
    """Runs the rounds in `folder`; `told` hears how far they are."""
    all_of, texts, sample = folder / "records.jsonl", folder / "texts.json", folder / "sample.json"
    corpus.write_records(all_of, papers)
    corpus.write_texts(texts, papers)
    corpus.write_texts(sample, papers[:SLOW_SAMPLE])
    found = Measured(len(papers), sum(len(paper.abstract.encode()) for paper in papers) / 1e6)
    for number in range(1, rounds + 1):
        told(f"round {number} of {rounds}")
        for workers in (1, 2):
            _add_run(found, _child("-m", "bench.whole_run", str(all_of), str(workers)), workers)
        for tool, where in (("spacy", texts), ("re2", texts), ("quantulum3", sample)):
            said = environments.measured(tool, where)
            found.rates.setdefault(tool, []).append(said["abstracts"] / said["cpu"])
            found.versions[tool] = said["version"]
    told("start-up, bounds, hostile texts, profile")
    found.starts = {name: _start(code, 3 if quick else 7) for name, code in STARTS.items()}
    found.expressions = expressions_per_second(distinct_expressions(EXPRESSIONS, SEED))
    found.hostile = list(hostile.costs(100_000 if quick else 1_000_000))
    found.profile = _profile(all_of)
    if memory:
        found.memory = _output("-m", "bench.memory").strip()
    return found


def _add_run(found: Measured, said: Mapping[str, Any], workers: int) -> None:
    name = f"run, {workers} process{'es' if workers > 1 else ''}"
    found.rates.setdefault(name, []).append(said["abstracts"] / said["cpu"])
    found.walls.setdefault(name, []).append(said["abstracts"] / said["wall"])
    if workers == 1:
        found.claims = said["claims"]
        found.peak = max(found.peak, said["peak"])


def _start(code: str, times: int) -> tuple[float, float]:
    """Median wall and CPU seconds of an interpreter that does something and ends."""
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), _children()
        subprocess.run([sys.executable, "-c", code], check=True)
        walls.append(time.perf_counter() - wall)
        cpus.append(_children() - cpu)
    return median(walls), median(cpus)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _profile(all_of: Path) -> str:
    """Where a run of one process spends its time by itself, function by function, by pyinstrument."""
    flat = ("-p", "flat=true", "-p", "flat_time=self", "-p", "short_mode=true")
    lines = _output("-m", "pyinstrument", *flat, "-m", "bench.whole_run", str(all_of), "1").splitlines()
    return "\n".join(line for line in lines if line.strip() and "{" not in line and str(all_of) not in line)


def _child(*arguments: str) -> Mapping[str, Any]:
    said: Mapping[str, Any] = json.loads(_output(*arguments).splitlines()[-1])
    return said


def _output(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout
