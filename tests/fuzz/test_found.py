"""Inputs that once broke something, found by `python -m tests.fuzz`; with each what it broke."""

import random
from functools import lru_cache
from pathlib import Path

import pytest

from extract.pipeline import Pipeline
from tests.fuzz import inputs
from tests.fuzz.invariants import check_bounds, check_file, check_text


@lru_cache(maxsize=1)
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        pytest.param("", "We use 64\u2028GPU-hours.", id="a line separator before a unit: KeyError"),
        pytest.param(
            "", "log log n \\epsilon^{-2} \ufffc \\widetilde{O}(n)", id="the mask's own character: ValueError"
        ),
        pytest.param("", "refusal rate 0x orders of magnitude", id="a factor of 0"),
        pytest.param("", "0/1 101% regret ½ 1/", id="two numbers of one character: the same id twice"),
        pytest.param("", "They incur a two-fold computational overhead (e.g.", id="an abbreviation ends a paragraph"),
        pytest.param("", "realize     data usage (n ,  10^-5 same", id="nothing behind a quantity: IndexError"),
        pytest.param("", "between 0 and 0 hundred thousand", id="a range up to no hundreds: ZeroDivisionError"),
        pytest.param(
            "e s: text", "FDE mathcal{O}(mathcal{O}(", id="a name found within the words of a sentence put behind"
        ),
        pytest.param("", "better than their O((-ax}^2) log T) bound.", id="a negative product to a power"),
        pytest.param("", "n^2 , mathcal{O}( down the proposed NAME", id="a name at the very end is one"),
    ],
)
def test_text(title: str, abstract: str) -> None:
    check_text(pipeline(), title, abstract)


@pytest.mark.parametrize(
    "expression",
    [pytest.param("$\n% iterations/0^in polynomial time\\\\", id="nought to an unknown power: Unreadable")],
)
def test_expression(expression: str) -> None:
    check_bounds(expression)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("own.csv", b'"\n', id="a message of two lines"),
        pytest.param(
            "query.xml",
            b"<feed xmlns='http://www.w3.org/2005/Atom'><!-- arxiv.org --><entry><id>http://arxiv.org/api/errors</id>"
            b"<summary>wrong\nid</summary></entry></feed>",
            id="an answer of two lines",
        ),
        pytest.param("x.csv", b"title,abstract,n_authors\nA,It is so.,-1\n", id="a number of authors below none"),
        pytest.param("cs.GL.tsv", b"\ta\r\\e\n", id="a carriage return in the header: csv.Error"),
    ],
)
def test_file(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert check_file(tmp_path / name) == 1


def test_a_few_of_every_kind(tmp_path: Path) -> None:
    """That the fuzzer itself works; `make fuzz` runs it for long."""
    draw = random.Random(20)
    for _ in range(60):
        check_text(pipeline(), inputs.text(draw)[:200], inputs.text(draw))
        check_bounds(inputs.expression(draw))
        name, content = inputs.file(draw)
        (tmp_path / name).write_bytes(content)
        check_file(tmp_path / name)
        (tmp_path / name).unlink()
