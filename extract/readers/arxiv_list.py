"""Daily lists of arXiv papers as projects on GitHub publish them; `summary` is the abstract and `abs` an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.readers import fields
from extract.readers.inputs import Source
from extract.readers.json_items import drafts
from extract.readers.model import Draft, Entry, Head, Reader, ReadOptions

ADDRESSES = ("abs", "pdf_url", "pdf")


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    return drafts(source, draft)


def draft(item: Mapping[str, Any]) -> Draft:
    published, precision = fields.day_of(item.get("published"))
    doi = fields.doi_of(item.get("doi"))
    address = fields.first_present(item, ADDRESSES)
    key = fields.arxiv_key_from_column(fields.first_present(item, ("arxiv_id", "id"))) or fields.arxiv_key(address)
    return Draft(
        title=item.get("title"),
        abstract=item.get("summary"),
        identifiers=fields.keys(key, fields.doi_key(doi)),
        published=published,
        published_precision=precision,
        n_authors=fields.count_of(item.get("authors"), ","),
        url=f"https://arxiv.org/abs/{key.removeprefix('arxiv:')}" if key else address,
        doi=doi,
        venue=item.get("journal_ref") or None,
        categories=fields.joined(item.get("categories")),
    )


def _recognises(head: Head) -> bool:
    first = head.first
    return "summary" in first and "categories" in first and bool(first.keys() & {"abs", "arxiv_id", "pdf", "pdf_url"})


READER = Reader(
    name="arxiv-list",
    description="daily lists of arXiv papers (JSON Lines, JSON)",
    recognised_by="JSON records with summary, categories and an arXiv id or address",
    recognises=_recognises,
    entries=entries,
)
