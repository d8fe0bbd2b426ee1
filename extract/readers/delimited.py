"""Rows of text between delimiters, a row that can't be read costing that row alone."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Literal

from extract.readers import columns
from extract.readers.inputs import Source, bounded_lines
from extract.readers.model import Broken, Entry, Head, ReadOptions, UnreadableError, excerpt

MAX_FIELD_CHARS = 1 << 20
TOO_LONG = "\x00line too long"
DELIMITERS = (",", "\t", ";")


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    """The rows under the header's names. Text that isn't UTF-8 is carried on and rejected with its row."""
    delimiter, quoting = dialect(source.head())
    csv.field_size_limit(MAX_FIELD_CHARS)
    with source.open() as stream:
        lines = _Lines(stream)
        rows = csv.reader(lines, delimiter=delimiter, quoting=quoting)
        try:
            header = next(rows, None)
        except csv.Error as error:
            raise UnreadableError(f"no header: {error}") from error
        if not header:
            raise UnreadableError("no header")
        chosen = columns.chosen(header, options)
        while (row := _next_row(rows, lines, len(header))) is not None:
            if isinstance(row, Broken):
                yield row
            elif row:
                yield columns.draft(dict(zip(header, row, strict=True)), chosen, source.label, options)


def dialect(head: Head) -> tuple[str, Literal[0, 3]]:
    """The delimiter, the most frequent in the header, and the quoting: tab-separated files often have none."""
    lines = head.text.splitlines()
    first = lines[0] if lines else ""
    delimiter = max(DELIMITERS, key=first.count)
    if delimiter != "\t":
        return delimiter, csv.QUOTE_MINIMAL
    sample = [line for line in (lines if head.complete else lines[:-1])[1:] if line]
    even = all(line.count("\t") == first.count("\t") for line in sample)
    opened = [field for line in sample for field in line.split("\t") if len(field) > 1 and field[0] == '"']
    quoted = bool(opened) and all(field[-1] == '"' for field in opened)
    return delimiter, csv.QUOTE_NONE if even and not quoted else csv.QUOTE_MINIMAL


class _Lines:
    """The lines of a file for `csv.reader`, those of the last row at hand to be read again."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = bounded_lines(stream)
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            raw, whole = next(self._lines)
            line = (raw.decode("utf-8", "surrogateescape") if whole else TOO_LONG) + "\n"
        self.taken.append(line)
        return line

    def restart_after_first(self) -> None:
        """Gives the lines of the last row again, save its first: a quote left open has swallowed them."""
        self._again.extendleft(reversed(self.taken[1:]))


def _next_row(rows: Iterator[list[str]], lines: _Lines, width: int) -> list[str] | Broken | None:
    lines.taken = []
    try:
        row = next(rows, None)
    except csv.Error as error:
        lines.restart_after_first()
        return Broken(f"no row: {error}", excerpt(lines.taken[0]))
    if row is None or not row:
        return row
    if row[0].startswith(TOO_LONG):
        return Broken("a line longer than a record may be", reason="too_long")
    if len(row) != width:
        lines.restart_after_first()
        return Broken(f"a row of {len(row)} fields under a header of {width}", excerpt(lines.taken[0]))
    return row


def has_abstract(head: Head, delimiter: str) -> bool:
    """Whether the first line is a header of such columns with one for titles or abstracts."""
    names = {columns.fold(name.strip('"')) for name in head.text.partition("\n")[0].split(delimiter)}
    return len(names) > 1 and bool(names & {*columns.ABSTRACTS, *columns.TITLES})
