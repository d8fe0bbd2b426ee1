"""From the tables of the smaller files of `rules/` to compiled patterns and look-up tables, one function a file."""

from collections.abc import Mapping, Sequence

import re2  # type: ignore[import-untyped]
import regex

from extract.ruleset.loading import Layers, compiled, done, last, sections
from extract.ruleset.tables import CleanRules, ContextRules, Lexicon, NumberRules, SentenceRules
from extract.tokens import words

COMPARATORS = ("<=", ">=", "~", "=")
CONTEXT_PATTERNS = ("over_is_preposition", "under_which", "symbol")


def clean_rules(layers: Layers, lexicon: Lexicon) -> CleanRules:
    """`rules/clean.toml`, with the words of `lexicon`; a later layer adds to an earlier one."""
    dropped = [(t, text) for t in layers for text in t.strings("dropped", ())]
    for table, text in dropped:
        compiled(table, "dropped", text)
    rules = CleanRules(
        dropped=tuple(text for _, text in dropped),
        wrappers=frozenset(text for t in layers for text in t.strings("wrappers", ())),
        styles=frozenset(text for t in layers for text in t.strings("styles", ())),
        functions=frozenset(text for t in layers for text in t.strings("functions", ())),
        symbols=texts(layers, "symbols"),
        characters=texts(layers, "characters"),
        forms=texts(layers, "forms"),
        words=frozenset(word.lower() for found in lexicon.terms.values() for term, _ in found for word in term),
    )
    for long in (key for key in (*rules.characters, *rules.forms) if len(key) != 1):
        raise last(layers).fault(long, "must be one character")
    done(layers)
    return rules


def sentence_rules(layers: Layers, numbers: NumberRules) -> SentenceRules:
    """`rules/sentences.toml`; number words open the gate too."""
    cues = {text for t in layers for text in t.strings("cues", ())} | (set(numbers.words) - {"one"})
    rules = SentenceRules(
        abbreviations=frozenset(text for t in layers for text in t.strings("abbreviations", ())),
        gate=rf"(?i)\p{{N}}|(?:^|[^0-9A-Za-z_])(?:{'|'.join(sorted(map(re2.escape, cues)))})",
    )
    done(layers)
    return rules


def number_rules(layers: Layers) -> NumberRules:
    """`rules/numbers.toml`."""
    tables = {key: _numbers(layers, key) for key in ("words", "scales", "multipliers", "fractions")}
    reducing = frozenset(word for layer in layers for word in layer.strings("reducing", ()))
    if unknown := sorted(reducing - set(tables["multipliers"])):
        raise last(layers).fault("reducing", f"{unknown[0]!r} is no multiplier")
    rules = NumberRules(**tables, reducing=reducing)
    done(layers)
    return rules


def _numbers(layers: Layers, key: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for table in sections(layers, key):
        for word, value in table.numbers().items():
            if value <= 0:
                raise table.fault(word, "must be more than 0")
            found[word] = value
    return found


def frames(layers: Layers) -> dict[str, tuple[str, ...]]:
    """`rules/frames.toml`: patterns by frame, with MEASURED still in them."""
    found = {}
    for layer in layers:
        for name, _ in layer.items():
            table = layer.table(name)
            found[name] = table.strings("pattern")
            table.done()
    return found


def context_rules(layers: Layers) -> ContextRules:
    """`rules/context.toml`: comparators around a quantity, and patterns that the code asks for."""
    before, after = _comparators(layers, "before"), _comparators(layers, "after")
    patterns = {
        name: compiled(last(layers), name, text, regex.VERBOSE)
        for name, text in texts(layers, "patterns", CONTEXT_PATTERNS).items()
    }
    done(layers)
    longest = max(len(key) for key in before)
    return ContextRules(before=before, after=after, longest=longest, patterns=patterns)


def _comparators(layers: Layers, key: str) -> dict[tuple[str, ...], str]:
    """Comparator by phrase; a phrase of two comparators in one layer is an error, a later layer decides anew."""
    found: dict[tuple[str, ...], str] = {}
    for table in sections(layers, key):
        here: dict[tuple[str, ...], str] = {}
        for symbol, _ in table.items():
            for phrase in table.strings(symbol):
                other = here.setdefault(words(phrase), symbol)
                if other != symbol:
                    raise table.fault(symbol, f"{phrase!r} is {other!r} already")
        table.known(COMPARATORS)
        found |= here
    return found


def texts(layers: Layers, key: str, known: Sequence[str] = ()) -> Mapping[str, str]:
    """The strings of [key], later layers deciding; only the `known` ones, if any are given, and all of those."""
    found: dict[str, str] = {}
    for table in sections(layers, key):
        found |= table.texts()
        if known:
            table.known(known)
    for name in known:
        if name not in found:
            raise layers[0].fault(name, f"is missing in [{key}]")
    return found
