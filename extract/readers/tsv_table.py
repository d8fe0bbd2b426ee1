"""Tab-separated values of any origin: arXiv by category, lists of OpenReview papers."""

from __future__ import annotations

from extract.readers.delimited import entries, has_abstract
from extract.readers.model import Head, Reader


def _recognises(head: Head) -> bool:
    return head.name.endswith((".tsv", ".tab")) or has_abstract(head, "\t")


READER = Reader(
    name="tsv",
    description="tab-separated values with a header, quoted or not, columns by option or by their usual names",
    recognised_by="the name *.tsv, or a header with a title or an abstract between tabs",
    recognises=_recognises,
    recognises_kind=_recognises,
    entries=entries,
)
