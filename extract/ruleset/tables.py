"""What the files of `rules/` become once loaded: frozen, compiled, without domain words of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from extract.atoms import Atoms


@dataclass(frozen=True, slots=True, eq=False)
class CleanRules:
    """`rules/clean.toml`, and the single `words` of all lexicons, in lower case."""

    dropped: tuple[str, ...]
    wrappers: frozenset[str]
    styles: frozenset[str]
    functions: frozenset[str]
    symbols: Mapping[str, str]
    characters: Mapping[str, str]
    forms: Mapping[str, str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class SentenceRules:
    """`rules/sentences.toml`. `gate` is a pattern of RE2 that occurs in every sentence that can hold a quantity."""

    abbreviations: frozenset[str]
    gate: str


@dataclass(frozen=True, slots=True, eq=False)
class NumberRules:
    """`rules/numbers.toml`. `reducing` are the multipliers that make less of something."""

    words: Mapping[str, float]
    scales: Mapping[str, float]
    multipliers: Mapping[str, float]
    fractions: Mapping[str, float]
    reducing: frozenset[str]

    def scale(self, written: str) -> float:
        """The factor of a scale as written, with the space or hyphen before it."""
        word = written.lstrip(" \t\n-")
        return self.scales.get(word) or self.scales[word.casefold()]


@dataclass(frozen=True, slots=True)
class Unit:
    """One form's meaning: the unit's id, what its numbers are multiplied by, and the kind that rules name it by."""

    id: str
    factor: float
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class QuantityRules:
    """`rules/quantities.toml` composed with the tables of numbers and units.

    `skips` are the expressions, by name, that `atom` passes over: what is never a quantity.
    """

    atom: Atoms
    skips: Mapping[str, str]
    range_gap: regex.Pattern[str]
    between: regex.Pattern[str]
    from_lead: regex.Pattern[str]
    range_lead: regex.Pattern[str]
    list_gap: regex.Pattern[str]
    year_lead: regex.Pattern[str]
    label_lead: regex.Pattern[str]
    measured_names: frozenset[str]
    numbers: NumberRules
    units: Mapping[str, Unit]
    kinds: Mapping[str, str]
    norms: Mapping[str, tuple[str, float]]
    groups: Mapping[str, tuple[str, ...]]
    tags: frozenset[str]

    def unit(self, written: str) -> tuple[str, float]:
        """Id and factor of a unit as written, with the space or hyphen before it."""
        unit = self.units[written.strip(" \t\n-")]
        return unit.id, unit.factor

    def unit_factor(self, quantity: str) -> float:
        match = self.atom.match(quantity)
        return self.unit(match["unit"])[1] if match and match["unit"] else 1.0


@dataclass(frozen=True, slots=True)
class Term:
    """What a lexicon knows of a term: the concept it stands for and the entry it belongs to.

    A form that is `listed` beats one that inflection has made.
    """

    concept: str
    entry: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """`rules/metrics.toml`: a canonical measured thing. `better` is "higher" or "lower"."""

    id: str
    concept: str
    better: str
    scale: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All terms of all lexicons, found by their first word; longer terms first.

    `terms` maps the first word of a term to (all its words, term), in lower case but for exact
    terms. `directions` gives "up" or "down" for concepts that have one; `breaks` are the concepts
    that end a clause, `stops` those that end a noun phrase. `improving` are the forms that say of
    themselves that a change is for the better.
    """

    terms: Mapping[str, tuple[tuple[tuple[str, ...], Term], ...]]
    metrics: Mapping[str, Metric]
    directions: Mapping[str, str]
    improving: frozenset[str]
    concepts: frozenset[str]
    breaks: tuple[str, ...]
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ContextRules:
    """`rules/context.toml`: comparators before and after a quantity, and patterns by name."""

    before: Mapping[tuple[str, ...], str]
    after: Mapping[tuple[str, ...], str]
    longest: int
    patterns: Mapping[str, regex.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A rule's example: text with [ ] around each quantity that the rule must (not) make a claim."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class ClaimRule:
    """One `[[rule]]` of `rules/claims/`. A null `claim_type` is a rule that says "no claim".

    `direction` is "up" or "down", "word" where the matched words tell, or null. `factor` says how
    a number becomes old/new (see `extract.normalise`). `unit` overrides the unit as written;
    `least` and `most` bound the numbers that the rule reads, `digits` asks for figures and no number words, `signed`
    asks for a written sign, `thousands` for three digits behind the point, which then separates thousands, `hedge` for
    one of these words, with a "|" between them, among those that hedge the number."""

    id: str
    claim_type: str | None
    units: frozenset[str]
    patterns: tuple[tuple["Element", ...], ...]
    weight: float
    direction: str | None
    factor: str | None
    unit: str | None
    least: float
    most: float
    signed: bool
    digits: bool
    thousands: bool
    hedge: str
    owner: str | None
    examples: tuple[Example, ...]
    rejects: tuple[Example, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a token pattern: what a token may be, and how often it may stand."""

    kind: str
    values: tuple[str, ...] = ()
    low: int = 1
    high: int = 1
