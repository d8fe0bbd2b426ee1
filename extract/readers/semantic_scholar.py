"""Semantic Scholar: answers of its Graph API, and the bulk data sets "papers" and "abstracts".

The bulk "abstracts" hold no titles and "papers" no abstracts: the former give papers without
title under the corpus id, the latter nothing but rejected records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.readers import fields
from extract.readers.inputs import Source
from extract.readers.json_items import drafts
from extract.readers.model import Draft, Entry, Head, Reader, ReadOptions

MARKS = ("externalIds", "externalids", "openaccessinfo", "paperAbstract", "s2orc", "corpusid")


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    return drafts(source, draft)


def draft(item: Mapping[str, Any]) -> Draft:
    # Bulk files spell the API's camelCase names in lower case.
    low = {name.lower(): value for name, value in item.items()}
    external = low.get("externalids") or (low.get("openaccessinfo") or {}).get("externalids") or {}
    known = {name.lower(): value for name, value in external.items() if value}
    published, precision = fields.day_of(low.get("publicationdate"))
    if published is None:
        published, precision = fields.dated(low.get("year"))
    doi = fields.doi_of(known.get("doi") or low.get("doi"))
    return Draft(
        title=low.get("title"),
        abstract=low.get("abstract") or low.get("paperabstract"),
        identifiers=fields.keys(
            fields.arxiv_key(known.get("arxiv") or low.get("arxiv_id")),
            fields.doi_key(doi),
            fields.key("acl", known.get("acl") or low.get("acl_id")),
            fields.key("pubmed", known.get("pubmed")),
            fields.key("s2", low.get("paperid") or low.get("paper_id")),
            fields.key("s2", low.get("corpusid") or known.get("corpusid")),
        ),
        published=published,
        published_precision=precision,
        n_authors=fields.count_of(low.get("authors")),
        url=low.get("url"),
        doi=doi,
        venue=fields.text_of(low.get("venue")) or None,
        categories=fields.joined(low.get("fieldsofstudy"), "; "),
    )


def _recognises(head: Head) -> bool:
    first = head.first
    return any(mark in first for mark in MARKS) or {"paperId", "title"} <= first.keys()


READER = Reader(
    name="semantic-scholar",
    description="Semantic Scholar papers and abstracts, API answers or bulk files (JSON, JSON Lines)",
    recognised_by="JSON records with paperId, externalIds, corpusid or paperAbstract",
    recognises=_recognises,
    entries=entries,
)
