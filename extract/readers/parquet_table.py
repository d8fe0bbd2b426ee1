"""Parquet of any origin, the pipeline's own `papers` among it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.readers import columns
from extract.readers.inputs import Source
from extract.readers.model import Entry, Head, Reader, ReadOptions, UnreadableError

MAGIC = b"PAR1"
BATCH_ROWS = 1000
USED = {
    *columns.TITLES,
    *columns.ABSTRACTS,
    *columns.ABSTRACTS_BESIDE_A_TITLE,
    *columns.IDS,
    *columns.DATES,
    *columns.ADDRESSES,
    *columns.AUTHOR_COUNTS,
    *columns.AUTHORS,
    *columns.VENUES,
    *columns.CATEGORIES,
    *columns.OWN,
    *("published_precision", "arxivid", "year"),
}


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    """The rows. A page that can't be decoded ends the file, for what follows can't be numbered."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with source.open() as stream:
        if not stream.seekable():
            raise UnreadableError("Parquet inside a compressed file")
        try:
            file = pq.ParquetFile(stream, pre_buffer=False)
            chosen = columns.chosen(file.schema_arrow.names, options)
            named = {chosen.title, chosen.abstract, chosen.identifier}
            wanted = [name for name in file.schema_arrow.names if name in named or columns.fold(name) in USED]
            for batch in file.iter_batches(BATCH_ROWS, columns=wanted):
                rows: list[dict[str, Any]] = batch.to_pylist()
                yield from (columns.draft(row, chosen, source.label, options) for row in rows)
        except pa.ArrowException as error:
            raise UnreadableError(f"Parquet can't be read: {str(error).splitlines()[0]}") from error


def _is_parquet(head: Head) -> bool:
    return head.data.startswith(MAGIC)


READER = Reader(
    name="parquet",
    description="Parquet, columns by option or by their usual names; the pipeline's own papers table too",
    recognised_by="the magic PAR1",
    recognises=_is_parquet,
    recognises_kind=_is_parquet,
    entries=entries,
)
