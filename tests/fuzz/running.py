"""Many inputs in one process, and those that hypothesis and atheris find."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis
from hypothesis import strategies as st

from extract.models import Claim
from extract.pipeline import Pipeline
from tests.fuzz import inputs
from tests.fuzz.invariants import check_bounds, check_file, check_rows, check_text

GUIDED = ("text", "expression", "file")
SLOW = 2.0
"""CPU seconds that no input of a few thousand characters may take."""
EXAMPLES = 1000
HYPOTHESIS = 0.1
"""Share of the inputs, and of the time for them, that is hypothesis's."""
ROWS = 1000
"""Claims that are made rows of a table at once."""


@dataclass
class Outcome:
    """What came of the inputs of one kind."""

    count: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.count += other.count
        self.slowest = max(self.slowest, other.slowest)
        self.failures += other.failures


@dataclass
class Kind:
    """Inputs of one kind: how they are drawn and checked, their share of the time, and what came of it."""

    draw: Callable[[random.Random], object]
    check: Callable[[object], object]
    share: float
    outcome: Outcome = field(default_factory=Outcome)

    def run(self, value: object) -> None:
        began = time.process_time()
        try:
            self.check(value)
        except (Exception, RecursionError):
            self._failed(f"{value!r}\n{traceback.format_exc(limit=-6)}")
        took = time.process_time() - began
        self.outcome.count += 1
        self.outcome.seconds += took
        self.outcome.slowest = max(self.outcome.slowest, took)
        if took > SLOW:
            self._failed(f"{value!r}\ntook {took:.1f} s")

    def _failed(self, failure: str) -> None:
        """Notes a failure, and tells of it at once: the rest may take long."""
        self.outcome.failures.append(failure)
        print(failure, file=sys.stderr, flush=True)


def kinds(folder: Path) -> dict[str, Kind]:
    """The three kinds of inputs, checked as `tests.fuzz.invariants` says; files are written into `folder`."""
    pipeline = Pipeline()
    claims: list[Claim] = []

    def check_rowed(value: object) -> None:
        claims.extend(check_text(pipeline, *value))  # type: ignore[misc]
        if len(claims) >= ROWS:
            rows = claims[:]
            claims.clear()
            check_rows(rows)

    def text(draw: random.Random) -> object:
        return inputs.text(draw)[:200], inputs.text(draw)

    def check_written(value: object) -> object:
        name, content = value  # type: ignore[misc]
        path = folder / name
        path.write_bytes(content)
        found = check_file(path)
        path.unlink()
        return found

    return {
        "text": Kind(text, check_rowed, 0.6),
        "expression": Kind(inputs.expression, check_bounds, 0.15),  # type: ignore[arg-type]
        "file": Kind(inputs.file, check_written, 0.25),
    }


def drawn(found: dict[str, Kind], seed: int, seconds: float, most: int) -> None:
    """Inputs from a seed until there are `most` or the time is up, the kinds in turn by their share of the time."""
    draws = {name: random.Random(f"{seed}/{name}") for name in found}
    end = time.monotonic() + seconds
    while time.monotonic() < end and _counted(found) < most:
        name = min(found, key=lambda name: found[name].outcome.seconds / found[name].share)
        for _ in range(20):
            found[name].run(found[name].draw(draws[name]))


def by_hypothesis(found: dict[str, Kind], seed: int, seconds: float, most: int) -> int:
    """Any text at all, in rounds of EXAMPLES, each with a seed of its own; gives the number of inputs, about `most`."""
    end, before, rounds = time.monotonic() + seconds, _counted(found), 0
    characters = st.characters(exclude_categories=["Cs"]) | st.sampled_from("0123456789%x.,- $\\(){}^")
    text = st.text(characters, max_size=300)
    settings = hypothesis.settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    strategies = {"text": st.tuples(text, text), "expression": text}
    while time.monotonic() < end and _counted(found) - before < most:
        for name, strategy in strategies.items():
            hypothesis.seed(seed * 100_003 + rounds)(settings(hypothesis.given(strategy)(_taking(found[name]))))()
        rounds += 1
    return _counted(found) - before


def _taking(kind: Kind) -> Callable[[object], None]:
    def take(value: object) -> None:
        kind.run(value)

    return take


def _counted(found: dict[str, Kind]) -> int:
    return sum(kind.outcome.count for kind in found.values())


def by_atheris(seed: int, seconds: float) -> dict[str, str]:
    """What atheris says at the end of its run on each kind; empty where it isn't installed."""
    if importlib.util.find_spec("atheris") is None:
        return {}
    said = {}
    for kind in GUIDED:
        options = [sys.executable, "-m", "tests.fuzz.guided", kind, f"-seed={seed % 2**31 or 1}", "-max_len=600",
                   f"-max_total_time={max(1, round(seconds / len(GUIDED)))}", "-print_final_stats=1"]  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [*options, f"-artifact_prefix={folder}/"], capture_output=True, text=True, check=False
            )
        lines = done.stderr.splitlines()
        units = next((line.split()[-1] for line in lines if "number_of_executed_units" in line), "0")
        said[kind] = f"{units} inputs" + ("" if done.returncode == 0 else "\n" + "\n".join(lines[-60:]))
    return said


def one_process(seed: int, seconds: float, most: int) -> tuple[dict[str, Outcome], int]:
    """What came of each kind of input in one process, and how many of them were hypothesis's: a tenth of `most`."""
    with tempfile.TemporaryDirectory() as folder:
        found = kinds(Path(folder))
        examples = by_hypothesis(found, seed, seconds * HYPOTHESIS, round(most * HYPOTHESIS))
        drawn(found, seed, seconds * (1 - HYPOTHESIS), most)
    return {name: kind.outcome for name, kind in found.items()}, examples
