"""Generated inputs without end: the pipeline, the readers and the bounds on what nobody would write.

    python -m tests.fuzz [--seconds 600] [--seed N] [--workers N]

prints the seed, then how many inputs of each kind there were, the slowest of each, and each failure with what made
it; exit code 1 where there is any. A part of the time goes to hypothesis, and where atheris is installed to
inputs that it finds by the code that they reach. The same seed makes the same inputs in the same order.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import click

from tests.fuzz.running import Outcome, by_atheris, one_process


@click.command(help=__doc__)
@click.option("--seconds", default=600.0, show_default=True, help="Time for all of it.")
@click.option("--seed", type=int, help="Seed; one of the clock if none is given.")
@click.option(
    "--workers", default=os.cpu_count() or 1, show_default="all cores", help="Processes; each adds 1 to the seed."
)
def main(seconds: float, seed: int | None, workers: int) -> None:
    seed = time.time_ns() % 10**9 if seed is None else seed
    click.echo(f"seed {seed}, {workers} processes, {seconds:g} s")
    guided = importlib.util.find_spec("atheris") is not None
    shares = (seconds * (0.65 if guided else 0.8), seconds * 0.2)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        done = [pool.submit(one_process, seed + number, *shares) for number in range(workers)]
        results = [future.result() for future in done]
    total: dict[str, Outcome] = {}
    for outcomes, _ in results:
        for name, outcome in outcomes.items():
            total.setdefault(name, Outcome()).add(outcome)
    for name, outcome in total.items():
        click.echo(
            f"{name}: {outcome.count:,} inputs, slowest {outcome.slowest:.2f} s, {len(outcome.failures)} failures"
        )
    examples, inputs_made = sum(of for _, of in results), sum(outcome.count for outcome in total.values())
    click.echo(f"{inputs_made:,} inputs in all, {examples:,} of them by hypothesis")
    failures = [failure for outcome in total.values() for failure in outcome.failures]
    for name, said in by_atheris(seed, seconds * 0.15).items():
        click.echo(f"atheris, {name}: {said}")
        failures += [said] if "\n" in said else []
    if not guided:
        click.echo("atheris isn't installed (pip install atheris): nothing was searched by coverage")
    for failure in failures[:20]:
        click.echo(f"\n{failure}")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
