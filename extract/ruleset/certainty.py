"""`rules/confidence.toml`: how often the claims of a rule were right on annotated abstracts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.ruleset.loading import Table

Shares = tuple[float, float]
"""The shares that were right of the claims with sure and with loose evidence."""


@dataclass(frozen=True, slots=True, eq=False)
class ConfidenceRules:
    """Shares by rule; `types` are those of each claim type's rarer rules together, `other` of all."""

    rules: Mapping[str, Shares]
    types: Mapping[str, Shares]
    other: Shares


def confidence_rules(layers: Sequence[Table]) -> ConfidenceRules:
    """The shares of a file, an overlay's over them."""
    rules: dict[str, Shares] = {}
    types: dict[str, Shares] = {}
    other: Shares = (0.5, 0.5)
    for layer in layers:
        other = _shares(layer, "other") if layer.get("other", list, []) else other
        for key, found in (("rules", rules), ("types", types)):
            if layer.get(key, dict, {}):
                table = layer.table(key)
                found |= {name: _shares(table, name) for name, _ in table.items()}
        layer.done()
    return ConfidenceRules(rules, types, other)


def _shares(table: Table, key: str) -> Shares:
    values = table.get(key, list)
    if len(values) != 2 or not all(isinstance(v, int | float) and 0 <= v <= 1 for v in values):
        raise table.fault(key, "must be two shares between 0 and 1, for sure and for loose evidence")
    return float(values[0]), float(values[1])
