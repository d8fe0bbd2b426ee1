"""`rules/linking.toml`: words, patterns and cues of the linking stage, loaded strictly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from extract.ruleset.loading import RuleError, Table, merged
from extract.sieve import Sieve, sought

WORD_LISTS = frozenset(
    {
        "adjective_tails", "against", "baseline_adjectives", "baseline_heads", "beating", "brings", "collection_tails",
        "collections", "components", "concluding", "dataset_heads", "degrees", "determiners", "doers", "doubtful",
        "earlier", "evaluating", "generic_heads", "hardware_names", "judging", "kinds", "known_by", "leaning",
        "likening", "makes", "many", "measure_heads", "measure_tails", "model_names", "multiplying", "name_tails",
        "naming", "no_measure", "not_names", "noun_verbs", "of_what", "on", "on_strong", "ourselves", "parts",
        "plain_measures", "pointing", "prepositions", "procedures", "processes", "remarking", "rivals", "such_as",
        "task_heads", "title_openers", "title_verbs", "unit_signs", "unit_words", "vague", "verbs", "works",
    }
)  # fmt: skip
PATTERNS = frozenset(
    {
        "abbreviated", "abbreviation", "beyond", "called", "cited", "claimed", "collection", "collection_apposed",
        "collection_before", "collection_behind", "credited", "evaluation", "in_brackets", "introduced", "lead",
        "on_name", "opened", "opposed", "own", "owned", "passive", "poses", "proper", "proposed", "shaped",
        "shared_task", "subordinate", "title_abbreviation", "title_name", "titled_collection",
    }
)  # fmt: skip


SOUGHT = frozenset(
    {
        "abbreviated", "called", "cited", "collection", "credited", "evaluation", "introduced", "on_name", "own",
        "owned", "passive", "proposed", "shared_task",
    }
)  # fmt: skip
"""The patterns that are sought all over a text."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell the owner of the quantities behind ("forward") or before ("backward") them.

    `types` are the claim types that they speak of, all where there are none.
    """

    id: str
    owner: str
    direction: str
    reach: str
    examples: tuple[str, ...]
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class LinkRules:
    """`rules/linking.toml`. `cues` finds any cue's words in clean text in lower case, `cue_of` tells whose they are.

    `sought` are those patterns that are sought all over a text.
    """

    words: Mapping[str, frozenset[str]]
    patterns: Mapping[str, regex.Pattern[str]]
    sought: Mapping[str, Sieve | regex.Pattern[str]]
    cues: Sieve
    cue_of: Mapping[str, Cue]


def link_rules(layers: Sequence[Table]) -> LinkRules:
    """The rules of a file with those laid over it: words added, patterns replaced, cues merged by id."""
    words = {name: frozenset(w for t in layers for w in _words(t).get(name, ())) for name in WORD_LISTS}
    patterns: dict[str, regex.Pattern[str]] = {}
    for layer in layers:
        for name, text in layer.table("patterns").texts().items() if layer.get("patterns", dict, {}) else ():
            patterns[name] = _compiled(layer, name, text)
    missing = sorted(PATTERNS - set(patterns)) + sorted(name for name, members in words.items() if not members)
    if missing:
        raise layers[0].fault(missing[0], "is missing")
    cue_of = {phrase: cue for table in merged(layers, "cue") for cue, phrases in [_cue(table)] for phrase in phrases}
    for layer in layers:
        layer.done()
    phrases = "|".join(regex.escape(phrase) for phrase in sorted(cue_of, key=lambda phrase: (-len(phrase), phrase)))
    cues = Sieve.of(regex.compile(rf"(?<![\w-])(?:{phrases})(?![\w-])"))
    return LinkRules(words, patterns, {name: sought(patterns[name]) for name in SOUGHT}, cues, cue_of)


def _words(layer: Table) -> dict[str, tuple[str, ...]]:
    if not layer.get("words", dict, {}):
        return {}
    table = layer.table("words")
    found = {}
    for name, _ in table.items():
        if name not in WORD_LISTS:
            raise table.fault(name, "is not known here")
        found[name] = table.strings(name)
    return found


def _compiled(layer: Table, name: str, text: str) -> regex.Pattern[str]:
    if name not in PATTERNS:
        raise layer.table("patterns").fault(name, "is not known here")
    try:
        return regex.compile(text, regex.VERBOSE)
    except regex.error as error:
        raise RuleError(f"{layer.where}, table [patterns], key {name!r}: {error}") from error


def _cue(table: Table) -> tuple[Cue, tuple[str, ...]]:
    cue = Cue(
        table.get("id", str),
        table.get("owner", str),
        table.get("direction", str),
        table.get("reach", str),
        table.strings("examples"),
        frozenset(table.strings("types") if table.get("types", list, []) else ()),
    )
    for key, value, known in (
        ("owner", cue.owner, ("own", "prior")),
        ("direction", cue.direction, ("forward", "backward")),
        ("reach", cue.reach, ("phrase", "clause", "sentence")),
    ):
        if value not in known:
            raise table.fault(key, f"must be one of {', '.join(known)}")
    phrases = table.strings("words")
    table.get("enabled", bool, True)
    table.done()
    return cue, phrases
