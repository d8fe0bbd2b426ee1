"""Token patterns of the rules, tried around each quantity where their words stand.

A sentence becomes a string of two characters a token, one for its concept and one for its word, and
a pattern two regular expressions over such strings: what stands before the quantity, read outwards
from it, and what stands behind it. Both are anchored at the quantity and their gaps are lazy, so
the nearest words are found first and most patterns fail at once. spaCy's Matcher reads the same
patterns (`extract.ruleset.patterns.to_spacy`) to the same result, at a tenth of the pace.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.annotate import Annotated, Token
from extract.lazy import lazy
from extract.letters import Letters
from extract.quantities import Quantity
from extract.ruleset import ClaimRule, RuleSet
from extract.ruleset.patterns import QUANTITY
from extract.ruleset.tables import Element
from extract.unguarded import unguarded


@unguarded
@dataclass(frozen=True, slots=True)
class Match:
    """A rule's pattern found around the quantity token at `focus`.

    `pattern` are the elements that were found, `start` and `end` token offsets; `words` are the tokens
    that concepts of the pattern stand for, nearest to the quantity first; `distance` is how many
    tokens gaps have swallowed.
    """

    rule: ClaimRule
    pattern: tuple[Element, ...]
    focus: int
    start: int
    end: int
    words: tuple[int, ...]
    distance: int


class _Side:
    """The elements on one side of the quantity, outwards, as a regular expression over letters.

    `needed` of them must stand; `concepts` tells of each group whether it is a concept's or a plain word's.
    """

    def __init__(self, expression: str, needed: int, concepts: tuple[bool, ...]) -> None:
        self._expression = expression
        self.needed = needed
        self.concepts = concepts

    @lazy
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """What is found in a text from an offset on."""
        return _compiled(self._expression).match


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> re.Pattern[str]:
    """The pattern of a side, which is that of many others; made when first asked for, as few are in a short run."""
    return re.compile(expression, re.DOTALL)


_Trigger = tuple[int, str]
"""The side of the quantity, 0 before it and 1 behind it, and the letters of which one must stand there."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A pattern of a rule; of each of `triggers` some letter must stand on its side, in `reach`."""

    rule: ClaimRule
    elements: tuple[Element, ...]
    triggers: tuple[_Trigger, ...]
    reach: int
    before: _Side
    behind: _Side


class _Meeting(dict[str, int]):
    """Which triggers of patterns the two letters of a token meet on one side of a quantity, as bits of an integer.

    The first triggers of all patterns come first, in the patterns' order, then all second ones, and so on.
    """

    def __init__(self, patterns: Sequence[_Compiled], side: int) -> None:
        super().__init__()
        self._of_letter: dict[str, int] = {}
        for at, compiled in enumerate(patterns):
            for rank, (wanted, letters) in enumerate(compiled.triggers):
                for letter in letters if wanted == side else "":
                    self._of_letter[letter] = self._of_letter.get(letter, 0) | 1 << (rank * len(patterns) + at)

    def __missing__(self, pair: str) -> int:
        found = self[pair] = self._of_letter.get(pair[0], 0) | self._of_letter.get(pair[1], 0)
        return found


class _Index:
    """The patterns for a tag, found by their triggers."""

    def __init__(self, patterns: Sequence[_Compiled]) -> None:
        self._patterns = patterns
        self.reach = max(compiled.reach for compiled in patterns)
        self._ranks = max(len(compiled.triggers) for compiled in patterns)
        self._sides = _Meeting(patterns, 0), _Meeting(patterns, 1)
        self._no_such = sum(
            1 << (rank * len(patterns) + at)
            for at, compiled in enumerate(patterns)
            for rank in range(len(compiled.triggers), self._ranks)
        )

    def triggered(self, before: Sequence[str], behind: Sequence[str]) -> Iterator[_Compiled]:
        """The patterns of which every trigger stands among the tokens before and behind a quantity, in order."""
        met = self._no_such
        for pairs, meeting in zip((before, behind), self._sides, strict=True):
            for pair in set(pairs):
                met |= meeting[pair]
        all_met = (1 << len(self._patterns)) - 1
        for _ in range(self._ranks):
            all_met &= met
            met >>= len(self._patterns)
        while all_met:
            first = all_met & -all_met
            all_met ^= first
            yield self._patterns[first.bit_length() - 1]


class RuleMatcher:
    """The claim rules, compiled for each unit."""

    def __init__(self, rules: RuleSet) -> None:
        self._letters = Letters(rules)
        self._directed = frozenset(rules.lexicon.directions)
        by_tag: dict[str, list[_Compiled]] = {}
        for rule in rules.claims:
            compiled = [self._compile(rule, elements) for elements in rule.patterns]
            for unit in sorted(rule.units):
                by_tag.setdefault(QUANTITY + unit, []).extend(compiled)
        self._by_tag = {tag: _Index(patterns) for tag, patterns in by_tag.items()}

    def _compile(self, rule: ClaimRule, elements: tuple[Element, ...]) -> _Compiled:
        focus = next(i for i, e in enumerate(elements) if e.kind == "focus")
        before, behind = elements[:focus][::-1], elements[focus + 1 :]
        triggers = {
            (side, self._letters.of(e)): None
            for side, written in enumerate((before, behind))
            for e in written
            if e.low and e.kind in ("word", "concept")
        }
        reach = max(sum(e.high for e in side) for side in (before, behind))
        return _Compiled(rule, elements, tuple(triggers), reach, self._side(before), self._side(behind))

    def _side(self, elements: Sequence[Element]) -> _Side:
        expression = "".join(self._letters.expression(e) for e in elements)
        groups = tuple(e.kind == "concept" for e in elements if e.kind in ("concept", "word"))
        return _Side(expression, sum(e.low for e in elements), groups)

    def match(self, sentence: Annotated) -> Iterator[Match]:
        """Every pattern found around each quantity token of a sentence, in order of focus."""
        pairs = self._letters.pairs(sentence.tags, sentence.lowers)
        forward, backward = "".join(pairs), "".join(reversed(pairs))
        for focus in sentence.quantity_at:
            token = sentence.quantity(focus)
            left, right = 2 * (len(pairs) - focus), 2 * focus + 2
            for compiled in self._triggered(token.tag, pairs, focus):
                if not readable(compiled.rule, token):
                    continue
                behind = compiled.behind.match(forward, right)
                if behind is None:
                    continue
                before = compiled.before.match(backward, left)
                if before is not None:
                    yield self._match(compiled, focus, sentence.tags, before, behind)

    def _triggered(self, tag: str, pairs: Sequence[str], focus: int) -> Iterable[_Compiled]:
        """The patterns whose words all stand in reach of a quantity, in the order of the rules."""
        index = self._by_tag.get(tag)
        if index is None:
            return ()
        before, behind = max(0, focus - index.reach), focus + 1 + index.reach
        return index.triggered(pairs[before:focus], pairs[focus + 1 : behind])

    def _match(
        self, compiled: _Compiled, focus: int, tags: Sequence[str], before: re.Match[str], behind: re.Match[str]
    ) -> Match:
        left, right = (before.end() - before.pos) // 2, (behind.end() - behind.pos) // 2
        words = [
            *self._telling(compiled.before, before, tags, focus - 1, -1),
            *self._telling(compiled.behind, behind, tags, focus + 1, 1),
        ]
        return Match(
            rule=compiled.rule,
            pattern=compiled.elements,
            focus=focus,
            start=focus - left,
            end=focus + right + 1,
            words=tuple(sorted(words, key=lambda at: (abs(at - focus), at))),
            distance=left + right - compiled.before.needed - compiled.behind.needed,
        )

    def _telling(self, side: _Side, match: re.Match[str], tags: Sequence[str], first: int, step: int) -> Iterator[int]:
        """The words that carry meaning: those of concepts, and plain ones of direction."""
        for group, is_concept in enumerate(side.concepts, 1):
            start = match.start(group)
            if start >= 0:
                at = first + step * ((start - match.pos) // 2)
                if is_concept or tags[at] in self._directed:
                    yield at


def readable(rule: ClaimRule, token: Token) -> bool:
    """Whether the number itself is one that the rule reads."""
    quantity = token.quantities[-1]
    if not rule.least <= quantity.high <= rule.most or (rule.signed and not _signed(quantity)):
        return False
    if rule.digits and quantity.form == "word" and not quantity.unit:
        return False
    if rule.hedge and not set(rule.hedge.split("|")) & set(token.hedge.split()):
        return False
    return not rule.thousands or quantity.places == 3


def _signed(quantity: Quantity) -> bool:
    """Whether the sign is one of a change: "+2.1", "↓60%", and not that of a value in {-1, +1}."""
    return bool(quantity.sign) and bool(quantity.unit or quantity.places)
