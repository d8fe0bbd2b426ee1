"""JSON as it comes, cut into records: one a line, an array, an array inside an object, one object.

The records themselves are parsed by orjson. Cutting comes first because a parser that builds the
whole array holds a whole file, and because a broken record must not cost the ones after it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from extract.readers.inputs import Source, bounded_lines
from extract.readers.model import MAX_RECORD_BYTES, Broken, Draft, UnreadableError, excerpt

LIST_KEYS = ("results", "data", "papers", "notes", "records", "items", "works")
CHUNK_BYTES = 1 << 18
BOM = b"\xef\xbb\xbf"
TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\],]', re.DOTALL)
STRING_END = re.compile(rb'(?:[^"\\]++|\\.)*+"', re.DOTALL)
STRING_PART = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
KEY_AND_LIST = re.compile(rb"\s*+:\s*+\[")


@dataclass(frozen=True, slots=True)
class JsonHead:
    """How a file is laid out - "lines", "array", "object" with its records under `list_key`, "single" - and
    its first record, empty where the head holds no whole one."""

    layout: str
    list_key: str | None
    first: dict[str, Any]


def look(data: bytes) -> JsonHead | None:
    """The layout of the JSON that begins with `data`, None where it is no JSON."""
    data = data.removeprefix(BOM).lstrip()
    if data[:1] == b"[":
        return JsonHead("array", None, _first(_cut(io.BytesIO(data[1:]))))
    if data[:1] != b"{":
        return None
    lines = [_object(line) for line in data.split(b"\n", 20)[:20]]
    if lines[0] is None or _list_key(lines[0]):
        start = _start_of_list(data)
        if start is not None:
            return JsonHead("object", start[0], _first(_cut(io.BytesIO(data[start[1] :]))))
    whole = next((line for line in lines if line is not None), None)
    if whole is not None or len(lines) == 1 or data.lstrip(b"{ \t")[:1] not in b"\r\n":
        return JsonHead("lines", None, whole or {})
    return JsonHead("single", None, _object(data) or {})


def items(source: Source) -> Iterator[dict[str, Any] | Broken]:
    """The records of a JSON file in their order, whatever its layout; `Broken` for one that is no object."""
    head = source.head()
    layout = head.json
    if layout is None:
        raise UnreadableError("the file is no JSON", excerpt=excerpt(head.data))
    with source.open() as stream:
        if layout.layout == "lines":
            for line, whole in bounded_lines(stream):
                if line.strip():
                    yield _parsed(line) if whole else _too_long(line)
            return
        if layout.layout == "single":
            yield _parsed(stream.read(MAX_RECORD_BYTES).removeprefix(BOM))
            return
        _skip_to_list(stream, head.data, layout)
        for piece in _cut(stream):
            yield _parsed(piece) if isinstance(piece, bytes) else piece


def drafts(source: Source, draft: Callable[[dict[str, Any]], Draft]) -> Iterator[Draft | Broken]:
    """The records of a JSON file as `draft` reads them; one of another shape than it knows is `Broken`."""
    for item in items(source):
        if isinstance(item, Broken):
            yield item
            continue
        try:
            yield draft(item)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            yield Broken(f"a record of unknown shape: {error}", excerpt(str(item.get("title") or item)))


def _skip_to_list(stream: BinaryIO, data: bytes, layout: JsonHead) -> None:
    start = data.index(b"[") + 1
    if layout.layout == "object" and (found := _start_of_list(data)):
        start = found[1]
    while start:
        skipped = stream.read(start)
        if not skipped:
            break
        start -= len(skipped)


def _cut(stream: BinaryIO, limit: int = MAX_RECORD_BYTES) -> Iterator[bytes | Broken]:
    """The items of an array as bytes, from behind its bracket; of one over `limit` bytes only a `Broken`."""
    cutter = _Cutter(limit)
    while chunk := stream.read(CHUNK_BYTES):
        yield from cutter.feed(chunk)
        if cutter.closed:
            return
    rest = bytes(cutter.buffer)
    raise UnreadableError("the file ends within its list of records", excerpt=excerpt(rest))


class _Cutter:
    """Finds the commas of an array's own level, with memory for one item."""

    def __init__(self, limit: int) -> None:
        self.buffer = bytearray()
        self.closed = False
        self._limit = limit
        self._at = 0
        self._depth = 0
        self._in_string = False
        self._oversize: Broken | None = None

    def feed(self, chunk: bytes) -> Iterator[bytes | Broken]:
        self.buffer += chunk
        start = 0
        while not self.closed and (token := self._next()):
            if token in b"{[":
                self._depth += 1
            elif token in b"}]":
                self._depth -= 1
            if self._depth < 0 or (token == b"," and not self._depth):
                self.closed = self._depth < 0
                yield from self._item(bytes(self.buffer[start : self._at - 1]))
                start = self._at
        if len(self.buffer) - start > self._limit:
            self._oversize = self._oversize or _too_long(bytes(self.buffer[start : start + 1000]))
            start = self._at
        del self.buffer[:start]
        self._at -= start

    def _item(self, raw: bytes) -> Iterator[bytes | Broken]:
        oversize, self._oversize = self._oversize, None
        if oversize:
            yield oversize
        elif raw.strip():
            yield raw

    def _next(self) -> bytes:
        """The next structural character, empty where the buffer holds none after `_at`."""
        while True:
            if self._in_string:
                end = STRING_END.match(self.buffer, self._at)
                if not end:
                    part = STRING_PART.match(self.buffer, self._at)
                    self._at = part.end() if part else self._at
                    return b""
                self._at, self._in_string = end.end(), False
            found = TOKEN.search(self.buffer, self._at)
            if not found:
                self._at = len(self.buffer)
                return b""
            self._at = found.end()
            token = found[0]
            if token == b'"':
                self._in_string = True
            elif len(token) == 1:
                return token


def _start_of_list(data: bytes) -> tuple[str, int] | None:
    """The key of the first list of records at the top level of an object, and where its first item begins."""
    depth = 0
    for found in TOKEN.finditer(data):
        token = found[0]
        if token in (b"{", b"["):
            depth += 1
        elif token in (b"}", b"]"):
            depth -= 1
        elif depth == 1 and token[1:-1].decode("utf-8", "replace") in LIST_KEYS:
            opening = KEY_AND_LIST.match(data, found.end())
            if opening:
                return token[1:-1].decode(), opening.end()
    return None


def _list_key(record: dict[str, Any]) -> str | None:
    return next((key for key in LIST_KEYS if isinstance(record.get(key), list)), None)


def _first(pieces: Iterator[bytes | Broken]) -> dict[str, Any]:
    """The first whole object among the pieces."""
    try:
        for piece in pieces:
            if isinstance(piece, bytes) and (record := _object(piece)):
                return record
    except UnreadableError:
        pass
    return {}


def _object(raw: bytes) -> dict[str, Any] | None:
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def _parsed(raw: bytes) -> dict[str, Any] | Broken:
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        return Broken(f"no JSON: {error}", excerpt(raw))
    if value is None:
        return Broken("null in place of a record", reason="no_record")
    return value if isinstance(value, dict) else Broken("no JSON object", excerpt(raw))


def _too_long(raw: bytes) -> Broken:
    return Broken(f"a record of more than {MAX_RECORD_BYTES} bytes", excerpt(raw), "too_long")
