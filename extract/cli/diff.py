"""`quantclaims diff`: what a change of rules, version or input did to the claims."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.text import Text

    from extract.diff import Diff

DIFFERENT = 1
STYLES = {"+": "green", "-": "red", "~": "yellow"}


@click.command("diff")
@click.argument("old", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--ignore", multiple=True, metavar="COLUMN", help="Leave this column out; may be given several times.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Markdown, to go with a change of rules.")
@click.option("--summary", "only_summary", is_flag=True, help="Only the counts.")
def diff_command(old: Path, new: Path, ignore: tuple[str, ...], as_markdown: bool, only_summary: bool) -> None:
    """Compare the claims in the folders OLD and NEW, paper by paper; exit code 1 where they differ.

    \b
    Examples:
      quantclaims diff data/out /tmp/out
      quantclaims diff data/out /tmp/out --ignore confidence --markdown > change.md
    """
    from extract.cli.show import rendered
    from extract.diff import compare, markdown, summary
    from extract.tables import CLAIMS

    if unknown := set(ignore) - set(CLAIMS.names):
        raise click.UsageError(f"there is no column {min(unknown)!r}")
    diff = compare(old, new, ignore=ignore)
    if as_markdown and not only_summary:
        click.echo("\n".join(markdown(diff)))
    else:
        for text in () if only_summary else _lines(diff):
            click.echo(rendered(text), nl=False)
        click.echo("\n".join(summary(diff)))
    if diff:
        raise SystemExit(DIFFERENT)


def _lines(diff: Diff) -> Iterator[Text]:
    from rich.text import Text

    from extract.diff import by_paper
    from extract.show import CONTROL

    for paper_id, entries in by_paper(diff):
        text = Text(CONTROL.sub("?", f"{paper_id}  {diff.titles[paper_id]}"), style="bold")
        for sign, named, told in entries:
            text.append("\n  ")
            text.append(CONTROL.sub("?", f"{sign} {named}"), style=f"not bold {STYLES[sign]}")
            text.append(CONTROL.sub("?", f"  {told}"), style="not bold dim")
        yield text
