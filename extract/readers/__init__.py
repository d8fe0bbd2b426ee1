"""From files as people hold them to records: `read` finds each file's format and streams its records.

Each format is a module with one `READER`; READERS lists them, and the first that recognises a
file reads it.
"""

from __future__ import annotations

import lzma
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.models import Record, Rejected
from extract.readers import (
    acl_xml,
    arxiv_atom,
    arxiv_list,
    arxiv_snapshot,
    bibtex,
    captures,
    csv_table,
    fields,
    hf_papers,
    json_table,
    jsonl_table,
    openalex,
    openreview,
    paper_lists,
    parquet_table,
    plain_text,
    pmlr_markdown,
    pubmed,
    semantic_scholar,
    tsv_table,
)
from extract.readers.inputs import Source, find
from extract.readers.model import (
    Broken,
    Draft,
    Entry,
    InputError,
    Reader,
    ReadOptions,
    StrictError,
    UnreadableError,
    excerpt,
)

__all__ = ["READERS", "InputError", "ReadOptions", "Source", "StrictError", "find", "forced_reader", "formats", "read"]

READERS: tuple[Reader, ...] = (
    captures.READER,
    arxiv_snapshot.READER,
    arxiv_atom.READER,
    arxiv_list.READER,
    openalex.READER,
    semantic_scholar.READER,
    hf_papers.READER,
    openreview.READER,
    paper_lists.READER,
    acl_xml.READER,
    pubmed.READER,
    pmlr_markdown.READER,
    bibtex.READER,
    parquet_table.READER,
    json_table.READER,
    jsonl_table.READER,
    tsv_table.READER,
    csv_table.READER,
    plain_text.READER,
)

MESSAGE_CHARS = 1000
SURROGATE = re.compile("[\ud800-\udfff]")
BROKEN_STREAM = (EOFError, OSError, zlib.error, lzma.LZMAError, UnicodeDecodeError)


def read(inputs: Sequence[Path | str | Source], options: ReadOptions | None = None) -> Iterator[Record | Rejected]:
    """The records of `inputs` in a stable order, and a `Rejected` for each that is none.

    `inputs` are files, folders (read in the order of their sorted paths), globs and "-" for
    standard input; pass what `find` gave to read the same inputs again. Nothing is held but the
    record at hand. A fault of a file is a `Rejected` whose `source_record` is None, and reading
    goes on with the next file. Raises `InputError` for what can't be asked for and, where
    `options.strict` is set, `StrictError` at the first fault.
    """
    options = options or ReadOptions()
    forced = forced_reader(options)
    for source in find(inputs):
        for item in _read_source(source, options, forced):
            if options.strict and isinstance(item, Rejected):
                raise StrictError(item)
            yield item


def formats() -> tuple[Reader, ...]:
    """The formats in the order in which they are tried, with `name`, `description`, `recognised_by`."""
    return READERS


def forced_reader(options: ReadOptions) -> Reader | None:
    """The reader that `options` name, None where they name none. Raises `InputError` for a name that no format has."""
    if options.format is None:
        return None
    for reader in READERS:
        if reader.name == options.format:
            return reader
    names = ", ".join(reader.name for reader in READERS)
    raise InputError(f"no format {options.format!r}; there are {names}")


def _read_source(source: Source, options: ReadOptions, forced: Reader | None) -> Iterator[Record | Rejected]:
    position = 0
    try:
        reader = forced or _recognise(source, options)
        for entry in reader.entries(source, options):
            yield _checked(entry, source, position, reader.name, options)
            position += 1
    except UnreadableError as fault:
        yield Rejected(
            source_file=source.label,
            source_record=None,
            reason=fault.reason,
            message=_after(position, str(fault)),
            excerpt=excerpt(fault.excerpt),
        )
    except BROKEN_STREAM as error:
        message = _after(position, str(error) or type(error).__name__)
        yield Rejected(source_file=source.label, source_record=None, reason="unreadable", message=message)


def _after(position: int, message: str) -> str:
    return f"{_line(message)} (after {position} records)" if position else _line(message)


def _line(message: str) -> str:
    return " ".join(message.split())[:MESSAGE_CHARS]


def _recognise(source: Source, options: ReadOptions) -> Reader:
    head = source.head()
    if not head.data.strip():
        raise UnreadableError("the file is empty", reason="empty_file")
    if options.names_columns:
        tables = (reader for reader in READERS if reader.recognises_kind and reader.recognises_kind(head))
        if table := next(tables, None):
            return table
    for reader in READERS:
        if reader.recognises(head):
            return reader
    raise UnreadableError("a file of an unknown kind", reason="unknown_format", excerpt=excerpt(head.data))


def _checked(entry: Entry, source: Source, position: int, name: str, options: ReadOptions) -> Record | Rejected:
    if isinstance(entry, Broken):
        return Rejected(
            source_file=source.label,
            source_record=position,
            reason=entry.reason,
            message=_line(entry.message),
            excerpt=excerpt(entry.excerpt),
        )
    fault = _fault(entry, options)
    if fault:
        return Rejected(
            source_file=source.label,
            source_record=position,
            reason=fault[0],
            message=_line(fault[1]),
            excerpt=excerpt(str(entry.title or entry.abstract or " ".join(entry.identifiers))),
        )
    return Record(
        source=entry.source or name,
        source_file=source.label,
        source_record=position,
        title=entry.title or "",
        abstract=entry.abstract or "",
        identifiers=_preferred_first(entry.identifiers),
        published=entry.published,
        published_precision=entry.published_precision,
        n_authors=entry.n_authors,
        url=fields.text_of(entry.url),
        doi=entry.doi,
        venue=fields.text_of(entry.venue),
        categories=fields.text_of(entry.categories),
    )


def _fault(draft: Draft, options: ReadOptions) -> tuple[str, str] | None:
    """The reason and message for which a record is no paper, None if it is one."""
    if not isinstance(draft.title, str | None) or not isinstance(draft.abstract, str | None):
        return "malformed", "the title or the abstract is no text"
    if not draft.abstract or not draft.abstract.strip():
        return "no_abstract", "the record has no abstract" if draft.abstract is None else "the abstract is empty"
    if options.max_chars is not None and len(draft.abstract) > options.max_chars:
        return "too_long", f"an abstract of {len(draft.abstract)} characters, over the limit of {options.max_chars}"
    if any(not text.isascii() and SURROGATE.search(text) for text in (draft.abstract, draft.title or "")):
        return "malformed", "text that is no valid Unicode"
    return None


def _preferred_first(identifiers: tuple[str, ...]) -> tuple[str, ...]:
    """arXiv before DOI before the source's own, a key made from a title last."""
    return tuple(sorted(dict.fromkeys(identifiers), key=fields.rank_of))
