"""Every rule of `rules/measures.toml` on the examples that stand beside it."""

import pytest

from extract.bounds import read_bounds
from extract.bounds.measures import NamedRule, SideRule, measures
from extract.bounds.models import BoundClaim


def plain(example: str) -> tuple[str, list[str]]:
    """An example without its marks, and the quotes that were marked."""
    quotes = [part.split("]")[0] for part in example.split("[")[1:]]
    return example.replace("[", "").replace("]", ""), quotes


def quoted(text: str, claims: list[BoundClaim]) -> list[str]:
    return [text[c.start : c.end] for c in claims]


NAMED = [pytest.param(rule, id=rule.id) for rule in measures().named]
BARE = [pytest.param(rule, id=rule.id) for rule in measures().bare]
NO_CLAIMS = [pytest.param(rule, id=rule.id) for rule in measures().no_claims]
COMPARATORS = [pytest.param(rule, id=rule.id) for rule in measures().comparators]


@pytest.mark.parametrize("rule", NAMED)
def test_named_rule_takes_its_examples_and_leaves_its_rejects(rule: NamedRule) -> None:
    for example in rule.examples:
        text, quotes = plain(example)
        assert quoted(text, [c for c in read_bounds(text) if c.rule_id == rule.id]) == quotes
    for reject in rule.rejects:
        assert [c for c in read_bounds(reject) if c.rule_id == rule.id] == []


@pytest.mark.parametrize("rule", [p for p in NAMED if p.values[0].claim == "none"])  # type: ignore[attr-defined]
def test_named_rule_of_no_claim_keeps_all_others_from_its_rejects(rule: NamedRule) -> None:
    assert rule.rejects
    for reject in rule.rejects:
        assert read_bounds(reject) == []


@pytest.mark.parametrize("rule", BARE)
def test_bare_rule_takes_its_examples_and_leaves_its_rejects(rule: SideRule) -> None:
    assert rule.examples
    for example in rule.examples:
        text, quotes = plain(example)
        assert quoted(text, [c for c in read_bounds(text) if c.rule_id == rule.id]) == quotes
    for reject in rule.rejects:
        assert [c for c in read_bounds(reject) if c.rule_id == rule.id] == []


@pytest.mark.parametrize("rule", NO_CLAIMS)
def test_expression_that_states_nothing_has_its_reason(rule: SideRule) -> None:
    assert rule.examples
    for example in rule.examples:
        text, quotes = plain(example)
        claims = read_bounds(text)
        assert quoted(text, claims) == quotes
        assert [(c.claim_type, c.rule_id, c.reason) for c in claims] == [(None, rule.id, rule.says)]


@pytest.mark.parametrize("rule", COMPARATORS)
def test_comparator(rule: SideRule) -> None:
    assert rule.examples
    for example in rule.examples:
        text, quotes = plain(example)
        claims = read_bounds(text)
        assert quoted(text, claims) == quotes
        assert [c.comparator for c in claims] == [rule.says]


def test_ids_are_unique() -> None:
    rules = measures()
    ids = [r.id for r in (*rules.named, *rules.bare, *rules.no_claims, *rules.comparators)]
    assert sorted(ids) == sorted(set(ids))
