"""What a reader is made of: what it is asked, what it yields, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from extract.models import Rejected

if TYPE_CHECKING:
    from extract.readers.inputs import Source
    from extract.readers.json_items import JsonHead

EXCERPT_CHARS = 200
MAX_RECORD_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How inputs are read.

    `format` forces a reader by its name. The columns name fields of tables (CSV, TSV, JSON,
    Parquet); naming one makes every file of such a kind a plain table. `strict` turns the first
    fault into a `StrictError`. `max_chars` is the longest abstract in code points, None for no
    limit.
    """

    format: str | None = None
    title_column: str | None = None
    abstract_column: str | None = None
    id_column: str | None = None
    strict: bool = False
    max_chars: int | None = 100_000

    @property
    def names_columns(self) -> bool:
        return any((self.title_column, self.abstract_column, self.id_column))


class InputError(Exception):
    """The caller asked for what can't be read at all: no such path, an empty folder, no such format."""


class UnreadableError(Exception):
    """The rest of a file can't be read. Raised by readers; `read` turns it into a `Rejected` row."""

    def __init__(self, message: str, *, reason: str = "unreadable", excerpt: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.excerpt = excerpt


class StrictError(Exception):
    """The first fault met while `strict` is set; `rejected` says where and what."""

    def __init__(self, rejected: Rejected) -> None:
        where = rejected.source_file
        if rejected.source_record is not None:
            where += f", record {rejected.source_record}"
        super().__init__(f"{where}: {rejected.reason}: {rejected.message}")
        self.rejected = rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One record as its file gives it, before it is known to be a paper.

    Fields as in `extract.models.Record`; `identifiers` may be in any order and hold repeats.
    `source` overrides the format's name where the file itself says where a record is from.
    """

    title: str | None
    abstract: str | None
    identifiers: tuple[str, ...] = ()
    published: date | None = None
    published_precision: str | None = None
    n_authors: int | None = None
    url: str | None = None
    doi: str | None = None
    venue: str | None = None
    categories: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that can't be read; the file goes on after it."""

    message: str
    excerpt: str = ""
    reason: str = "malformed"


Entry = Draft | Broken


@dataclass(slots=True)
class Head:
    """The beginning of a file, decompressed, as the formats look at it to tell whether it is theirs.

    `name` is the file's name without the ending of its compression, in lower case.
    """

    name: str
    data: bytes
    complete: bool
    _json: JsonHead | None = field(default=None, init=False)
    _json_done: bool = field(default=False, init=False)

    @property
    def text(self) -> str:
        return self.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")

    @property
    def json(self) -> JsonHead | None:
        """How JSON in the file is laid out, with its first record; None where it is no JSON."""
        if not self._json_done:
            from extract.readers.json_items import look

            self._json, self._json_done = look(self.data), True
        return self._json

    @property
    def first(self) -> dict[str, Any]:
        """The first JSON record, empty where there is none."""
        return self.json.first if self.json else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """An input format: `recognises` looks at a file's beginning, `entries` streams its records.

    A table of any origin has `recognises_kind` too, which looks at the kind of file alone and is
    asked where the caller names the columns.
    """

    name: str
    description: str
    recognised_by: str
    recognises: Callable[[Head], bool]
    entries: Callable[[Source, ReadOptions], Iterator[Entry]]
    recognises_kind: Callable[[Head], bool] | None = None


def excerpt(text: str | bytes) -> str:
    """At most 200 characters of `text` on one line, for a person to find the place again."""
    if isinstance(text, bytes):
        text = text[: 4 * EXCERPT_CHARS].decode("utf-8", errors="replace")
    return " ".join(text[: 4 * EXCERPT_CHARS].split())[:EXCERPT_CHARS]
