"""Sentences and what they say of their bounds, from `sentences.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract.bounds import find, read_bounds

CASES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))["case"]


def unmarked(text: str) -> tuple[str, list[str]]:
    return text.replace("[[", "").replace("]]", ""), [part.split("]]")[0] for part in text.split("[[")[1:]]


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_sentence(case: dict[str, Any]) -> None:
    text, quotes = unmarked(case["text"])
    claims = read_bounds(text)
    assert [text[c.start : c.end] for c in claims] == quotes
    told = [
        [c.claim_type or "", (c.measure if c.claim_type else c.reason) or "", c.symbol, c.expr or "", c.comparator]
        for c in claims
    ]
    assert told == case["claims"]
    assert (claims[0].target if claims else None) == case.get("target")
    assert (claims[0].epsilon_exponent if claims and "p" in case else None) == case.get("p")


def test_the_abstract_settles_what_the_sentence_leaves_open() -> None:
    sentence = r"This improves the complexity to $O(\epsilon^{-3})$."
    assert [c.measure for c in read_bounds(sentence)] == ["time"]
    abstract = "The oracle complexity of prior work is high. " + sentence
    assert [c.measure for c in read_bounds(sentence, abstract)] == ["oracle"]


@pytest.mark.parametrize(
    ("before", "sentence", "measure"),
    [
        ("It has an error, a loss and a bias. How many samples? The number of samples counts. ", "known.", "samples"),
        ("Its regret is low. ", "We show $O(T^{1/(1+\\epsilon)} d^{2\\epsilon/(1+\\epsilon)})$.", "regret"),
        ("Its sample complexity counts. ", "At an error in the loss it falls to $O(1/\\epsilon^2)$.", "samples"),
    ],
)
def test_a_bound_measures_what_the_abstract_surely_names(before: str, sentence: str, measure: str) -> None:
    sentence = sentence.replace("known.", "A lower bound of $\\Omega(e^{H})$ is known.")
    assert [c.measure for c in read_bounds(sentence, before + sentence)] == [measure]


def test_the_metric_is_in_the_sentence() -> None:
    sentence = "Our algorithm has a sample complexity of O(1/epsilon^2)."
    (claim,) = read_bounds(sentence)
    assert claim.metric is not None
    assert sentence[slice(*claim.metric)] == "sample complexity"


def test_an_unread_bound_keeps_its_span_and_reason() -> None:
    (bound,) = find(r"It runs in $O(\int n_i)$ time.")
    assert (bound.start, bound.end, bound.symbol, bound.expr, bound.reason) == (12, 23, "O", None, "sum")
