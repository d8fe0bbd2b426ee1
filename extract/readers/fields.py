"""Values as sources write them, made canonical: identifiers, dates, names in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

ARXIV = re.compile(
    r"(?:arxiv:\s*|https?://(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html)/)?"
    r"(?:([a-z-]{2,20})(?:\.[a-z]{2})?/(\d{7})|(\d{4}\.\d{4,5}))(?:v\d{1,3})?(?:\.pdf)?$",
    re.IGNORECASE,
)
ARXIV_AS_NUMBER = re.compile(r"(\d{3,4})\.(\d{1,16})$")
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/[^\s,;]*[^\s,;.])", re.IGNORECASE)
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
ADDRESSES = (
    (re.compile(r"openreview\.net/(?:forum|pdf|attachment|references/pdf)\?id=([\w-]{4,})"), "openreview"),
    (re.compile(r"proceedings\.mlr\.press/(v\d+/[\w-]+?)(?:\.html|/|$)"), "pmlr"),
    (re.compile(r"aclanthology\.org/([A-Za-z0-9][\w.-]*?)(?:\.pdf|/|$)"), "acl"),
    (re.compile(r"openalex\.org/(?:works/)?(W\d+)"), "openalex"),
    (re.compile(r"pubmed\.ncbi\.nlm\.nih\.gov/(\d+)"), "pubmed"),
    (re.compile(r"semanticscholar\.org/paper/(?:[^/]+/)?([0-9a-f]{40})"), "s2"),
    (re.compile(r"//icml\.cc/virtual/(\d{4}/)(?:poster|oral|spotlight)/(\d+)"), "icml"),
    (re.compile(r"//(?:nips|neurips)\.cc/virtual/(\d{4}/)(?:poster|oral|spotlight)/(\d+)"), "neurips"),
    (re.compile(r"//iclr\.cc/virtual/(\d{4}/)(?:poster|oral|spotlight)/(\d+)"), "iclr"),
)
PMLR_CITATION = re.compile(r"pmlr-(v\d+)-([\w-]+)$")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ISO_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?!\d))?)?(?![\d])")
DAY_FIRST = re.compile(r"(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})")
MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]*\.? (?:(\d{1,2}), )?(\d{4})")
FIRST_FIVE_DIGIT_YEAR_MONTH = 1501
NUMBER_NOISE = 1e-3
EPOCH = date(1970, 1, 1).toordinal()

PREFERRED_SCHEMES = ("arxiv", "doi")
TITLE_SCHEME = "title:"

Dated = tuple[date | None, str | None]
UNDATED: Dated = (None, None)


def arxiv_key(text: object) -> str | None:
    """The key "arxiv:2310.02025" or "arxiv:math/9801152" of an arXiv identifier or address, None for anything else.

    The version falls away, and so does a subject class of the old style ("math.GT/0309136").
    """
    found = ARXIV.match(str(text).strip()) if text else None
    if not found:
        return None
    return f"arxiv:{found[3]}" if found[3] else f"arxiv:{found[1].lower()}/{found[2]}"


def arxiv_key_from_column(text: object) -> str | None:
    """As `arxiv_key`, for a column of arXiv identifiers that a tool may have read as numbers.

    "807.175" is 0807.1750 and "1903.0129" is 1903.01290: since 2015 the part after the point has
    five digits, before it four (https://info.arxiv.org/help/arxiv_identifier.html).
    """
    found = ARXIV_AS_NUMBER.match(str(text).strip()) if text else None
    if not found:
        return arxiv_key(text)
    month = int(found[1])
    digits = 5 if month >= FIRST_FIVE_DIGIT_YEAR_MONTH else 4
    number = float(f"0.{found[2]}") * 10**digits
    if abs(number - round(number)) > NUMBER_NOISE:
        return arxiv_key(text)
    return f"arxiv:{month:04d}.{round(number):0{digits}d}" if 1 <= month % 100 <= 12 else None


def doi_of(text: object) -> str | None:
    """A bare DOI in lower case ("10.1000/182"), the first where several are given."""
    found = DOI.search(str(text)) if text else None
    return found[1].lower() if found else None


def doi_key(text: object) -> str | None:
    """The key of a DOI, which for one of arXiv's own (10.48550/arXiv.*) is the arXiv key."""
    doi = doi_of(text)
    if doi is None:
        return None
    own = ARXIV_DOI.match(doi)
    return (own and arxiv_key(own[1])) or f"doi:{doi}"


def address_key(address: object) -> str | None:
    """The key that a paper's address holds (openreview.net/forum?id=0JzWiigkUy), None for one of no known site."""
    if not isinstance(address, str) or "/" not in address:
        return None
    for pattern, scheme in ADDRESSES:
        if found := pattern.search(address):
            return f"{scheme}:{''.join(found.groups())}"
    return (arxiv_key(address) if "arxiv.org/" in address else None) or (
        doi_key(address) if "doi.org/" in address else None
    )


def pmlr_citation_key(citation: object) -> str | None:
    """The key of a citation name as PMLR writes it ("pmlr-v97-mao19a")."""
    found = PMLR_CITATION.match(str(citation))
    return f"pmlr:{found[1]}/{found[2]}" if found else None


def rank_of(identifier: str) -> int:
    """How an identifier is preferred, 0 the best: arXiv, DOI, the source's own, a key made from a title."""
    if identifier.startswith(TITLE_SCHEME):
        return len(PREFERRED_SCHEMES) + 1
    scheme = identifier.partition(":")[0]
    return PREFERRED_SCHEMES.index(scheme) if scheme in PREFERRED_SCHEMES else len(PREFERRED_SCHEMES)


def keys(*candidates: str | None) -> tuple[str, ...]:
    """The candidates that are there, each once."""
    return tuple(dict.fromkeys(key for key in candidates if key))


def key(scheme: str, text: object) -> str | None:
    """`scheme:text`, None for an empty text; an address is cut to its last part."""
    bare = str(text).strip().rstrip("/").rsplit("/", 1)[-1] if text not in (None, "") else ""
    return f"{scheme}:{bare}" if bare else None


def day_of(text: object) -> Dated:
    """A date and its precision from "2023-10-02T17:00:01Z", "2023-10", "2023", "Mon, 2 Apr 2007 19:18:42 GMT",
    "Oct 29, 2020" or "Oct 2020"; a month without a day is its first day. Undated if it is none of these."""
    written = str(text).strip() if text not in (None, "") else ""
    if found := ISO_DATE.match(written):
        return dated(found[1], found[2], found[3])
    if found := DAY_FIRST.match(written):
        return dated(found[3], month_number(found[2]), found[1])
    if found := MONTH_FIRST.match(written):
        return dated(found[3], month_number(found[1]), found[2])
    return UNDATED


def dated(year: object, month: object = None, day: object = None) -> Dated:
    """A date from its parts, of the precision that they allow. A part that can't be makes it coarser."""
    try:
        numbers = [int(str(part)) for part in (year, month, day) if part not in (None, "")]
    except ValueError:
        return dated(year) if month else UNDATED
    for precision, length in (("day", 3), ("month", 2), ("year", 1)):
        if len(numbers) >= length:
            try:
                return date(*[*numbers[:length], 1, 1][:3]), precision
            except ValueError:
                continue
    return UNDATED


def month_number(name: str) -> int | None:
    """1 to 12 for the first three letters of an English month, None for anything else."""
    return MONTHS.index(name.lower()) + 1 if name.lower() in MONTHS else None


def count_of(names: object, separator: str | None = None) -> int | None:
    """How many names a list, or a text of names between separators, holds; None where there is none."""
    if isinstance(names, str):
        names = [name for name in names.split(separator) if name.strip()] if separator else None
    return len(names) or None if isinstance(names, list | tuple) else None


def text_of(value: object) -> str | None:
    """A text, or None for anything that is not one."""
    return value if isinstance(value, str) else None


def joined(values: object, separator: str = " ") -> str | None:
    """A list of texts as one, or a text as it is; None where there is none."""
    if isinstance(values, str):
        return values or None
    if isinstance(values, Iterable) and not isinstance(values, Mapping):
        return separator.join(str(value) for value in values if value) or None
    return None


def day_of_milliseconds(value: object) -> Dated:
    """The day, in UTC, of milliseconds since 1970."""
    if not isinstance(value, int) or not 0 < value < 253_402_300_800_000:
        return UNDATED
    return date.fromordinal(EPOCH + value // 86_400_000), "day"


def first_present(record: Mapping[str, Any], names: Iterable[str]) -> Any:
    """The first of `names` that the record has with a value."""
    for name in names:
        value = record.get(name)
        if value not in (None, "", []):
            return value
    return None
