"""From what a user names - files, folders, globs, "-" - to sources that open as decompressed bytes."""

from __future__ import annotations

import bz2
import glob
import gzip
import io
import lzma
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from extract.readers.model import MAX_RECORD_BYTES, Head, InputError

HEAD_BYTES = 1024 * 1024
COMPRESSIONS = ((b"\x1f\x8b", "gzip"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))
COMPRESSED_ENDINGS = (".gz", ".bz2", ".xz", ".zst", ".zstd")
COMPANIONS = ("readme", "license", "licence", "notice", "copying", "changelog", "checksums")
OUTPUT_TABLES = ("claims", "rejected", "run")


class Source:
    """One input: `label` is how rows name it (see `valid`), `path` is None for standard input.

    Standard input is kept in a temporary file at its first opening, so that it can be read twice.
    """

    def __init__(self, path: Path | None, label: str) -> None:
        self.path = path
        self.label = valid(label)
        self._spool: IO[bytes] | None = None

    def __repr__(self) -> str:
        return f"Source({self.label!r})"

    @property
    def name(self) -> str:
        """The file's name without the ending of its compression, in lower case."""
        name = Path(self.label).name.lower()
        for ending in COMPRESSED_ENDINGS:
            name = name.removesuffix(ending)
        return name

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The decompressed bytes from the start."""
        with self._raw() as raw:
            start = raw.read(6)
            raw.seek(0)
            kind = next((kind for magic, kind in COMPRESSIONS if start.startswith(magic)), None)
            if kind is None:
                yield raw
                return
            with _decompressed(raw, kind) as stream:
                yield stream

    def head(self) -> Head:
        """The first decompressed megabyte; a stream that breaks within gives what came before."""
        parts, size = [], 0
        with self.open() as stream:
            try:
                while size <= HEAD_BYTES and (part := stream.read(1 << 16)):
                    parts.append(part)
                    size += len(part)
            except (EOFError, OSError, lzma.LZMAError, ValueError):
                if not parts:
                    raise
        return Head(self.name, b"".join(parts), complete=size <= HEAD_BYTES)

    def _raw(self) -> BinaryIO:
        if self.path is not None:
            return self.path.open("rb")
        if self._spool is None:
            self._spool = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the source
            shutil.copyfileobj(sys.stdin.buffer, self._spool, 1 << 20)
            self._spool.flush()
        self._spool.seek(0)
        return open(self._spool.fileno(), "rb", closefd=False)


def valid(name: str) -> str:
    """The name of a file as valid Unicode: bytes of it that are no UTF-8 are escaped, as in "caf\\xe9.csv"."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def _decompressed(raw: BinaryIO, kind: str) -> BinaryIO:
    stream: object
    match kind:
        case "gzip":
            stream = gzip.GzipFile(fileobj=raw)
        case "bz2":
            stream = bz2.BZ2File(raw)
        case "xz":
            stream = lzma.LZMAFile(raw)  # noqa: SIM115 - closed by `open`
        case _:
            import pyarrow as pa

            stream = io.BufferedReader(pa.CompressedInputStream(raw, "zstd"), 1 << 18)
    return cast(BinaryIO, stream)


def find(inputs: Sequence[Path | str | Source]) -> list[Source]:
    """The sources that `inputs` name, in order, each file once; those of a folder in sorted order.

    In a folder hidden files and companions (README, LICENSE...) are no inputs, and of a folder
    that the pipeline wrote only `papers` is one. Raises `InputError` for a path that isn't there
    and for a folder or pattern without a file.
    """
    found: dict[str, Source] = {}
    for given in inputs:
        if isinstance(given, Source):
            found.setdefault(_key(given), given)
            continue
        for source in _expand(str(given)):
            found.setdefault(_key(source), source)
    if not found:
        raise InputError("no input was named")
    return list(found.values())


def _key(source: Source) -> str:
    return "-" if source.path is None else str(source.path.resolve())


def _expand(given: str) -> Iterator[Source]:
    if given == "-":
        yield Source(None, "-")
        return
    path = Path(given).expanduser()
    if path.is_dir():
        files = [file for file in sorted(path.rglob("*")) if file.is_file() and _is_input(path, file)]
        if not files:
            raise InputError(f"{given}: no file to read in this folder")
        yield from (Source(file, file.relative_to(path).as_posix()) for file in files)
    elif path.exists():
        yield Source(path, path.name)
    elif glob.has_magic(given):
        matches = sorted(match for match in glob.glob(str(path), recursive=True) if Path(match).is_file())
        if not matches:
            raise InputError(f"{given}: no file matches")
        root = next(_literal_parents(path))
        yield from (Source(Path(match), Path(match).relative_to(root).as_posix()) for match in matches)
    else:
        raise InputError(f"{given}: no such file or folder")


def _literal_parents(path: Path) -> Iterator[Path]:
    """The parents of a pattern without a wildcard, the deepest first."""
    return (parent for parent in path.parents if not glob.has_magic(str(parent)))


def _is_input(folder: Path, file: Path) -> bool:
    relative = file.relative_to(folder)
    if any(part.startswith((".", "__MACOSX")) for part in relative.parts):
        return False
    if file.stem.lower() in COMPANIONS:
        return False
    top = folder / relative.parts[0]
    is_output = (folder / "run.json").exists() and any(
        (folder / name).exists() for name in ("papers.parquet", "papers")
    )
    return not (is_output and top.stem in OUTPUT_TABLES)


def bounded_lines(stream: BinaryIO, limit: int = MAX_RECORD_BYTES) -> Iterator[tuple[bytes, bool]]:
    """The lines of `stream` without their ends, and whether each is whole.

    Of a line longer than `limit` bytes only the beginning is given, and memory stays bounded.
    """
    first = True
    while line := stream.readline(limit + 1):
        if first:
            line, first = line.removeprefix(b"\xef\xbb\xbf"), False
        whole = line.endswith(b"\n") or len(line) <= limit
        yield line.removesuffix(b"\n").removesuffix(b"\r"), whole
        if not whole:
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
