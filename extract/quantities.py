"""Measure the quantities of a clean sentence: numbers with sign, scale and unit, and their ranges.

Two steps: a pattern finds atoms (one number each), then atoms joined by a dash, "to" or
"between ... and" become ranges. What a quantity says of a paper is not decided here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import regex

from extract.atoms import MEASURED
from extract.numbers import to_float
from extract.ruleset import QuantityRules
from extract.sentences import MOST
from extract.unguarded import unguarded


@unguarded
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range in clean text; `low <= high` unless the text has them the other way round.

    unit         an id of `rules/units.toml`, or "" where no unit is written
    shown        where the quote ends that the table shows: before a unit of many letters
    form         the writing: "number", "word", "fraction" (reciprocal), "magnitude", "magnitudes" (no number of
                 orders), "multiplier", "multiple" ("8×H100"), "ratio" ("2:4") or "tally" ("29/30")
    scaled       whether a scale letter or word stands with the number ("7B"); `letter` is which letter
    places       digits behind the decimal point, 0 in scientific notation
    sign         "+", "-" or ""; an arrow counts as a sign, and "halves" has a minus
    plus         whether a plus stands behind the number ("100+")
    name_start   where the name begins that the quantity is the end of ("Llama-3-8B"), else null
    attributive  whether a hyphen joins the number to its unit ("30-minute")
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    shown: int = 0
    form: str = "number"
    scaled: bool = False
    letter: str = ""
    places: int = 0
    sign: str = ""
    plus: bool = False
    name_start: int | None = None
    attributive: bool = False

    @property
    def year(self) -> bool:
        """Whether the number may be a year: four bare digits from 1900 to 2099."""
        return (
            self.form == "number"
            and not (self.unit or self.scaled or self.places)
            and self.end - self.start == 4
            and 1900 <= self.low < 2100
        )


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
    return _ranges(text, atoms, rules)


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
    start, end = match.span()
    number = match["number"] or match["word"]
    value = to_float(number, rules.numbers)
    if value is None:
        return None
    divisor = float(match["divisor"] or match["part"] or 1) or 1.0
    value /= divisor
    if match["scale"]:
        value *= rules.numbers.scale(match["scale"])
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
        places=len(tail) if (tail := number.partition(".")[2]).isdigit() else 0,
        sign=_SIGNS.get((match["sign"] or "").strip(), ""),
        plus=bool(match["plus"]),
        name_start=name_start,
        attributive=written.startswith("-"),
    )


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


def _ranges(text: str, atoms: list[Quantity], rules: QuantityRules) -> list[Quantity]:
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
