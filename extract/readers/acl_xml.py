"""The ACL Anthology's XML: one file a collection of volumes, mathematics in `<tex-math>` without dollar signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.readers import fields
from extract.readers.inputs import Source
from extract.readers.model import Draft, Entry, Head, Reader, ReadOptions
from extract.readers.xml_items import elements, inner_text, root_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MARKS = {"tex-math": "$"}
MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
ANTHOLOGY_ID = re.compile(r"[A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9]+-[\w]+\.\d+")


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    for element in elements(source, "paper"):
        yield draft(element)


def draft(paper: _Element) -> Draft:
    volume = paper.getparent()
    meta = volume.find("meta") if volume is not None else None
    anthology_id = _anthology_id(paper, volume)
    doi = fields.doi_of(paper.findtext("doi"))
    published, precision = _published(meta)
    return Draft(
        title=inner_text(paper.find("title"), MARKS),
        abstract=inner_text(paper.find("abstract"), MARKS),
        identifiers=fields.keys(fields.doi_key(doi), f"acl:{anthology_id}" if anthology_id else None),
        published=published,
        published_precision=precision,
        n_authors=len(paper.findall("author")) or None,
        url=f"https://aclanthology.org/{anthology_id}" if anthology_id else None,
        doi=doi,
        venue=inner_text(meta.find("booktitle")) if meta is not None else None,
    )


def _anthology_id(paper: _Element, volume: _Element | None) -> str | None:
    """The id that the paper's address is, or that the numbers of volume and paper make for collections since 2020."""
    address = (paper.findtext("url") or "").rstrip("/").rsplit("/", 1)[-1].removesuffix(".pdf")
    if ANTHOLOGY_ID.fullmatch(address):
        return address
    collection = volume.getparent() if volume is not None else None
    if volume is None or collection is None or "." not in collection.get("id", ""):
        return None
    return f"{collection.get('id')}-{volume.get('id')}.{paper.get('id')}"


def _published(meta: _Element | None) -> fields.Dated:
    if meta is None:
        return fields.UNDATED
    month = MONTH.search(meta.findtext("month") or "")
    return fields.dated(meta.findtext("year"), fields.month_number(month[1]) if month else None)


def _recognises(head: Head) -> bool:
    return root_of(head) in ("collection", "volume") and "<volume" in head.text


READER = Reader(
    name="acl-xml",
    description="the ACL Anthology's data (XML)",
    recognised_by="a root element collection with volumes",
    recognises=_recognises,
    entries=entries,
)
