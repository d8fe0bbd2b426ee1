"""How many abstracts a second one process extracts, and the memory that it takes.

    python -m bench [--repeat 5] [FILE]...

reads FILES, or the captures of data/raw, once and extracts their claims --repeat times. Prints each time, then
the median and the peak memory of the process. Rules are loaded before the clock starts; `python -m pyinstrument -m
bench` shows where the time goes.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path

import click

from extract.identity import assign
from extract.models import Paper
from extract.pipeline import Pipeline
from extract.readers import read

CAPTURES = Path(__file__).parents[1] / "data" / "raw"


@click.command(help=__doc__)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--repeat", default=5, show_default=True, type=click.IntRange(min=1), help="Rounds over all papers.")
def main(files: tuple[Path, ...], repeat: int) -> None:
    papers = [item for item in assign(read(files or [CAPTURES])) if isinstance(item, Paper)]
    pipeline = Pipeline()
    rates = []
    for number in range(1, repeat + 1):
        began = time.perf_counter()
        claims = sum(
            len(pipeline.extract(paper.paper_id, paper.record.title, paper.record.abstract)) for paper in papers
        )
        rates.append(len(papers) / (time.perf_counter() - began))
        click.echo(f"round {number}: {len(papers):,} papers, {claims:,} claims, {rates[-1]:,.0f} papers/s")
    click.echo(f"median {statistics.median(rates):,.0f} papers/s, peak memory {_peak() / 1e6:,.0f} MB")


def _peak() -> int:
    """Bytes; Linux counts in kibibytes, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
