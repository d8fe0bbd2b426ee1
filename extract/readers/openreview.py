"""Answers of OpenReview's API, version 2 (every field wrapped in `value`) or 1."""

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
    """A note as a draft; a review or a comment is one without abstract."""
    content = {name: _unwrapped(value) for name, value in (item.get("content") or {}).items()}
    published, precision = fields.day_of_milliseconds(item.get("pdate") or item.get("odate") or item.get("cdate"))
    forum = item.get("forum") or item.get("id")
    return Draft(
        title=fields.text_of(content.get("title")),
        abstract=fields.text_of(content.get("abstract")),
        identifiers=fields.keys(fields.key("openreview", item.get("id") or forum)),
        published=published,
        published_precision=precision,
        n_authors=fields.count_of(content.get("authors")),
        url=f"https://openreview.net/forum?id={forum}" if forum else None,
        venue=fields.text_of(content.get("venue")),
        categories=fields.joined(content.get("keywords"), "; "),
    )


def _unwrapped(value: Any) -> Any:
    return value.get("value") if isinstance(value, dict) else value


def _recognises(head: Head) -> bool:
    return isinstance(head.first.get("content"), dict) and bool(
        head.first.keys() & {"forum", "invitation", "invitations"}
    )


READER = Reader(
    name="openreview",
    description="notes of OpenReview, API answers of version 1 or 2 (JSON, JSON Lines)",
    recognised_by="JSON records with content and forum or invitation",
    recognises=_recognises,
    entries=entries,
)
