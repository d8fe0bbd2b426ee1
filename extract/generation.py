"""The tables of one run while they are written, and what is counted on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extract import __version__
from extract.batchcache import Batch
from extract.models import Paper, Rejected
from extract.tables.columns import papers_batch, rejected_batch
from extract.tables.schemas import SCHEMAS, stamped
from extract.tables.writing import TableWriter

REJECTED_AT_ONCE = 4096


class Generation:
    """Writers of papers, claims and rejected in one folder; what they hold is in the order of the input."""

    def __init__(self, folder: Path, rules_digest: str, part_rows: int) -> None:
        self._writers = {
            name: TableWriter(
                folder, name, stamped(schema, version=__version__, rules_digest=rules_digest), part_rows=part_rows
            )
            for name, schema in SCHEMAS.items()
        }
        self._rejected: list[Rejected] = []
        self._reasons: Counter[str] = Counter()
        self._papers = 0
        self._claims = 0
        self.faults = 0
        self.first_fault = ""

    @property
    def records(self) -> int:
        """Records met so far: papers written and records rejected."""
        return self._papers + self._reasons.total()

    def sift(self, items: Iterable[Paper | Rejected]) -> Iterator[Paper]:
        """The papers among `items`; the rejected are written."""
        for item in items:
            if isinstance(item, Paper):
                yield item
                continue
            if item.source_record is None:
                self.faults += 1
                self.first_fault = self.first_fault or f"{item.source_file}: {item.message}"
            else:
                self._reasons[item.reason] += 1
            self._rejected.append(item)
            if len(self._rejected) == REJECTED_AT_ONCE:
                self._write_rejected()

    def write(self, papers: Sequence[Paper], batch: Batch) -> None:
        """Adds papers and their claims."""
        self._papers += len(papers)
        self._claims += batch.claims.num_rows
        self._writers["papers"].write(papers_batch(papers, batch.n_claims))
        self._writers["claims"].write(batch.claims)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Lets go of the files where the block fails."""
        try:
            yield
        except BaseException:
            for writer in self._writers.values():
                writer.abandon()
            raise

    def close(self) -> dict[str, Any]:
        """Finishes the files and describes them, table by table."""
        with self.writing():
            self._write_rejected()
            tables = {name: writer.close() for name, writer in self._writers.items()}
        return {
            name: {"rows": sum(file.rows for file in files), "files": [asdict(file) for file in files]}
            for name, files in tables.items()
        }

    def counts(self) -> dict[str, Any]:
        """Records, papers, claims, rejected records by reason, and faults of files."""
        return {
            "records": self.records,
            "papers": self._papers,
            "claims": self._claims,
            "rejected": dict(sorted(self._reasons.items())),
            "file_faults": self.faults,
        }

    def _write_rejected(self) -> None:
        self._writers["rejected"].write(rejected_batch(self._rejected))
        self._rejected = []
