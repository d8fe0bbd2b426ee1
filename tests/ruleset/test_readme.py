"""The snippets of `rules/README.md` load, fire and do what the page says."""

import re
from pathlib import Path

from extract.paths import rules_dir
from extract.pipeline import Pipeline
from extract.rulecheck import check
from extract.ruleset import FILES, FOLDERS
from extract.ruleset.patterns import QUANTITY

PAGE = (rules_dir() / "README.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```toml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL)
MISS = "Training finishes 3x earlier."


def folder(at: Path, snippets: list[tuple[str, str]]) -> Path:
    for name, text in snippets:
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return at


def read(rules: Path | None) -> list[tuple[str, str]]:
    return [(claim.text, claim.rule_id) for claim in Pipeline(rules).extract("", "", MISS)]


def test_the_worked_example(tmp_path: Path) -> None:
    rules = folder(tmp_path, SNIPPETS[:2])
    assert read(None) == [("3x", "statistic.factor")]
    assert read(rules) == [("3x", "speedup.quicker_finish")]
    assert check(rules, only="speedup.quicker_finish").faults == []
    [claim] = Pipeline(rules).extract("", "", MISS)
    assert (claim.norm_low, claim.norm_unit) == (3.0, "factor")


def test_switching_off(tmp_path: Path) -> None:
    rules = Pipeline(folder(tmp_path, SNIPPETS[2:])).rules
    assert "statistic.share" in {rule.id for rule in Pipeline().rules.claims}
    assert "statistic.share" not in {rule.id for rule in rules.claims}


def test_every_file_is_on_the_page() -> None:
    missing = [name for name in FILES if f"`{name}`" not in PAGE]
    assert missing == []
    assert all(f"`{name}/" in PAGE for name in FOLDERS)


def test_every_quantity_without_a_unit_is_on_the_page() -> None:
    rules = Pipeline().rules.quantities
    units = {unit.id for unit in rules.units.values()}
    assert [tag for tag in sorted(rules.tags - units - {"assigned"}) if f"`{tag}`" not in PAGE] == []
    assert QUANTITY == "Q."
