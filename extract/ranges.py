"""Quantities that belong together: two that are the ends of a range, and those that one list says."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.numbers import to_float
from extract.quantities import Quantity
from extract.ruleset import QuantityRules


def ranges(text: str, atoms: Iterable[Quantity], rules: QuantityRules) -> list[Quantity]:
    """The quantities of `text`, which are its single numbers `atoms` in order, or ranges of two of them."""
    found: list[Quantity] = []
    for atom in atoms:
        before = found[-1] if found else None
        joined = _range(text, before, atom, rules) if before else None
        if joined is not None:
            found[-1] = joined
            continue
        if before and _shares_unit(text, before, atom, rules):
            factor = rules.unit_factor(text[atom.start : atom.end])
            found[-1] = replace(before, unit=atom.unit, low=before.low * factor, high=before.high * factor)
        found.append(atom)
    return found


def _shares_unit(text: str, old: Quantity, new: Quantity, rules: QuantityRules) -> bool:
    """Whether the unit stands with the second of two levels alone: "from 8.98 to 6.69 s"."""
    bare = old.form == new.form == "number" and not (old.unit or old.scaled or old.name_start is not None)
    return (
        bare
        and new.unit not in ("", "x")
        and text[old.end : new.start] == " to "
        and rules.from_lead.search(text[max(0, old.start - 24) : old.start]) is not None
    )


def _range(text: str, low: Quantity, high: Quantity, rules: QuantityRules) -> Quantity | None:
    gap = text[low.end : high.start]
    if low.low != low.high or len(gap) > 12 or not rules.range_gap.fullmatch(gap):
        return None
    if low.unit and low.unit != high.unit:
        return None
    word = gap.strip().casefold().partition(" ")[0]
    lead = text[max(0, low.start - 24) : low.start]
    if word not in _DASHES and high.low < low.low and high.unit == low.unit and high.scaled == low.scaled:
        return None
    if word == "and" and not rules.between.search(lead):
        return None
    if word == "up" and not rules.from_lead.search(lead):
        return None
    if word == "to" and not low.scaled and rules.from_lead.search(lead):
        sure = rules.range_lead.search(text[max(0, low.start - 40) : low.start])
        if not sure:
            return None
    if low.name_start is not None or (gap.strip() in {"-", "/"} and high.name_start is not None):
        return None
    if high.sign == "-" and gap == "" and not low.unit:
        return None
    first, last = low.low, high.high
    if high.scaled and not low.scaled:
        first *= high.high / _unscaled(text, high, rules)
    if not low.unit and high.unit:
        first *= rules.unit_factor(text[high.start : high.end])
    return replace(high, start=low.start, low=first, high=last, sign=low.sign, form=high.form)


_DASHES = frozenset({"-", "–", "—", "~"})


def _unscaled(text: str, quantity: Quantity, rules: QuantityRules) -> float:
    match = rules.atom.match(text, quantity.start)
    value = to_float(match["number"] or match["word"], rules.numbers) if match else None
    return value or quantity.high or 1.0


def lists(text: str, quantities: list[Quantity], rules: QuantityRules) -> Iterator[list[Quantity]]:
    """Runs of quantities that only commas, slashes or "and" stand between, of one unit."""
    run: list[Quantity] = []
    for quantity in quantities:
        if run and _coordinated(text, run[-1], quantity, rules):
            run.append(quantity)
            continue
        if run:
            yield _one_unit(text, run, rules)
        run = [quantity]
    if run:
        yield _one_unit(text, run, rules)


def _one_unit(text: str, run: list[Quantity], rules: QuantityRules) -> list[Quantity]:
    """A list's unit stands with its last member: "1.4, 1.7 and 0.8 points"."""
    last = run[-1]
    if not last.unit:
        return run
    factor = rules.unit_factor(text[last.start : last.end])
    return [q if q.unit else replace(q, unit=last.unit, low=q.low * factor, high=q.high * factor) for q in run]


def _coordinated(text: str, left: Quantity, right: Quantity, rules: QuantityRules) -> bool:
    same = left.unit == right.unit or (not left.unit and left.form != "word")
    same = same and left.scaled <= right.scaled
    named = left.name_start is not None or right.name_start is not None
    return same and not named and bool(rules.list_gap.fullmatch(text[left.end : right.start]))
