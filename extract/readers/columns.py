"""Tables of any origin: which column is the title, the abstract, the identifier, and what a row says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.readers import fields
from extract.readers.model import Draft, ReadOptions, UnreadableError

TITLES = ("title", "paper_title", "display_name")
ABSTRACTS = ("abstract", "summary", "paperabstract", "orig_abstract", "abstract_text")
ABSTRACTS_BESIDE_A_TITLE = ("description",)
IDS = (
    "paper_id", "arxiv_id", "id", "paperid", "corpusid", "corpus_id", "openreview_id", "acl_id", "pmid", "doi",
)  # fmt: skip
SCHEMES = {"openreview_id": "openreview", "acl_id": "acl", "pmid": "pubmed", "corpusid": "s2", "corpus_id": "s2"}
DATES = ("published", "publication_date", "publicationdate", "published_date", "created", "creation_date", "date")
ADDRESSES = ("url", "link", "site", "abs", "landing_page_url", "pdf_url", "pdf")
MOST_AUTHORS = 1_000_000
"""What no count of authors reaches."""
AUTHOR_COUNTS = ("n_authors", "num_authors", "author_num")
AUTHORS = ("authors_parsed", "authors", "author", "author_text", "authorids")
VENUES = ("venue", "journal_ref", "journal", "conference")
CATEGORIES = ("categories", "keywords")
OWN = {"paper_id", "title", "abstract", "source", "source_file", "source_record"}
SCHEMED = re.compile(r"[a-z][a-z0-9_.+-]{1,30}:(?!//)\S+$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that matter, and whether the table is one that the pipeline wrote."""

    title: str | None
    abstract: str
    identifier: str | None
    own: bool
    by_fold: Mapping[str, str]
    _named: dict[tuple[str, ...], list[str]] = field(default_factory=dict, compare=False)

    def get(self, row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
        """The first value there is among the columns that fold to `names`."""
        if names not in self._named:
            self._named[names] = [self.by_fold[name] for name in names if name in self.by_fold]
        named = self._named[names]
        return fields.first_present(row, named) if named else None


def chosen(names: Sequence[str], options: ReadOptions) -> Columns:
    """The columns by option, else by their usual names. Raises `UnreadableError` where one isn't there."""
    by_fold = {fold(name): name for name in reversed(names)}
    for asked in (options.title_column, options.abstract_column, options.id_column):
        if asked is not None and asked not in names:
            raise _missing(f"no column {asked!r}", names)
    abstract = options.abstract_column or guessed_abstract(by_fold)
    if abstract is None:
        raise _missing("no column for the abstract", names)
    return Columns(
        title=options.title_column or next((by_fold[name] for name in TITLES if name in by_fold), None),
        abstract=abstract,
        identifier=options.id_column or next((by_fold[name] for name in IDS if name in by_fold), None),
        own=set(names) >= OWN and not options.names_columns,
        by_fold=by_fold,
    )


def guessed_abstract(by_fold: Mapping[str, str]) -> str | None:
    """The column for the abstract among names under their folded forms. A "description" is one only beside a title."""
    usual = ABSTRACTS + (ABSTRACTS_BESIDE_A_TITLE if any(name in by_fold for name in TITLES) else ())
    return next((by_fold[name] for name in usual if name in by_fold), None)


@lru_cache(maxsize=256)
def fold(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def draft(row: Mapping[str, Any], columns: Columns, label: str, options: ReadOptions) -> Draft:
    """A row as a draft; `label` is the name of its file."""
    published, precision = fields.day_of(columns.get(row, DATES))
    if published is None:
        published, precision = fields.dated(columns.get(row, ("year",)))
    written = columns.get(row, ("published_precision",)) if columns.own else None
    doi = fields.doi_of(columns.get(row, ("doi",)))
    address = columns.get(row, ADDRESSES)
    return Draft(
        title=fields.text_of(row.get(columns.title)) if columns.title else None,
        abstract=fields.text_of(row.get(columns.abstract)),
        identifiers=_identifiers(row, columns, doi, label, options),
        published=published,
        published_precision=written or precision,
        n_authors=_author_count(row, columns),
        url=fields.text_of(address),
        doi=doi,
        venue=fields.joined(columns.get(row, VENUES)),
        categories=fields.joined(columns.get(row, CATEGORIES)),
        source=row["source"] if columns.own else None,
    )


def _identifiers(
    row: Mapping[str, Any], columns: Columns, doi: str | None, label: str, options: ReadOptions
) -> tuple[str, ...]:
    if columns.own:
        return fields.keys(row["paper_id"], fields.doi_key(doi))
    value = row.get(columns.identifier) if columns.identifier else None
    return fields.keys(
        fields.arxiv_key_from_column(columns.get(row, ("arxiv_id", "arxivid"))),
        fields.doi_key(doi),
        *(fields.address_key(row.get(columns.by_fold[name])) for name in ADDRESSES if name in columns.by_fold),
        key_of(value, columns.identifier or "", label, given=options.id_column is not None),
    )


def key_of(value: object, column: str, label: str, *, given: bool) -> str | None:
    """The key of a value in a column of identifiers.

    What looks like an identifier of a known kind, or stands in a column named after one, is one;
    anything else becomes "id:value". A bare
    number in a column that was only guessed may count the rows of its file, so that the file's name
    goes before it.
    """
    if fold(column).startswith("arxiv") and (known := fields.arxiv_key_from_column(value)):
        return known
    text = "" if value is None or isinstance(value, float | list | dict) else str(value).strip()
    if not text or text.lower() in ("nan", "none", "null"):
        return None
    if scheme := SCHEMES.get(fold(column)):
        return fields.key(scheme, text)
    if known := fields.arxiv_key(text) or fields.address_key(text) or fields.pmlr_citation_key(text):
        return known
    if text.startswith(("10.", "doi:")):
        return fields.doi_key(text)
    if SCHEMED.match(text):
        return text
    if text.isdigit() and not given:
        return f"{Path(label).stem.split('.')[0]}:{text}"
    return f"id:{text}"


def _author_count(row: Mapping[str, Any], columns: Columns) -> int | None:
    count = columns.get(row, AUTHOR_COUNTS)
    if count is not None:
        try:
            return int(count) if 0 < int(count) < MOST_AUTHORS else None
        except (TypeError, ValueError, OverflowError):
            return None
    names = columns.get(row, AUTHORS)
    if isinstance(names, str):
        separator = next((mark for mark in (";", " and ", ",") if mark in names), ";")
        return fields.count_of(names, separator)
    return fields.count_of(names)


def _missing(what: str, names: Sequence[str]) -> UnreadableError:
    return UnreadableError(f"{what}; there are {', '.join(names) or 'none'}", reason="no_column")
