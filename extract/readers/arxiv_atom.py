"""Answers of arXiv's API: an Atom feed, with hard-wrapped summaries until late 2025."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.readers import fields
from extract.readers.inputs import Source
from extract.readers.model import Broken, Draft, Entry, Head, Reader, ReadOptions
from extract.readers.xml_items import elements, inner_text, root_of

if TYPE_CHECKING:
    from lxml.etree import _Element

ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    for element in elements(source, f"{ATOM}entry"):
        address = element.findtext(f"{ATOM}id") or ""
        if "/api/errors" in address:
            yield Broken(f"arXiv answers with an error: {element.findtext(f'{ATOM}summary')}", address)
        else:
            yield draft(element)


def draft(entry: _Element) -> Draft:
    key = fields.arxiv_key(entry.findtext(f"{ATOM}id"))
    doi = fields.doi_of(entry.findtext(f"{ARXIV}doi"))
    published, precision = fields.day_of(entry.findtext(f"{ATOM}published"))
    return Draft(
        title=inner_text(entry.find(f"{ATOM}title")),
        abstract=inner_text(entry.find(f"{ATOM}summary")),
        identifiers=fields.keys(key, fields.doi_key(doi)),
        published=published,
        published_precision=precision,
        n_authors=len(entry.findall(f"{ATOM}author")) or None,
        url=f"https://arxiv.org/abs/{key.removeprefix('arxiv:')}" if key else None,
        doi=doi,
        venue=entry.findtext(f"{ARXIV}journal_ref"),
        categories=fields.joined([category.get("term") for category in entry.findall(f"{ATOM}category")]),
    )


def _recognises(head: Head) -> bool:
    return root_of(head) == "feed" and "arxiv.org" in head.text[:5000]


READER = Reader(
    name="arxiv-atom",
    description="answers of arXiv's API (Atom XML)",
    recognised_by="a root element feed that names arxiv.org",
    recognises=_recognises,
    entries=entries,
)
