"""How much of what abstracts claim survives what copying, converting and typesetting do to a text.

    python -m bench.mutations INPUT... [--every N] [--write docs/robustness.md]

reads abstracts in any input format, takes every N-th that has claims, puts each into the other dresses of
`bench.mutate`, and counts the claims whose every column stays but quotes and offsets.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import click

from bench.mutate import FORM, LOSSY, mutated
from extract import identity, readers
from extract.models import Claim, Paper
from extract.paths import rules_dir
from extract.pipeline import Pipeline
from extract.plain import plain
from extract.ruleset import CleanRules, load

PLACES = ("claim_id", "paper_id", "text", "start", "end", "sentence", "sentence_start", "sentence_end")
SAID = tuple(field for field in Claim.__dataclass_fields__ if field not in PLACES)
UNITS = ("unit", "norm_unit")
NAMES = ("metric", "subject", "datasets", "dataset_ids", "baselines")
VALUES = ("claim_type", "value_low", "value_high", *UNITS, "comparator", "direction", "norm_low", "norm_high", "owner",
          "measure", "bound_symbol", "bound_expr", "bound_exponents")  # fmt: skip
"""What a reader of the tables computes with."""


@dataclass(frozen=True, slots=True)
class Survival:
    """Claims of the unchanged abstracts, those of them found again, all found in the changed ones; abstracts alike."""

    claims: int
    values: int
    rows: int
    found: int
    papers: int
    papers_alike: int


def papers_of(inputs: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Title and abstract of every paper in `inputs`."""
    for item in identity.assign(readers.read(inputs)):
        if isinstance(item, Paper):
            yield item.record.title, item.record.abstract


def said(claim: Claim) -> tuple[Any, ...]:
    """All columns of a claim but its keys, quotes and offsets, names in plain dress."""
    return tuple(_plain(getattr(claim, name)) if name in NAMES else getattr(claim, name) for name in SAID)


def _plain(value: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
    if value is None:
        return None
    return plain(value, _rules()).text if isinstance(value, str) else tuple(plain(v, _rules()).text for v in value)


@lru_cache(maxsize=1)
def _rules() -> CleanRules:
    return load(rules_dir()).clean


def survival(pipeline: Pipeline, papers: Sequence[tuple[str, str, Sequence[Claim]]], name: str) -> Survival:
    """What of the claims of `papers` is found again after the mutation `name`."""
    claims = values = rows = found = alike = 0
    for number, (title, abstract, before) in enumerate(papers):
        after = pipeline.extract("", title, mutated(name, abstract, seed=str(number)))
        claims += len(before)
        found += len(after)
        rows += (Counter(map(said, before)) & Counter(map(said, after))).total()
        kept = (Counter(map(_values, before)) & Counter(map(_values, after))).total()
        values += kept
        alike += kept == len(before) == len(after)
    return Survival(claims, values, rows, found, len(papers), alike)


def _values(claim: Claim) -> tuple[Any, ...]:
    """What `VALUES` names; a unit that is a noun of the text is the same in capitals."""
    return tuple(value.casefold() if (value := getattr(claim, name)) and name in UNITS else value for name in VALUES)


def report(results: dict[str, Survival], command: str) -> str:
    """The page of `--write`."""
    one = next(iter(results.values()))
    lines = [
        "# Robustness",
        "",
        "What copying, converting and typesetting do to a text, done to abstracts with claims, and the share of claims",
        "found again: *values* are type, numbers, unit, comparator, direction, norm, owner and bound, *rows* all",
        "columns but quotes and offsets. What changes only the form must change no value; of what loses something,",
        "the share is measured.",
        "",
        f"{one.papers:,} abstracts with {one.claims:,} claims; Python {platform.python_version()}, {date.today()}:",
        "",
        f"    {command}",
    ]  # fmt: skip
    for heading, names in (("Form alone", FORM), ("With a loss", LOSSY)):
        lines += ["", f"## {heading}", "", "| mutation | values kept | rows kept | claims found | abstracts alike |",
                  "|---|---|---|---|---|"]  # fmt: skip
        for name in names:
            r = results[name]
            lines.append(
                f"| {name} | {r.values / r.claims:.2%} | {r.rows / r.claims:.2%} "
                f"| {r.found / r.claims:.2%} | {r.papers_alike / r.papers:.2%} |"
            )
    return "\n".join(lines) + "\n"


@click.command(help=__doc__)
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--every", default=1, show_default=True, help="Take one abstract of so many.")
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write the page here.")
def main(inputs: tuple[Path, ...], every: int, write: Path | None) -> None:
    pipeline = Pipeline()
    read = [(t, a, pipeline.extract("", t, a)) for t, a in list(papers_of(inputs))[::every]]
    papers = [paper for paper in read if paper[2]]
    results = {name: survival(pipeline, papers, name) for name in (*FORM, *LOSSY)}
    command = f"python -m bench.mutations {' '.join(map(str, inputs))}" + (f" --every {every}" if every > 1 else "")
    page = report(results, command)
    if write:
        write.write_text(page, encoding="utf-8")
    click.echo(page)


if __name__ == "__main__":
    main()
