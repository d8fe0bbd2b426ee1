"""Output folders made by hand, for what reads tables."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extract import __version__
from extract.models import Claim, Paper
from extract.tables import SCHEMA_VERSION, claims_batch, papers_batch

VERSIONS = {"tool": __version__, "schema": SCHEMA_VERSION, "rules_digest": "0" * 64}


def as_tables(papers: Sequence[Paper], claims: Sequence[Claim]) -> tuple[pa.Table, pa.Table]:
    """The tables of papers and claims."""
    counts = Counter(claim.paper_id for claim in claims)
    n_claims = [counts[paper.paper_id] for paper in papers]
    return pa.Table.from_batches([papers_batch(papers, n_claims)]), pa.Table.from_batches([claims_batch(claims)])


def write_output(out: Path, papers: Sequence[Paper], claims: Sequence[Claim]) -> Path:
    """An output folder with these rows and the run.json that goes with it."""
    out.mkdir()
    files = {}
    for name, table in zip(("papers", "claims"), as_tables(papers, claims), strict=True):
        path = out / f"{name}.parquet"
        pq.write_table(table, path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        files[name] = {"rows": len(table), "files": [{"path": path.name, "rows": len(table), "sha256": digest}]}
    (out / "run.json").write_text(json.dumps({"versions": VERSIONS, "tables": files}))
    return out
