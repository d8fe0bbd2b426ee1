"""Token patterns of the rules, tried around each quantity where their trigger words stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotate import Annotated, Token
from extract.quantities import Quantity
from extract.ruleset import ClaimRule, RuleSet
from extract.ruleset.patterns import TagSets, to_spacy
from extract.ruleset.tables import Element

WINDOW_BEFORE, WINDOW_AFTER = 16, 14
"""Tokens around a quantity that its patterns may look at."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's pattern found around the quantity token at `focus`.

    `start` and `end` are token offsets; `words` are the tokens that concepts of the pattern stand
    for, nearest to the quantity first; `distance` is how many tokens gaps have swallowed.
    """

    rule: ClaimRule
    focus: int
    start: int
    end: int
    words: tuple[int, ...]
    distance: int


class RuleMatcher:
    """The claim rules, compiled to one spaCy Matcher for each unit and trigger.

    A pattern's trigger is the rarest thing that it can't do without: one of its words or
    concepts. Only matchers whose trigger stands in the window are run.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._vocab = Vocab()
        lexicon, quantities = rules.lexicon, rules.quantities
        tags = TagSets(sorted(quantities.tags), list(lexicon.breaks), list(lexicon.stops))
        self._directed = frozenset(lexicon.directions)
        self._known: set[str] = set()
        self._by_key: dict[str, tuple[ClaimRule, tuple[Element, ...]]] = {}
        self._matchers: dict[str, dict[str, Matcher]] = defaultdict(dict)
        self._always: dict[str, Matcher] = {}
        for rule in rules.claims:
            for number, elements in enumerate(rule.patterns):
                key = f"{rule.id}#{number}"
                self._by_key[key] = (rule, elements)
                self._known |= {word for e in elements if e.kind == "word" for word in e.values}
                spacy_pattern = to_spacy(elements, rule.units, tags)
                for unit in rule.units:
                    for matcher in self._homes(unit, elements):
                        matcher.add(key, [spacy_pattern])

    def _homes(self, unit: str, elements: tuple[Element, ...]) -> Iterator[Matcher]:
        triggers = _triggers(elements)
        if not triggers:
            yield self._always.setdefault(unit, Matcher(self._vocab))
        for trigger in triggers:
            yield self._matchers[trigger].setdefault(unit, Matcher(self._vocab))

    def match(self, sentence: Annotated, accept: Iterable[int] | None = None) -> Iterator[Match]:
        """Every match of every rule around the quantity tokens of a sentence, in order of focus."""
        doc = self._doc(sentence.tokens)
        for focus in sentence.quantity_at if accept is None else accept:
            yield from self._around(doc, sentence.tokens, focus)

    def _doc(self, tokens: list[Token]) -> Doc:
        """A document of the tokens; words that no rule names are left out, so that the vocabulary stays small."""
        known = self._known
        words = [t.lower if t.lower in known else "_" for t in tokens]
        return Doc(self._vocab, words=words, tags=[t.tag for t in tokens])

    def _around(self, doc: Doc, tokens: list[Token], focus: int) -> Iterator[Match]:
        start, end = max(0, focus - WINDOW_BEFORE), min(len(tokens), focus + WINDOW_AFTER + 1)
        unit = tokens[focus].tag[2:]
        present = {t.lower for t in tokens[start:end] if t.lower in self._matchers}
        present |= {t.tag for t in tokens[start:end] if t.tag in self._matchers}
        window = doc[start:end]
        matchers = [m for trigger in sorted(present) if (m := self._matchers[trigger].get(unit)) is not None]
        if unit in self._always:
            matchers.append(self._always[unit])
        for matcher in matchers:
            for key, left, right, alignment in matcher(window, with_alignments=True):
                rule, elements = self._by_key[self._vocab.strings[key]]
                match = self._aligned(rule, elements, tokens, start + left, alignment, focus)
                if match is not None and _readable(rule, tokens[focus].quantities[-1]):
                    yield match

    def _aligned(
        self,
        rule: ClaimRule,
        elements: tuple[Element, ...],
        tokens: list[Token],
        start: int,
        alignment: list[int],
        focus: int,
    ) -> Match | None:
        words, distance = [], 0
        for token, element_at in enumerate(alignment, start):
            element = elements[element_at]
            if element.kind == "focus" and token != focus:
                return None
            if element.kind == "concept" or (element.kind == "word" and tokens[token].tag in self._directed):
                words.append(token)
            elif element.kind in ("loose", "phrase", "any"):
                distance += 1
        words.sort(key=lambda token: abs(token - focus))
        return Match(rule, focus, start, start + len(alignment), tuple(words), distance)


def _readable(rule: ClaimRule, quantity: Quantity) -> bool:
    """Whether the number itself is one that the rule reads."""
    if not rule.least <= quantity.high <= rule.most or (rule.signed and not _signed(quantity)):
        return False
    return not rule.thousands or quantity.places == 3


def _signed(quantity: Quantity) -> bool:
    """Whether the sign is one of a change: "+2.1", "↓60%", and not that of a value in {-1, +1}."""
    return bool(quantity.sign) and bool(quantity.unit or quantity.places)


def _triggers(elements: tuple[Element, ...]) -> tuple[str, ...]:
    """The words or concepts of the element with the fewest alternatives that must be there; words before concepts."""
    needed = [e for e in elements if e.low and e.kind in ("word", "concept")]
    if not needed:
        return ()
    return min(needed, key=lambda e: (e.kind != "word", len(e.values))).values
