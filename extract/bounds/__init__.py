"""Asymptotic bounds: found in a text, read into a normal form, compared, and placed by their sentence.

`find` gives the bounds and named rates of a text, `read_bounds` what a sentence says of each,
`parse` the tree of one expression, `compare` the better of two.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.bounds.claims import read_bounds
    from extract.bounds.finding import find
    from extract.bounds.grammar import parse
    from extract.bounds.growth import exponents
    from extract.bounds.models import BoundClaim
    from extract.bounds.norm import epsilon_exponent
    from extract.bounds.ranking import compare
    from extract.bounds.render import to_latex, to_sympy, to_text, to_unicode
    from extract.bounds.tree import Expr, Unreadable

_HOMES = {
    "BoundClaim": "models",
    "Expr": "tree",
    "Unreadable": "tree",
    "compare": "ranking",
    "epsilon_exponent": "norm",
    "exponents": "growth",
    "find": "finding",
    "parse": "grammar",
    "read_bounds": "claims",
    "to_latex": "render",
    "to_sympy": "render",
    "to_text": "render",
    "to_unicode": "render",
}

__all__ = [
    "BoundClaim",
    "Expr",
    "Unreadable",
    "compare",
    "epsilon_exponent",
    "exponents",
    "find",
    "parse",
    "read_bounds",
    "to_latex",
    "to_sympy",
    "to_text",
    "to_unicode",
]


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
