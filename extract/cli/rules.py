"""`quantclaims rules`: what the rules are, and whether they keep what their examples promise."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("rules")
def rules_group() -> None:
    """List the rules or check them.

    \b
    Examples:
      quantclaims rules list
      quantclaims rules check --rules my-rules
    """


def _overlay(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--rules",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder of rules that add to the shipped ones, override them or switch them off.",
    )(command)


@rules_group.command("list")
@_overlay
def list_command(rules: Path | None) -> None:
    """List every rule: claim type, id and file.

    \b
    Example:
      quantclaims rules list | grep speedup
    """
    from extract.paths import rules_dir
    from extract.ruleset import load

    for rule in load(rules_dir(), rules).claims:
        click.echo(f"{rule.claim_type or 'none':17} {rule.id:45} {rule.source}")


@rules_group.command("check")
@_overlay
def check_command(rules: Path | None) -> None:
    """Load all rules and run every example that stands beside them; exit code 1 where one fails.

    \b
    Example:
      quantclaims rules check --rules my-rules
    """
    from extract.rulecheck import check

    faults = list(check(rules))
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.ClickException(f"{len(faults)} examples or rules fail")
    click.echo("every rule keeps its examples", err=True)
