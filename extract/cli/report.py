"""`quantclaims report`: the tables as one page to look at."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("report")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o", "--output", "target", type=click.Path(dir_okay=False, path_type=Path), default=Path("report.html"),
    show_default=True, help="The page.",
)  # fmt: skip
def report_command(out: Path, target: Path) -> None:
    """Write the claims in the folder OUT as one HTML page, which needs no network.

    Abstracts with their claims marked, a table to sort and filter, charts.

    \b
    Examples:
      quantclaims report data/out
      quantclaims report data/out -o claims.html
    """
    from extract.report import write_report

    write_report(out, target)
    click.echo(f"{target}: {target.stat().st_size / 1e6:.1f} MB", err=True)
