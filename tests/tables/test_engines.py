"""Other engines read a table, or its folder of parts, as one."""

from pathlib import Path

import pandas as pd
import pytest

from extract.run import RunOptions, run
from tests.fakes import FakeSpec, abstracts, write_input


@pytest.fixture(scope="module", params=["one file", "parts"])
def claims(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engines")
    options = RunOptions(pipeline=FakeSpec(), **({"part_rows": 7} if request.param == "parts" else {}))
    run([write_input(folder / "a.jsonl", abstracts(30))], folder / "out", options)
    path = folder / "out" / "claims.parquet"
    return path if path.exists() else folder / "out" / "claims"


def test_pandas(claims: Path) -> None:
    frame = pd.read_parquet(claims)
    assert len(frame) == 30
    assert frame["claim_type"].unique().tolist() == ["steps"]


def test_polars(claims: Path) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(claims if claims.is_file() else claims / "*.parquet")
    assert frame.height == 30
    assert frame["value_low"].sum() == sum(float(n) for m in range(30) for n in range(m, m + m % 3))


def test_duckdb(claims: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = claims if claims.is_file() else claims / "*.parquet"
    query = f"select claim_type, count(*), sum(value_low) from '{path}' group by 1"
    expected = sum(float(n) for m in range(30) for n in range(m, m + m % 3))
    assert duckdb.sql(query).fetchall() == [("steps", 30, expected)]
