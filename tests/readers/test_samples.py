"""Every format on its sample: `tests/samples/<format>.toml` holds a file's text and the records it must give."""

import io
import sys
import tomllib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.models import Record
from extract.readers import READERS, ReadOptions, read

SAMPLES = Path(__file__).parents[1] / "samples"
OPTIONAL = (
    "published", "published_precision", "n_authors", "url", "doi", "venue", "categories",
)  # fmt: skip


def sample_of(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path | str, list[dict[str, Any]]]:
    sample = tomllib.loads((SAMPLES / f"{name}.toml").read_text(encoding="utf-8"))
    path = tmp_path / sample["file"]
    if sample["file"] == "-":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sample["text"].encode())))
        return "-", sample["expected"]
    if "rows" in sample:
        names = sample["rows"][0]
        pq.write_table(pa.table({key: [row.get(key) for row in sample["rows"]] for key in names}), path)
    else:
        path.write_text(sample["text"], encoding="utf-8")
    return path, sample["expected"]


@pytest.mark.parametrize("name", [reader.name for reader in READERS])
@pytest.mark.parametrize("forced", [False, True], ids=["recognised", "forced"])
def test_sample(name: str, forced: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, expected = sample_of(name, tmp_path, monkeypatch)
    options = ReadOptions(format=name if forced else None)
    items = list(read([path], options))
    assert [getattr(item, "reason", None) for item in items] == [wanted.get("reason") for wanted in expected]
    for position, (item, wanted) in enumerate(zip(items, expected, strict=True)):
        assert (item.source_file, item.source_record) == (Path(path).name, position)
        if isinstance(item, Record):
            assert item.source == name
            assert (item.title, item.abstract) == (wanted.pop("title"), wanted.pop("abstract"))
            assert item.identifiers == tuple(wanted.pop("identifiers", ()))
            assert {field: getattr(item, field) for field in OPTIONAL} == {**dict.fromkeys(OPTIONAL), **wanted}


def test_every_format_says_what_it_is() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert {path.stem for path in SAMPLES.glob("*.toml")} == {reader.name for reader in READERS}
    assert all(reader.description and reader.recognised_by for reader in READERS)
