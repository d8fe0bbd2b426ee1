"""All bounds and named rates of a text."""

from extract.bounds.bare import Expression, bare_bounds
from extract.bounds.context import masked
from extract.bounds.named import named_rates
from extract.bounds.reading import read_found
from extract.bounds.signs import LANDAU, LOOKS, Signs, shown
from extract.bounds.spans import landau_spans
from extract.models import Bound


def find(text: str) -> list[Bound]:
    """Every asymptotic expression, rate without a symbol, and named rate in `text`, in its order."""
    signs = shown(text)
    if not signs:
        return []
    bounds = [e.bound for e in expressions(text, signs)]
    seen = masked(text, [(b.start, b.end) for b in bounds])
    bounds += [Bound(n.start, n.end, "class", n.name) for n in named_rates(text, seen)]
    return sorted(bounds, key=lambda b: b.start)


def expressions(text: str, signs: Signs) -> list[Expression]:
    """The expressions of `text`, with asymptotic notation or without; `signs` are those that it shows."""
    found = [Expression(b) for f in landau_spans(text) for b in read_found(text, f)] if LANDAU in signs else []
    if found or LOOKS in signs:
        taken = [(e.bound.start, e.bound.end) for e in found]
        found += bare_bounds(text, masked(text, taken), taken)
    return sorted(found, key=lambda e: e.bound.start)
