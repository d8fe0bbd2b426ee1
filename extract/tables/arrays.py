"""Arrow arrays from plain values.

`pa.array` would do, but its first call imports pandas wherever that is installed: a second and
60 MB for every process of a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

EPOCH = date(1970, 1, 1).toordinal()


def array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """An array of `values`, None as null. `kind` is one of those that the tables have.

    Lists are sequences of sequences, maps sequences of pairs; neither may be null.
    """
    if pa.types.is_string(kind):
        return _strings(values, kind)
    if pa.types.is_list(kind):
        return pa.ListArray.from_arrays(_offsets(values), array(list(chain.from_iterable(values)), kind.value_type))
    if pa.types.is_map(kind):
        pairs = list(chain.from_iterable(values))
        keys = array([key for key, _ in pairs], kind.key_type)
        return pa.MapArray.from_arrays(_offsets(values), keys, array([item for _, item in pairs], kind.item_type))
    if pa.types.is_date32(kind):
        return _numbers([None if day is None else day.toordinal() - EPOCH for day in values], kind, np.int32)
    return _numbers(values, kind, kind.to_pandas_dtype())


def _strings(values: Sequence[str | None], kind: pa.DataType) -> pa.Array:
    encoded = [b"" if value is None else value.encode() for value in values]
    buffers = [_validity(values), pa.py_buffer(_ends(encoded)), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(kind, len(values), buffers)


def _numbers(values: Sequence[float | None], kind: pa.DataType, dtype: Any) -> pa.Array:
    plain = np.fromiter((0 if value is None else value for value in values), dtype, len(values))
    return pa.Array.from_buffers(kind, len(values), [_validity(values), pa.py_buffer(plain)])


def _validity(values: Sequence[Any]) -> pa.Buffer | None:
    if None not in values:
        return None
    there = np.fromiter((value is not None for value in values), np.bool_, len(values))
    return pa.py_buffer(np.packbits(there, bitorder="little"))


def _offsets(rows: Sequence[Sequence[Any]]) -> pa.Array:
    return pa.Array.from_buffers(pa.int32(), len(rows) + 1, [None, pa.py_buffer(_ends(rows))])


def _ends(rows: Sequence[Sequence[Any]]) -> NDArray[np.int32]:
    """0 and the running total of lengths. Raises OverflowError beyond two gigabytes in one column of a batch."""
    ends = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=ends[1:])
    if ends[-1] > np.iinfo(np.int32).max:
        raise OverflowError("over two gigabytes of text in one batch; set a lower --max-chars")
    return ends.astype(np.int32)
