"""Dominant terms, the order of bounds, and the number that makes rates comparable."""

import pytest

from extract.bounds import compare, epsilon_exponent, exponents, parse
from extract.models import Bound

EXPONENTS = [
    ("n^2 log n", {"n": 2.0, "log(n)": 1.0}),
    (r"n + n L \epsilon^{-1}", {"L": 1.0, "epsilon": -1.0, "n": 1.0}),
    (r"n + n^2", {"n": 2.0}),
    (r"1/n + 1/\sqrt{n}", {"n": -0.5}),
    (r"\log\frac{1}{\epsilon}", {"log(epsilon)": 1.0}),
    (r"\epsilon^{-2} + \epsilon^{-3}", {"epsilon": -3.0}),
    (r"\sqrt{dT\log T}", {"T": 0.5, "d": 0.5, "log(T)": 0.5}),
    (r"T^{(d-1)/d}", {}),
    (r"\min\{n, m\}", {}),
    (r"\max\{n, n^2\}", {"n": 2.0}),
    ("2^n", {}),
    ("1", {}),
    (r"|S||A|H^3", {"H": 3.0, "card(A)": 1.0, "card(S)": 1.0}),
]


@pytest.mark.parametrize(("text", "expected"), EXPONENTS)
def test_exponents(text: str, expected: dict[str, float]) -> None:
    assert dict(exponents(parse(text))) == expected


ORDER = [
    ("n", "n^2", "better"),
    (r"\epsilon^{-2}", r"\epsilon^{-3}", "better"),
    (r"1/\sqrt{T}", "1/T", "worse"),
    ("n log n", "n", "equal_up_to_logs"),
    (r"O(n)", r"\tilde{O}(n)", "equal"),
    ("n d", "n + d", "worse"),
    ("n^2", "n d", "incomparable"),
    ("2^n", "n^{10}", "worse"),
    (r"\exp(-T)", "1/T^5", "better"),
    ("n^2 + n", "n^2", "equal_up_to_logs"),
    (r"\min(n, d)", "n", "better"),
    (r"\max(n, d)", "n", "worse"),
    (r"T^{(d-1)/d}", "T", "incomparable"),
    (r"\sum_i n_i", "n", "incomparable"),
]


@pytest.mark.parametrize(("a", "b", "expected"), ORDER)
def test_compare(a: str, b: str, expected: str) -> None:
    assert compare(a, b) == expected


def test_compare_takes_bounds_and_leaves_classes_aside() -> None:
    linear = Bound(0, 1, "O", "n")
    assert compare(linear, Bound(0, 1, "O", "n**2")) == "better"
    assert compare(linear, Bound(0, 1, "class", "linear")) == "incomparable"
    assert compare(linear, Bound(0, 1, "O", None, (), "sum")) == "incomparable"


def bound(text: str) -> Bound:
    return Bound(0, 1, "O", text, exponents(parse(text)))


NORMS = [
    ("1/sqrt(T)", "rate", 2.0),
    ("epsilon**(-2)", "iterations", 2.0),
    ("1/T", "rate", 1.0),
    ("n/epsilon**3", "samples", 3.0),
    ("sqrt(d)*log(1/epsilon)", "iterations", 0.0),
    ("exp(-T)", "rate", 0.0),
    ("T**(-1/3)", "rate", 3.0),
    ("1/sqrt(n*T)", "rate", None),
    ("sqrt(T)", "regret", None),
    ("n*log(n)", "iterations", None),
    ("epsilon**2", "error", None),
]


@pytest.mark.parametrize(("text", "measure", "expected"), NORMS)
def test_epsilon_exponent(text: str, measure: str, expected: float | None) -> None:
    assert epsilon_exponent(bound(text), "convergence_rate", measure) == expected


@pytest.mark.parametrize(("name", "expected"), [("linear", 0.0), ("superlinear", 0.0), ("sublinear", None)])
def test_epsilon_exponent_of_a_class(name: str, expected: float | None) -> None:
    assert epsilon_exponent(Bound(0, 1, "class", name), "convergence_rate", "rate") == expected


def test_a_cost_has_no_epsilon_exponent() -> None:
    assert epsilon_exponent(bound("1/epsilon**2"), "complexity", "time") is None
