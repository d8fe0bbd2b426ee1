"""Plain text, one abstract a line, without titles."""

from __future__ import annotations

from collections.abc import Iterator

from extract.readers.inputs import Source, bounded_lines
from extract.readers.model import Broken, Draft, Entry, Head, Reader, ReadOptions, excerpt


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    """A draft for each line that holds something."""
    with source.open() as stream:
        for line, whole in bounded_lines(stream):
            if not line.strip():
                continue
            if not whole:
                yield Broken("a line longer than a record may be", excerpt(line), "too_long")
                continue
            try:
                yield Draft(title=None, abstract=line.decode("utf-8"))
            except UnicodeDecodeError as error:
                yield Broken(f"not UTF-8: {error.reason} at byte {error.start} of the line", excerpt(line))


def _recognises(head: Head) -> bool:
    return head.name == "-" and b"\x00" not in head.data


READER = Reader(
    name="text",
    description="plain text, one abstract a line",
    recognised_by="standard input that is nothing else; a file only if the format is named",
    recognises=_recognises,
    entries=entries,
)
