"""Named rates and classes: "superlinear convergence", "nearly-linear time", "scales quadratically"."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.bounds.measures import NO_CLAIM, Measures, NamedRule, measures

WINDOW = 120


@dataclass(frozen=True, slots=True)
class Named:
    """A class word that a rule took for a rate or cost: the span quoted, where the word ends, class and rule."""

    start: int
    end: int
    word_end: int
    name: str
    rule: NamedRule


def named_rates(text: str, masked: str | None = None) -> Iterator[Named]:
    """The named rates in `text`, left to right. `masked` is the text with its bounds blotted out."""
    rules = measures()
    seen = masked if masked is not None else text
    for word in rules.class_word.finditer(text):
        name = class_name(word, rules)
        before, after = seen[max(0, word.start() - WINDOW) : word.start()], seen[word.end() : word.end() + WINDOW]
        near = rules.named.beside(before, after)
        fitting = next((fit for rule in near if (fit := _fit(rule, word, name, seen))), None)
        if fitting and fitting.rule.claim != NO_CLAIM:
            yield fitting


def class_name(word: "regex.Match[str]", rules: Measures) -> str:
    """The canonical class of a class word with its prefix."""
    written = word["adverb"] or word["adjective"]
    name = (rules.adverbs if word["adverb"] else rules.adjectives)[written.casefold()]
    if word["prefix"]:
        prefix = word["prefix"] if word["prefix"] in rules.prefixes else word["prefix"].casefold()
        name = rules.prefixes[prefix].replace("#", name) if prefix in rules.prefixes else name
    return rules.class_names.get(name, name)


def _fit(rule: NamedRule, word: "regex.Match[str]", name: str, text: str) -> Named | None:
    form = "adverb" if word["adverb"] else "adjective"
    if rule.form not in ("any", form) or name in rule.unless or (rule.classes and name not in rule.classes):
        return None
    start, end = word.span()
    if rule.before is not None:
        offset = max(0, start - WINDOW)
        before = rule.before.search(text[offset:start])
        if before is None:
            return None
        if "q" in rule.before.groupindex and before["q"]:
            start = offset + before.start("q")
    if rule.after is not None:
        after = rule.after.match(text, word.end(), min(len(text), word.end() + WINDOW))
        if after is None:
            return None
        if "q" in rule.after.groupindex and after["q"]:
            end = after.end("q")
    return Named(start, end, word.end(), name, rule)
