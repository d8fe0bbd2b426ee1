"""Speed, memory and start-up, beside what others take for less; written to bench/RESULTS.md.

    python -m bench [--quick] [--memory] [--abstracts N] [--rounds N] [FILE]...

reads FILES, or the corpus in ../shared where it lies beside the project, or else the captures of data/raw; each
abstract once. A round runs everything, each in a process of its own, and what is told is the median of the rounds.
Ratios are of CPU time within one round, so that other work on the machine touches both sides alike. --quick is one
round of 3,000 abstracts that writes nothing; --memory reads and identifies a made file of two gigabytes too.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from bench import results
from bench.corpus import records, sources
from bench.rounds import Measured, measure

RESULTS = Path(__file__).with_name("RESULTS.md")
QUICK = 3000


@click.command(help=__doc__)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--quick", is_flag=True, help="One round of few abstracts; RESULTS.md stays as it is.")
@click.option("--abstracts", type=click.IntRange(min=1), help="How many to read; all there are by default.")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1))
@click.option("--memory", is_flag=True, help="The peak memory of reading two gigabytes too.")
def main(files: tuple[Path, ...], quick: bool, abstracts: int | None, rounds: int, memory: bool) -> None:
    papers = records(files, abstracts or (QUICK if quick else None))
    read = [str(path) for path in files or sources()]
    with tempfile.TemporaryDirectory() as folder:
        found: Measured = measure(
            papers, Path(folder), rounds=1 if quick else rounds, quick=quick, memory=memory, told=click.echo
        )
    page = results.page(found, read)
    click.echo(page)
    if not quick:
        RESULTS.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
