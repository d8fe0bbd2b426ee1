"""What is loaded when: nothing heavy with the package, pandas only for those who ask for frames."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ["numpy", "pyarrow", "pandas", "spacy", "sympy", "lark", "regex", "click", "rich", "lxml"]
ROOT = Path(__file__).parents[1]


def loaded(code: str) -> list[str]:
    """Which heavy packages a program loads."""
    listing = f"import sys\nprint(*(name for name in {HEAVY} if name in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{listing}"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return run.stdout.split()


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import extract", []),
        ("import extract.cli", ["click"]),
        ("from extract import Claim", []),
        ("import extract; extract.bounds", []),
    ],
)
def test_what_an_import_loads(code: str, names: list[str]) -> None:
    assert loaded(code) == names


def test_a_run_does_without_frames_and_algebra(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from extract.run import RunOptions, run
from tests.fakes import FakeSpec, write_input
source = write_input(Path({str(tmp_path)!r}) / "a.jsonl", ["Takes 2 steps."])
run([source], source.parent / "out", RunOptions(pipeline=FakeSpec()))
"""
    assert {"pandas", "sympy", "spacy"}.isdisjoint(loaded(code))


def test_every_public_name_is_there() -> None:
    import extract

    assert all(getattr(extract, name) is not None for name in extract.__all__)
    assert dir(extract) == sorted(extract.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = extract.nonsense
