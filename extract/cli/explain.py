"""`quantclaims explain`: why a text gave the claims it gave."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extract.explain import Node

STYLES = {
    "sentence": "bold",
    "claim": "green",
    "quantity": "cyan",
    "rejected": "yellow",
    "nothing": "red",
    "detail": "",
}


@click.command("explain")
@click.argument("text", required=False)
@click.option("--paper", "paper_id", metavar="ID", help="Explain a paper of an output folder instead of a text.")
@click.option(
    "-o", "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("data/out"), show_default=True,
    help="Output folder to look for the paper in.",
)  # fmt: skip
@click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of rules that add to the shipped ones, override them or switch them off.",
)
def explain_command(text: str | None, paper_id: str | None, out: Path, rules: Path | None) -> None:
    """Show how TEXT (- for standard input) is read: quantities, rules, links, and what was rejected and why.

    \b
    Examples:
      quantclaims explain "trains 2x faster than Adam on ImageNet"
      pbpaste | quantclaims explain -
      quantclaims explain --paper arxiv:2310.02025 -o data/out
    """
    if (text is None) == (paper_id is None):
        raise click.UsageError("give either a TEXT (- for standard input) or --paper ID")
    from extract.explain import trees

    title = ""
    if paper_id is not None:
        title, text = _paper(out, paper_id)
    elif text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", errors="replace")
    show(trees(text or "", title=title, rules=rules))


def show(nodes: Sequence[Node]) -> None:
    """Prints trees, in colour on a terminal that wants it."""
    from rich.console import Console
    from rich.text import Text

    from extract.explain import lines

    console = Console(file=sys.stdout, soft_wrap=True, highlight=False, markup=False, emoji=False)
    for kind, line in lines(nodes):
        console.print(Text(line, style=STYLES.get(kind, "")))


def _paper(out: Path, paper_id: str) -> tuple[str, str]:
    import pyarrow.compute as pc

    from extract.tables import read_table

    papers = read_table(out, "papers", columns=["paper_id", "title", "abstract"])
    found = papers.filter(pc.equal(papers["paper_id"], paper_id)).to_pylist()
    if not found:
        raise click.UsageError(f"no paper {paper_id!r} in {out}")
    return found[0]["title"], found[0]["abstract"]
