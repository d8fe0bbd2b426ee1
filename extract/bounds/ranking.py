"""The better of two bounds."""

from extract.bounds.grammar import parse
from extract.bounds.growth import Order, ordered
from extract.bounds.reading import symbol_of
from extract.bounds.tree import Expr, Unreadable
from extract.models import Bound


def compare(a: Expr | Bound | str, b: Expr | Bound | str) -> Order:
    """Whether `a` is the better (slower growing) upper bound than `b`, by growth in the limit.

    Each is a tree, a bound, or text as in the column `bound_expr` or in an abstract. Every variable is
    taken to infinity but those of `[limits].to_zero` in `rules/bounds.toml` (epsilon, delta, ...), which
    are taken to zero. A bound is better where it grows slower in some variable and faster in none. Symbols
    (O, Omega, ...) and logarithms don't count: bounds that differ in these alone are "equal_up_to_logs".
    What can't be ordered, or not be read, is "incomparable".
    """
    try:
        return ordered(_tree(a), _tree(b))
    except Unreadable:
        return "incomparable"


def _tree(bound: Expr | Bound | str) -> Expr:
    if isinstance(bound, Bound):
        if bound.expr is None or bound.symbol == "class":
            raise Unreadable(bound.reason or "class")
        bound = bound.expr
    return symbol_of(parse(bound))[1] if isinstance(bound, str) else bound
