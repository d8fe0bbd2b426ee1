import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from extract import __version__
from extract.cli.main import cli
from extract.cli.run import summary
from tests.fakes import abstracts, write_input
from tests.run.commands import ROOT, call, one_line, start

GOLD_CLAIM = {
    "quote": "2", "nth": 1, "type": "steps", "low": 2.0, "high": 2.0, "unit": "steps", "cmp": "=", "direction": None,
    "norm_low": None, "norm_high": None, "metric": None, "datasets": [], "baselines": [], "subject": None,
    "owner": "own", "measure": None, "symbol": None, "expr": None,
}  # fmt: skip


def commands(command: click.Command = cli, name: str = "quantclaims") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    for sub, child in getattr(command, "commands", {}).items():
        yield from commands(child, f"{name} {sub}")


@pytest.mark.parametrize(("name", "command"), [pytest.param(*each, id=each[0]) for each in commands()])
def test_every_command_shows_examples_of_itself(name: str, command: click.Command) -> None:
    text = command.get_help(click.Context(command, info_name=name))
    assert "Example" in text
    assert name in text.partition("Example")[2]


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help(flag: str) -> None:
    code, out, errors = call(flag)
    assert (code, errors) == (0, "")
    assert all(name in out for name in ("run", "explain", "eval", "rules", "formats"))


def test_version() -> None:
    assert call("--version") == (0, f"quantclaims, version {__version__}\n", "")


def test_no_command_shows_the_help() -> None:
    code, out, errors = call()
    assert (code, out) == (2, "")
    assert errors.startswith("Usage: quantclaims")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "No such command 'nonsense'."),
        (["run", "a", "-o", "b", "--nonsense"], "No such option"),
        (["run", "-o", "b"], "Missing argument 'INPUT...'."),
        (["run", "a"], "Missing option '-o' / '--out'."),
        (["run", "a", "-o", "b", "--workers", "0"], "0 is not in the range"),
        (["run", "a", "-o", "b", "--rules", "/no/such"], "does not exist"),
        (["run", "/no/such/file", "-o", "{tmp}/out"], "/no/such/file"),
        (["run", "{tmp}", "-o", "{tmp}/out"], "{tmp}"),
        (["run", "{tmp}/*.csv", "-o", "{tmp}/out"], "*.csv"),
        (["run", "{root}/README.md", "-o", "{tmp}/out", "--format", "nonsense"], "no format 'nonsense'"),
        (["explain"], "give either a TEXT"),
        (["explain", "text", "--paper", "arxiv:1"], "give either a TEXT"),
        (["eval", "/no/such", "--gold", "{root}/README.md"], "does not exist"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(arguments: list[str], message: str, tmp_path: Path) -> None:
    filled = [argument.format(tmp=tmp_path, root=ROOT) for argument in arguments]
    code, out, errors = call(*filled)
    assert (code, out) == (2, "")
    assert message.format(tmp=tmp_path) in one_line(errors)
    assert not list(tmp_path.iterdir())


def test_run_sums_up_what_it_did(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", [*abstracts(9), "", "Takes 2 steps.", "Takes 2 steps."])
    code, out, errors = call("run", source, "-o", tmp_path / "out")
    assert (code, out) == (0, "")
    first, second = errors.splitlines()
    assert first.startswith("11 papers, 11 claims in ")
    assert first.endswith(f" s -> {tmp_path / 'out'}")
    assert second == "1 of 12 records rejected: 1 no_abstract"
    assert "11 papers were extracted by an earlier run" in call("run", source, "-o", tmp_path / "out")[2]


def test_the_summary_names_faulty_files() -> None:
    counts = {"papers": 1, "claims": 2, "records": 1, "rejected": {}, "file_faults": 3, "papers_reused": 0}
    assert "3 files with faults" in summary({"counts": counts}, Path("out"), 1.0)


def test_run_reads_standard_input_and_columns(tmp_path: Path) -> None:
    table = "name;summary\n".replace(";", ",") + "A title,It takes 2 steps.\n"
    arguments = ("run", "-", "-o", tmp_path / "out", "--title-column", "name", "--abstract-column", "summary", "-q")
    process = start(*arguments, stdin=subprocess.PIPE)
    _, errors = process.communicate(table, timeout=60)
    assert (process.returncode, errors) == (0, "")
    counts = json.loads((tmp_path / "out" / "run.json").read_text())["counts"]
    assert (counts["papers"], counts["claims"]) == (1, 1)


@pytest.mark.parametrize(("environment", "coloured"), [({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False)])
def test_a_bar_on_a_terminal(environment: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", abstracts(60, words="slow"))
    parent, child = pty.openpty()
    command = [sys.executable, ROOT / "tests/run/fake_quantclaims.py", "run", source, "-o", tmp_path / "out"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **environment}
    process = subprocess.Popen([*command, "--batch-papers", "4"], stderr=child, env=environment, cwd=ROOT)
    os.close(child)
    shown = b""
    try:
        while part := os.read(parent, 1 << 16):
            shown += part
    except OSError:
        pass
    os.close(parent)
    assert process.wait() == 0
    assert b"extracting" in shown
    assert (b"\x1b[38;5;" in shown) is coloured
    assert b"60 papers" in shown


def test_a_reader_that_goes_away_is_no_failure_to_talk_of() -> None:
    process = start("formats")
    assert process.stdout
    process.stdout.close()
    _, errors = process.communicate(timeout=60)
    assert errors == ""
    assert process.returncode in (0, 141)


def test_formats_lists_what_can_be_read() -> None:
    code, out, _ = call("formats")
    assert code == 0
    assert "captures\n    text captured from a page" in out
    assert "    recognised by " in out


def test_eval_prints_the_figures(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", ["It takes 2 steps."])
    gold = tmp_path / "gold.jsonl"
    paper = {"title": "Title 0", "abstract": "It takes 2 steps.", "claims": [GOLD_CLAIM]}
    gold.write_text(json.dumps(paper) + "\n")
    assert call("run", source, "-o", tmp_path / "out", "-q")[0] == 0
    code, out, _ = call("eval", tmp_path / "out", "--gold", gold, "--errors", "--reliability")
    assert code == 0
    assert out.startswith("WRONG  'Title 0' steps '2' -> steps '2' value 2.0..2.0 steps = None None -> 2.0..2.0 x =")
    assert "typed   precision 1.000  recall 1.000  F1 1.000" in out
    assert "exact   precision 0.000" in out
    assert "0.50-0.60         1   0.500   1.000   0.000" in out
    figures = json.loads(call("eval", tmp_path / "out", "--gold", gold, "--json")[1])
    assert figures["typed"]["f1"] == 1.0


def test_eval_of_no_run_or_no_gold_is_one_line(tmp_path: Path) -> None:
    code, _, errors = call("eval", tmp_path, "--gold", ROOT / "README.md")
    assert code == 1
    assert "README.md, line 1: no gold paper" in one_line(errors)
    (tmp_path / "gold.jsonl").write_text("")
    code, _, errors = call("eval", tmp_path, "--gold", tmp_path / "gold.jsonl")
    assert (code, one_line(errors)) == (
        1,
        f"{tmp_path}: no run.json here, so no finished run; make one with quantclaims run",
    )


def test_a_defect_is_one_line_and_a_traceback_on_demand(tmp_path: Path) -> None:
    source = write_input(tmp_path / "a.jsonl", ["This is broken."])
    code, _, errors = call("run", source, "-o", tmp_path / "out")
    assert code == 1
    assert one_line(errors) == "a defect in the extraction, please report it: id:p0: ValueError: broken on purpose"
    code, _, errors = call("run", source, "-o", tmp_path / "out", env={"QUANTCLAIMS_DEBUG": "1"})
    assert code == 1
    assert "Traceback" in errors
