"""A table as Parquet, the same bytes whatever the batches that it arrives in."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 16_384
PART_ROWS = 1_048_576
SETTINGS: dict[str, Any] = {
    "version": "2.6",
    "compression": "zstd",
    "compression_level": 3,
    "data_page_version": "1.0",
    "write_page_checksum": True,
}


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file of a table: its path below the output folder, rows, size in bytes and SHA-256 in hex."""

    path: str
    rows: int
    bytes: int
    sha256: str


class TableWriter:
    """Writes `name` into `folder` in row groups of a fixed size.

    Up to `part_rows` rows are the file `name.parquet`, more are the files `name/part-00000.parquet`
    and so on, each but the last with `part_rows` rows.
    """

    def __init__(self, folder: Path, name: str, schema: pa.Schema, *, part_rows: int = PART_ROWS) -> None:
        self.name, self.schema = name, schema
        self._folder = folder
        self._part_rows = part_rows
        self._row_group = min(ROW_GROUP, part_rows)
        self._parts: list[tuple[Path, int]] = []
        self._file: BinaryIO
        self._writer: Any = None
        self._part_size = 0
        self._pending: list[pa.RecordBatch] = []
        self._pending_rows = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Takes the next rows; writes them once they fill a row group."""
        self._pending.append(batch)
        self._pending_rows += batch.num_rows
        if self._pending_rows >= self._row_group:
            self._write_groups(whole_only=True)

    def close(self) -> list[TableFile]:
        """Writes what is left and gives the table's files."""
        self._write_groups(whole_only=False)
        if not self._parts:
            self._open_part()
        self._close_part()
        if len(self._parts) == 1:
            part, rows = self._parts[0]
            single = self._folder / f"{self.name}.parquet"
            part.rename(single)
            part.parent.rmdir()
            self._parts = [(single, rows)]
        return [_described(path, rows, self._folder) for path, rows in self._parts]

    def abandon(self) -> None:
        """Lets go of an unfinished file after a fault, without the footer that its writer would still write."""
        if self._writer is not None:
            self._writer.is_open = False
            self._writer = None
            with suppress(OSError):
                self._file.close()

    def _write_groups(self, *, whole_only: bool) -> None:
        table = pa.Table.from_batches(self._pending, schema=self.schema)
        while table.num_rows >= self._row_group or (table.num_rows and not whole_only):
            size = min(self._row_group, table.num_rows, self._part_rows - self._part_size)
            if self._writer is None:
                self._open_part()
            group = table.slice(0, size).combine_chunks()
            self._writer.write_table(group, row_group_size=size)
            self._part_size += size
            table = table.slice(size)
            if self._part_size == self._part_rows:
                self._close_part()
        self._pending = table.to_batches()
        self._pending_rows = table.num_rows

    def _open_part(self) -> None:
        path = self._folder / self.name / f"part-{len(self._parts):05d}.parquet"
        path.parent.mkdir(exist_ok=True)
        self._file = path.open("wb")
        self._writer = pq.ParquetWriter(self._file, self.schema, **SETTINGS)
        self._parts.append((path, 0))

    def _close_part(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._file.close()
            self._writer = None
            self._parts[-1] = (self._parts[-1][0], self._part_size)
            self._part_size = 0


def _described(path: Path, rows: int, folder: Path) -> TableFile:
    return TableFile(path.relative_to(folder).as_posix(), rows, path.stat().st_size, sha256_of(path))


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
