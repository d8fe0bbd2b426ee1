"""All bounds and named rates of a text."""

from functools import lru_cache

from extract.bounds.bare import Expression, bare_bounds
from extract.bounds.context import masked
from extract.bounds.measures import measures
from extract.bounds.named import named_rates
from extract.bounds.reading import read_found
from extract.bounds.spans import landau_spans
from extract.gate import Gate
from extract.models import Bound


def find(text: str) -> list[Bound]:
    """Every asymptotic expression, rate without a symbol, and named rate in `text`, in its order."""
    if not has_cue(text):
        return []
    bounds = [e.bound for e in expressions(text)]
    seen = masked(text, [(b.start, b.end) for b in bounds])
    bounds += [Bound(n.start, n.end, "class", n.name) for n in named_rates(text, seen)]
    return sorted(bounds, key=lambda b: b.start)


def has_cue(text: str) -> bool:
    """Whether `text` can hold a bound at all; cheap."""
    return bool(_cue()(text))


def expressions(text: str) -> list[Expression]:
    """The expressions of `text`, with asymptotic notation or without."""
    found = [Expression(b) for f in landau_spans(text) for b in read_found(text, f)]
    taken = [(e.bound.start, e.bound.end) for e in found]
    found += bare_bounds(text, masked(text, taken), taken)
    return sorted(found, key=lambda e: e.bound.start)


def cue_pattern() -> str:
    """Alternatives in RE2's syntax; one stands in every sentence that can hold a bound."""
    rules = measures()
    words = "|".join(sorted({*rules.adjectives, *rules.adverbs, *rules.gate_words}))
    return "|".join(
        [
            r"[$^√Õ𝒪≥≳]",
            r"[OΩΘω})][\s\p{Z}]?[\\({\[]|\bo\(|[Oo] ?(?:left|[bB]ig)",
            "Omega|Theta|omega",
            rf"(?i:{words})",
            *rules.gate,
        ]
    )


@lru_cache(maxsize=1)
def _cue() -> Gate:
    return Gate(cue_pattern())
