from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.tables.arrays import array

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.floats(allow_nan=False)
CASES = [
    (pa.string(), st.none() | TEXT),
    (pa.float64(), st.none() | NUMBERS),
    (pa.int32(), st.none() | st.integers(-(2**31), 2**31 - 1)),
    (pa.int64(), st.none() | st.integers(-(2**63), 2**63 - 1)),
    (pa.date32(), st.none() | st.dates(min_value=date(1, 1, 1))),
    (pa.list_(pa.string()), st.lists(TEXT, max_size=3)),
    (pa.map_(pa.string(), pa.float64()), st.lists(st.tuples(TEXT, NUMBERS), max_size=3)),
]


@pytest.mark.parametrize(("kind", "values"), CASES, ids=[str(kind) for kind, _ in CASES])
def test_arrays_are_those_of_pyarrow(kind: pa.DataType, values: st.SearchStrategy[object]) -> None:
    @given(st.lists(values, max_size=20))
    def same(rows: list[object]) -> None:
        made = array(rows, kind)
        made.validate(full=True)
        assert made.equals(pa.array(rows, kind))
        assert made.null_count == rows.count(None)

    same()


def test_text_beyond_the_offsets_of_a_column_is_refused() -> None:
    class Long(list[object]):
        def __len__(self) -> int:
            return 2**30

    with pytest.raises(OverflowError, match="over two gigabytes"):
        array([Long(), Long()], pa.list_(pa.string()))
