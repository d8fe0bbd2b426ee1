"""The shipped rules keep their promises, and a rule that doesn't is told."""

from pathlib import Path

import pytest

from extract.paths import rules_dir
from extract.rulecheck import check
from extract.rulecheck.timing import PATIENCE, explodes, patterns
from extract.ruleset import load
from tests.run.commands import call

RULE = """
type = "statistic"

[[rule]]
id = "mine.furlongs"
pattern = [{pattern}]
units = ["count"]
weight = {weight}
examples = ["[40] furlongs of road"]
rejects = [{rejects}]
"""


def overlay(folder: Path, pattern: str = '"Q furlongs"', weight: float = 9, rejects: str = "") -> Path:
    (folder / "claims").mkdir()
    text = RULE.format(pattern=pattern, weight=weight, rejects=rejects)
    (folder / "claims/mine.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_rules_keep_their_promises() -> None:
    report = check()
    assert report.faults == []
    assert report.rules > 150
    assert report.examples >= report.rules
    assert report.rejects > 50


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"pattern": '"Q miles"'}, ["does not read [40] in its example '40 furlongs of road'"]),
        ({"rejects": '"[3] furlongs"'}, ["reads [3] in its reject '3 furlongs'"]),
        ({"pattern": '"Q furlongs", "Q  furlongs"'}, ["has the pattern 'Q furlongs' twice"]),
        (
            {"pattern": '"Q furlongs", "only Q"'},
            ["the hedge 'only' is part of a quantity and never before it in 'only Q'"],
        ),
        ({"pattern": '"Q furlongs", "Q w.x."'}, ["'w.x.' is no single word in 'Q w.x.'"]),
    ],
)
def test_a_rule_that_breaks_a_promise(changes: dict[str, str], faults: list[str], tmp_path: Path) -> None:
    report = check(overlay(tmp_path, **changes), only="mine.")
    assert report.faults == [f"mine.furlongs: {fault}" for fault in faults]


def test_a_concept_without_words(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon/mine.toml").write_text("[FURLONG]\nnouns = []\n")
    report = check(overlay(tmp_path, pattern='"Q furlongs", "Q FURLONG"'), only="mine.")
    assert report.faults == ["mine.furlongs: no word is FURLONG in 'Q FURLONG'"]


def test_an_outranked_rule_is_a_note(tmp_path: Path) -> None:
    heavier = RULE.format(pattern='"Q ~2 of"', weight=10, rejects="").replace("mine.furlongs", "mine.heavier")
    rules = overlay(tmp_path)
    (rules / "claims/other.toml").write_text(heavier)
    report = check(rules)
    assert report.faults == []
    assert (
        "mine.furlongs: [40] in its example '40 furlongs of road' is read by mine.heavier (statistic)" in report.notes
    )


def test_a_frame_that_no_rule_uses(tmp_path: Path) -> None:
    (tmp_path / "frames.toml").write_text('[mine]\npattern = ["Q MEASURED"]\n')
    assert check(tmp_path, only="mine.").faults == [f"{tmp_path / 'frames.toml'}: no rule uses the frame 'mine'"]


def test_commands(tmp_path: Path) -> None:
    code, out, errors = call("rules", "check", "mine.", "--rules", str(overlay(tmp_path, pattern='"Q miles"')))
    assert code == 1
    assert out.startswith("mine.furlongs: does not read [40]")
    assert errors == "quantclaims: 1 faults in 1 rules\n"
    code, out, errors = call("rules", "list", "--rules", str(tmp_path))
    assert (code, errors) == (0, "")
    head, *lines = out.splitlines()
    assert head.split() == ["id", "type", "units", "weight", "examples", "file"]
    assert ["mine.furlongs", "statistic", "count", "9", "1", "claims/mine.toml"] in [line.split() for line in lines]


def test_every_expression_is_timed() -> None:
    names = {name for name, _ in patterns(load(rules_dir()))}
    for part in (
        "rules.quantities.atom",
        "rules.linking.patterns.proper",
        "extract.clean.dressing",
        "extract.shapes.shaped",
        "extract.plain.styled",
        "extract.bounds.bare._run",
        "extract.sentences",
    ):
        assert any(name.startswith(part) for name in names), part
    assert any("measures.named" in name and name.endswith(".after") for name in names)


@pytest.mark.parametrize(
    ("half", "whole", "verdict"), [(0.2, 0.4, False), (0.2, 0.9, True), (0.001, 0.01, False), (1.5, PATIENCE, True)]
)
def test_growth(half: float, whole: float, verdict: bool) -> None:
    assert explodes(half, whole) is verdict
