"""`rules/quantities.toml` and `rules/units.toml`: the grammar of a quantity, composed of named fragments."""

from collections.abc import Iterable, Mapping

import regex

from extract.atoms import Atoms
from extract.ruleset.compose import texts
from extract.ruleset.loading import Layers, Table, compiled, done, last, sections
from extract.ruleset.tables import Lexicon, NumberRules, QuantityRules, Unit

RANGES = ("gap", "between", "from_lead", "range_lead")
FORMS = frozenset(
    {
        "count", "decimal", "scaled", "sized", "named", "fraction", "multiplier", "multiple", "year", "ratio", "period",
        "assigned", "tally",
    }
)  # fmt: skip
"""Tags of quantities without a unit, or whose form says more than their unit."""


def quantity_rules(layers: Layers, unit_layers: Layers, numbers: NumberRules, lexicon: Lexicon) -> QuantityRules:
    """The compiled grammar; fragments, skips, ranges, lists and leads are replaced by name in a later layer."""
    units, norms, groups = _units(unit_layers)
    ranges = texts(layers, "ranges", RANGES)
    gaps = texts(layers, "lists", ("gap",))
    leads = texts(layers, "leads", ("year", "label"))
    skips, atom = _grammar(layers, numbers, units)
    done(layers)
    where = last(layers)
    return QuantityRules(
        atom=Atoms(skips.values(), compiled(where, "fragments", atom).pattern),
        skips=skips,
        range_gap=compiled(where, "gap", ranges["gap"]),
        between=compiled(where, "between", ranges["between"], regex.IGNORECASE),
        from_lead=compiled(where, "from_lead", ranges["from_lead"], regex.IGNORECASE),
        range_lead=compiled(where, "range_lead", ranges["range_lead"], regex.IGNORECASE),
        list_gap=compiled(where, "gap", gaps["gap"], regex.IGNORECASE),
        year_lead=compiled(where, "year", leads["year"]),
        label_lead=compiled(where, "label", leads["label"]),
        measured_names=frozenset(
            key[0] for found in lexicon.terms.values() for key, term in found if term.entry in lexicon.metrics
        ),
        numbers=numbers,
        units=units,
        norms=norms,
        groups=groups,
        kinds={unit.id: unit.kind for unit in units.values()},
        tags=frozenset({unit.kind for unit in units.values()} | FORMS),
    )


def _grammar(layers: Layers, numbers: NumberRules, units: Mapping[str, Unit]) -> tuple[dict[str, str], str]:
    """What is no quantity, by its name, and one pattern for a number with all that belongs to it."""
    known = {
        "number_words": _alternatives(w for w in numbers.words if w != "one"),
        "scale_words": _alternatives(w for w in numbers.scales if len(w) > 2),
        "scale_letters": _alternatives(w for w in numbers.scales if len(w) <= 2),
        "joined_units": _alternatives(form for form in units if _is_joined(form)),
        "spaced_units": _alternatives(form for form in units if not _is_joined(form)),
        "multipliers": _alternatives(numbers.multipliers),
        "fractions": _alternatives(numbers.fractions),
    }
    used: set[str] = {"atom"}
    fragments = texts(layers, "fragments")
    for name, fragment in fragments.items():
        known[name] = _filled(last(layers), name, fragment, known, used)
    if "atom" not in fragments:
        raise layers[0].fault("atom", "is missing in [fragments]")
    skips = {name: _filled(last(layers), name, text, known, used) for name, text in texts(layers, "skip").items()}
    if unused := sorted(set(fragments) - used):
        raise last(layers).fault(unused[0], "is a fragment that nothing uses")
    return skips, known["atom"]


def _filled(table: Table, name: str, text: str, known: Mapping[str, str], used: set[str]) -> str:
    """A fragment with those before it in the place of their {name}."""

    def fragment(match: "regex.Match[str]") -> str:
        if match[1] not in known:
            raise table.fault(name, f"there is no fragment {match[1]!r} before it")
        used.add(match[1])
        return f"(?:{known[match[1]]})"

    return regex.sub(r"\{([a-z_]{3,})\}", fragment, text)


def _is_joined(form: str) -> bool:
    """Whether a unit is a sign or an x, which no hyphen joins to its number: "%", "x times"."""
    return not form[0].isalnum() or regex.fullmatch(r"[xX](?:\W.*)?", form) is not None


def _alternatives(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, the longest that stands there first.

    Forms that begin alike share their beginning: tried one by one, hundreds of units would be most of a number's cost.
    """
    tree: _Tree = {}
    for form in forms:
        node = tree
        for character in form:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(tree) or "(?!)"


_Tree = dict[str, "_Tree"]
"""What may follow a beginning, by its first character; under "" where the beginning is a form itself."""


def _branches(tree: _Tree) -> str:
    options = [
        regex.escape(character, literal_spaces=True) + _branches(rest)
        for character, rest in sorted(tree.items())
        if character
    ]
    if not options:
        return ""
    if len(options) == 1 and "" not in tree:
        return options[0]
    return f"(?:{'|'.join(options)})" + ("?" if "" in tree else "")


def _units(layers: Layers) -> tuple[dict[str, Unit], dict[str, tuple[str, float]], dict[str, tuple[str, ...]]]:
    """Units by form, comparable values and groups by id; a form in a later layer means what it says there."""
    units: dict[str, Unit] = {}
    norms: dict[str, tuple[str, float]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        here: dict[str, str] = {}
        for table in layer.tables("unit"):
            kind, factor = table.get("id", str), table.get("factor", float, 1.0)
            as_written, norm = table.get("as_written", bool, False), table.get("norm", list, None)
            for form in table.strings("forms"):
                if form in here:
                    raise table.fault("forms", f"{form!r} is a form of {here[form]!r} already")
                here[form], units[form] = kind, Unit(form if as_written else kind, factor, kind)
                if norm is not None:
                    norms[units[form].id] = _norm(table, norm)
            table.done()
    kinds = {unit.kind for unit in units.values()} | FORMS
    for table in sections(layers, "groups"):
        for group, _ in table.items():
            groups[group] = table.strings(group)
            if unknown := sorted(set(groups[group]) - kinds):
                raise table.fault(group, f"{unknown[0]!r} is no unit")
    done(layers)
    return units, norms, groups


def _norm(table: Table, written: list[object]) -> tuple[str, float]:
    match written:
        case [str(unit), int() | float() as factor]:
            return unit, float(factor)
    raise table.fault("norm", 'must be ["unit", factor]')
