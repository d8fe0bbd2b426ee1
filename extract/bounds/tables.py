"""`rules/bounds.toml` and `rules/measures.toml`, read once and turned round for look-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.ruleset.loading import Table, read


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Notation: spelling -> meaning. `commands` maps a spelling to its kind, `unread` to a reason."""

    letters: Mapping[str, str]
    macros: Mapping[str, str]
    greek: frozenset[str]
    characters: Mapping[str, str]
    punctuation: Mapping[str, str]
    relation_characters: str
    functions: Mapping[str, str]
    commands: Mapping[str, str]
    landau: Mapping[str, str]
    soft: tuple[str, ...]
    unread: Mapping[str, str]
    with_backslash: frozenset[str]
    to_zero: frozenset[str]
    running: frozenset[str]
    accuracy: frozenset[str]
    optimum: frozenset[str]
    steps: frozenset[str]
    sizes: frozenset[str]
    scalars: frozenset[str]
    unicode_names: Mapping[str, str]
    unicode_calls: Mapping[str, str]
    latex_names: Mapping[str, str]
    latex_calls: Mapping[str, str]


def rules_folder() -> Path:
    """The folder of the shipped rules: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The notation tables."""
    table = read(rules_folder() / "bounds.toml")
    letters = _spellings(table.table("letters"))
    characters = table.table("characters").texts()
    landau_table = table.table("landau")
    soft = landau_table.strings("soft")
    landau = {s: symbol for symbol in _SYMBOLS for s in landau_table.strings(symbol)}
    limits = table.table("limits")
    named = {name for name, char in letters.items() if name == char}
    made = Tables(
        letters=letters,
        macros=_spellings(table.table("macros")),
        greek=frozenset(spelling for spelling, name in letters.items() if name in characters.values()),
        characters=characters,
        punctuation=table.table("punctuation").texts(),
        relation_characters=table.get("relation_characters", str),
        functions=_spellings(table.table("functions")),
        commands=_spellings(table.table("commands")),
        landau=landau,
        soft=soft,
        with_backslash=frozenset(table.strings("with_backslash")),
        unread=_spellings(table.table("unread")),
        to_zero=frozenset(limits.strings("to_zero")),
        running=frozenset(limits.strings("running")),
        accuracy=frozenset(limits.strings("accuracy")),
        optimum=frozenset(limits.strings("optimum")),
        steps=frozenset(limits.strings("steps")),
        sizes=frozenset(limits.strings("sizes")),
        scalars=frozenset(limits.strings("scalars")),
        unicode_names={name: char for char, name in reversed(characters.items())},
        unicode_calls=table.table("unicode_calls").texts(),
        latex_names={name: "\\" + name for name in named if name.isalpha() and name in set(characters.values())},
        latex_calls=table.table("latex_calls").texts(),
    )
    limits.done()
    landau_table.done()
    table.done()
    return made


_SYMBOLS = ("O", "O~", "Omega", "Omega~", "Theta", "Theta~")


def _spellings(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning, _ in table.items():
        for spelling in table.strings(meaning):
            found.setdefault(spelling, meaning)
    return found
