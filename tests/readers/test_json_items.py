import io
import json

from hypothesis import given
from hypothesis import strategies as st

from extract.readers.json_items import _cut, look

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.sampled_from('ab"\\,[]{}\n é')),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


class Dripping(io.BytesIO):
    """A stream that gives a few bytes at a time."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(3)


@given(records=st.lists(VALUES, max_size=6), indent=st.sampled_from([None, 1]), ascii_only=st.booleans())
def test_an_array_is_cut_where_its_records_end(records: list[object], indent: int | None, ascii_only: bool) -> None:
    written = json.dumps(records, indent=indent, ensure_ascii=ascii_only).encode()
    for stream in (io.BytesIO(written[1:]), Dripping(written[1:])):
        pieces = list(_cut(stream))
        assert [json.loads(piece) for piece in pieces if isinstance(piece, bytes)] == records


def test_layouts() -> None:
    def layout(text: str) -> tuple[str, str | None] | None:
        found = look(text.encode())
        return (found.layout, found.list_key) if found else None

    assert layout('\ufeff [{"a": 1}]') == ("array", None)
    assert layout('{"a": 1}\n{"a": 2}') == ("lines", None)
    assert layout('{"a": 1') == ("lines", None)
    assert layout('{"a": {"data": [1]}, "papers": [{"a": 1}]}') == ("object", "papers")
    assert layout('{"note": "\\"data\\": [",\n "results" : [\n{"a": 1}]}') == ("object", "results")
    assert layout('{\n "id": 1,\n "summary": "s"\n}') == ("single", None)
    assert layout("words") is None
