"""How much of what abstracts claim survives what copying, converting and typesetting do to a text.

    python -m bench.mutations INPUT... [--limit N] [--write docs/robustness.md]

reads abstracts in any input format, takes the first N of each input that have claims, puts each into the other dresses
of `bench.mutate`, and counts the claims whose every column stays but quotes and offsets.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
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


def report(results: Mapping[str, Mapping[str, Survival]], command: str) -> str:
    """The page of `--write`: what survived in each of the inputs."""
    lines = [
        "# Robustness",
        "",
        "What copying, converting and typesetting do to a text, done to abstracts with claims, and the share of claims",
        "found again: *values* are type, numbers, unit, comparator, direction, norm, owner and bound, *rows* all",
        "columns but quotes and offsets. What changes only the form must change no value; of what loses something,",
        "the share is measured.",
        "",
        f"Python {platform.python_version()}, {date.today()}:",
        "",
        f"    {command}",
    ]  # fmt: skip
    for heading, names in (("Form alone", FORM), ("With a loss", LOSSY)):
        lines += ["", f"## {heading}"]
        for source, of_source in results.items():
            one = next(iter(of_source.values()))
            lines += ["", f"{source}, {one.papers:,} abstracts with {one.claims:,} claims:", "", HEAD, RULE]
            lines += [_row(name, of_source[name]) for name in names]
    return "\n".join([*lines, "", *WHAT_IS_LOST]) + "\n"


HEAD = "| mutation | values kept | rows kept | claims found | abstracts alike |"
RULE = "|---|---|---|---|---|"
WHAT_IS_LOST = (
    "## What is lost",
    "",
    "- **Upper case**: in the corpus most are the letters of bounds (`O(n)` becomes `O(N)`, and where `n` and `N`",
    "  both stood, nothing tells them apart), then units of one letter (`10 S`) and those that go by case (GFLOPs).",
    "  Rows lose more, for names are recognised by their capitals. The words of the text and the commands of TeX are",
    "  read in small letters, `\\OMEGA(` as `\\Omega(`.",
    "- **Lower case**: `O(n)` becomes `o(n)`, `7B` is no size, and where no sentence begins with a capital two become",
    "  one.",
    "- **Words cut at line ends**: joined where the whole is a word of the lexicons; what no lexicon knows stays cut.",
    "- **En dashes for hyphens**: read as hyphens in names and as signs before numbers; `3.2 – 3.9` and `31––37%` are",
    "  read otherwise than `3.2 - 3.9` and `31--37%`.",
    "- **Spaces around marks, none behind them**: `f (n)` is a product and `f(n)` a call; a sentence without a space",
    "  before it isn't told from an abbreviation or an address.",
    "- **ASCII alone**: what stood in Greek letters, signs and dashes is gone.",
)


def _row(name: str, r: Survival) -> str:
    shares = (r.values / r.claims, r.rows / r.claims, r.found / r.claims, r.papers_alike / r.papers)
    return f"| {name} | {' | '.join(f'{share:.2%}' for share in shares)} |"


def measured(pipeline: Pipeline, source: Path, limit: int | None) -> dict[str, Survival]:
    """What survives each mutation in the first `limit` abstracts with claims of an input."""
    read = ((t, a, pipeline.extract("", t, a)) for t, a in papers_of([source]))
    papers = list(islice((paper for paper in read if paper[2]), limit))
    return {name: survival(pipeline, papers, name) for name in (*FORM, *LOSSY)}


@click.command(help=__doc__)
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), help="Take so many abstracts with claims of each input.")
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write the page here.")
def main(inputs: tuple[Path, ...], limit: int | None, write: Path | None) -> None:
    pipeline = Pipeline()
    results = {str(source): measured(pipeline, source, limit) for source in inputs}
    limited = f" --limit {limit}" if limit else ""
    page = report(results, f"python -m bench.mutations {' '.join(map(str, inputs))}{limited}")
    if write:
        write.write_text(page, encoding="utf-8")
    click.echo(page)


if __name__ == "__main__":
    main()
