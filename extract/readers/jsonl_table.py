"""JSON Lines of any origin, one record a line."""

from __future__ import annotations

from extract.readers.json_table import entries, has_abstract
from extract.readers.model import Head, Reader


def _is_json_lines(head: Head) -> bool:
    return head.json is not None and head.json.layout == "lines"


def _recognises(head: Head) -> bool:
    if not head.first:
        return _is_json_lines(head) and (not head.complete or head.name.endswith((".jsonl", ".ndjson", ".json")))
    return _is_json_lines(head) and has_abstract(head)


READER = Reader(
    name="jsonl",
    description="one record a line (JSON Lines), columns by option or by their usual names",
    recognised_by="JSON objects, one a line, that have an abstract",
    recognises=_recognises,
    recognises_kind=_is_json_lines,
    entries=entries,
)
