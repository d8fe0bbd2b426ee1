"""The metadata snapshot of arXiv as it is on Kaggle: JSON Lines, hard-wrapped text, about three million records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.readers import fields
from extract.readers.inputs import Source
from extract.readers.json_items import drafts
from extract.readers.model import Draft, Entry, Head, Reader, ReadOptions


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    return drafts(source, draft)


def draft(item: dict[str, Any]) -> Draft:
    """A record as a draft; it is published when its first version was made."""
    key = fields.arxiv_key_from_column(item.get("id"))
    doi = fields.doi_of(item.get("doi"))
    versions = item.get("versions") or [{}]
    first = versions[0].get("created") if isinstance(versions[0], dict) else None
    published, precision = fields.day_of(first)
    return Draft(
        title=fields.text_of(item.get("title")),
        abstract=fields.text_of(item.get("abstract")),
        identifiers=fields.keys(key, fields.doi_key(doi)),
        published=published,
        published_precision=precision,
        n_authors=fields.count_of(item.get("authors_parsed")),
        url=f"https://arxiv.org/abs/{key.removeprefix('arxiv:')}" if key else None,
        doi=doi,
        venue=fields.text_of(item.get("journal-ref")),
        categories=fields.joined(item.get("categories")),
    )


def _recognises(head: Head) -> bool:
    return {"id", "abstract", "versions", "authors_parsed"} <= head.first.keys()


READER = Reader(
    name="arxiv-snapshot",
    description="arXiv's metadata snapshot (Kaggle), JSON Lines",
    recognised_by="JSON records with id, abstract, versions and authors_parsed",
    recognises=_recognises,
    entries=entries,
)
