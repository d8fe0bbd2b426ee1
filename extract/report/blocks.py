"""Tables as the data blocks of the page: JSON by columns, compressed, each decoded by the page when it is needed.

A column is either a plain list or `{"values": [...], "codes": [...]}`, whose codes point into the
values (-1: null). The page's `store.js` is the other half of this format.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

import orjson
import pyarrow as pa

PAPERS_A_BLOCK = 250

PLAIN = frozenset(
    {"claim_id", "text", "start", "end", "sentence_start", "sentence_end", "value_low", "value_high"}
    | {"norm_low", "norm_high", "title", "paper_id", "source_record", "url", "n_claims"}
)
LEFT_OUT = frozenset({"sentence", "abstract"})


def packed(value: object) -> str:
    """JSON, gzip and base64: one block, safe inside a `<script>` element whatever the text holds."""
    return base64.b64encode(gzip.compress(orjson.dumps(value), compresslevel=9, mtime=0)).decode("ascii")


def claim_columns(claims: pa.Table, papers: pa.Table) -> dict[str, Any]:
    """Every column of `claims` but the sentence (the page cuts it from the abstract), and `paper`, the paper's row."""
    row_of = {paper_id: row for row, paper_id in enumerate(papers["paper_id"].to_pylist())}
    columns = {name: column(claims, name) for name in claims.column_names if name not in LEFT_OUT | {"paper_id"}}
    columns["paper"] = [row_of[paper_id] for paper_id in claims["paper_id"].to_pylist()]
    return columns


def paper_columns(papers: pa.Table) -> dict[str, Any]:
    """Every column of `papers` but the abstract."""
    return {name: column(papers, name) for name in papers.column_names if name not in LEFT_OUT}


def abstract_blocks(papers: pa.Table) -> Iterator[list[str]]:
    """The abstracts, PAPERS_A_BLOCK of them a block."""
    abstracts = papers["abstract"].to_pylist()
    for start in range(0, len(abstracts), PAPERS_A_BLOCK):
        yield abstracts[start : start + PAPERS_A_BLOCK]


def column(table: pa.Table, name: str) -> Any:
    """One column as the page reads it."""
    values: Iterable[Any] = table[name].to_pylist()
    if pa.types.is_map(table.schema.field(name).type):
        values = [dict(pairs) for pairs in values]
    elif pa.types.is_date(table.schema.field(name).type):
        values = [None if day is None else day.isoformat() for day in values]
    return list(values) if name in PLAIN else _coded(values)


def _coded(values: Iterable[Any]) -> dict[str, list[Any]]:
    known: dict[Hashable, int] = {}
    distinct: list[Any] = []
    codes: list[int] = []
    for value in values:
        if value is None:
            codes.append(-1)
            continue
        key = repr(value) if isinstance(value, list | dict) else value
        if key not in known:
            known[key] = len(distinct)
            distinct.append(value)
        codes.append(known[key])
    return {"values": distinct, "codes": codes}
