import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extract.evaluate import Evaluation, evaluate, read_gold
from extract.evaluate.figures import figures
from extract.evaluate.gold import GoldClaim, GoldPaper, Predicted
from extract.evaluate.pairing import paired
from extract.evaluate.report import differences, lines, reliability
from extract.evaluate.scoring import score
from extract.evaluate.values import close, same_value, unit_family
from extract.run import RunOptions, run
from extract.tables import claims_batch
from tests.fakes import FakeSpec, claim

ABSTRACT = "Our SwiftNet is 2x faster than Adam and needs O(n^2) time on ImageNet."
GOLD = {
    "nth": 1, "low": None, "high": None, "unit": "x", "cmp": "=", "direction": None, "norm_low": None,
    "norm_high": None, "metric": None, "datasets": [], "baselines": [], "subject": None, "owner": "own",
    "measure": None, "symbol": None,
    "expr": None,
}  # fmt: skip
SPEEDUP = {**GOLD, "quote": "2x", "type": "speedup", "low": 2.0, "high": 2.0, "direction": "up", "norm_low": 2.0,
           "norm_high": 2.0, "baselines": ["Adam"], "subject": "SwiftNet"}  # fmt: skip
BOUND = {
    **GOLD,
    "quote": "O(n^2)",
    "type": "complexity",
    "unit": "bound",
    "symbol": "O",
    "expr": "n**2",
    "measure": "time",
}


def gold_claim(fields: Mapping[str, Any]) -> GoldClaim:
    start = ABSTRACT.find(fields["quote"])
    return GoldClaim(fields, start, start + len(fields["quote"]))


def row(text: str, **fields: object) -> dict[str, Any]:
    made: dict[str, Any] = claims_batch([claim("arxiv:1", text, ABSTRACT.find(text), **fields)]).to_pylist()[0]
    return made


RIGHT = [
    row(
        "2x", claim_type="speedup", direction="up", norm_low=2.0, norm_high=2.0, baselines=("Adam",), subject="SwiftNet"
    ),
    row("O(n^2)", claim_type="complexity", unit="bound", bound_symbol="O", bound_expr="n*n", measure="time"),
]


def scored(rows: list[dict[str, Any]], golds: tuple[Mapping[str, Any], ...] = (SPEEDUP, BOUND)) -> Evaluation:
    paper = GoldPaper("key", "A title", ABSTRACT, tuple(map(gold_claim, golds)))
    return Evaluation((score(paper, Predicted("A title", ABSTRACT, tuple(rows))),))


def test_everything_right() -> None:
    evaluation = scored(RIGHT)
    out = figures(evaluation)
    assert (out["found"]["f1"], out["typed"]["f1"], out["exact"]["f1"], out["row"], out["whole"]) == (1, 1, 1, 1, 1)
    assert set(out["columns"].values()) == {1.0}
    assert out["filled"]["baselines"] == out["filled"]["subject"] == 1.0
    assert out["bounds"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "unread": 0, "wrong": 0}
    assert list(differences(evaluation)) == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"owner": "prior"}, {"owner"}),
        ({"direction": "down"}, {"direction"}),
        ({"norm_low": 0.5}, {"factor"}),
        ({"baselines": ()}, {"baselines"}),
        ({"baselines": ("adam",)}, {"baselines"}),
        ({"datasets": ("ImageNet",)}, {"datasets"}),
        ({"subject": None}, {"subject"}),
        ({"metric": "time"}, {"metric"}),
        ({"comparator": "<="}, {"comparator"}),
    ],
)
def test_each_column_is_compared(fields: dict[str, Any], wrong: set[str]) -> None:
    evaluation = scored([RIGHT[0] | fields, RIGHT[1]])
    [paper] = evaluation.papers
    assert {name for columns in paper.columns for name, right in columns.items() if not right} == wrong
    assert figures(evaluation)["row"] == (1.0 if wrong == {"subject"} else 0.5)
    assert sum(line.startswith("  ") for line in differences(evaluation)) == 1


@pytest.mark.parametrize(
    ("fields", "equal"),
    [
        ({"bound_expr": "n**2"}, True),
        ({"bound_expr": "n"}, False),
        ({"bound_expr": None}, False),
        ({"bound_symbol": "Omega"}, False),
    ],
)
def test_bounds_are_compared_as_expressions(fields: dict[str, Any], equal: bool) -> None:
    assert same_value(gold_claim(BOUND), RIGHT[1] | fields) is equal


@pytest.mark.parametrize(
    ("gold", "fields", "equal"),
    [
        ({}, {}, True),
        ({}, {"value_low": 2.0001}, True),
        ({}, {"value_low": 2.001}, False),
        ({"low": None, "high": None}, {}, False),
        ({"unit": "percent"}, {"unit": "pp"}, True),
        ({"unit": "points"}, {"unit": "score"}, True),
        ({"unit": "percent"}, {"unit": "x"}, False),
        ({"unit": "benchmarks"}, {"unit": "tasks"}, True),
        ({"unit": "minutes"}, {"unit": "min"}, True),
        ({"unit": "minutes"}, {"unit": "s"}, False),
        ({"unit": "class", "expr": "linear"}, {"unit": "class", "bound_expr": "linear"}, True),
        ({"unit": "class", "expr": "linear"}, {"unit": "class", "bound_expr": "quadratic"}, False),
    ],
)
def test_values(gold: dict[str, Any], fields: dict[str, Any], equal: bool) -> None:
    assert same_value(gold_claim(SPEEDUP | gold), RIGHT[0] | fields) is equal


def test_numbers_and_units() -> None:
    assert close(None, None)
    assert not close(None, 0.0)
    assert close(0.0, 0.0)
    assert close(100, 100.4)
    assert not close(100, 101)
    assert [unit_family(unit) for unit in ("%", "x", "FPS", "GPUs", None)] == ["percent", "x", "1/s", "other", None]


def test_the_best_agreement_is_paired_first() -> None:
    golds = [gold_claim(SPEEDUP)]
    rows = [row("2x faster", claim_type="scope"), RIGHT[0]]
    pairing = paired(golds, rows)
    assert [pair.row for pair in pairing.pairs] == [RIGHT[0]]
    assert (pairing.missed, pairing.spurious) == ((), (rows[0],))


@pytest.mark.parametrize(
    ("text", "found"), [("2x", True), ("2x faster", True), ("SwiftNet is 2x faster than Adam", False)]
)
def test_a_pair_overlaps_by_half_and_is_not_too_long(text: str, found: bool) -> None:
    assert bool(paired([gold_claim(SPEEDUP)], [row(text)]).pairs) is found


def test_missed_and_invented() -> None:
    evaluation = scored([RIGHT[0], row("Our")])
    listed = list(differences(evaluation))
    assert listed == ["MISSED 'A title' complexity 'O(n^2)'", "EXTRA  'A title' steps 'Our' (fake.number)"]
    out = figures(evaluation)
    assert (out["whole"], out["found"]["p"], out["found"]["r"]) == (0, 0.5, 0.5)


def test_papers_without_claims_and_absent_ones() -> None:
    empty = GoldPaper("key", "A title", ABSTRACT, ())
    absent = GoldPaper("other", "Other", ABSTRACT, (gold_claim(SPEEDUP),))
    papers = (score(empty, Predicted("A title", ABSTRACT, (RIGHT[0],))), score(absent, Predicted.absent()))
    out = figures(Evaluation(papers))
    assert (out["papers"], out["absent"], out["gold"], out["predicted"]) == (2, 1, 1, 1)
    assert out["false_on_empty"] == [1, 1]
    assert out["whole"] == 0


def test_a_changed_abstract_is_warned_of() -> None:
    paper = GoldPaper("key", "A title", ABSTRACT, ())
    broken = RIGHT[0] | {"text": "3x"}
    evaluation = Evaluation((score(paper, Predicted("A title", ABSTRACT + " More.", (broken,))),))
    assert any("WARNING 1 abstracts differ from the gold's, 1 claims whose text" in line for line in lines(evaluation))


def test_reliability_bins_by_confidence() -> None:
    rows = [RIGHT[0] | {"confidence": 0.9}, RIGHT[1] | {"confidence": 0.97}, row("Our") | {"confidence": 0.93}]
    table = list(reliability(scored(rows)))
    assert table[1:] == [
        "0.90-0.95         2   0.915   0.500   0.500",
        "0.95-1.00         1   0.970   1.000   1.000",
        "Brier score 0.2919 over 3 claims",
    ]


def test_the_figures_are_those_of_the_scorer_next_door(tmp_path: Path) -> None:
    shared = Path(__file__).parents[3] / "shared"
    if not (shared / "score.py").exists():
        pytest.skip("no scorer next door")
    gold = shared / "gold" / "captures.jsonl"
    papers = [json.loads(line) for line in gold.read_text().splitlines()]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"title": p["title"], "abstract": p["abstract"]}) + "\n" for p in papers))
    run([source], tmp_path / "out", RunOptions(pipeline=FakeSpec()))
    command = [sys.executable, shared / "score.py", gold, tmp_path / "out" / "claims.parquet", "--errors"]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    evaluation = evaluate(tmp_path / "out", read_gold(gold))
    assert [*differences(evaluation), *lines(evaluation)] == theirs
