"""BibTeX with abstracts. Entries are cut where a line begins with one, and parsed one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from extract.readers import fields
from extract.readers.inputs import Source, bounded_lines
from extract.readers.model import MAX_RECORD_BYTES, Broken, Draft, Entry, Head, Reader, ReadOptions, excerpt

ENTRY = re.compile(rb"\s*@\s*([A-Za-z]+)\s*[{(]")
NO_PAPERS = {b"comment", b"preamble", b"string", b"proceedings"}
PROTECTED = re.compile(r"\{([^{}\\$]*)\}")
AND = re.compile(r"\s+and\s+")


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    """The entries that are papers; a volume's own entry and macros are none."""
    macros: dict[str, str] = {}
    with source.open() as stream:
        for kind, raw in _pieces(stream):
            if len(raw) > MAX_RECORD_BYTES:
                yield Broken("an entry longer than a record may be", excerpt(raw), "too_long")
            elif kind == b"string":
                _parsed(raw.decode("utf-8", "replace"), macros)
            elif kind not in NO_PAPERS:
                yield _entry(raw, macros)


def _pieces(stream: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """The kind and text of each entry, with what stands before the next one."""
    kind, size = b"", 0
    lines: list[bytes] = []
    for line, _ in bounded_lines(stream):
        if found := ENTRY.match(line):
            if kind:
                yield kind, b"\n".join(lines)
            kind, lines, size = found[1].lower(), [], 0
        # What is over the limit is rejected anyway; one line more tells that it is.
        if size <= MAX_RECORD_BYTES:
            lines.append(line)
            size += len(line)
    if kind:
        yield kind, b"\n".join(lines)


def _entry(raw: bytes, macros: dict[str, str]) -> Entry:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Broken(f"not UTF-8: {error.reason} at byte {error.start} of the entry", excerpt(raw))
    found = _parsed(text, macros)
    return Broken(found, excerpt(text)) if isinstance(found, str) else draft(*found)


def _parsed(text: str, macros: dict[str, str]) -> tuple[str, dict[str, str]] | str:
    """The citation key and fields of one entry, or what is wrong with it. Strings are added to `macros`."""
    from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro
    from pybtex.exceptions import PybtexError

    faults: list[PybtexError] = []
    parser = LowLevelParser(
        text, macros={**{month: month for month in fields.MONTHS}, **macros}, handle_error=faults.append
    )
    try:
        entry = next(((key, values) for command, (key, values) in parser if command.lower() != "string"), None)
    except (PybtexError, ValueError) as error:
        return f"no BibTeX: {error}"
    macros.update(parser.macros)
    fatal = [fault for fault in faults if not isinstance(fault, UndefinedMacro)]
    if entry is None or fatal:
        return f"no BibTeX: {fatal[0] if fatal else 'no entry'}"
    return str(entry[0]), {name.lower(): "".join(parts) for name, parts in reversed(entry[1])}


def draft(citation: str, values: Mapping[str, str]) -> Draft:
    """An entry as a draft. A citation key is a name within its file and identifies nothing outside it."""
    doi = fields.doi_of(values.get("doi"))
    published, precision = fields.day_of(values.get("date"))
    if published is None:
        published, precision = fields.dated(values.get("year"), _month(values.get("month", "")))
    url = values.get("url") or values.get("html")
    return Draft(
        title=unprotected(values["title"]) if "title" in values else None,
        abstract=values.get("abstract"),
        identifiers=fields.keys(
            fields.arxiv_key(values.get("eprint")),
            fields.doi_key(doi),
            fields.pmlr_citation_key(citation),
            *(fields.address_key(values.get(name)) for name in ("url", "html", "pdf", "openreview")),
        ),
        published=published,
        published_precision=precision,
        n_authors=len(AND.split(values["author"].strip())) if values.get("author", "").strip() else None,
        url=url,
        doi=doi,
        venue=values.get("booktitle") or values.get("journal"),
        categories=values.get("keywords"),
    )


def unprotected(title: str) -> str:
    """A title without the braces that keep its capitals."""
    while (plain := PROTECTED.sub(r"\1", title)) != title and "$" not in title:
        title = plain
    return title


def _month(written: str) -> str | int | None:
    return fields.month_number(written.strip()[:3]) or (written if written.isdigit() else None)


def _recognises(head: Head) -> bool:
    return head.name.endswith((".bib", ".bibtex", "-")) and any(map(ENTRY.match, head.data.splitlines()))


READER = Reader(
    name="bibtex",
    description="BibTeX entries with an abstract",
    recognised_by="the name *.bib and an entry",
    recognises=_recognises,
    entries=entries,
)
