"""Conference paper lists (papercopilot/paperlists): arrays of flat records, one file a conference and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from extract.readers import fields
from extract.readers.inputs import Source
from extract.readers.json_items import drafts
from extract.readers.model import Draft, Entry, Head, Reader, ReadOptions

ADDRESSES = ("site", "oa", "pdf", "url", "openreview")
CITATION = re.compile(r"@\w+\{\s*([\w-]+)")
CITED_YEAR = re.compile(r"year\s*=\s*[\"{]?\s*(\d{4})")
FILE_OF_A_CONFERENCE = re.compile(r"(?:.*__)?([a-z]{3,12})(\d{4})\b")


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    named = FILE_OF_A_CONFERENCE.match(source.name)
    venue, year = (named[1].upper(), named[2]) if named else (None, None)
    return drafts(source, partial(draft, venue=venue, year=year))


def draft(item: Mapping[str, Any], venue: str | None, year: str | None) -> Draft:
    """A record as a draft; `venue` and `year` are what the file's name says of all its records."""
    citation = str(item.get("bibtex") or "")
    cited = CITATION.match(citation)
    cited_year = CITED_YEAR.search(citation)
    published, precision = fields.dated(cited_year[1] if cited_year else year)
    doi = fields.doi_of(item.get("doi"))
    return Draft(
        title=fields.text_of(item.get("title")),
        abstract=fields.text_of(item.get("abstract")),
        identifiers=fields.keys(
            fields.doi_key(doi),
            fields.pmlr_citation_key(cited[1]) if cited else None,
            *(fields.address_key(item.get(name)) for name in ADDRESSES),
        ),
        published=published,
        published_precision=precision,
        n_authors=fields.count_of(item.get("author"), ";") or fields.count_of(item.get("authors"), ","),
        url=item.get("site") or None,
        doi=doi,
        venue=f"{venue} {year}" if venue else None,
        categories=item.get("keywords") or None,
    )


def _recognises(head: Head) -> bool:
    return {"title", "status", "track"} <= head.first.keys()


READER = Reader(
    name="paper-lists",
    description="conference paper lists, one file a conference and year (JSON)",
    recognised_by="JSON records with title, status and track",
    recognises=_recognises,
    entries=entries,
)
