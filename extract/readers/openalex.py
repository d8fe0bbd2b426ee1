"""Works of OpenAlex: an answer of its API or its snapshot; abstracts come as an inverted index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.readers import fields
from extract.readers.inputs import Source
from extract.readers.json_items import drafts
from extract.readers.model import Draft, Entry, Head, Reader, ReadOptions


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    return drafts(source, draft)


def draft(item: Mapping[str, Any]) -> Draft:
    primary = item.get("primary_location") or {}
    places = [place.get("landing_page_url") for place in (primary, *(item.get("locations") or ()))]
    published, precision = fields.day_of(item.get("publication_date"))
    if published is None:
        published, precision = fields.dated(item.get("publication_year"))
    return Draft(
        title=item.get("title") or item.get("display_name"),
        abstract=rebuilt(item.get("abstract_inverted_index")),
        identifiers=fields.keys(
            next((key for key in map(fields.address_key, places) if key and key.startswith("arxiv:")), None),
            fields.doi_key(item.get("doi")),
            fields.key("openalex", item.get("id")),
            fields.key("pubmed", (item.get("ids") or {}).get("pmid")),
        ),
        published=published,
        published_precision=precision,
        n_authors=fields.count_of(item.get("authorships")),
        url=primary.get("landing_page_url") or item.get("id"),
        doi=fields.doi_of(item.get("doi")),
        venue=(primary.get("source") or {}).get("display_name"),
        categories=(item.get("primary_topic") or {}).get("display_name"),
    )


def rebuilt(index: Mapping[str, list[int]] | None) -> str | None:
    """The text of an inverted index, its words in the order of their positions, with single spaces between."""
    if not index:
        return None
    places = [(place, word) for word, where in index.items() for place in where]
    return " ".join(word for _, word in sorted(places, key=lambda pair: int(pair[0])))


def _recognises(head: Head) -> bool:
    return "abstract_inverted_index" in head.first or str(head.first.get("id")).startswith("https://openalex.org/W")


READER = Reader(
    name="openalex",
    description="works of OpenAlex, API answers or snapshot (JSON, JSON Lines)",
    recognised_by="JSON records with abstract_inverted_index or an openalex.org id",
    recognises=_recognises,
    entries=entries,
)
