"""JSON Lines of any origin, one record a line."""

from __future__ import annotations

from extract.readers.json_table import entries, has_abstract
from extract.readers.model import Head, Reader


def _is_json_lines(head: Head) -> bool:
    return head.json is not None and head.json.layout == "lines"


READER = Reader(
    name="jsonl",
    description="one record a line (JSON Lines), columns by option or by their usual names",
    recognised_by="JSON objects, one a line, that have an abstract",
    recognises=lambda head: _is_json_lines(head) and (has_abstract(head) or not head.first),
    recognises_kind=_is_json_lines,
    entries=entries,
)
