"""Load `rules/`, a user's overlay laid over it, into frozen tables. Strict: a fault names file, table and key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.ruleset.certainty import ConfidenceRules, confidence_rules
from extract.ruleset.claims import claim_rules
from extract.ruleset.compose import clean_rules, context_rules, frames, number_rules, sentence_rules
from extract.ruleset.linking import LinkRules, link_rules
from extract.ruleset.loading import RuleError, Table, read
from extract.ruleset.measuring import quantity_rules
from extract.ruleset.tables import (
    ClaimRule,
    CleanRules,
    ContextRules,
    Lexicon,
    Metric,
    NumberRules,
    QuantityRules,
    SentenceRules,
    Unit,
)
from extract.ruleset.terms import lexicon

__all__ = [
    "ClaimRule",
    "CleanRules",
    "ConfidenceRules",
    "ContextRules",
    "Lexicon",
    "LinkRules",
    "Metric",
    "NumberRules",
    "QuantityRules",
    "RuleError",
    "RuleSet",
    "SentenceRules",
    "Unit",
    "load",
]

FILES = (
    "clean.toml", "confidence.toml", "context.toml", "datasets.toml", "frames.toml", "linking.toml", "metrics.toml",
    "numbers.toml", "quantities.toml", "sentences.toml", "units.toml",
)  # fmt: skip
BOUNDS_FILES = ("bounds.toml", "measures.toml")
"""Read by `extract.bounds` from the shipped folder alone."""

FOLDERS = ("claims", "lexicon")
MOST_BYTES = 1_000_000
"""Of one file of rules: some four times all the shipped ones together."""


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """Everything that `rules/` says, and its digest."""

    clean: CleanRules
    sentences: SentenceRules
    numbers: NumberRules
    quantities: QuantityRules
    lexicon: Lexicon
    context: ContextRules
    linking: LinkRules
    claims: tuple[ClaimRule, ...]
    confidence: ConfidenceRules
    digest: str


def load(shipped: Path, overlay: Path | None = None) -> RuleSet:
    """The rules of a folder with another laid over it: added to, overridden by id, switched off.

    Files that have not changed since are not read again. Raises RuleError, with one line that names
    the file, the table and the key.
    """
    folders = (shipped,) if overlay is None else (shipped, overlay)
    names = _names(folders)
    return _loaded(folders, tuple(names), digest(folders))


@lru_cache(maxsize=4)
def _loaded(folders: tuple[Path, ...], names: tuple[str, ...], total: str) -> RuleSet:
    files = {name: [read(f / name) if (f / name).exists() else Table(str(f), {}) for f in folders] for name in names}
    in_folder = {key: {n: t for n, t in files.items() if n.startswith(f"{key}/")} for key in FOLDERS}
    numbers = number_rules(files["numbers.toml"])
    terms = lexicon(in_folder["lexicon"], files["metrics.toml"], files["datasets.toml"])
    quantities = quantity_rules(files["quantities.toml"], files["units.toml"], numbers, terms)
    return RuleSet(
        clean=clean_rules(files["clean.toml"], terms),
        sentences=sentence_rules(files["sentences.toml"], numbers),
        numbers=numbers,
        quantities=quantities,
        lexicon=terms,
        context=context_rules(files["context.toml"]),
        linking=link_rules(files["linking.toml"]),
        claims=tuple(claim_rules(in_folder["claims"], terms, quantities, frames(files["frames.toml"]))),
        confidence=confidence_rules(files["confidence.toml"]),
        digest=total,
    )


def _names(folders: Sequence[Path]) -> list[str]:
    """The files of all folders by name; one that nothing reads is an error, notes in Markdown aside."""
    found: set[str] = set()
    for layer, folder in enumerate(folders):
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such folder of rules")
        for path in sorted(path for path in folder.rglob("*") if not path.is_dir() or path.suffix == ".toml"):
            name = path.relative_to(folder).as_posix()
            if path.suffix == ".md" or any(part.startswith(".") for part in path.relative_to(folder).parts):
                continue
            if name in BOUNDS_FILES and layer:
                raise RuleError(f"{path}: the rules of bounds can't be laid over")
            place, _, rest = name.rpartition("/")
            if name not in (*FILES, *BOUNDS_FILES) and not (place in FOLDERS and rest.endswith(".toml")):
                raise RuleError(f"{path}: nothing reads a file of this name")
            if not path.is_file():
                raise RuleError(f"{path}: is no file, or leads to none")
            if path.stat().st_size > MOST_BYTES:
                raise RuleError(f"{path}: is larger than a file of rules may be, {MOST_BYTES:,} bytes")
            found.add(name)
        if layer == 0 and (missing := sorted(set(FILES) - found)):
            raise RuleError(f"{folder / missing[0]}: is missing")
    return sorted(found - set(BOUNDS_FILES))


def digest(folders: Sequence[Path]) -> str:
    """SHA-256 over the names and bytes of all rule files, in order."""
    total = hashlib.sha256()
    for layer, folder in enumerate(folders):
        for path in sorted(folder.rglob("*.toml")):
            body = path.read_bytes()
            total.update(f"{layer}/{path.relative_to(folder).as_posix()}/{len(body)}\0".encode())
            total.update(body)
    return total.hexdigest()
