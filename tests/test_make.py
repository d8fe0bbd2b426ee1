"""The Makefile, run with a stand-in for the environment that tells how it was called."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VARIABLES = ("IN", "OUT", "GOLD", "ARGS", "T")
STAND_IN = '#!/bin/sh\nprintf "%s\\n" "${0##*/}" "$@"\n'


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """A folder like .venv whose commands print their arguments."""
    for name in ("quantclaims", "python", "ruff", "mypy"):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(STAND_IN)
        path.chmod(0o755)
    ready = tmp_path / ".ready"
    ready.touch()
    os.utime(ready, (4e9, 4e9))
    return tmp_path


def make(venv: Path, *arguments: str, **environment: str) -> list[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name not in VARIABLES}
    command = ["make", "--no-print-directory", "-C", str(ROOT), f"VENV={venv}", *arguments]
    return subprocess.run(
        command, env={**clean, **environment}, capture_output=True, text=True, check=True
    ).stdout.split("\n")[:-1]


def test_make_alone_lists_every_target(venv: Path) -> None:
    listed = {line.split()[0] for line in make(venv)[1:]}
    written = (ROOT / "Makefile").read_text().split(".PHONY: ")[1].split("\n")[0]
    assert listed == set(written.split())


def test_extract_and_eval_take_their_folders(venv: Path) -> None:
    assert make(venv, "extract") == ["quantclaims", "run", "data/raw", "-o", "data/out"]
    assert make(venv, "extract", "IN=a b", "OUT=c", "ARGS=--workers 1") == [
        "quantclaims", "run", "a", "b", "-o", "c", "--workers", "1",
    ]  # fmt: skip
    assert make(venv, "eval")[:2] == ["quantclaims", "eval"]


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "$O(1/\\sqrt{T})$ at `rate` $(shell echo x)",
        'it\'s "quoted" $$ & | ; # %',
        "--help",
        "a $(b",
        "-5% of it",
    ],
)
def test_explain_gets_the_text_unharmed(text: str, venv: Path) -> None:
    assert make(venv, "explain", f"T={text}") == ["quantclaims", "explain", "--", text]
    assert make(venv, "explain", T=text) == ["quantclaims", "explain", "--", text]


def test_the_lock_pins_everything_by_hash_and_names_no_index() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pinned = [n for n, line in enumerate(lines) if line and line[0] not in "# "]
    assert all("==" in lines[n] and "--hash=sha256:" in lines[n + 1] for n in pinned)
    assert not [line for line in lines if "://" in line or "--index" in line]
