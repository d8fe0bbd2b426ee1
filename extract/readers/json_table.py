"""JSON of any origin: an array of records, or an object with one inside."""

from __future__ import annotations

from collections.abc import Iterator

from extract.readers import columns
from extract.readers.inputs import Source
from extract.readers.json_items import items
from extract.readers.model import Broken, Entry, Head, Reader, ReadOptions, UnreadableError


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    """The records, their columns chosen anew where a record has other names than the one before."""
    names: list[str] | None = None
    for item in items(source):
        if isinstance(item, Broken):
            yield item
            continue
        if names != [*item]:
            names = [*item]
            chosen = _chosen(names, options)
        yield Broken(*chosen) if isinstance(chosen, tuple) else columns.draft(item, chosen, source.label, options)


def _chosen(names: list[str], options: ReadOptions) -> columns.Columns | tuple[str, str, str]:
    """The columns of a record, or what a `Broken` says of one that hasn't got them."""
    try:
        return columns.chosen(names, options)
    except UnreadableError as missing:
        return str(missing), "", "no_abstract" if options.abstract_column is None else missing.reason


def has_abstract(head: Head) -> bool:
    return columns.guessed_abstract({columns.fold(name): name for name in head.first}) is not None


def _is_json(head: Head) -> bool:
    return head.json is not None and head.json.layout != "lines"


def _recognises(head: Head) -> bool:
    # A first record longer than the head can't be looked at, and an empty list has none.
    return _is_json(head) and (has_abstract(head) or not head.first)


READER = Reader(
    name="json",
    description="an array of records (JSON), columns by option or by their usual names",
    recognised_by="a JSON array, or an object with one, whose records have an abstract",
    recognises=_recognises,
    recognises_kind=_is_json,
    entries=entries,
)
