"""`quantclaims run`: inputs in, tables out, with a bar on a terminal and a summary at the end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from extract.run import RunOptions

Progress = Callable[[str, int, int | None], None]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command("run")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o", "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the tables."
)
@click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of rules that add to the shipped ones, override them or switch them off.",
)
@click.option("--workers", type=click.IntRange(min=1), default=_cores, show_default="all cores", help="Processes.")
@click.option("--format", "format_", metavar="NAME", help="Read every input as this format (see quantclaims formats).")
@click.option("--title-column", metavar="NAME", help="Column or key that holds the title.")
@click.option("--abstract-column", metavar="NAME", help="Column or key that holds the abstract.")
@click.option("--id-column", metavar="NAME", help="Column or key that holds an identifier.")
@click.option(
    "--max-chars", type=click.IntRange(min=0), default=100_000, show_default=True, help="Longest abstract; 0: any."
)
@click.option("--strict", is_flag=True, help="Stop at the first record that can't be read.")
@click.option("--force", is_flag=True, help="Extract again what earlier runs have finished.")
@click.option(
    "--part-rows", type=click.IntRange(min=1), metavar="ROWS", help="Rows from which a table becomes a folder of parts."
)
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="Where to run.")
@click.option("--address", metavar="HOST:PORT", help="Ray cluster to use instead of one of this machine.")
@click.option("--batch-papers", type=click.IntRange(min=1), default=512, hidden=True)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary.")
def run_command(
    inputs: tuple[str, ...], out: Path, engine: str, address: str | None, quiet: bool, **choices: Any
) -> None:
    """Extract the claims of INPUT... into papers, claims and rejected tables.

    INPUT is a file, a folder, a pattern or - for standard input; the format is recognised. A run
    that was stopped goes on where it was, and records that didn't change aren't extracted again.

    \b
    Examples:
      quantclaims run data/raw -o data/out
      quantclaims run arxiv-metadata.jsonl.gz -o arxiv --workers 8
      quantclaims run papers.csv -o out --title-column name --abstract-column summary
      zcat works.jsonl.gz | quantclaims run - -o out
      quantclaims run parts/ -o /shared/out --engine ray --address auto --workers 512
    """
    options = _options(**choices)
    began = time.monotonic()
    if engine == "ray":
        from extract.on_ray import run_on_ray

        report = run_on_ray(inputs, out, options, address=address)
    else:
        from extract.run import run

        with _bar(shown=not quiet and sys.stderr.isatty()) as progress:
            report = run(inputs, out, options, progress=progress)
    if not quiet:
        click.echo(summary(report, out, time.monotonic() - began), err=True)


def _options(
    *,
    rules: Path | None,
    format_: str | None,
    title_column: str | None,
    abstract_column: str | None,
    id_column: str | None,
    max_chars: int,
    strict: bool,
    part_rows: int | None,
    **how: Any,
) -> RunOptions:
    """What the options of the command ask for. Raises `InputError` for a format that isn't there."""
    from extract.batches import PipelineSpec
    from extract.readers import ReadOptions, forced_reader
    from extract.run import RunOptions
    from extract.tables.writing import PART_ROWS

    read = ReadOptions(
        format=format_,
        title_column=title_column,
        abstract_column=abstract_column,
        id_column=id_column,
        strict=strict,
        max_chars=max_chars or None,
    )
    forced_reader(read)
    return RunOptions(pipeline=PipelineSpec(rules), read=read, part_rows=part_rows or PART_ROWS, **how)


def summary(report: dict[str, Any], out: Path, seconds: float) -> str:
    """What a run did, in a few lines."""
    counts = report["counts"]
    lines = [f"{counts['papers']:,} papers, {counts['claims']:,} claims in {seconds:.1f} s -> {out}"]
    if counts["rejected"]:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in counts["rejected"].items())
        lines.append(f"{sum(counts['rejected'].values()):,} of {counts['records']:,} records rejected: {reasons}")
    if counts["file_faults"]:
        lines.append(f"{counts['file_faults']:,} files with faults, see rejected.parquet (source_record null)")
    if counts["papers_reused"]:
        lines.append(f"{counts['papers_reused']:,} papers were extracted by an earlier run (--force: again)")
    return "\n".join(lines)


@contextmanager
def _bar(*, shown: bool) -> Iterator[Progress]:
    if not shown:
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done)

        yield show
