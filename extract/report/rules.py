"""What the rule files say of the rules that made the claims, for the page to show beside a claim."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

SHOWN = ("pattern", "frames", "measured", "words", "units", "note", "examples")


def rule_notes(folder: Path, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """For each rule id that a file of `folder` defines: the file and the keys that people read."""
    wanted = set(ids)
    return {
        table["id"]: {"file": name, **{key: table[key] for key in SHOWN if table.get(key)}}
        for name, table in _tables(folder)
        if table["id"] in wanted
    }


def _tables(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.rglob("*.toml")):
        for value in tomllib.loads(path.read_text(encoding="utf8")).values():
            for table in value if isinstance(value, list) else ():
                if isinstance(table, dict) and isinstance(table.get("id"), str):
                    yield path.relative_to(folder).as_posix(), table
