from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.tables import CLAIMS, TableWriter, claims_batch, stamped, writing
from tests.fakes import claim

SCHEMA = stamped(CLAIMS, version="1.2.3", rules_digest="abc")


def written(folder: Path, sizes: list[int], *, part_rows: int = 100) -> dict[str, bytes]:
    """The files of a table whose rows came in batches of `sizes`."""
    folder.mkdir()
    writer = TableWriter(folder, "claims", SCHEMA, part_rows=part_rows)
    row = 0
    for size in sizes:
        writer.write(claims_batch([claim(start=n) for n in range(row, row + size)]))
        row += size
    files = writer.close()
    assert sum(file.rows for file in files) == row
    assert {file.path: file.bytes for file in files} == {
        path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*.parquet")
    }
    return {file.path: (folder / file.path).read_bytes() for file in files}


@pytest.mark.parametrize("sizes", [[70], [1] * 70, [0, 69, 0, 1], [33, 37]])
@pytest.mark.parametrize("part_rows", [1000, 20])
def test_the_bytes_depend_on_the_rows_alone(
    sizes: list[int], part_rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "ROW_GROUP", 16)
    assert written(tmp_path / "a", sizes, part_rows=part_rows) == written(tmp_path / "b", [10] * 7, part_rows=part_rows)


@pytest.mark.parametrize(
    ("rows", "paths"),
    [
        (0, ["claims.parquet"]),
        (20, ["claims.parquet"]),
        (21, ["claims/part-00000.parquet", "claims/part-00001.parquet"]),
        (60, [f"claims/part-0000{n}.parquet" for n in range(3)]),
    ],
)
def test_a_large_table_is_a_folder_of_parts(rows: int, paths: list[str], tmp_path: Path) -> None:
    assert list(written(tmp_path / "t", [rows], part_rows=20)) == paths
    assert sorted(path.name for path in (tmp_path / "t").iterdir()) == [paths[0].split("/")[0]]
    starts = pq.read_table(tmp_path / "t" / paths[0].split("/")[0]).column("start").to_pylist()
    assert starts == list(range(rows))


def test_row_groups_are_of_one_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ROW_GROUP", 16)
    written(tmp_path / "t", [9] * 5)
    metadata = pq.ParquetFile(tmp_path / "t" / "claims.parquet").metadata
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [16, 16, 13]


def test_a_file_says_what_it_is(tmp_path: Path) -> None:
    written(tmp_path / "t", [1])
    schema = pq.read_schema(tmp_path / "t" / "claims.parquet")
    assert schema.metadata[b"quantclaims.schema_version"] == b"1"
    assert schema.metadata[b"quantclaims.version"] == b"1.2.3"
    assert schema.metadata[b"quantclaims.rules_digest"] == b"abc"
    described = {field.name: field.metadata[b"description"].decode() for field in schema}
    assert described["start"] == CLAIMS.field("start").metadata[b"description"].decode()
    assert all(described.values())
    assert schema.field("claim_type").type == pa.dictionary(pa.int8(), pa.string())
