"""Writes docs/schema.md from the Arrow schemas: python docs/make_schema.py"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from extract.tables import CLAIM_TYPES, SCHEMA_VERSION, SCHEMAS

PAGE = Path(__file__).with_name("schema.md")
INTRODUCTION = """# The tables

Made from the schemas in `extract/tables/schemas.py` by `python docs/make_schema.py`; the descriptions stand in the
Parquet files too, in the metadata of every field. This is schema {version}; how it changed is told in
[schema-changes.md](schema-changes.md), what the claim types mean in [claims.md](claims.md).

A folder of tables is the work of one run: `run.json` names versions, inputs, options, counts and the SHA-256 of every
file, and `extract.load` refuses files that don't belong together. Offsets count Unicode code points of
`papers.abstract`, and `abstract[start:end] == text` for every claim.
"""


def schema_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield INTRODUCTION.format(version=SCHEMA_VERSION)
    for name, schema in SCHEMAS.items():
        yield f"## {name}.parquet\n"
        yield f"{schema.metadata[b'description'].decode()}.\n"
        yield "| column | type | null | meaning |"
        yield "|---|---|---|---|"
        for field in schema:
            meaning = _cell(field.metadata[b"description"].decode())
            yield f"| `{field.name}` | {_type(field.type)} | {'yes' if field.nullable else ''} | {meaning} |"
        yield ""
    yield "## Claim types\n"
    yield ", ".join(f"`{name}`" for name in CLAIM_TYPES) + ".\n"


def _type(kind: pa.DataType) -> str:
    if pa.types.is_dictionary(kind):
        return f"{kind.value_type}, dictionary"
    if pa.types.is_map(kind):
        return f"map {kind.key_type} to {kind.item_type}"
    if pa.types.is_list(kind):
        return f"list of {kind.value_type}"
    return str(kind)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(schema_page(), encoding="utf8")
