"""Rows to Arrow, column by column: building from lists costs a tenth of building from row dicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter

import pyarrow as pa

from extract.models import Claim, Paper, Rejected
from extract.tables.schemas import CLAIM_TYPES, CLAIMS, PAPERS, REJECTED

TYPE_CODES = {name: code for code, name in enumerate(CLAIM_TYPES)}


def papers_batch(papers: Sequence[Paper], n_claims: Sequence[int]) -> pa.RecordBatch:
    """The papers' rows, with the number of claims of each."""
    records = [paper.record for paper in papers]
    columns = [pa.array([paper.paper_id for paper in papers], PAPERS.field("paper_id").type)]
    for field in list(PAPERS)[1:-1]:
        columns.append(pa.array(map(attrgetter(field.name), records), field.type, size=len(records)))
    columns.append(pa.array(n_claims, PAPERS.field("n_claims").type))
    return pa.RecordBatch.from_arrays(columns, schema=PAPERS)


def claims_batch(claims: Sequence[Claim]) -> pa.RecordBatch:
    """The claims' rows, in the order given."""
    return pa.RecordBatch.from_arrays([_claims_column(field, claims) for field in CLAIMS], schema=CLAIMS)


def rejected_batch(rejected: Sequence[Rejected]) -> pa.RecordBatch:
    """The rows of rejected records and faults of files."""
    columns = [pa.array(map(attrgetter(field.name), rejected), field.type, size=len(rejected)) for field in REJECTED]
    return pa.RecordBatch.from_arrays(columns, schema=REJECTED)


def _claims_column(field: pa.Field, claims: Sequence[Claim]) -> pa.Array:
    values = map(attrgetter(field.name), claims)
    if pa.types.is_dictionary(field.type):
        codes = pa.array([TYPE_CODES[value] for value in values], field.type.index_type)
        return pa.DictionaryArray.from_arrays(codes, pa.array(CLAIM_TYPES, field.type.value_type))
    if pa.types.is_list(field.type):
        return _nested(pa.ListArray, list(values), field.type.value_type)
    if pa.types.is_map(field.type):
        pairs = list(values)
        keys = pa.array([key for key, _ in chain.from_iterable(pairs)], field.type.key_type)
        items = pa.array([item for _, item in chain.from_iterable(pairs)], field.type.item_type)
        return pa.MapArray.from_arrays(_offsets(pairs), keys, items)
    return pa.array(values, field.type, size=len(claims))


def _nested(kind: type[pa.ListArray], rows: Sequence[Sequence[str]], value_type: pa.DataType) -> pa.Array:
    return kind.from_arrays(_offsets(rows), pa.array(list(chain.from_iterable(rows)), value_type))


def _offsets(rows: Iterable[Sequence[object]]) -> pa.Array:
    offsets = [0]
    for row in rows:
        offsets.append(offsets[-1] + len(row))
    return pa.array(offsets, pa.int32())
