"""`quantclaims rules`: what the rules are, and whether they keep what their examples promise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extract.ruleset import ClaimRule


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
    """List every claim rule: id, claim type, units, weight, number of examples and file.

    \b
    Example:
      quantclaims rules list | grep speedup
    """
    from extract.paths import rules_dir
    from extract.ruleset import load

    for line in table(load(rules_dir(), rules).claims):
        click.echo(line)


def table(rules: Sequence[ClaimRule]) -> Iterator[str]:
    """The rules in lines of equal columns, a head first."""
    rows = [("id", "type", "units", "weight", "examples", "file")]
    for rule in rules:
        units = sorted(rule.units)
        shown = ",".join(units[:4]) + (f",+{len(units) - 4}" if len(units) > 4 else "")
        file = "/".join(Path(rule.source.partition(",")[0]).parts[-2:])
        rows.append((rule.id, rule.claim_type or "none", shown, f"{rule.weight:g}", str(len(rule.examples)), file))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


@rules_group.command("check")
@click.argument("only", default="", metavar="[ID]")
@_overlay
@click.option("--notes", is_flag=True, help="Tell of examples that another rule reads when all rules are on.")
@click.option("--timing", is_flag=True, help="Time every regular expression on worst cases of 20 kB.")
def check_command(only: str, rules: Path | None, notes: bool, timing: bool) -> None:
    """Load all rules and run every example that stands beside them, or those of rules whose id begins with ID.

    The exit code is 1 where one fails.

    \b
    Examples:
      quantclaims rules check
      quantclaims rules check speedup.
      quantclaims rules check --rules my-rules --notes
      quantclaims rules check --timing
    """
    from extract.rulecheck import check

    report = check(rules, only=only)
    for line in [*report.faults, *(report.notes if notes else ())]:
        click.echo(line)
    slow = _time(rules) if timing else 0
    if report.faults or slow:
        raise click.ClickException(f"{len(report.faults) + slow} faults in {report.rules} rules")
    click.echo(f"{report.rules} rules keep what {report.examples} examples and {report.rejects} rejects say", err=True)


def _time(rules: Path | None) -> int:
    """Prints the slowest expressions; gives the number of those that take more than linear time."""
    from extract.paths import rules_dir
    from extract.rulecheck.timing import slowest
    from extract.ruleset import load

    timings = slowest(load(rules_dir(), rules))
    for timing in timings:
        if timing.explodes or timing in timings[:10]:
            click.echo(timing.line())
    return sum(timing.explodes for timing in timings)
