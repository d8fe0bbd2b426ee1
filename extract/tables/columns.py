"""Rows to Arrow, column by column: building from lists costs a tenth of building from row dicts."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import pyarrow as pa

from extract.models import CLAIM_TYPES, Claim, Paper, Rejected
from extract.tables.arrays import array
from extract.tables.schemas import CLAIMS, PAPERS, REJECTED

TYPE_CODES = {name: code for code, name in enumerate(CLAIM_TYPES)}


def papers_batch(papers: Sequence[Paper], n_claims: Sequence[int]) -> pa.RecordBatch:
    """The papers' rows, with the number of claims of each."""
    records = [paper.record for paper in papers]
    first, *middle, last = PAPERS
    columns = [
        array([paper.paper_id for paper in papers], first.type),
        *(array(list(map(attrgetter(field.name), records)), field.type) for field in middle),
        array(n_claims, last.type),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=PAPERS)


def claims_batch(claims: Sequence[Claim]) -> pa.RecordBatch:
    """The claims' rows, in the order given."""
    return pa.RecordBatch.from_arrays([_claims_column(field, claims) for field in CLAIMS], schema=CLAIMS)


def rejected_batch(rejected: Sequence[Rejected]) -> pa.RecordBatch:
    """The rows of rejected records and faults of files."""
    columns = [array(list(map(attrgetter(field.name), rejected)), field.type) for field in REJECTED]
    return pa.RecordBatch.from_arrays(columns, schema=REJECTED)


def _claims_column(field: pa.Field, claims: Sequence[Claim]) -> pa.Array:
    values = list(map(attrgetter(field.name), claims))
    if not pa.types.is_dictionary(field.type):
        return array(values, field.type)
    codes = array([TYPE_CODES[value] for value in values], field.type.index_type)
    return pa.DictionaryArray.from_arrays(codes, array(CLAIM_TYPES, field.type.value_type))
