"""Generated inputs without end: the pipeline, the readers and the bounds on what nobody would write.

    python -m tests.fuzz [--seconds 600] [--seed N]

prints the seed, then how many inputs of each kind there were, the slowest of each, and each failure with what made
it; exit code 1 where there is any. A part of the time goes to hypothesis, and where atheris is installed to
inputs that it finds by the code that they reach. The same seed makes the same inputs in the same order.
"""

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

import click
import hypothesis
from hypothesis import strategies as st

from extract.pipeline import Pipeline
from tests.fuzz import inputs
from tests.fuzz.invariants import check_bounds, check_file, check_text

GUIDED = ("text", "expression", "file")
SLOW = 2.0
"""Seconds that no input of a few thousand characters may take."""
EXAMPLES = 1000


@dataclass
class Kind:
    """Inputs of one kind: how they are drawn and checked, and what came of it."""

    draw: Callable[[random.Random], object]
    check: Callable[[object], object]
    share: float
    count: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)

    def run(self, value: object) -> None:
        began = time.perf_counter()
        try:
            self.check(value)
        except (Exception, RecursionError):
            self.failures.append(f"{value!r}\n{traceback.format_exc(limit=-6)}")
        took = time.perf_counter() - began
        self.count += 1
        self.seconds += took
        self.slowest = max(self.slowest, took)
        if took > SLOW:
            self.failures.append(f"{value!r}\ntook {took:.1f} s")


def kinds(folder: Path) -> dict[str, Kind]:
    """The three kinds of inputs, checked as `tests.fuzz.invariants` says; files are written into `folder`."""
    pipeline = Pipeline()

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
        "text": Kind(text, lambda value: check_text(pipeline, *value), 0.6),  # type: ignore[misc]
        "expression": Kind(inputs.expression, check_bounds, 0.15),  # type: ignore[arg-type]
        "file": Kind(inputs.file, check_written, 0.25),
    }


def drawn(found: dict[str, Kind], seed: int, seconds: float) -> None:
    """Inputs from a seed until the time is up, the kinds in turn by their share of the time."""
    draws = {name: random.Random(f"{seed}/{name}") for name in found}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name = min(found, key=lambda name: found[name].seconds / found[name].share)
        for _ in range(20):
            found[name].run(found[name].draw(draws[name]))


def by_hypothesis(found: dict[str, Kind], seed: int, seconds: float) -> int:
    """Any text at all, in rounds of EXAMPLES, each with a seed of its own; gives the number of inputs."""
    end, before, rounds = time.monotonic() + seconds, _counted(found), 0
    characters = st.characters(exclude_categories=["Cs"]) | st.sampled_from("0123456789%x.,- $\\(){}^")
    text = st.text(characters, max_size=300)
    settings = hypothesis.settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    strategies = {"text": st.tuples(text, text), "expression": text}
    while time.monotonic() < end:
        for name, strategy in strategies.items():
            hypothesis.seed(seed * 100_003 + rounds)(settings(hypothesis.given(strategy)(_taking(found[name]))))()
        rounds += 1
    return _counted(found) - before


def _taking(kind: Kind) -> Callable[[object], None]:
    def take(value: object) -> None:
        kind.run(value)

    return take


def _counted(found: dict[str, Kind]) -> int:
    return sum(kind.count for kind in found.values())


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


@click.command(help=__doc__)
@click.option("--seconds", default=600.0, show_default=True, help="Time for all of it.")
@click.option("--seed", type=int, help="Seed; one of the clock if none is given.")
def main(seconds: float, seed: int | None) -> None:
    seed = time.time_ns() % 10**9 if seed is None else seed
    click.echo(f"seed {seed}, {seconds:g} s")
    guided = importlib.util.find_spec("atheris") is not None
    with tempfile.TemporaryDirectory() as folder:
        found = kinds(Path(folder))
        drawn(found, seed, seconds * (0.6 if guided else 0.8))
        examples = by_hypothesis(found, seed, seconds * 0.2)
    failures = [failure for kind in found.values() for failure in kind.failures]
    for name, kind in found.items():
        click.echo(f"{name}: {kind.count:,} inputs, slowest {kind.slowest:.2f} s, {len(kind.failures)} failures")
    click.echo(f"of them {examples:,} by hypothesis, {_counted(found):,} inputs in all")
    for name, said in by_atheris(seed, seconds * 0.2).items():
        click.echo(f"atheris, {name}: {said}")
        failures += [said] if "\n" in said else []
    if not guided:
        click.echo("atheris isn't installed (pip install atheris): nothing was searched by coverage")
    for failure in failures[:20]:
        click.echo(f"\n{failure}")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
