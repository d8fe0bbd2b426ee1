"""The example for Spark in docs/cluster.md; that for DuckDB is run with all others of the docs."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from extract.run import RunOptions, run

ROOT = Path(__file__).parents[1]


@pytest.mark.deep
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which isn't here")
def test_spark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyspark", reason="pyspark isn't installed")
    report = run([ROOT / "data" / "raw"], tmp_path / "data" / "out", RunOptions())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    (code,) = re.findall(r"```py\n(.*?)```", (ROOT / "docs" / "cluster.md").read_text(encoding="utf8"), re.DOTALL)
    exec(compile(code, "cluster.md", "exec"), {})
    assert capsys.readouterr().out == f"{report['counts']['claims']} claims\n"
