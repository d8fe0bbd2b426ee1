import pytest

from extract.evaluate.expressions import same_expression, symbolic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("n*log(n)", "log(n)*n"),
        ("1/sqrt(T)", "T**(-1/2)"),
        ("n^2", "n**2"),
        ("log(n**2)", "2*log(n)"),
        ("ln(n)", "log2(n)"),
        ("lambda*x", "x*lambda"),
        ("Min(n, m)", "min(m, n)"),
        ("poly(d, n)", "poly(n, d)"),
        ("exp(n)", "e**n"),
        ("n_1*d", "d*n1"),
        ("1.5*n", "3*n/2"),
        ("-(-n)", "+n"),
    ],
)
def test_equal(one: str, other: str) -> None:
    assert same_expression(one, other)
    assert same_expression(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("n**2", "n**3"),
        ("n", "m"),
        ("n*d", "n+d"),
        ("Min(n, m)", "Max(n, m)"),
        ("n", None),
        ("", "n"),
        ("log(n)", "sqrt(n)"),
    ],
)
def test_different(one: str, other: str | None) -> None:
    assert not same_expression(one, other)


@pytest.mark.parametrize(
    "text",
    [
        "(n",
        "n +",
        "a[1]",
        "n.real",
        "__import__('os')",
        "f(n)(m)",
        "f(x=n)",
        "n if m else d",
        "9**9**9",
        "1234567*n",
        "n" * 401,
        "'a'",
        "",
    ],
)
def test_what_is_no_arithmetic_is_not_read(text: str) -> None:
    assert symbolic(text) is None
