"""Measure the quantities of a clean sentence: numbers with sign, scale and unit, and their ranges.

Two steps: a pattern finds atoms (one number each), then atoms joined by a dash, "to" or
"between ... and" become ranges. What a quantity says of a paper is not decided here.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import regex

from extract.atoms import MEASURED
from extract.numbers import to_float
from extract.quantities import Quantity
from extract.ranges import ranges
from extract.ruleset import QuantityRules
from extract.sentences import MOST


def measure(text: str, rules: QuantityRules) -> list[Quantity]:
    """The quantities of a clean sentence in order, ranges joined, none overlapping.

    A sentence of more than `extract.sentences.MOST` claims nothing, so that no more are sought than show it.
    """
    atoms: list[Quantity] = []
    for kind, match in rules.atom.finditer(text):
        if len(atoms) > 2 * MOST:
            break
        if kind == "tally":
            atoms += _tally(match[0], match.start())
        elif (atom := _READERS[kind](match, rules)) is not None:
            atoms.append(atom)
    return ranges(text, atoms, rules)


def _widths(match: regex.Match[str], rules: QuantityRules) -> Quantity:
    """ "W4A8": the bits of weights and of activations."""
    start, end = match.span()
    return Quantity(start, end, float(match["weights"]), float(match["activations"]), "bits", shown=end)


def _ratio(match: regex.Match[str], rules: QuantityRules) -> Quantity | None:
    """ "2:4" is a half; what has nought behind the colon is no quantity."""
    start, end = match.span()
    part, whole = float(match["ratio_low"]), float(match["ratio_high"])
    return Quantity(start, end, part / whole, part / whole, "ratio", form="ratio") if whole else None


def _vague(match: regex.Match[str], rules: QuantityRules) -> Quantity:
    return _factor(match, _VAGUE[match[0].split()[0].casefold()], "magnitudes")


def _multiplier(match: regex.Match[str], rules: QuantityRules) -> Quantity:
    word = match[0].casefold()
    halved = "-" if word in rules.numbers.reducing else ""
    return replace(_factor(match, rules.numbers.multipliers[word], "multiplier"), sign=halved)


def _fraction(match: regex.Match[str], rules: QuantityRules) -> Quantity:
    return _factor(match, rules.numbers.fractions[match["fraction_word"] or "half"], "fraction")


def _tally(written: str, start: int) -> list[Quantity]:
    """ "29/30": so many out of so many; where the second is less, two numbers."""
    part, _, whole = written.partition("/")
    end = start + len(written)
    if float(part) > float(whole):
        second = end - len(whole)
        return [
            Quantity(start, second - 1, float(part), float(part), "", shown=second - 1),
            Quantity(second, end, float(whole), float(whole), "", shown=end),
        ]
    share = round(float(part) / (float(whole) or 1.0), 4)
    return [Quantity(start, end, share, share, "", shown=end, form="tally")]


_VAGUE = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0, "thousands": 1000.0}


def _factor(match: regex.Match[str], value: float, form: str) -> Quantity:
    return Quantity(match.start(), match.end(), value, value, "x", form=form)


def _measured(match: regex.Match[str], rules: QuantityRules) -> Quantity | None:
    """A number with its sign, scale and unit; "1/19 FLOPs" is a fraction and its unit what it is a fraction of.

    Null where it belongs to a name or a date.
    """
    value = _value(match, rules)
    if value is None:
        return None
    start, end = match.span()
    name_start = _name_start(match.string, start)
    if name_start is not None and not (match["scale"] and match["scale"][0] in _SIZES):
        return None
    if not (match["unit"] or match["scale"] or match["word"]) and _names(match, rules):
        return None
    written = match["unit"] or ""
    if match["part"] and written:
        end, written = match.start("unit"), ""
    unit, factor = rules.unit(written) if written else ("", 1.0)
    shown = match.start("unit") if len(written) > LONGEST_QUOTED_UNIT else end
    if match["many"]:
        end = shown = match.start("many")
    return Quantity(
        start=start,
        end=end,
        shown=shown,
        low=value * factor,
        high=value * factor,
        unit=unit,
        form="multiple" if match["many"] else "word" if match["word"] else "number",
        scaled=bool(match["scale"]),
        letter=_letter(match["scale"]),
        places=_places(match["number"]),
        sign=_SIGNS.get((match["sign"] or "").strip(), ""),
        plus=bool(match["plus"]),
        name_start=name_start,
        attributive=written.startswith("-"),
    )


def _value(match: regex.Match[str], rules: QuantityRules) -> float | None:
    """What a number says with its scale and what it is divided by."""
    value = to_float(match["number"] or match["word"], rules.numbers)
    if value is None:
        return None
    value /= float(match["divisor"] or match["part"] or 1) or 1.0
    return value * rules.numbers.scale(match["scale"]) if match["scale"] else value


def _places(number: str | None) -> int:
    """The digits behind the point of a number that isn't in scientific notation."""
    decimals = (number or "").partition(".")[2]
    return len(decimals) if decimals.isdigit() else 0


_SIGNS = {"+": "+", "-": "-", "↑": "+", "↓": "-"}

LONGEST_QUOTED_UNIT = 9
"""Characters of a unit and its space that a quote takes in: "15 minutes", but "17" of "17 percentage points"."""

_SIZES = frozenset("MBbmT")


def _letter(scale: str | None) -> str:
    """The scale where it is one letter that is joined to its number."""
    return scale if scale is not None and len(scale) == 1 else ""


_SHORT = regex.compile(r"\d{1,4}|\d\.\d")


def _names(match: regex.Match[str], rules: QuantityRules) -> bool:
    """Whether a bare number is a year or the end of a name: "in 2019", "Claude 3.5", "MATH 500"."""
    number, text, start = match["number"], match.string, match.start()
    lead = text[max(0, start - 40) : start]
    if len(number) == 4 and number.isdigit() and number[:2] in ("19", "20") and rules.year_lead.search(lead):
        return True
    if not _SHORT.fullmatch(number) or match["sign"] or match["plus"]:
        return False
    label = rules.label_lead.search(lead)
    return (
        label is not None and max(0, start - 40) + label.start("name") > 0 and label["name"] not in rules.measured_names
    )


def _name_start(text: str, number: int) -> int | None:
    """Where the name begins that a number is the end of ("Llama-3-8B"), or None where it stands by itself."""
    if text[number - 1 : number] != "-":
        return None
    start = number - 1
    while start > 0 and number - start < 60 and (text[start - 1].isalnum() or text[start - 1] in "-._"):
        start -= 1
    name = text[start : number - 1]
    return start if name[:1].isalpha() and name.casefold() not in _JOINED else None


_JOINED = frozenset({"sub", "to", "or", "and", "x", "by"})


def _magnitude(match: regex.Match[str], rules: QuantityRules) -> Quantity:
    """ "An order of magnitude" is 10, "three orders of magnitude" 1000, "orders of magnitude" 100 and more."""
    start, end = match.span("magnitude")
    low, high = match["orders_low"], match["orders_high"]
    if low is None:
        several = match["magnitude"].casefold().startswith("orders")
        return Quantity(
            start,
            end,
            100.0 if several else 10.0,
            100.0 if several else 10.0,
            "x",
            form="magnitudes" if several else "magnitude",
        )
    orders = [to_float(word, rules.numbers) or 1.0 for word in (low, high or low)]
    powers = [10.0 ** min(order, 300.0) for order in orders]
    return Quantity(start, end, powers[0], powers[1], "x", form="magnitude")


_READERS: Mapping[str, Callable[[regex.Match[str], QuantityRules], Quantity | None]] = {
    "widths": _widths,
    "ratio": _ratio,
    "magnitude": _magnitude,
    "vague": _vague,
    "multiplier": _multiplier,
    "fraction": _fraction,
    MEASURED: _measured,
}
"""How the alternatives of the grammar are read; a tally is two numbers as often."""
