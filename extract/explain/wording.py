"""Quantities, values and what is no quantity, in words for people."""

from collections.abc import Iterator, Sequence

import regex

from extract.models import Claim
from extract.quantities import Quantity
from extract.ruleset import RuleSet


def fragments(text: str, quantity: Quantity, rules: RuleSet) -> str:
    """The named fragments of the grammar that make a quantity up: "number '2', unit 'x'"."""
    found = []
    for atom in rules.quantities.atom.finditer(text[: quantity.end], quantity.start):
        groups = {name: part for name, part in atom.match.groupdict().items() if part}
        found.append(", ".join(f"{name} {part.strip()!r}" for name, part in groups.items()))
    return " | ".join(found) or "number"


def number(quantity: Quantity) -> str:
    """Value and unit: "2 x", "4 to 8 percent"."""
    value = f"{quantity.low:g}" if quantity.low == quantity.high else f"{quantity.low:g} to {quantity.high:g}"
    return f"{value} {quantity.unit}".rstrip()


def value(claim: Claim) -> str:
    """The value as written, with its comparator and unit."""
    if claim.value_low is None:
        return claim.unit if claim.bound_symbol is None else f"{claim.bound_symbol} {claim.bound_expr or '(not read)'}"
    return f"{claim.comparator} {_span(claim.value_low, claim.value_high)} {claim.unit}"


def norm(claim: Claim) -> str:
    """The comparable value, or that there is none."""
    if claim.norm_low is None:
        return "none"
    return f"{claim.norm_comparator} {_span(claim.norm_low, claim.norm_high)} {claim.norm_unit}"


def _span(low: float, high: float | None) -> str:
    return f"{low:g}" if high is None or low == high else f"{low:g} to {high:g}"


_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*+")


def passed_over(text: str, spans: Sequence[tuple[int, int]], rules: RuleSet) -> Iterator[tuple[str, str]]:
    """The numbers in digits of a clean text that no quantity covers, each with the reason."""
    skipped = [
        (match.span(), name) for name, skip in rules.quantities.skips.items() for match in regex.finditer(skip, text)
    ]
    told: set[str] = set()
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        if any(low < end and start < high for low, high in spans):
            continue
        name = next((name for (low, high), name in skipped if low < end and start < high), None)
        why = f"skipped as {name!r} (rules/quantities.toml)" if name else "a year, or part of a name or a formula"
        word = _word(text, start, end)
        if word not in told:
            told.add(word)
            yield word, why


def _word(text: str, start: int, end: int) -> str:
    """What stands around a span up to white space."""
    left = max(text.rfind(" ", 0, start) + 1, start - 20)
    right = text.find(" ", end)
    return text[left : min(right if right >= 0 else len(text), end + 20)]
