"""Generated inputs without end: the pipeline, the readers and the bounds on what nobody would write.

    python -m tests.fuzz [--inputs 1000000] [--seconds 1800] [--seed N] [--workers N]

prints the seed, each failure with what made it, then how many inputs of each kind there were and the slowest of each;
exit code 1 where anything failed. A tenth of the inputs is hypothesis's, and where atheris is installed a part of
the time goes to what it finds by the code that inputs reach. The same seed makes the same inputs in the same order.
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

GUIDED = 0.15
"""Share of the time that is atheris's."""


@click.command(help=__doc__)
@click.option("--inputs", default=1_000_000, show_default=True, help="Inputs to make.")
@click.option("--seconds", default=1800.0, show_default=True, help="Time after which it ends with fewer.")
@click.option("--seed", type=int, help="Seed; one of the clock if none is given.")
@click.option(
    "--workers", default=os.cpu_count() or 1, show_default="all cores", help="Processes; each adds 1 to the seed."
)
def main(inputs: int, seconds: float, seed: int | None, workers: int) -> None:
    began = time.monotonic()
    seed = time.time_ns() % 10**9 if seed is None else seed
    click.echo(f"seed {seed}, {workers} processes, {inputs:,} inputs or {seconds:g} s")
    guided = importlib.util.find_spec("atheris") is not None
    unguided = seconds * (1 - GUIDED if guided else 1)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        done = [pool.submit(one_process, seed + number, unguided, -(-inputs // workers)) for number in range(workers)]
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
    took = time.monotonic() - began
    click.echo(f"{inputs_made:,} inputs in all, {examples:,} of them by hypothesis, in {took:,.0f} s")
    failures = [failure for outcome in total.values() for failure in outcome.failures]
    for name, said in by_atheris(seed, seconds * GUIDED).items():
        click.echo(f"atheris, {name}: {said}")
        failures += [said] if "\n" in said else []
    if not guided:
        click.echo("atheris isn't installed (pip install atheris): nothing was searched by coverage")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
