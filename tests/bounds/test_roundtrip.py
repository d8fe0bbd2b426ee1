"""Any tree, written as LaTeX with or without its backslashes and read back, is the same tree."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.bounds import compare, exponents, parse, to_latex, to_sympy, to_text
from extract.bounds.tree import Expr, Sym, add, call, mul, number, power

NAMES = [
    "n",
    "d",
    "T",
    "K",
    "L",
    "m",
    "epsilon",
    "delta",
    "kappa",
    "mu",
    "sigma",
    "Delta",
    "lambda",
    "chi_1",
    "d_star",
    "sigma_max",
]
SYMBOLS = st.sampled_from(NAMES).map(Sym)
FRACTIONS = st.fractions(min_value=-4, max_value=4, max_denominator=7)
POSITIVE = st.fractions(min_value="1/7", max_value=9, max_denominator=7)


def compound(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: add(*p)),
        pairs.map(lambda p: mul(*p)),
        st.tuples(inner, FRACTIONS).map(lambda p: power(p[0], number(p[1]))),
        st.tuples(SYMBOLS, inner).map(lambda p: power(*p)),
        inner.map(lambda e: call("log", e)),
        inner.map(lambda e: call("exp", e)),
        pairs.map(lambda p: call("Min", *p)),
        pairs.map(lambda p: call("Max", *p)),
        inner.map(lambda e: call("card", e)),
        inner.map(lambda e: call("poly", e)),
        pairs.map(lambda p: call("polylog", *p)),
        inner.map(lambda e: call("O", e)),
    )


LEAVES = st.one_of(SYMBOLS, POSITIVE.map(number))
TREES = st.recursive(LEAVES, compound, max_leaves=6)


def stripped(latex: str) -> str:
    return latex.replace("\\", "")


@settings(max_examples=400, deadline=None)
@given(TREES)
def test_latex_reads_back(tree: Expr) -> None:
    assert parse(to_latex(tree)) == tree


@settings(max_examples=400, deadline=None)
@given(TREES)
def test_latex_without_its_backslashes_reads_back(tree: Expr) -> None:
    assert parse(stripped(to_latex(tree))) == tree


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_canonical_text_reads_back(tree: Expr) -> None:
    assert parse(to_text(tree)) == tree


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        SYMBOLS,
        lambda s: st.one_of(
            st.tuples(s, s).map(lambda p: add(*p)),
            st.tuples(s, s).map(lambda p: mul(*p)),
            st.tuples(s, FRACTIONS).map(lambda p: power(p[0], number(p[1]))),
        ),
        max_leaves=5,
    )
)
def test_normal_form_keeps_the_value(tree: Expr) -> None:
    import sympy

    whole = to_sympy(tree)
    point = {s: sympy.Integer(2 + i) for i, s in enumerate(sorted(whole.free_symbols, key=str))}
    again = sympy.sympify(re.sub(r"\blambda\b", "lamda", to_text(tree)))
    values = {sympy.Symbol(s.name.replace("lambda", "lamda")): v for s, v in point.items()}
    assert abs(complex(whole.subs(point)) - complex(again.subs(values))) < 1e-6 * (1 + abs(complex(whole.subs(point))))


ORDERED = {"better", "worse", "equal", "equal_up_to_logs", "incomparable"}
OPPOSITE = {"better": "worse", "worse": "better"}


@settings(max_examples=300, deadline=None)
@given(TREES, TREES)
def test_comparing_the_other_way_round_turns_the_answer(a: Expr, b: Expr) -> None:
    answer = compare(a, b)
    assert answer in ORDERED
    assert compare(b, a) == OPPOSITE.get(answer, answer)
    assert compare(a, a) == "equal"


def at_most(a: Expr, b: Expr) -> bool:
    return compare(a, b) in ("better", "equal", "equal_up_to_logs")


@settings(max_examples=300, deadline=None)
@given(TREES, TREES, TREES)
def test_the_order_is_transitive(a: Expr, b: Expr, c: Expr) -> None:
    if at_most(a, b) and at_most(b, c):
        assert at_most(a, c)


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_exponents_are_numbers_of_names(tree: Expr) -> None:
    for name, value in exponents(tree):
        assert name
        assert value != 0
