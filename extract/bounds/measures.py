"""`rules/measures.toml` compiled: named rates, measures, and what makes an expression no claim."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

import regex

from extract.bounds.tables import rules_folder
from extract.gate import Gate
from extract.ruleset.loading import Table, read
from extract.sieve import Choice, Shortlist, Sieve
from extract.widening import widened

BY_CONTEXT = "by_context"
NO_CLAIM = "none"
TOLD = "told"
"""As the default of a named rule: the measure that the abstract names most."""
TOLD_COST = "told_cost"
"""The same, but none of what a procedure still lacks: an exponential lower bound is no error's."""
CLAIMS = ("convergence_rate", "complexity", "speedup", BY_CONTEXT, NO_CLAIM)


@dataclass(frozen=True, slots=True, eq=False)
class NamedRule:
    """What the words around a class word make of it; patterns are anchored at the class word.

    `of_before` tells that only what stands before is measured, for behind the class word stands what it depends on.
    """

    id: str
    claim: str
    measure: str | None
    default: str | None
    form: str
    classes: frozenset[str]
    unless: frozenset[str]
    of_before: bool
    before: regex.Pattern[str] | None
    after: regex.Pattern[str] | None
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SideRule:
    """A rule on the words before and behind a bound, with what it says of it."""

    id: str
    says: str
    before: regex.Pattern[str] | None
    after: regex.Pattern[str] | None
    only: frozenset[str]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


Rule = TypeVar("Rule", NamedRule, SideRule)


class Rules(tuple[Rule, ...]):
    """Rules in the order in which they are asked."""

    @cached_property
    def _shortlist(self) -> Shortlist:
        return Shortlist([(rule.before, rule.after) for rule in self])

    def beside(self, before: str, after: str) -> Iterator[Rule]:
        """The rules that may fit between two stretches of text: most can't, which one pass over each tells."""
        return (self[at] for at in self._shortlist(before, after))


class Targets(tuple[tuple[str, regex.Pattern[str]], ...]):
    """What the accuracy of a rate may be measured in, with the words for it."""

    @cached_property
    def _gate(self) -> Gate:
        return Gate(*(widened(words.pattern, words.flags) for _, words in self))

    def named_in(self, text: str) -> Iterator[tuple[str, regex.Pattern[str]]]:
        """Those whose words may stand in `text`, in order: most don't, which one pass tells."""
        return (self[at] for at in sorted(self._gate(text)))


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """The whole file; `words` is one pattern whose named group is the measure's id.

    `words_between` are the lists of [context].
    """

    words_between: Mapping[str, frozenset[str]]
    class_word: Sieve
    adjectives: Mapping[str, str]
    adverbs: Mapping[str, str]
    prefixes: Mapping[str, str]
    class_names: Mapping[str, str]
    named: "Rules[NamedRule]"
    words: Choice
    no_claims: "Rules[SideRule]"
    comparators: "Rules[SideRule]"
    targets: "Targets"
    bare: "Rules[SideRule]"
    relations: Mapping[str, str]


@lru_cache(maxsize=1)
def measures() -> Measures:
    """The compiled rules."""
    table = read(rules_folder() / "measures.toml")
    adjectives, adverbs = table.table("classes").texts(), table.table("adverbs").texts()
    prefixes = table.table("prefixes").texts()
    words_between = _word_lists(table.table("context"))
    made = Measures(
        words_between=words_between,
        class_word=Sieve.of(_class_word(adjectives, adverbs, prefixes)),
        adjectives=adjectives,
        adverbs=adverbs,
        prefixes=prefixes,
        class_names=table.table("class_names").texts(),
        named=Rules(_named(t) for t in table.tables("named")),
        words=_measure_words(table.tables("measure"), words_between["adjective_tails"]),
        no_claims=Rules(_side(t, "reason") for t in table.tables("no_claim")),
        comparators=Rules(_side(t, "comparator") for t in table.tables("comparator")),
        targets=Targets(_target(t) for t in table.tables("target")),
        bare=Rules(_side(t, "kind") for t in table.tables("bare")),
        relations=table.table("relations").texts(),
    )
    table.done()
    return made


def _word_lists(table: Table) -> dict[str, frozenset[str]]:
    return {key: frozenset(table.strings(key)) for key, _ in table.items()}


def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """A pattern of the file: case ignored, a space is any short run of white space."""
    spaced = pattern.replace("[- ]", "\0").replace(" ", r"(?:\s{1,3})").replace("\0", r"[-\u2013\s~]")
    return regex.compile(spaced, regex.IGNORECASE | flags)


def _class_word(*words: Mapping[str, str]) -> regex.Pattern[str]:
    adjectives, adverbs, prefixes = ("|".join(sorted(w, key=len, reverse=True)) for w in words)
    return regex.compile(
        rf"""(?<![\w\\]) (?: (?<prefix>{prefixes})[-\u2010\u2013\s]? (?: (?:and|or)\s(?={prefixes}) )? )?
             (?: (?<adverb>{adverbs}) | (?<adjective>{adjectives}) ) (?!\w)""",
        regex.VERBOSE | regex.IGNORECASE,
    )


def _named(table: Table) -> NamedRule:
    claim = table.get("claim", str)
    if claim not in CLAIMS:
        raise table.fault("claim", f"is none of {', '.join(CLAIMS)}")
    rule = NamedRule(
        id=table.get("id", str),
        claim=claim,
        measure=table.get("measure", str, "") or None,
        default=table.get("default", str, "") or None,
        form=table.get("form", str, "any"),
        classes=frozenset(table.strings("classes", ())),
        unless=frozenset(table.strings("unless", ())),
        of_before=table.get("of_before", bool, False),
        before=_anchored(table, "before"),
        after=_anchored(table, "after"),
        examples=table.strings("examples", ()),
        rejects=table.strings("rejects", ()),
    )
    table.done()
    return rule


def _anchored(table: Table, key: str) -> regex.Pattern[str] | None:
    pattern = table.get(key, str, "")
    if not pattern:
        return None
    return compiled(rf"(?:{pattern})\Z" if key == "before" else pattern)


def _measure_words(tables: Sequence[Table], adjective_tails: Set[str]) -> Choice:
    """The words of each measure in a group of its name, where they are not in an adjective: "time-efficient"."""
    found, tails = [], "|".join(sorted(adjective_tails))
    for table in tables:
        name, words = table.get("id", str), table.get("words", str)
        found.append(compiled(rf"(?<!\w)(?<{name}>{words})(?!\w)(?!-(?:{tails}))"))
        table.done()
    return Choice(found)


def _target(table: Table) -> tuple[str, regex.Pattern[str]]:
    made = table.get("id", str), compiled(rf"(?<!\w)(?:{table.get('words', str)})(?!\w)")
    if not all(made[1].search(example) for example in table.strings("examples")):
        raise table.fault("examples", "has one that the words don't match")
    table.done()
    return made


def _side(table: Table, says: str) -> SideRule:
    rule = SideRule(
        id=table.get("id", str),
        says=table.get(says, str),
        before=_anchored(table, "before"),
        after=_anchored(table, "after"),
        only=frozenset(table.strings("only", ())),
        examples=table.strings("examples", ()),
        rejects=table.strings("rejects", ()),
    )
    if rule.before is None and rule.after is None:
        raise table.fault("before", "or 'after' must be given")
    table.done()
    return rule
