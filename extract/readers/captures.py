"""Captures of a page that lists papers, as text: the page "Daily Papers" of Hugging Face.

Three layouts are known: papers set apart by blank lines, with or without a trailer
("• 3 authors / · / Oct 29, 2020 2": authors, date, votes), and a title and an abstract on
alternate lines, where the page's "Subscribe" is glued to the first title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from extract.readers import fields
from extract.readers.inputs import Source, bounded_lines
from extract.readers.model import Broken, Draft, Entry, Head, Reader, ReadOptions, excerpt

BANNER = "Get trending papers in your email inbox"
FURNITURE = {
    "new",
    f"{BANNER}!",
    f"{BANNER} once a day!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
}
LONGEST_TITLE = 300

AUTHORS = re.compile(r"•\s*(\d{1,5}) authors?\b")
DATE = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}(?:, (\d{4}))?(?: \d{1,6})?$")
GLUED = re.compile(r"Subscribe(?=[^a-z\s])")
FINISHED = re.compile(r"[.!?][\"'\u2019\u201d)\]}$*]*$|https?://\S{4,}$")


@dataclass(slots=True)
class _Open:
    """The record that is being put together."""

    title: str
    abstract: str | None = None
    n_authors: int | None = None
    published: date | None = None
    published_precision: str | None = None
    in_trailer: bool = False

    def entry(self, *, at_end: bool = False) -> Entry:
        if self.abstract is None:
            return Broken("a title without an abstract", excerpt(self.title), "no_abstract")
        if at_end and not self.in_trailer and not FINISHED.search(self.abstract):
            return Broken("the file ends within this abstract", excerpt(self.title), "cut_off")
        return Draft(
            title=self.title,
            abstract=self.abstract,
            published=self.published,
            published_precision=self.published_precision,
            n_authors=self.n_authors,
        )


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    record: _Open | None = None
    with source.open() as stream:
        lines = _lines(stream)
        line = next(lines, None)
        while line is not None:
            following = next(lines, None)
            if isinstance(line, Broken):
                yield line
            elif record is not None and _is_trailer(line, record):
                _read_trailer(line, record)
            elif record is not None and record.abstract is None and not _is_bare_title(line, following):
                record.abstract = line
            elif not _is_furniture(line):
                if record is not None:
                    yield record.entry()
                record = None
                if len(line) > LONGEST_TITLE:
                    yield Broken("a paragraph where a title was expected", excerpt(line))
                else:
                    record = _Open(line)
            line = following
    if record is not None:
        yield record.entry(at_end=True)


def _lines(stream: BinaryIO) -> Iterator[str | Broken]:
    """The lines that hold something, the page's "Subscribe" taken off the first title."""
    heading = True
    for raw, whole in bounded_lines(stream):
        try:
            text = raw.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            yield Broken(f"not UTF-8: {error.reason} at byte {error.start} of the line", excerpt(raw))
            continue
        if not whole:
            yield Broken("a line longer than a record may be", excerpt(text))
            continue
        if heading and text not in FURNITURE:
            text, glued = GLUED.subn("", text, count=1)
            heading = not glued and len(text) <= LONGEST_TITLE
        if text:
            yield text


def _is_furniture(line: str) -> bool:
    return line in FURNITURE or line[0] in "•·" or DATE.match(line) is not None


def _is_bare_title(line: str, following: str | Broken | None) -> bool:
    """Whether `line`, where an abstract is expected, is the title of the abstract after it."""
    return len(line) <= LONGEST_TITLE and isinstance(following, str) and len(following) > LONGEST_TITLE


def _is_trailer(line: str, record: _Open) -> bool:
    return line[0] in "•·" or (record.in_trailer and DATE.match(line) is not None)


def _read_trailer(line: str, record: _Open) -> None:
    record.in_trailer = True
    if found := AUTHORS.search(line):
        record.n_authors = int(found[1])
    when = DATE.match(line.rsplit("·", 1)[-1].strip())
    if when and when[1]:
        record.published, record.published_precision = fields.day_of(when[0][: when.end(1)])


def _recognises(head: Head) -> bool:
    return BANNER in head.text[:2000]


READER = Reader(
    name="captures",
    description="text captured from a page that lists papers, in three layouts",
    recognised_by=f'the page\'s banner "{BANNER}" at the top',
    recognises=_recognises,
    entries=entries,
)
