"""Patterns that can never match, and frames that no rule uses."""

import tomllib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from extract.ruleset import ClaimRule, RuleSet
from extract.ruleset.patterns import written
from extract.ruleset.tables import Element
from extract.ruleset.terms import SHAPES
from extract.tokens import words

PREPOSITIONS = frozenset({"over", "under"})
"""Hedges that may be ordinary words too, and then stand before a quantity's token."""


def dead_patterns(rules: RuleSet, only: str = "") -> list[str]:
    """One line for each element of a pattern that no token can be, and each pattern that a rule has twice."""
    spoken = {term.concept for found in rules.lexicon.terms.values() for _, term in found} | SHAPES
    swallowed = {key[0] for key in rules.context.before if len(key) == 1} - PREPOSITIONS
    faults = []
    for rule in (rule for rule in rules.claims if rule.id.startswith(only)):
        faults += [f"{rule.id}: {fault}" for fault in _dead(rule, spoken, swallowed)]
    return faults


def _dead(rule: ClaimRule, spoken: set[str], swallowed: set[str]) -> Iterator[str]:
    seen: set[tuple[Element, ...]] = set()
    for elements in rule.patterns:
        pattern = written(elements)
        if elements in seen:
            yield f"has the pattern {pattern!r} twice"
        seen.add(elements)
        for element in elements:
            yield from _unspoken(element, pattern, spoken)
        for before, element in pairwise(elements):
            hedge = before.kind == "word" and before.low and swallowed.issuperset(before.values)
            if element.kind == "focus" and hedge:
                yield f"the hedge {'|'.join(before.values)!r} is part of a quantity and never before it in {pattern!r}"


def _unspoken(element: Element, pattern: str, spoken: set[str]) -> Iterator[str]:
    if element.kind == "concept":
        for concept in sorted(set(element.values) - spoken):
            yield f"no word is {concept} in {pattern!r}"
    if element.kind == "word":
        for word in element.values:
            if words(word) != (word,):
                yield f"{word!r} is no single word in {pattern!r}"


def unused_frames(folders: Sequence[Path]) -> list[str]:
    """One line for each frame of `frames.toml` that no rule of the folders names."""
    named: set[str] = set()
    frames: dict[str, Path] = {}
    for folder in folders:
        for path in sorted((folder / "claims").glob("*.toml")):
            rules = tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])
            named |= {frame for rule in rules for frame in rule.get("frames", ())}
        path = folder / "frames.toml"
        if path.exists():
            frames |= dict.fromkeys(tomllib.loads(path.read_text(encoding="utf-8")), path)
    return [f"{frames[name]}: no rule uses the frame {name!r}" for name in sorted(set(frames) - named)]
