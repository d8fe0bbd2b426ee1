"""Strict reading of TOML tables: whatever is unknown, missing or twice is an error that names file, table and key."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

import regex


class RuleError(ValueError):
    """A fault in a rule file, in one line for its author."""


class Table:
    """A TOML table that knows where it stands and complains of keys that nobody asked for."""

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        self.where = where
        self._values = dict(values)
        self._asked: set[str] = set()

    def fault(self, key: str, message: str) -> RuleError:
        return RuleError(f"{self.where}, key {key!r}: {message}")

    def get(self, key: str, kind: type, default: Any = ...) -> Any:
        """The value under `key`, of type `kind`; an int counts as a float."""
        self._asked.add(key)
        if key not in self._values:
            if default is ...:
                raise self.fault(key, "is missing")
            return default
        value = self._values[key]
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if isinstance(value, float) and not isfinite(value):
            raise self.fault(key, "is not a number")
        if not isinstance(value, kind):
            raise self.fault(key, f"is a {type(value).__name__}, not a {kind.__name__}")
        return value

    def strings(self, key: str, default: Any = ...) -> tuple[str, ...]:
        """A list of distinct strings; one string counts as a list of one."""
        self._asked.add(key)
        value = self._values.get(key, default)
        if value is ...:
            raise self.fault(key, "is missing")
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item for item in value):
            raise self.fault(key, "must be a list of strings")
        if len(set(value)) < len(value):
            raise self.fault(key, f"has {min(item for item in value if value.count(item) > 1)!r} twice")
        return tuple(value)

    def one_of(self, key: str, values: Sequence[str]) -> str | None:
        """The value under `key`, one of `values`, or None where there is none."""
        value: str | None = self.get(key, str, None)
        if value is not None and value not in values:
            raise self.fault(key, f"must be one of {', '.join(filter(None, values))}")
        return value

    def chosen(self, key: str, values: Sequence[str], default: Any = ...) -> str:
        """The value under `key`, one of `values`."""
        return self.one_of(key, values) or self.get(key, str, default)

    def known(self, keys: Collection[str]) -> None:
        """Raise for the first key that is none of `keys`."""
        unknown = sorted(set(self._values) - set(keys))
        if unknown:
            raise self.fault(unknown[0], "is not known here")

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it, or no such file."""
        return not self._values

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def table(self, key: str) -> "Table":
        return Table(f"{self.where}, table [{key}]", self.get(key, dict))

    def tables(self, key: str) -> list["Table"]:
        """The tables of an array of tables, named by their id where they have one."""
        found = self.get(key, list, [])
        if not all(isinstance(t, dict) for t in found):
            raise self.fault(key, "must be tables: [[...]]")
        return [Table(f"{self.where}, [[{key}]] {t.get('id', number)}", t) for number, t in enumerate(found, 1)]

    def items(self) -> list[tuple[str, Any]]:
        self._asked.update(self._values)
        return list(self._values.items())

    def numbers(self) -> dict[str, float]:
        for key, value in self.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
                raise self.fault(key, "is not a number")
        return {key: float(value) for key, value in self._values.items()}

    def texts(self) -> dict[str, str]:
        for key, value in self.items():
            if not isinstance(value, str):
                raise self.fault(key, "is not a string")
        return dict(self._values)

    def done(self) -> None:
        """Raise for the first key that nobody has asked for."""
        unknown = sorted(set(self._values) - self._asked)
        if unknown:
            raise self.fault(unknown[0], "is not known here")


Layers = Sequence[Table]
"""A file of rules and those laid over it, the shipped one first; empty where a folder has no such file."""


def last(layers: Layers) -> Table:
    """The layer that decides: the last that holds anything."""
    return next((layer for layer in reversed(layers) if not layer.empty), layers[0])


def sections(layers: Layers, key: str) -> Iterator[Table]:
    """The [key] of each layer that has one; the first must."""
    for number, layer in enumerate(layers):
        if number == 0 or key in layer:
            yield layer.table(key)


def done(layers: Layers) -> None:
    """Raise for the first key of any layer that nobody has asked for."""
    for layer in layers:
        layer.done()


def compiled(table: Table, key: str, text: str, flags: int = 0) -> "regex.Pattern[str]":
    """A regular expression of a rule file."""
    try:
        return regex.compile(text, flags)
    except regex.error as error:
        raise table.fault(key, f"is no regular expression: {error}") from error


def read(path: Path) -> Table:
    """The tables of one file."""
    try:
        return Table(str(path), tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path}: {error}") from error
    except RecursionError as error:
        raise RuleError(f"{path}: lists or tables lie too deep in one another") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: can't be read ({error})") from error


def merged(tables: Layers, key: str) -> list[Table]:
    """The [[key]] tables of a file and of those laid over it, merged by id.

    An overlay's table replaces the whole table of that id; `enabled = false` takes it away, and
    then an id that nothing had before is an error.
    """
    kept: dict[str, Table] = {}
    for layer, table in enumerate(tables):
        seen: set[str] = set()
        for entry in table.tables(key):
            name = entry.get("id", str)
            if name in seen:
                raise entry.fault("id", f"{name!r} is there twice")
            seen.add(name)
            if switched_on(entry, name, kept, layer):
                kept[name] = entry
            else:
                del kept[name]
    return list(kept.values())


def switched_on(entry: Table, name: str, known: Collection[str], layer: int) -> bool:
    """Whether an entry counts; `enabled = false` takes away one of that id in a layer below, which must be there."""
    if entry.get("enabled", bool, True):
        return True
    if layer == 0:
        raise entry.fault("enabled", "switch a shipped entry off by taking it out")
    if name not in known:
        raise entry.fault("enabled", f"there is no {name!r} to switch off")
    return False
