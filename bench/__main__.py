"""Abstracts a second of one process, beside spaCy's bare tokeniser in the same run; bounds a second; memory.

    python -m bench [--abstracts 3000] [--memory] [FILE]...

reads FILES, or the corpus in ../shared where it lies beside the project, or else the captures of data/raw; each
abstract once, since repeats flatter every cache. Chunks of abstracts go to the pipeline and to the tokeniser by turns
and CPU time is counted, so that other work on the machine touches both alike. --memory reads and identifies a made
file of two gigabytes too. `python -m pyinstrument -m bench` shows where the time goes.
"""

from __future__ import annotations

import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

import click
import spacy

from extract.bounds.speed import distinct_expressions, expressions_per_second
from extract.models import Record
from extract.pipeline import Pipeline
from extract.readers import read

PROJECT = Path(__file__).parents[1]
CAPTURES = PROJECT / "data" / "raw"
CORPUS = PROJECT.parent / "shared" / "corpus" / "abstracts.jsonl.gz"
CHUNK, EXPRESSIONS, SEED = 100, 4000, 7


@click.command(help=__doc__)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--abstracts", default=3000, show_default=True, type=click.IntRange(min=1), help="How many to read.")
@click.option("--memory", is_flag=True, help="The peak memory of reading two gigabytes too.")
def main(files: tuple[Path, ...], abstracts: int, memory: bool) -> None:
    sources = files or ((CORPUS,) if CORPUS.exists() else (CAPTURES,))
    records = list(islice((item for item in read(sources) if isinstance(item, Record)), abstracts))
    click.echo(f"Python {platform.python_version()}, {len(records):,} abstracts of {', '.join(map(str, sources))}")
    pipeline, tokeniser = Pipeline(), spacy.blank("en")
    ours, theirs = _interleaved(
        records,
        lambda record: pipeline.extract("", record.title, record.abstract),
        lambda record: tokeniser.make_doc(record.abstract),
    )
    click.echo(f"pipeline            {ours:8,.0f} abstracts/s of CPU time")
    click.echo(f"spaCy's tokeniser   {theirs:8,.0f} abstracts/s; the pipeline is {ours / theirs:.2f} times as fast")
    rate = expressions_per_second(distinct_expressions(EXPRESSIONS, SEED))
    click.echo(f"bounds              {rate:8,.0f} different expressions/s")
    click.echo(f"peak memory         {_peak() / 1e6:8,.0f} MB")
    if memory:
        click.echo(
            subprocess.run([sys.executable, "-m", "bench.memory"], check=True, capture_output=True, text=True).stdout
        )


def _interleaved(records: Sequence[Record], *works: Callable[[Record], object]) -> list[float]:
    """The median rate of each work, in records a second of CPU time, over chunks by turns; the first one warms up."""
    rates: list[list[float]] = [[] for _ in works]
    for start in range(0, len(records), CHUNK):
        chunk = records[start : start + CHUNK]
        for work, found in zip(works, rates, strict=True):
            found.append(_rate(chunk, work))
    return [statistics.median(found[1:] or found) for found in rates]


def _rate(records: Iterable[Record], work: Callable[[Record], object]) -> float:
    began, count = time.process_time(), 0
    for record in records:
        work(record)
        count += 1
    return count / (time.process_time() - began)


def _peak() -> int:
    """Bytes; Linux counts in kibibytes, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
