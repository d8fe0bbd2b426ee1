"""The built wheel works away from the repository: its rules are inside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_holds_code_and_rules(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {
        f"extract/rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in (ROOT / "rules").rglob("*.toml")
    }
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "extract").rglob("*.py")}
    assert rules | code | {"extract/py.typed"} <= names
    assert not {name for name in names if name.startswith(("tests/", "data/", "rules/"))}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_it_runs_away_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "a.jsonl").write_text('{"id": "p1", "title": "T", "abstract": "It trains 2x faster than Adam."}\n')
    code = "import extract, extract.paths; print(extract.paths.rules_dir()); from extract.cli import main; main()"
    command = [sys.executable, "-c", code, "run", "a.jsonl", "-o", "out", "-q"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(done.stdout.strip()) == tmp_path / "site" / "extract" / "rules"
    assert (tmp_path / "out" / "claims.parquet").exists()
