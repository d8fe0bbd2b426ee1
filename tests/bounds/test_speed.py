"""The expressions that speed is measured on; no time is asserted."""

from extract.bounds import parse, to_text
from extract.bounds.speed import distinct_expressions, expressions_per_second


def test_distinct_expressions_are_distinct_stable_and_read() -> None:
    texts = distinct_expressions(200, seed=3)
    assert texts == distinct_expressions(200, seed=3)
    assert len({to_text(parse(text)) for text in texts}) == 200


def test_the_measure_counts_each_expression_once() -> None:
    assert expressions_per_second(["O(n)", "O(n)", r"O(\sum_i n_i)"]) > 0
