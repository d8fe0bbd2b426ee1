"""Bounds written without a symbol: "epsilon^{-7/2} iterations", "a factor of d", "rate 1/n"."""

from collections.abc import Sequence

from extract.models import Bound


def bare_bounds(text: str, seen: str, taken: Sequence[tuple[int, int]]) -> list[Bound]:
    """The expressions without asymptotic notation that the words around make rates or costs."""
    return []
