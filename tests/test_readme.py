"""What the README shows is run: its Python on the captures' tables, its commands against the real options."""

import re
import shlex
from pathlib import Path

import click
import pytest

from extract.cli.main import cli
from extract.run import RunOptions, run

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf8"), re.DOTALL)
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
    command: click.Command = cli
    _, *arguments = shlex.split(line)
    while isinstance(command, click.Group):
        command = command.commands[arguments.pop(0)]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {argument for argument in arguments if argument.startswith("-")} <= options


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("make")])
def test_targets(line: str) -> None:
    targets = (ROOT / "Makefile").read_text().split(".PHONY: ")[1].split("\n")[0].split()
    assert set(re.findall(r"^make(?: ([\w-]+))?", line)) <= {*targets, ""}


def test_links() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / "README.md").read_text(encoding="utf8"))
    assert links
    assert all((ROOT / link).exists() for link in links)
