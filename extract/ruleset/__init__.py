"""Load `rules/`, a user's overlay laid over it, into frozen tables. Strict: a fault names file, table and key."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.ruleset import compose
from extract.ruleset.linking import LinkRules, link_rules
from extract.ruleset.loading import RuleError, Table, merged, read
from extract.ruleset.patterns import parse_all
from extract.ruleset.tables import (
    ClaimRule,
    CleanRules,
    ContextRules,
    Example,
    Lexicon,
    Metric,
    NumberRules,
    QuantityRules,
    SentenceRules,
    Unit,
)

__all__ = [
    "ClaimRule",
    "CleanRules",
    "ContextRules",
    "Lexicon",
    "Metric",
    "LinkRules",
    "NumberRules",
    "QuantityRules",
    "RuleError",
    "RuleSet",
    "SentenceRules",
    "Unit",
    "load",
]

CLAIM_TYPES = (
    "speedup", "resource_change", "metric_gain", "metric_value", "convergence_rate", "complexity", "model_size", "dataset_size",
    "runtime", "compute", "compression", "steps", "scope", "statistic",
)  # fmt: skip


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
    digest: str


@lru_cache(maxsize=4)
def load(shipped: Path, overlay: Path | None = None) -> RuleSet:
    """The rules of a folder with another laid over it: added to, overridden by id, switched off.

    Raises RuleError, with one line that names the file, the table and the key.
    """
    folders = [shipped] if overlay is None else [shipped, overlay]
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such folder of rules")
    files = {name: [read(f / name) for f in folders if (f / name).exists()] for name in _names(folders)}
    numbers = compose.number_rules(files.pop("numbers.toml"))
    lexicon = compose.lexicon(
        {name: tables for name, tables in files.items() if name.startswith("lexicon/")},
        files.pop("metrics.toml"),
        files.pop("datasets.toml"),
    )
    quantities = compose.quantity_rules(files.pop("quantities.toml"), files.pop("units.toml"), numbers, lexicon)
    frames = compose.frames(files.pop("frames.toml"))
    rules = RuleSet(
        clean=compose.clean_rules(files.pop("clean.toml")),
        sentences=compose.sentence_rules(files.pop("sentences.toml"), numbers),
        numbers=numbers,
        quantities=quantities,
        lexicon=lexicon,
        context=compose.context_rules(files.pop("context.toml")),
        linking=link_rules(files.pop("linking.toml")),
        claims=tuple(
            _claim_rules({n: t for n, t in files.items() if n.startswith("claims/")}, lexicon, quantities, frames)
        ),
        digest=digest(folders),
    )
    return rules


def _names(folders: list[Path]) -> list[str]:
    return sorted({path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.toml")})


def digest(folders: list[Path]) -> str:
    """SHA-256 over the names and bytes of all rule files, in order."""
    total = hashlib.sha256()
    for layer, folder in enumerate(folders):
        for path in sorted(folder.rglob("*.toml")):
            body = path.read_bytes()
            total.update(f"{layer}/{path.relative_to(folder).as_posix()}/{len(body)}\0".encode())
            total.update(body)
    return total.hexdigest()


def _claim_rules(
    files: Mapping[str, list[Table]], lexicon: Lexicon, quantities: QuantityRules, frames: Mapping[str, tuple[str, ...]]
) -> Iterator[ClaimRule]:
    concepts = lexicon.concepts
    seen: dict[str, str] = {}
    for name, tables in sorted(files.items()):
        kinds = {table.get("type", str) for table in tables}
        if len(kinds) != 1 or not kinds <= {*CLAIM_TYPES, "none"}:
            raise tables[-1].fault(
                "type", f"must be one of {', '.join(CLAIM_TYPES)} or none, and the same in an overlay"
            )
        claim_type = kinds.pop()
        for table in merged(tables, "rule"):
            rule = _claim_rule(table, None if claim_type == "none" else claim_type, concepts, quantities, frames)
            if rule.id in seen:
                raise table.fault("id", f"{rule.id!r} stands in {seen[rule.id]} too")
            seen[rule.id] = name
            yield rule
        for table in tables:
            table.done()


def _claim_rule(
    table: Table,
    claim_type: str | None,
    concepts: frozenset[str],
    quantities: QuantityRules,
    frames: Mapping[str, tuple[str, ...]],
) -> ClaimRule:
    written = [*table.strings("pattern", ()), *_framed(table, frames)]
    if not written:
        raise table.fault("pattern", "is missing, and there are no frames")
    try:
        patterns = tuple(elements for text in written for elements in parse_all(text, concepts))
    except RuleError as error:
        raise table.fault("pattern", str(error)) from error
    units: set[str] = set()
    for unit in table.strings("units"):
        group = quantities.groups.get(unit, (unit,))
        unknown = set(group) - quantities.tags
        if unknown:
            raise table.fault("units", f"{unknown.pop()!r} is no unit")
        units |= set(group)
    rule = ClaimRule(
        id=table.get("id", str),
        claim_type=claim_type,
        units=frozenset(units),
        patterns=patterns,
        weight=table.get("weight", float, 1.0),
        direction=_one_of(table, "direction", ("up", "down", "word", "metric")),
        factor=_one_of(table, "factor", ("change", "times", "share", "overhead", "compare")),
        unit=table.get("unit", str, None),
        least=table.get("least", float, 0.0),
        signed=table.get("signed", bool, False),
        thousands=table.get("thousands", bool, False),
        most=table.get("most", float, float("inf")),
        owner=_one_of(table, "owner", ("own", "prior")),
        examples=tuple(example(table, text) for text in table.strings("examples")),
        rejects=tuple(example(table, text) for text in table.strings("rejects", ())),
        source=table.where,
    )
    table.get("enabled", bool, True)
    table.get("note", str, "")
    table.done()
    return rule


def _framed(table: Table, frames: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The patterns of the frames that a rule names, with what it measures in the place of MEASURED."""
    names = table.strings("frames", ())
    measured = table.get("measured", str, None)
    if bool(names) != bool(measured):
        raise table.fault("measured", "goes with frames, and frames with it")
    unknown = set(names) - set(frames)
    if unknown:
        raise table.fault("frames", f"there is no frame {unknown.pop()!r}")
    return [pattern.replace("MEASURED", measured) for name in names for pattern in frames[name]]


def _one_of(table: Table, key: str, values: tuple[str, ...]) -> str | None:
    value: str | None = table.get(key, str, None)
    if value is not None and value not in values:
        raise table.fault(key, f"must be one of {', '.join(values)}")
    return value


def example(table: Table, text: str) -> Example:
    """ "up to [2x] faster" -> the text without brackets and the spans that they enclosed."""
    plain, spans, start = "", [], None
    for character in text:
        if character == "[" and start is None:
            start = len(plain)
        elif character == "]" and start is not None:
            spans.append((start, len(plain)))
            start = None
        else:
            plain += character
    if not spans or start is not None:
        raise table.fault("examples", f"{text!r} needs [ ] around its quantity")
    return Example(plain, tuple(spans))
