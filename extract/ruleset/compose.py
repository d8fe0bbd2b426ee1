"""From the tables of `rules/` to compiled patterns and look-up tables, one function a file."""

from collections.abc import Mapping, Sequence

import regex

from extract.ruleset.inflect import plurals, verb_forms
from extract.ruleset.loading import RuleError, Table
from extract.ruleset.tables import (
    CleanRules,
    ContextRules,
    Lexicon,
    Metric,
    NumberRules,
    QuantityRules,
    SentenceRules,
    Term,
    Unit,
)
from extract.tokens import words

Layers = Sequence[Table]


def clean_rules(layers: Layers) -> CleanRules:
    rules = CleanRules(
        dropped=tuple(text for t in layers for text in t.strings("dropped", ())),
        wrappers=frozenset(text for t in layers for text in t.strings("wrappers", ())),
        symbols={k: v for t in layers for k, v in _texts(t, "symbols").items()},
        characters={k: v for t in layers for k, v in _texts(t, "characters").items()},
    )
    _done(layers)
    return rules


def sentence_rules(layers: Layers, numbers: NumberRules) -> SentenceRules:
    cues = {text for t in layers for text in t.strings("cues", ())} | (set(numbers.words) - {"one"})
    rules = SentenceRules(
        boundary=regex.compile(
            r"""(?P<stop>[.!?]) ["')\]}$]{0,3} (?P<gap>\s++) (?=[("'\[$\\{“‘`*_-]{0,3}[\p{Lu}\d\\])
              | (?P<stop>) (?P<gap>\s*\n\s*\n\s*)
              | (?P<stop>) (?P<gap>\s*\n\s*) (?=[A-Z][A-Z /&-]{2,40}:\s)""",
            regex.VERBOSE,
        ),
        abbreviations=frozenset(text for t in layers for text in t.strings("abbreviations", ())),
        gate=regex.compile(r"\d|\b(?:%s)" % "|".join(sorted(cues, key=lambda c: (-len(c), c))), regex.IGNORECASE),
    )
    _done(layers)
    return rules


def number_rules(layers: Layers) -> NumberRules:
    tables = {
        key: {k: v for t in layers for k, v in t.table(key).numbers().items()}
        for key in ("words", "scales", "multipliers", "fractions")
    }
    _done(layers)
    return NumberRules(**tables)


def quantity_rules(layers: Layers, unit_layers: Layers, numbers: NumberRules, lexicon: Lexicon) -> QuantityRules:
    units, norms, groups = _units(unit_layers)
    fragments = {k: v for t in layers for k, v in _texts(t, "fragments").items()}
    skips = {k: v for t in layers for k, v in _texts(t, "skip").items()}
    ranges = {k: v for t in layers for k, v in _texts(t, "ranges").items()}
    gaps = {k: v for t in layers for k, v in _texts(t, "lists").items()}
    leads = {k: v for t in layers for k, v in _texts(t, "leads").items()}
    _done(layers)
    known = {
        "number_words": _alternatives(w for w in numbers.words if w != "one"),
        "scale_words": _alternatives(w for w in numbers.scales if len(w) > 2),
        "scale_letters": _alternatives(w for w in numbers.scales if len(w) <= 2),
        "joined_units": _alternatives(form for form in units if not form[0].isalnum() or form in ("x", "X")),
        "spaced_units": _alternatives(form for form in units if form[0].isalnum() and form not in ("x", "X")),
        "multipliers": _alternatives(numbers.multipliers),
        "fractions": _alternatives(numbers.fractions),
    }
    for name, fragment in fragments.items():
        known[name] = _filled(fragment, known)
    atom = "|".join(f"(?:{_filled(text, known)})(*SKIP)(*FAIL)" for text in skips.values()) + "|" + known["atom"]
    return QuantityRules(
        atom=regex.compile(atom),
        range_gap=regex.compile(ranges["gap"]),
        between=regex.compile(ranges["between"], regex.IGNORECASE),
        from_lead=regex.compile(ranges["from_lead"], regex.IGNORECASE),
        range_lead=regex.compile(ranges["range_lead"], regex.IGNORECASE),
        list_gap=regex.compile(gaps["gap"], regex.IGNORECASE),
        year_lead=regex.compile(leads["year"]),
        label_lead=regex.compile(leads["label"]),
        measured_names=frozenset(
            key[0] for found in lexicon.terms.values() for key, term in found if term.entry in lexicon.metrics
        ),
        numbers=numbers,
        units=units,
        norms=norms,
        groups=groups,
        tags=frozenset(
            {unit.id for unit in units.values()}
            | {"count", "decimal", "scaled", "named", "fraction", "multiplier", "multiple", "year", "ratio", "assigned", "sized"}
        ),
    )


def frames(layers: Layers) -> dict[str, tuple[str, ...]]:
    """`rules/frames.toml`: patterns by frame, with MEASURED still in them."""
    found = {}
    for layer in layers:
        for name, _ in layer.items():
            table = layer.table(name)
            found[name] = table.strings("pattern")
            table.done()
    return found


def _filled(text: str, known: Mapping[str, str]) -> str:
    return regex.sub(r"\{([a-z_]{3,})\}", lambda m: f"(?:{known[m[1]]})", text)


def _alternatives(forms: object) -> str:
    return "|".join(regex.escape(form, literal_spaces=True) for form in sorted(forms, key=lambda f: (-len(f), f)))  # type: ignore[call-overload]


def _units(layers: Layers) -> tuple[dict[str, Unit], dict[str, tuple[str, float]], dict[str, tuple[str, ...]]]:
    units: dict[str, Unit] = {}
    norms: dict[str, tuple[str, float]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        for table in layer.tables("unit"):
            norm = table.get("norm", list, None)
            unit = Unit(table.get("id", str), table.get("factor", float, 1.0))
            for form in table.strings("forms"):
                if form in units and layer is layers[0]:
                    raise table.fault("forms", f"{form!r} is a form of {units[form].id!r} already")
                units[form] = unit
            if norm:
                norms[unit.id] = (norm[0], float(norm[1]))
            table.done()
        for group, members in (layer.get("groups", dict, {})).items():
            groups[group] = tuple(members)
    _done(layers)
    return units, norms, groups


def lexicon(files: Mapping[str, Layers], metric_layers: Layers, dataset_layers: Layers) -> Lexicon:
    """All terms of all lexicons in one look-up table. A term of two concepts is an error, save that metrics and data sets yield."""
    terms: dict[tuple[str, ...], Term] = {}
    directions: dict[str, str] = {}
    concepts: set[str] = set()
    improving: set[str] = set()
    breaks: set[str] = set()
    stops: set[str] = set()
    for layers in files.values():
        for layer in layers:
            for concept, _ in layer.items():
                table = layer.table(concept)
                concepts.add(concept)
                improving |= _read_concept(table, concept, terms, directions, breaks, stops)
    metrics: dict[str, Metric] = {}
    for layer in metric_layers:
        for table in layer.tables("metric"):
            metric = Metric(
                table.get("id", str), table.get("concept", str), table.get("better", str), table.get("scale", str, "")
            )
            if metric.better not in ("higher", "lower", "none"):
                raise table.fault("better", "must be higher, lower or none")
            table.get("source", str, "")
            metrics[metric.id] = metric
            concepts.add(metric.concept)
            for name in table.strings("names"):
                for form in plurals(name) if name[-1:].islower() else (name,):
                    terms.setdefault(words(form.casefold()), Term(metric.concept, metric.id))
                    if form != form.casefold():
                        terms[words(form)] = Term(metric.concept, metric.id)
            table.done()
    for layer in dataset_layers:
        for table in layer.tables("dataset"):
            for name in table.strings("names"):
                exact = name.islower() or table.get("exact", bool, False)
                terms.setdefault(words(name if exact else name.casefold()), Term("DATASET", table.get("id", str)))
            table.get("source", str, "")
            table.done()
    concepts |= {"NAME", "PLURAL", "WORD", "DATASET", "MASK", "PUNCT", "LPAR", "RPAR", "COMMA"}
    for key, term in list(terms.items()):
        if 1 < len(key) <= 4 and all(part.isalpha() for part in key):
            terms.setdefault(("-".join(key),), term)
    by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for term_words, term in terms.items():
        by_first.setdefault(term_words[0], []).append((term_words, term))
    return Lexicon(
        terms={first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in by_first.items()},
        metrics=metrics,
        directions=directions,
        improving=frozenset(improving),
        concepts=frozenset(concepts),
        breaks=tuple(sorted(breaks)),
        stops=tuple(sorted(stops)),
    )


def _read_concept(
    table: Table,
    concept: str,
    terms: dict[tuple[str, ...], Term],
    directions: dict[str, str],
    breaks: set[str],
    stops: set[str],
) -> set[str]:
    direction = table.get("direction", str, None)
    if direction:
        directions[concept] = direction
    if table.get("ends_clause", bool, False):
        breaks.add(concept)
    if table.get("ends_phrase", bool, False):
        stops.add(concept)
    listed = [words(form.casefold()) for form in table.strings("words", ())]
    improving = {form for verb in table.strings("improving", ()) for form in verb_forms(verb)}
    forms = [form for noun in table.strings("nouns", ()) for form in plurals(noun)]
    forms += [form for verb in table.strings("verbs", ()) for form in verb_forms(verb)]
    for key in [*listed, *(words(form.casefold()) for form in forms)]:
        other = terms.get(key)
        if other is not None and other.concept != concept:
            if (key in listed) == other.listed:
                raise table.fault("words", f"{' '.join(key)!r} is {other.concept} already")
            if other.listed:
                continue
        terms[key] = Term(concept, "", key in listed)
    table.done()
    return improving


def context_rules(layers: Layers) -> ContextRules:
    """`rules/context.toml`: comparators and articles in front of a quantity, cues of owner, of baselines, of names."""
    comparators: dict[tuple[str, ...], str] = {}
    for layer in layers:
        for symbol, phrases in layer.table("before").items():
            for phrase in phrases:
                comparators[words(phrase)] = symbol
    after = {
        words(phrase): symbol
        for layer in layers
        for symbol, phrases in layer.table("after").items()
        for phrase in phrases
    }
    patterns = {}
    for layer in layers:
        for name, text in layer.table("patterns").texts().items():
            try:
                patterns[name] = regex.compile(text, regex.VERBOSE)
            except regex.error as error:
                raise RuleError(f"{layer.where}, table [patterns], key {name!r}: {error}") from error
    lists = {name: frozenset(members) for layer in layers for name, members in layer.table("lists").items()}
    _done(layers)
    longest = max(len(key) for key in comparators)
    return ContextRules(before=comparators, after=after, longest=longest, patterns=patterns, lists=lists)


def _texts(table: Table, key: str) -> dict[str, str]:
    return table.table(key).texts() if table.get(key, dict, {}) else {}


def _done(layers: Layers) -> None:
    for layer in layers:
        layer.done()
