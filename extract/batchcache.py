"""Finished batches on disk: what lets a killed run go on, and an unchanged record be skipped.

A file `<key>-<digest>.arrow` is immutable. Its key is a hash of the batch's records and of all that
decides their claims, its digest a hash of its bytes: a damaged file counts as missing. The metadata
of its schema holds the hash and the number of claims of each record, so that single records are
found again where the batches are cut anew. `<key>.<process>.part` is a batch at work, or one that a
kill left unfinished.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from extract.models import Paper
from extract.tables.columns import claims_batch
from extract.tables.schemas import CLAIMS

DIGEST_BYTES = 16
RECORDS, COUNTS = b"quantclaims.records", b"quantclaims.n_claims"
FORCED = "forced"


@dataclass(frozen=True, slots=True)
class Batch:
    """The claims of consecutive records, in order, with the digest and number of claims of each."""

    digests: tuple[bytes, ...]
    n_claims: tuple[int, ...]
    claims: pa.RecordBatch


@dataclass(frozen=True, slots=True)
class Earlier:
    """The claims of consecutive records within an earlier batch: its file, their first row, the number of each."""

    path: Path
    first_row: int
    n_claims: tuple[int, ...]


def digest_of(paper: Paper) -> bytes:
    """Hash of what the claims of a paper depend on, rules and version aside."""
    total = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for text in (paper.paper_id, paper.record.title, paper.record.abstract):
        data = text.encode()
        total.update(len(data).to_bytes(8, "little"))
        total.update(data)
    return total.digest()


class BatchCache:
    """The batches of a folder, made by the same rules and version (`environment`)."""

    def __init__(self, folder: Path, environment: str) -> None:
        self.folder = folder
        self.environment = environment
        self._files: dict[str, Path] = {}
        self._unfinished: set[str] = set()
        self._used: set[Path] = set()
        self._index: _Index | None = None
        for path in sorted(folder.iterdir()):
            if path.suffix == ".arrow":
                self._files[path.stem.partition("-")[0]] = path
            elif path.suffix == ".part":
                self._unfinished.add(path.name.partition(".")[0])
                path.unlink()

    @property
    def is_empty(self) -> bool:
        """Whether no earlier run left a batch that this one might use."""
        return not self._files

    def key(self, digests: Sequence[bytes]) -> str:
        """The name of the batch of these records."""
        total = hashlib.blake2b(self.environment.encode(), digest_size=DIGEST_BYTES)
        total.update(b"".join(digests))
        return self.environment[:8] + total.hexdigest()

    def was_begun(self, key: str) -> bool:
        """Whether a run was stopped amid this batch."""
        return key in self._unfinished

    def get(self, key: str) -> Batch | None:
        """A finished batch; None where there is none, or a damaged one."""
        path = self._files.get(key)
        batch = _verified(path) if path else None
        if path and batch:
            self._used.add(path)
        return batch

    def earlier(self, digest: bytes) -> tuple[Path, int, int] | None:
        """File, first row and number of claims of a record that some batch of this environment holds."""
        if self._index is None:
            mine = {key: path for key, path in self._files.items() if key.startswith(self.environment[:8])}
            self._index = _Index(sorted(mine.values()))
        return self._index.find(digest)

    def keep(self, path: Path) -> None:
        """Notes a batch as one of this run."""
        self._used.add(path)

    def sweep(self) -> None:
        """Drops the batches that are none of this run."""
        for path in self.folder.iterdir():
            if path not in self._used:
                path.unlink(missing_ok=True)

    def force(self) -> None:
        """Forgets all batches but those of a forced run that was stopped."""
        mark = self.folder / FORCED
        if not mark.exists():
            for path in self._files.values():
                path.unlink(missing_ok=True)
            self._files.clear()
            mark.touch()


def begin(folder: Path, key: str) -> Path:
    """Marks a batch as being extracted by this process."""
    part = folder / f"{key}.{os.getpid()}.part"
    part.touch()
    return part


def finish(part: Path, batch: Batch) -> Path:
    """Writes a batch and gives its file for good."""
    counts = np.asarray(batch.n_claims, dtype="<u4").tobytes()
    schema = CLAIMS.remove_metadata().with_metadata({RECORDS: b"".join(batch.digests), COUNTS: counts})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(batch.claims)
    data = sink.getvalue()
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    final = part.with_name(f"{part.name.partition('.')[0]}-{_digest(data)}.arrow")
    part.rename(final)
    return final


def read(path: Path) -> Batch:
    """A finished batch that is known to be sound."""
    return _opened(path.read_bytes())


@lru_cache(maxsize=4)
def _claims_in(path: Path) -> pa.RecordBatch:
    return read(path).claims


def assembled(digests: Sequence[bytes], parts: Iterable[Earlier | tuple[pa.RecordBatch, Sequence[int]]]) -> Batch:
    """One batch of `parts` in order: claims of earlier batches, and new ones with the number a record."""
    tables: list[pa.RecordBatch] = []
    counts: list[int] = []
    for part in parts:
        if isinstance(part, Earlier):
            n_claims: Sequence[int] = part.n_claims
            tables.append(_claims_in(part.path).slice(part.first_row, sum(n_claims)))
        else:
            claims, n_claims = part
            tables.append(claims)
        counts += n_claims
    if len(tables) == 1:
        claims = tables[0]
    else:
        table = pa.Table.from_batches([table.cast(CLAIMS) for table in tables], schema=CLAIMS).combine_chunks()
        claims = table.to_batches()[0] if table.num_rows else tables[0]
    return Batch(tuple(digests), tuple(counts), claims)


def _verified(path: Path) -> Batch | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    return _opened(data) if _digest(data) == path.stem.partition("-")[2] else None


def _opened(data: bytes) -> Batch:
    with pa.ipc.open_file(pa.py_buffer(data)) as reader:
        metadata = reader.schema.metadata
        table = reader.read_all()
    claims = table.replace_schema_metadata(CLAIMS.metadata).combine_chunks().to_batches()
    digests = metadata[RECORDS]
    return Batch(
        digests=tuple(digests[i : i + DIGEST_BYTES] for i in range(0, len(digests), DIGEST_BYTES)),
        n_claims=tuple(np.frombuffer(metadata[COUNTS], dtype="<u4").tolist()),
        claims=claims[0] if claims else claims_batch([]),
    )


def _digest(data: bytes | pa.Buffer) -> str:
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


class _Index:
    """Where the claims of each record stand, in flat arrays sorted by digest: 36 bytes a record."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths: list[Path] = []
        digests, files, rows, counts = [], [], [], []
        for path in paths:
            batch = _verified(path)
            if batch is None:
                continue
            n_claims = np.asarray(batch.n_claims, dtype=np.uint32)
            digests.append(np.frombuffer(b"".join(batch.digests), dtype=[("high", "<u8"), ("low", "<u8")]))
            counts.append(n_claims)
            rows.append(np.cumsum(n_claims, dtype=np.uint32) - n_claims)
            files.append(np.full(len(n_claims), len(self._paths), dtype=np.uint32))
            self._paths.append(path)
        if digests:
            found = np.concatenate(digests)
            order = np.argsort(found, order=("high", "low"))
            self._digests = found[order]
            self._places = np.column_stack([np.concatenate(column)[order] for column in (files, rows, counts)])

    def find(self, digest: bytes) -> tuple[Path, int, int] | None:
        if not self._paths:
            return None
        wanted = np.frombuffer(digest, dtype=self._digests.dtype)[0]
        at = int(np.searchsorted(self._digests["high"], wanted["high"]))
        while at < len(self._digests) and self._digests["high"][at] == wanted["high"]:
            if self._digests["low"][at] == wanted["low"]:
                file, row, count = self._places[at].tolist()
                return self._paths[file], row, count
            at += 1
        return None
