"""The tables of an output folder, read only as the whole that one run wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from extract.store import RUN_FILE, located
from extract.tables.schemas import SCHEMA_VERSION
from extract.tables.writing import sha256_of

if TYPE_CHECKING:
    import pandas as pd


class TablesError(Exception):
    """No tables, tables that aren't those of one finished run, or tables of a later schema."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The papers and claims of a run as pandas frames, and its run.json."""

    papers: pd.DataFrame
    claims: pd.DataFrame
    run: dict[str, Any]


def load(out: Path | str) -> Tables:
    """The papers and claims in an output folder.

    Raises TablesError where a file is missing or its digest isn't the one that run.json names.
    """
    out = Path(out)
    run = read_run(out)
    return Tables(read_table(out, "papers", run=run).to_pandas(), read_table(out, "claims", run=run).to_pandas(), run)


def read_run(out: Path) -> dict[str, Any]:
    """What run.json says. Raises TablesError where there is none, or one of a later schema."""
    path = located(out, RUN_FILE)
    try:
        run: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
        schema = int(run["versions"]["schema"])
    except FileNotFoundError:
        raise TablesError(f"{out}: no {RUN_FILE} here, so no finished run; make one with quantclaims run") from None
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise TablesError(f"{path}: can't be read ({error}); run the extraction again") from error
    if schema > SCHEMA_VERSION:
        made_by = run["versions"].get("tool", "a later version")
        raise TablesError(
            f"{out}: tables of schema {schema}, this version reads up to {SCHEMA_VERSION}; use quantclaims {made_by}"
        )
    return run


def read_table(
    out: Path, name: str, *, run: dict[str, Any] | None = None, columns: list[str] | None = None
) -> pa.Table:
    """One table ("papers", "claims" or "rejected") of an output folder, checked against its run.json."""
    run = run or read_run(out)
    parts = []
    for file in run["tables"][name]["files"]:
        path = located(out, file["path"])
        if not path.exists():
            raise TablesError(f"{path}: missing; run the extraction again")
        if sha256_of(path) != file["sha256"]:
            raise TablesError(
                f"{path}: not the file that {RUN_FILE} names, damaged or of another run; run the extraction again"
            )
        parts.append(pq.ParquetFile(path).read(columns=columns))
    return pa.concat_tables(parts)
