"""Hugging Face daily papers: the answer of the API, where each item wraps a paper of arXiv."""

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
    """An item of the list, or the paper alone as `/api/papers/<id>` gives it."""
    wrapped = item.get("paper")
    paper: Mapping[str, Any] = wrapped if isinstance(wrapped, dict) else item
    published, precision = fields.day_of(paper.get("publishedAt"))
    key = fields.arxiv_key(paper.get("id"))
    return Draft(
        title=paper.get("title") or item.get("title"),
        abstract=paper.get("summary") or item.get("summary"),
        identifiers=fields.keys(key, None if key else fields.key("hf", paper.get("id"))),
        published=published,
        published_precision=precision,
        n_authors=fields.count_of(paper.get("authors")),
        url=f"https://huggingface.co/papers/{paper['id']}" if paper.get("id") else None,
    )


def _recognises(head: Head) -> bool:
    first = head.first
    paper = first.get("paper")
    return (isinstance(paper, dict) and "summary" in paper) or {"summary", "publishedAt", "id"} <= first.keys()


READER = Reader(
    name="hf-papers",
    description="Hugging Face daily papers, API answers (JSON)",
    recognised_by="JSON records with a paper that has a summary, or with summary and publishedAt",
    recognises=_recognises,
    entries=entries,
)
