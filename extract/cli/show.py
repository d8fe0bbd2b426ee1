"""`quantclaims show`: claims in the terminal, or for the next program in a pipe."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

PIPE_WIDTH = 200


@click.command("show")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Claims of this type; may be given several times.")
@click.option("--metric", metavar="WORDS", help="Claims whose metric holds these words.")
@click.option("--dataset", metavar="WORDS", help="Claims measured on a data set whose name holds these words.")
@click.option("--owner", type=click.Choice(["own", "prior"]), help="Claimed of the paper's own work, or of other work.")
@click.option("--min", "least", type=float, metavar="N", help="Claims whose comparable value reaches N.")
@click.option("--sort", metavar="COLUMN", help="Order by a column of claims; -COLUMN turns the order.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Most rows shown; 0: all.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a claim, all columns.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV, all columns.")
def show_command(
    out: Path,
    types: tuple[str, ...],
    metric: str | None,
    dataset: str | None,
    owner: str | None,
    least: float | None,
    sort: str | None,
    limit: int,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show the claims in the folder OUT.

    \b
    Examples:
      quantclaims show data/out --type speedup --owner own --sort -norm_low
      quantclaims show data/out --metric accuracy --dataset imagenet
      quantclaims show data/out --type model_size --csv --limit 0 > sizes.csv
      quantclaims show data/out --json | jq -r .sentence
    """
    from extract.show import SORTABLE, Choice, chosen, csv_lines, json_lines, rich_table
    from extract.tables import CLAIM_TYPES

    if unknown := set(types) - set(CLAIM_TYPES):
        raise click.UsageError(f"no claim type {min(unknown)!r}; there are {', '.join(CLAIM_TYPES)}")
    if sort and sort.removeprefix("-") not in SORTABLE:
        raise click.UsageError(f"can't sort by {sort!r}; columns are {', '.join(SORTABLE)}")
    choice = Choice(types=types, metric=metric, dataset=dataset, owner=owner, least=least, sort=sort)
    claims = chosen(out, choice)
    shown = claims.slice(0, limit) if limit else claims
    if as_json or as_csv:
        for line in json_lines(shown) if as_json else csv_lines(shown):
            click.echo(line)
        return
    click.echo(rendered(rich_table(shown)), nl=False)
    more = "" if len(shown) == len(claims) else f"; {len(shown):,} shown, --limit 0 shows all"
    click.echo(f"{len(claims):,} claims{more}", err=True)


def rendered(renderable: RenderableType) -> str:
    """What rich makes of it: in colour on a terminal (but for NO_COLOR), plain and wide in a pipe."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    console = Console(width=width, force_terminal=None, highlight=False)
    with console.capture() as captured:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))
