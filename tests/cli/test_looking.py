"""The commands that look at tables: show, diff, expect and report, on a terminal, in a pipe and in a script."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from extract.testing import assert_table
from tests.fakes import claim, paper
from tests.outputs import write_output
from tests.run.commands import ROOT, call, one_line, start


@pytest.fixture
def out(tmp_path: Path) -> Path:
    claims = [claim("arxiv:1", "2x", 0, claim_type="speedup"), claim("arxiv:1", "3x", 9, owner="prior", metric="time")]
    return write_output(tmp_path / "out", [paper(1, "2x and a 3x", "A title")], claims)


def on_a_terminal(*arguments: object, **environment: str) -> str:
    """What the command writes to a terminal."""
    leader, follower = pty.openpty()
    program = [sys.executable, str(ROOT / "tests" / "run" / "fake_quantclaims.py"), *map(str, arguments)]
    inherited = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    terminal = {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "120"}
    subprocess.run(
        program, stdout=follower, stderr=subprocess.DEVNULL, cwd=ROOT, env={**inherited, **terminal, **environment},
        check=True,
    )  # fmt: skip
    os.close(follower)
    said = b""
    try:
        while piece := os.read(leader, 65536):
            said += piece
    except OSError:
        pass
    os.close(leader)
    return said.decode()


def test_show_in_a_pipe_is_plain(out: Path) -> None:
    code, shown, errors = call("show", out)
    assert (code, errors) == (0, "2 claims\n")
    header, first, second = shown.splitlines()
    assert header.split()[:3] == ["type", "as", "written"]
    assert first.split() == ["speedup", "2x", "own", "A", "title"]
    assert second.split() == ["steps", "3x", "time", "prior", "A", "title"]


def test_show_is_in_colour_on_a_terminal_unless_asked_not_to(out: Path) -> None:
    assert "\x1b[" in on_a_terminal("show", out)
    plain = on_a_terminal("show", out, NO_COLOR="1")
    assert "\x1b[3" not in plain
    assert "speedup" in plain


def test_show_for_programs(out: Path) -> None:
    code, shown, _ = call("show", out, "--json", "--owner", "prior")
    assert (code, json.loads(shown)["text"]) == (0, "3x")
    code, shown, _ = call("show", out, "--csv", "--limit", "1", "--sort", "-text")
    assert (code, [line.split(",")[3] for line in shown.splitlines()]) == (0, ["text", "3x"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--type", "speed"], "no claim type 'speed'; there are speedup, "),
        (["--sort", "datasets"], "can't sort by 'datasets'; columns are claim_id, "),
    ],
)
def test_show_names_what_there_is(out: Path, arguments: list[str], message: str) -> None:
    code, _, errors = call("show", out, *arguments)
    assert code == 2
    assert message in errors


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    claims = [claim("arxiv:1", "2x", n) for n in range(3000)]
    out = write_output(tmp_path / "out", [paper(1, "2x" * 6000)], claims)
    process = start("show", out, "--json", "--limit", "0")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 141


def test_diff(out: Path, tmp_path: Path) -> None:
    same = call("diff", out, out)
    assert same == (0, "papers: 0 gained, 0 lost, 0 changed\nclaims: 0 gained, 0 lost, 0 changed\n", "")
    kept = claim("arxiv:1", "2x", 0, claim_type="speedup")
    other = write_output(tmp_path / "other", [paper(1, "2x and a 3x", "A title")], [kept])
    code, shown, errors = call("diff", out, other)
    assert (code, errors) == (1, "")
    assert shown.splitlines()[:2] == ["arxiv:1  A title", "  - 3x (steps)  fake.number: 3x"]
    code, shown, _ = call("diff", out, other, "--markdown")
    assert code == 1
    assert "### A title" in shown.splitlines()
    code, shown, _ = call("diff", out, other, "--summary", "--ignore", "claim_type")
    assert (code, shown.splitlines()) == (1, [
        "papers: 0 gained, 0 lost, 0 changed", "claims: 0 gained, 1 lost, 0 changed",
    ])  # fmt: skip
    assert call("diff", out, other, "--ignore", "nothing")[0] == 2


def test_expect(out: Path, tmp_path: Path) -> None:
    code, shown, _ = call("expect", out)
    assert code == 0
    (tmp_path / "expected.toml").write_text(shown)
    assert_table(out, tmp_path / "expected.toml")
    code, _, errors = call("expect", out, "--paper", "arxiv:2")
    assert code == 2
    assert "no paper 'arxiv:2'" in errors


def test_report(out: Path, tmp_path: Path) -> None:
    code, _, errors = call("report", out, "-o", tmp_path / "page.html")
    assert code == 0
    assert errors.startswith(f"{tmp_path / 'page.html'}: ")
    assert (tmp_path / "page.html").read_text(encoding="utf8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("command", [["show"], ["report"], ["expect"]])
def test_a_folder_without_tables_is_one_line(command: list[str], tmp_path: Path) -> None:
    code, _, errors = call(*command, tmp_path)
    assert code == 1
    assert "no finished run" in one_line(errors)
