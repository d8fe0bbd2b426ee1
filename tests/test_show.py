"""Claims chosen, ordered and written for people and for programs."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from extract.models import Claim, Paper
from extract.show import Choice, chosen, comparable, csv_lines, json_lines, rich_table
from tests.fakes import claim, paper
from tests.outputs import write_output


def rows() -> tuple[list[Paper], list[Claim]]:
    papers = [paper(1, "x" * 50), paper(2, "x" * 50, "Evil \x1b[31m title")]
    factor = {"norm_low": 2.0, "norm_high": 2.0, "norm_unit": "factor", "metric": "run time", "metric_id": "runtime"}
    names = {"datasets": ("ImageNet", "GLUE"), "dataset_ids": ("ImageNet", "GLUE")}
    gain = {"norm_low": 0.03, "norm_high": 0.05, "norm_unit": "fraction", "metric": "Top-1 Accuracy"}
    bound = {"bound_expr": "n", "bound_exponents": (("n", 1.0),), "value_low": None}
    return papers, [
        claim("arxiv:1", "2x", 0, claim_type="speedup", **factor, **names),
        claim("arxiv:1", "3%", 9, claim_type="metric_gain", norm_comparator="<=", owner="prior", **gain),
        claim("arxiv:2", "O(n)", 0, claim_type="complexity", **bound),
    ]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_output(tmp_path / "out", *rows())


@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        ({}, ["2x", "3%", "O(n)"]),
        ({"types": ("speedup", "complexity")}, ["2x", "O(n)"]),
        ({"metric": "ACCURACY"}, ["3%"]),
        ({"metric": "runtime"}, ["2x"]),
        ({"dataset": "imagenet"}, ["2x"]),
        ({"owner": "prior"}, ["3%"]),
        ({"least": 0.05}, ["2x", "3%"]),
        ({"least": 0.06, "owner": "own"}, ["2x"]),
        ({"sort": "-norm_low", "limit": 2}, ["2x", "3%"]),
        ({"sort": "norm_low"}, ["3%", "2x", "O(n)"]),
        ({"sort": "-title"}, ["2x", "3%", "O(n)"]),
        ({"metric": "("}, []),
    ],
)
def test_chosen(out: Path, choice: dict[str, Any], texts: list[str]) -> None:
    assert chosen(out, Choice(**choice))["text"].to_pylist() == texts


def test_json_is_one_object_a_claim(out: Path) -> None:
    found = [json.loads(line) for line in json_lines(chosen(out, Choice()))]
    assert found[0]["datasets"] == ["ImageNet", "GLUE"]
    assert found[2]["bound_exponents"] == {"n": 1.0}
    assert found[2]["title"] == "Evil \x1b[31m title"
    assert set(found[0]) == {*Claim.__dataclass_fields__, "title"}


def test_csv_is_read_back(out: Path) -> None:
    found = list(csv.DictReader(io.StringIO("\n".join(csv_lines(chosen(out, Choice()))))))
    assert [row["text"] for row in found] == ["2x", "3%", "O(n)"]
    assert (found[0]["datasets"], found[2]["bound_exponents"], found[2]["value_low"]) == ("ImageNet; GLUE", "n: 1", "")


def test_a_terminal_gets_no_control_character(out: Path) -> None:
    console = Console(width=120, no_color=True)
    with console.capture() as captured:
        console.print(rich_table(chosen(out, Choice())))
    header, first, _, third = captured.get().splitlines()
    assert header.split() == ["type", "as", "written", "comparable", "metric", "data", "sets", "of", "claimed", "paper"]
    assert first.split() == ["speedup", "2x", "2×", "run", "time", "ImageNet,", "GLUE", "own", "Title", "1"]
    assert "Evil ?[31m title" in third
    assert "\x1b" not in captured.get()


@pytest.mark.parametrize(
    ("low", "high", "unit", "comparator", "text"),
    [
        (2.0, 2.0, "factor", "<=", "≤2×"),
        (0.04, 0.08, "fraction", "=", "4 - 8%"),
        (7e9, 7e9, "parameters", "~", "~7e+09 parameters"),
        (2.0, 2.0, "epsilon_exponent", "=", "ε^-2"),
        (None, None, None, None, "n"),
    ],
)
def test_comparable(low: float, high: float, unit: str, comparator: str, text: str) -> None:
    row = {"norm_low": low, "norm_high": high, "norm_unit": unit, "norm_comparator": comparator, "bound_expr": "n"}
    assert comparable(row) == text
