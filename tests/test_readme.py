"""What the README shows is run: its sentence, its Python on the captures' tables, its commands with a real parser."""

import re
from pathlib import Path

import pytest

from extract import extract_claims
from extract.run import RunOptions, run
from tests.commands import superfluous

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)
PYTHON = [body for language, body in BLOCKS if language == "python"]
LINES = [line.partition("#")[0].strip() for language, body in BLOCKS if language == "sh" for line in body.splitlines()]


@pytest.fixture(scope="module")
def captures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where data/out holds the tables of the captures."""
    folder = tmp_path_factory.mktemp("readme")
    run([ROOT / "data" / "raw"], folder / "data" / "out", RunOptions())
    return folder


@pytest.mark.parametrize("code", PYTHON)
def test_python(code: str, captures: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(captures)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("quantclaims")])
def test_commands(line: str) -> None:
    assert not superfluous(line)


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("make")])
def test_targets(line: str) -> None:
    targets = (ROOT / "Makefile").read_text().split(".PHONY: ")[1].split("\n")[0].split()
    assert set(re.findall(r"^make(?: ([\w-]+))?", line)) <= {*targets, ""}


def test_the_table_is_what_the_sentence_gives() -> None:
    sentence = " ".join(line.removeprefix("> ") for line in TEXT.splitlines() if line.startswith("> "))
    header, _, *rows = (line.strip("| ").split(" | ") for line in TEXT.splitlines() if line.startswith("|"))
    claims = extract_claims(sentence)
    assert [[_cell(getattr(claim, column)) for column in header] for claim in claims] == rows


def _cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def test_links() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", TEXT)
    assert links
    assert all((ROOT / link).exists() for link in links)
