"""The rules of `rules/claims/`: token patterns, what they claim, and their examples."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.models import CLAIM_TYPES
from extract.ruleset.loading import Layers, RuleError, Table, switched_on
from extract.ruleset.patterns import parse_all
from extract.ruleset.tables import ClaimRule, Element, Example, Lexicon, QuantityRules

NO_CLAIM = "none"
"""The type of rules that say of a quantity that it is no claim."""

FACTOR_TYPES = ("speedup", "resource_change")


@dataclass(frozen=True, slots=True)
class _Known:
    """What a rule may name."""

    concepts: frozenset[str]
    quantities: QuantityRules
    frames: Mapping[str, tuple[str, ...]]


def claim_rules(
    files: Mapping[str, Layers], lexicon: Lexicon, quantities: QuantityRules, frames: Mapping[str, tuple[str, ...]]
) -> Iterator[ClaimRule]:
    """The rules of all files merged by id, whichever file of an overlay has them, in the order of the shipped files."""
    known = _Known(lexicon.concepts, quantities, frames)
    kept: dict[str, tuple[str, Table]] = {}
    for layer in range(max(len(layers) for layers in files.values())):
        here: dict[str, str] = {}
        for name, layers in sorted(files.items()):
            table = layers[layer]
            if table.empty:
                continue
            claim_type = table.chosen("type", (*CLAIM_TYPES, NO_CLAIM))
            for rule in table.tables("rule"):
                key = rule.get("id", str)
                if key in here:
                    raise rule.fault("id", f"{key!r} stands in {here[key]} too")
                here[key] = name
                if switched_on(rule, key, kept, layer):
                    kept[key] = claim_type, rule
                else:
                    del kept[key]
            table.done()
    for claim_type, rule in kept.values():
        yield _claim_rule(rule, claim_type, known)


def _claim_rule(table: Table, claim_type: str, known: _Known) -> ClaimRule:
    rule = ClaimRule(
        id=table.get("id", str),
        claim_type=None if claim_type == NO_CLAIM else claim_type,
        units=_units(table, known.quantities),
        patterns=_patterns(table, known),
        weight=table.get("weight", float, 1.0),
        direction=table.one_of("direction", ("up", "down", "word")),
        factor=table.one_of("factor", ("change", "share", "overhead", "speed")),
        unit=table.get("unit", str, None),
        least=table.get("least", float, 0.0),
        most=table.get("most", float, float("inf")),
        signed=table.get("signed", bool, False),
        digits=table.get("digits", bool, False),
        thousands=table.get("thousands", bool, False),
        hedge=table.get("hedge", str, ""),
        owner=table.one_of("owner", ("own", "prior")),
        examples=_examples(table, "examples"),
        rejects=_examples(table, "rejects", ()),
        source=table.where,
    )
    if not rule.examples:
        raise table.fault("examples", "must hold at least one")
    if bool(rule.factor) != (claim_type in FACTOR_TYPES):
        raise table.fault("factor", f"goes with {' and '.join(FACTOR_TYPES)}, and those with it")
    if rule.least > rule.most:
        raise table.fault("least", "is more than 'most'")
    table.get("note", str, "")
    table.done()
    return rule


def _units(table: Table, quantities: QuantityRules) -> frozenset[str]:
    units: set[str] = set()
    for unit in table.strings("units"):
        group = quantities.groups.get(unit, (unit,))
        if unknown := sorted(set(group) - quantities.tags):
            raise table.fault("units", f"{unknown[0]!r} is no unit")
        units |= set(group)
    return frozenset(units)


def _patterns(table: Table, known: _Known) -> tuple[tuple[Element, ...], ...]:
    written = [*table.strings("pattern", ()), *_framed(table, known.frames)]
    if not written:
        raise table.fault("pattern", "is missing, and there are no frames")
    try:
        return tuple(elements for text in written for elements in parse_all(text, known.concepts))
    except RuleError as error:
        raise table.fault("pattern", str(error)) from error


def _framed(table: Table, frames: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The patterns of the frames that a rule names, with what it measures in the place of MEASURED."""
    names = table.strings("frames", ())
    measured = table.get("measured", str, None)
    if bool(names) != bool(measured):
        raise table.fault("measured", "goes with frames, and frames with it")
    if unknown := sorted(set(names) - set(frames)):
        raise table.fault("frames", f"there is no frame {unknown[0]!r}")
    return [pattern.replace("MEASURED", measured) for name in names for pattern in frames[name]]


def example(text: str) -> Example:
    """ "up to [2x] faster" -> the text without brackets and the spans that they enclosed.

    Raises RuleError where no quantity is bracketed.
    """
    plain, spans, start = "", [], None
    for character in text:
        if character == "[" and start is None:
            start = len(plain)
        elif character == "]" and start is not None:
            spans.append((start, len(plain)))
            start = None
        else:
            plain += character
    if not spans or start is not None:
        raise RuleError(f"{text!r} needs [ ] around its quantity")
    return Example(plain, tuple(spans))


def _examples(table: Table, key: str, default: tuple[str, ...] | None = None) -> tuple[Example, ...]:
    written = table.strings(key) if default is None else table.strings(key, default)
    try:
        return tuple(example(text) for text in written)
    except RuleError as error:
        raise table.fault(key, str(error)) from error
