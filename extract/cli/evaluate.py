"""`quantclaims eval`: an output folder against a gold file."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("eval")
@click.argument("out", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--gold",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="Gold file (JSON Lines).",
)
@click.option("--errors", is_flag=True, help="List every difference.")
@click.option("--reliability", is_flag=True, help="How often claims of each confidence are right.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
def eval_command(out: Path, gold: Path, errors: bool, reliability: bool, as_json: bool) -> None:
    """Score the claims in the folder OUT against a gold file.

    \b
    Examples:
      quantclaims eval data/out --gold tests/gold/captures.jsonl
      quantclaims eval data/out --gold tests/gold/captures.jsonl --errors | grep MISSED
    """
    from extract.evaluate import evaluate, read_gold, report
    from extract.evaluate.figures import figures

    result = evaluate(out, read_gold(gold))
    if errors:
        for line in report.differences(result):
            click.echo(line)
    if as_json:
        click.echo(json.dumps(figures(result)))
        return
    for line in report.lines(result):
        click.echo(line)
    if reliability:
        for line in report.reliability(result):
            click.echo(line)
