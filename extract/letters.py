"""Tokens as letters: the alphabet over which token patterns are regular expressions.

Each token is two characters, the first for its tag and the second for its word; a word that no
pattern names shares one character with all its like, so the alphabet is closed when the rules are
loaded.
"""

from collections.abc import Iterable, Sequence

from extract.ruleset import RuleSet
from extract.ruleset.patterns import QUANTITY
from extract.ruleset.tables import Element

_FIRST_TAG, _FIRST_WORD, _OTHER = 0x100, 0x1000, "\u0fff"


class Letters:
    """The alphabet of a rule set."""

    def __init__(self, rules: RuleSet) -> None:
        lexicon = rules.lexicon
        quantities = [QUANTITY + unit for unit in sorted(rules.quantities.tags)]
        tags = [*quantities, *sorted(lexicon.concepts)]
        named = {w for r in rules.claims for p in r.patterns for e in p if e.kind == "word" for w in e.values}
        self._tags = {tag: chr(_FIRST_TAG + at) for at, tag in enumerate(tags)}
        self._words = {word: chr(_FIRST_WORD + at) for at, word in enumerate(sorted(named))}
        loose = [*quantities, *lexicon.breaks]
        self._quantities = self._class(quantities, self._tags)
        self._gaps = {
            "any": self._class(lexicon.breaks, self._tags, "^"),
            "loose": self._class(loose, self._tags, "^"),
            "phrase": self._class([*loose, *lexicon.stops, "COMMA"], self._tags, "^"),
        }

    def pairs(self, tags: Iterable[str], lowers: Iterable[str]) -> list[str]:
        """The two letters of each token, by its tag and its word."""
        tag_letters, word_letters = self._tags, self._words
        return [tag_letters[tag] + word_letters.get(lower, _OTHER) for tag, lower in zip(tags, lowers, strict=True)]

    def of(self, element: Element) -> str:
        """The letters of what an element may be, in order."""
        letters = self._words if element.kind == "word" else self._tags
        return "".join(sorted(letters[value] for value in element.values))

    def expression(self, element: Element) -> str:
        """The regular expression of one element; concepts and words are groups, gaps take as little as they can."""
        if element.kind in self._gaps:
            return f"(?:{self._gaps[element.kind]}.){{0,{element.high}}}?"
        maybe = "" if element.low else "?"
        if element.kind == "quantity":
            return f"(?:{self._quantities}.){maybe}"
        if element.kind == "not":
            return f"(?:{self._class(element.values, self._tags, '^')}.){maybe}"
        if element.kind == "word":
            return f"(.{self._class(element.values, self._words)}){maybe}"
        return f"({self._class(element.values, self._tags)}.){maybe}"

    @staticmethod
    def _class(values: Sequence[str], letters: dict[str, str], negation: str = "") -> str:
        return f"[{negation}{''.join(letters[value] for value in values)}]"
