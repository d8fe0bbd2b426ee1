"""Examples and rejects of `rules/measures.toml`, through the reading of bounds."""

from collections.abc import Iterator, Sequence

from extract.bounds.claims import read_bounds
from extract.bounds.measures import NO_CLAIM, NamedRule, SideRule, measures
from extract.bounds.models import BoundClaim
from extract.rulecheck.outcome import Outcome
from extract.ruleset.claims import example

Rule = NamedRule | SideRule


def check_bounds(only: str = "") -> Iterator[Outcome]:
    """Each rule of bounds and named rates on the quotes that its examples bracket."""
    rules = measures()
    reading: list[Rule] = [*rules.named, *rules.bare]
    saying = [(rule, "reason") for rule in rules.no_claims] + [(rule, "comparator") for rule in rules.comparators]
    for rule in reading:
        if rule.id.startswith(only):
            yield _outcome(rule, _taken(rule), _rejected(rule))
    for side, field in saying:
        if side.id.startswith(only):
            yield _outcome(side, _said(side, field), _rejected(side))


def _outcome(rule: Rule, *faults: Iterator[str]) -> Outcome:
    return Outcome(rule.id, len(rule.examples), len(rule.rejects), [fault for some in faults for fault in some])


def _quotes(text: str, claims: Sequence[BoundClaim]) -> list[str]:
    return [text[claim.start : claim.end] for claim in claims]


def _taken(rule: Rule) -> Iterator[str]:
    """The rule itself makes a bound of each quote, and of nothing else."""
    for written in rule.examples:
        one = example(written)
        found = [(c.start, c.end) for c in read_bounds(one.text) if c.rule_id == rule.id]
        if found != list(one.spans):
            yield f"reads {[one.text[slice(*span)] for span in found]} in its example {written!r}"


def _said(rule: SideRule, field: str) -> Iterator[str]:
    """Whatever reads the quote, the rule says what it says of it."""
    for written in rule.examples:
        one = example(written)
        claims = read_bounds(one.text)
        said = [getattr(claim, field) for claim in claims]
        if [(c.start, c.end) for c in claims] != list(one.spans) or set(said) != {rule.says}:
            yield f"gives {list(zip(_quotes(one.text, claims), said, strict=True))} in its example {written!r}"


def _rejected(rule: Rule) -> Iterator[str]:
    """A reject doesn't fire its rule; that of a rule for no claim fires none."""
    nothing = isinstance(rule, NamedRule) and rule.claim == NO_CLAIM
    for text in rule.rejects:
        found = [claim for claim in read_bounds(text) if nothing or claim.rule_id == rule.id]
        if found:
            yield f"reads {_quotes(text, found)} in its reject {text!r}"
