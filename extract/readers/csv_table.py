"""Comma-separated values of any origin, lists of OpenReview papers among them."""

from __future__ import annotations

from extract.readers.delimited import entries, has_abstract
from extract.readers.model import Head, Reader


def _recognises(head: Head) -> bool:
    return head.name.endswith(".csv") or has_abstract(head, ",") or has_abstract(head, ";")


READER = Reader(
    name="csv",
    description="comma- or semicolon-separated values with a header, columns by option or by their usual names",
    recognised_by="the name *.csv, or a header with a title or an abstract",
    recognises=_recognises,
    recognises_kind=lambda head: head.name.endswith(".csv") or _recognises(head),
    entries=entries,
)
