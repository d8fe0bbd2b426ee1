"""Writes docs/quality.md: the tables scored against gold files, per claim type.

    python docs/make_quality.py "captures=data/out=tests/gold/captures.jsonl" ...

Each argument is a name, an output folder and a gold file. A set is named as the page is to name it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from extract import __version__
from extract.evaluate import evaluate, read_gold
from extract.evaluate.figures import figures
from extract.tables import CLAIM_TYPES
from extract.tables.reading import read_run

PAGE = Path(__file__).with_name("quality.md")
INTRODUCTION = """# How good it is

Measured on {day} with version {version}, rules {rules}, by `quantclaims eval` over abstracts that careful readers had
annotated, claim by claim:

{sets}

*Found*: a quantity that the gold has is in the table. *Typed*: its claim type is right too. *Exact*: value, unit and
comparator are right too; of a bound, the symbol and an equal expression. A *whole row* has every column right.
Sets called *held out* are scored, but nobody who writes rules looks at what is wrong in them: they tell what to expect
of new text, the others how well known text is read. Two people who annotated apart agree with each other at about 0.99
found and 0.97 exact F1, so that is the ceiling.
"""
LIMITS = """## What it can't do

- It reads abstracts. An abstract holds only a few percent of the numbers in a paper's tables: whoever wants
  leaderboards needs the full text, and other tools (see [comparison.md](comparison.md)).
- It reads English, and knows the words that `rules/` lists. A metric, unit or data set of a field that nobody has
  listed is missed or left unnamed: look at `rule_id` and `confidence`, and add a word.
- A number is linked within its sentence, with a few ways to reach further (what a paper calls its method, the data
  sets it names). A baseline two sentences away is not found.
- Percentages of a metric are `percent` as written: whether "4% better accuracy" is relative or in points is seldom
  said.
- A claim is what is claimed. Nothing is checked, and "up to" is the best of several results.
- Bounds that lost their braces or fractions on the way into a text are left unread (`bound_expr` null) rather than
  guessed; exponents of the dominant term are given only where one term dominates.
- `confidence` is measured on abstracts such as those above, and on 520 of a corpus that few rules were made by; on
  another kind of text it is a ranking, not a probability.

Regressions on your own papers are held off by cases of your own: `quantclaims expect` writes them, and
`extract.testing` checks them (see [python.md](python.md)).
"""


def quality_page(sets: Sequence[tuple[str, dict[str, Any]]], *, day: str, rules: str, command: str) -> str:
    """The page as Markdown, from the figures of each set."""
    told = "\n".join(f"- {name}: {out['papers']} abstracts, {out['gold']} claims" for name, out in sets)
    head = INTRODUCTION.format(day=day, version=__version__, rules=rules[:12], sets=told)
    return "\n".join([head, *_overall(sets), *_by_type(sets), "", LIMITS, f"Made by `{command}`.", ""])


def _overall(sets: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    yield "| set | found F1 | typed F1 | exact F1 | exact precision | exact recall | whole row |"
    yield "|---|---|---|---|---|---|---|"
    for name, out in sets:
        levels = [out[level]["f1"] for level in ("found", "typed", "exact")]
        cells = [*levels, out["exact"]["p"], out["exact"]["r"], out["row"]]
        yield f"| {name} | " + " | ".join(f"{value:.3f}" for value in cells) + " |"
    yield "\nHow often a column is right, over the typed pairs:\n"
    columns = sorted({column for _, out in sets for column in out["columns"]})
    yield "| set | " + " | ".join(columns) + " |"
    yield "|---|" + "---|" * len(columns)
    for name, out in sets:
        yield f"| {name} | " + " | ".join(f"{out['columns'][column]:.3f}" for column in columns) + " |"


def _by_type(sets: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    yield "\nExact F1 per type, with the number of claims in the gold:\n"
    yield "| type | " + " | ".join(name for name, _ in sets) + " |"
    yield "|---|" + "---|" * len(sets)
    for kind in CLAIM_TYPES:
        scores = [out["by_type"].get(kind) for _, out in sets]
        cells = [f"{score['f1']:.3f} ({score['gold']})" if score and score["gold"] else "" for score in scores]
        yield f"| `{kind}` | " + " | ".join(cells) + " |"


def main(arguments: Sequence[str]) -> None:
    sets, rules = [], ""
    for argument in arguments:
        name, out, gold = argument.split("=")
        rules = read_run(Path(out))["versions"]["rules_digest"]
        sets.append((name, figures(evaluate(Path(out), read_gold(Path(gold))))))
    given = " ".join(f'"{argument.split("=")[0]}=OUT=GOLD"' for argument in arguments)
    command = f"python docs/make_quality.py {given}"
    PAGE.write_text(quality_page(sets, day=date.today().isoformat(), rules=rules, command=command), encoding="utf8")


if __name__ == "__main__":
    main(sys.argv[1:])
