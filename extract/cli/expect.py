"""`quantclaims expect`: the claims of an output folder as cases for tests of one's own."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("expect")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--paper", "papers", multiple=True, metavar="ID", help="Only this paper; may be given several times.")
def expect_command(out: Path, papers: tuple[str, ...]) -> None:
    """Write the claims in the folder OUT as a file of expected claims, to be corrected and kept.

    `extract.testing.assert_table(OUT, "expected.toml")` then holds a later run against it.

    \b
    Examples:
      quantclaims expect data/out > expected.toml
      quantclaims expect data/out --paper arxiv:2310.02025
    """
    from extract.testing.cases import CaseError, expected_toml

    try:
        for line in expected_toml(out, papers):
            click.echo(line)
    except CaseError as error:
        raise click.UsageError(str(error)) from None
