"""PubMed's XML as efetch gives it; structured abstracts come in labelled parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.readers import fields
from extract.readers.inputs import Source
from extract.readers.model import Draft, Entry, Head, Reader, ReadOptions
from extract.readers.xml_items import elements, inner_text, root_of

if TYPE_CHECKING:
    from lxml.etree import _Element


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    for element in elements(source, "PubmedArticle"):
        yield draft(element)


def draft(record: _Element) -> Draft:
    number = record.findtext("MedlineCitation/PMID")
    article = record.find("MedlineCitation/Article")
    doi = fields.doi_of(
        record.findtext("PubmedData/ArticleIdList/ArticleId[@IdType='doi']")
        or record.findtext("MedlineCitation/Article/ELocationID[@EIdType='doi']")
    )
    published, precision = _published(article)
    return Draft(
        title=inner_text(record.find("MedlineCitation/Article/ArticleTitle")),
        abstract=_abstract(article),
        identifiers=fields.keys(fields.doi_key(doi), fields.key("pubmed", number)),
        published=published,
        published_precision=precision,
        n_authors=len(record.findall("MedlineCitation/Article/AuthorList/Author")) or None,
        url=f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if number else None,
        doi=doi,
        venue=record.findtext("MedlineCitation/Article/Journal/Title"),
    )


def _abstract(article: _Element | None) -> str | None:
    """The parts one a line, a labelled one behind its label."""
    parts = article.findall("Abstract/AbstractText") if article is not None else []
    lines = []
    for part in parts:
        label, text = part.get("Label"), inner_text(part) or ""
        lines.append(f"{label}: {text}" if label else text)
    return "\n".join(lines) if lines else None


def _published(article: _Element | None) -> fields.Dated:
    """The day on which the article went online, else the date of its issue."""
    if article is None:
        return fields.UNDATED
    for path in ("ArticleDate", "Journal/JournalIssue/PubDate"):
        when = article.find(path)
        if when is not None:
            month = when.findtext("Month")
            number = fields.month_number(month[:3]) if month and month.isalpha() else month
            found = fields.dated(when.findtext("Year"), number, when.findtext("Day") if number else None)
            if found[0] is None:
                found = fields.dated((when.findtext("MedlineDate") or "")[:4])
            if found[0] is not None:
                return found
    return fields.UNDATED


def _recognises(head: Head) -> bool:
    return root_of(head) in ("PubmedArticleSet", "PubmedArticle")


READER = Reader(
    name="pubmed",
    description="PubMed records as efetch gives them (XML)",
    recognised_by="a root element PubmedArticleSet",
    recognises=_recognises,
    entries=entries,
)
