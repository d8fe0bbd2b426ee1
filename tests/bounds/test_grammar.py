"""Expressions and their canonical forms, from `cases.toml`; hostile input comes back with a reason."""

import tomllib
from pathlib import Path

import pytest

from extract.bounds import Unreadable, find, parse, read_bounds, to_latex, to_text, to_unicode

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
READ = [pytest.param(*case, id=case[0]) for group in CASES["read"] for case in group["cases"]]
UNREAD = [pytest.param(*case, id=case[0]) for group in CASES["unread"] for case in group["cases"]]


@pytest.mark.parametrize(("text", "expr"), READ)
def test_read(text: str, expr: str) -> None:
    assert to_text(parse(text)) == expr


@pytest.mark.parametrize(("text", "reason"), UNREAD)
def test_unread(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as fault:
        parse(text)
    assert fault.value.reason == reason


HOSTILE = [
    ("(" * 10_000 + "n" + ")" * 10_000, "too_long"),
    ("(" * 1_000_000, "too_long"),
    ("(" * 150 + "n" + ")" * 150, "too_deep"),
    ("^" * 300, "unexpected"),
    ("n^" * 199 + "n", "double_exponent"),
    ("\\frac" * 70, "incomplete"),
    ("\\log" * 90, "function_argument"),
    ("sqrt " * 70 + "n", None),
    ("2^{99999}^{99999}", "double_exponent"),
    ("(" + "+".join(f"a_{{{i}}}" for i in range(25)) + ")^{40}", None),
    ("*".join(["(a+b+c+d)"] * 30), None),
    ("(999999999^{64})^{64}", None),
    ("__import__('os')", "unexpected"),
    ("|" * 399, "unbalanced"),
    ("n(1+" * 20 + "n" + ")" * 20, None),
    (r"\sum_{i}" * 40 + "n", "too_deep"),
]


@pytest.mark.parametrize(("text", "reason"), HOSTILE, ids=[t[:24] for t, _ in HOSTILE])
def test_hostile_input_comes_back_with_a_reason(text: str, reason: str | None) -> None:
    if reason is None:
        assert to_text(parse(text))
        return
    with pytest.raises(Unreadable) as fault:
        parse(text)
    assert fault.value.reason == reason


@pytest.mark.parametrize(
    "text", ["O(" * 100_000, "O" + "(" * 1_000_000, "$O(" * 30_000, "\\tilde{" * 100_000, "n^" * 50_000]
)
def test_long_hostile_text_gives_no_expression(text: str) -> None:
    assert all(bound.expr is None for bound in find(text))
    assert all(claim.expr is None for claim in read_bounds(text))


def test_writing() -> None:
    tree = parse(r"\sqrt{KT}\log\frac{1}{\epsilon}")
    assert to_unicode(tree) == "√(K·T)·log(1/ε)"
    assert to_latex(tree) == r"\sqrt{K T} \log\left(\frac{1}{\epsilon}\right)"
    assert to_unicode(parse(r"|S|^2 n^{-1/3} \chi_1")) == "χ_1·|S|²/n^(1/3)"
