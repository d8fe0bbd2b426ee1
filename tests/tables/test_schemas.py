"""The schema is a promise: a change of it needs a new version, a line in the docs and kept tables."""

from pathlib import Path

import pyarrow as pa
import pytest

from extract.tables import SCHEMA_VERSION, SCHEMAS

HERE = Path(__file__).parent
CHANGES = HERE.parents[1] / "docs" / "schema-changes.md"


def written_down() -> str:
    """The schemas as text: table, column, type, whether it may be null, description."""
    lines = [f"schema {SCHEMA_VERSION}"]
    for table, schema in SCHEMAS.items():
        for field in schema:
            null = "null" if field.nullable else "never null"
            lines.append(f"{table}.{field.name}: {field.type}, {null}: {field.metadata[b'description'].decode()}")
    return "\n".join(lines) + "\n"


def test_no_change_without_a_new_version() -> None:
    kept = HERE / f"schema-{SCHEMA_VERSION}.txt"
    assert kept.exists(), f"write the new schema to {kept.name} and keep tables of it under kept/"
    assert written_down() == kept.read_text(encoding="utf8"), "a change of a column is a new SCHEMA_VERSION"


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_every_version_is_explained_and_has_kept_tables(version: int) -> None:
    assert f"## Schema {version}\n" in CHANGES.read_text(encoding="utf8")
    assert (HERE / "kept" / f"schema-{version}" / "run.json").exists()


def test_every_column_is_described() -> None:
    for schema in SCHEMAS.values():
        assert schema.metadata[b"description"]
        assert all(field.metadata[b"description"] for field in schema)


def test_types_that_readers_rely_on() -> None:
    claims = SCHEMAS["claims"]
    assert claims.field("claim_type").type == pa.dictionary(pa.int8(), pa.string())
    assert claims.field("datasets").type == pa.list_(pa.string())
    assert claims.field("bound_exponents").type == pa.map_(pa.string(), pa.float64())
    assert {claims.field(name).type for name in ("start", "end", "sentence_start")} == {pa.int32()}
    assert SCHEMAS["papers"].field("published").type == pa.date32()
