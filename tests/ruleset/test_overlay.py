"""A folder of rules laid over the shipped ones: add, override, switch off."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.pipeline import Pipeline
from extract.ruleset import RuleError

TEXT = "The reactor stayed 40 furlongs away, and training is 2x faster."


def overlay(folder: Path, **files: str) -> Path:
    """A folder with these files; two underscores stand for a slash."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def found(rules: Path | None, text: str = TEXT) -> list[tuple[str, str, str]]:
    return [(c.text, c.claim_type, c.rule_id) for c in Pipeline(rules).extract("", "", text)]


def test_without_an_overlay() -> None:
    assert found(None) == [("2x", "speedup", "speedup.faster")]


def test_a_rule_and_a_word_are_added(tmp_path: Path) -> None:
    rules = overlay(
        tmp_path,
        lexicon__mine='[FURLONG]\nnouns = ["furlong"]\n',
        claims__mine="""
            type = "statistic"
            [[rule]]
            id = "mine.furlongs"
            pattern = ["Q FURLONG"]
            units = ["count"]
            weight = 9
            examples = ["[40] furlongs"]
        """,
    )
    assert found(rules) == [("40", "statistic", "mine.furlongs"), ("2x", "speedup", "speedup.faster")]


def test_a_rule_is_overridden_whole_from_any_file(tmp_path: Path) -> None:
    rules = overlay(
        tmp_path,
        claims__mine="""
            type = "statistic"
            [[rule]]
            id = "speedup.faster"
            pattern = ["Q FASTER"]
            units = ["x"]
            weight = 9
            examples = ["[2x] faster"]
        """,
    )
    assert found(rules, "It is 2x faster and 30% faster.")[0] == ("2x", "statistic", "speedup.faster")
    assert {rule for _, _, rule in found(rules, "It is 30% faster.")} != {"speedup.faster"}


def test_a_rule_is_switched_off(tmp_path: Path) -> None:
    rules = overlay(tmp_path, claims__speedup='type = "speedup"\n[[rule]]\nid = "speedup.faster"\nenabled = false\n')
    assert "speedup.faster" not in {rule for _, _, rule in found(rules)}


def test_words_metrics_datasets_and_units_are_added(tmp_path: Path) -> None:
    rules = overlay(
        tmp_path,
        metrics='[[metric]]\nid = "zing"\nconcept = "METRIC"\nbetter = "higher"\nnames = ["zing"]\n',
        datasets='[[dataset]]\nid = "frobs"\nnames = ["frobs"]\n',
        units='[[unit]]\nid = "zops"\nforms = ["zops"]\nnorm = ["zop", 2.0]\n',
    )
    [claim] = Pipeline(rules).extract("", "", "It improves zing by 2% on frobs.")
    assert (claim.claim_type, claim.metric_id, claim.datasets) == ("metric_gain", "zing", ("frobs",))
    assert Pipeline(rules).rules.quantities.norms["zops"] == ("zop", 2.0)


def test_a_word_leaves_the_concept_that_it_had(tmp_path: Path) -> None:
    rules = overlay(tmp_path, lexicon__words='[SLOWER]\nwords = ["faster"]\n')
    assert found(rules, "It is 2x faster.") == [("2x", "speedup", "speedup.slower")]


def test_a_metric_is_switched_off(tmp_path: Path) -> None:
    rules = overlay(tmp_path, metrics='[[metric]]\nid = "perplexity"\nenabled = false\n')
    assert "perplexity" not in Pipeline(rules).rules.lexicon.metrics


def test_the_digest_covers_both(tmp_path: Path) -> None:
    first = overlay(tmp_path / "a", lexicon__words='[SLOWER]\nwords = ["snailish"]\n')
    second = overlay(tmp_path / "b", lexicon__words='[SLOWER]\nwords = ["snaily"]\n')
    assert len({Pipeline(rules).digest for rules in (None, first, second)}) == 3


RULE = 'type = "speedup"\n[[rule]]\nid = "mine.a"\npattern = ["Q FASTER"]\nunits = ["x"]\nfactor = "change"\n'
METRIC = '[[metric]]\nid = "m"\nconcept = "METRIC"\nbetter = "higher"\nnames = ["mm"]\n'
FAULTS = [
    ("claims__mine", RULE + 'examples = ["[2x] faster"]\nwieght = 3\n', ["[[rule]] mine.a", "'wieght'", "not known"]),
    ("claims__mine", RULE, ["[[rule]] mine.a", "'examples'", "missing"]),
    ("claims__mine", RULE + "examples = []\n", ["[[rule]] mine.a", "'examples'", "at least one"]),
    ("claims__mine", RULE + 'examples = ["2x faster"]\n', ["[[rule]] mine.a", "'examples'", "[ ]"]),
    ("claims__mine", RULE.replace("FASTER", "FASTR") + 'examples = ["[2x]"]\n', ["mine.a", "'pattern'", "'FASTR'"]),
    ("claims__mine", RULE.replace("Q FASTER", "FASTER") + 'examples = ["[2x]"]\n', ["mine.a", "Q exactly once"]),
    ("claims__mine", RULE.replace('["x"]', '["xx"]') + 'examples = ["[2x]"]\n', ["mine.a", "'units'", "'xx'"]),
    ("claims__mine", RULE.replace('"change"', '"chnge"') + 'examples = ["[2x]"]\n', ["mine.a", "'factor'"]),
    ("claims__mine", RULE.replace("speedup", "spedup"), ["claims/mine.toml", "'type'"]),
    ("claims__mine", RULE + 'examples = ["[2x]"]\nleast = 3\nmost = 2\n', ["mine.a", "'least'"]),
    ("claims__mine", 'type = "speedup"\n[[rule]]\nid = "mine.b"\nenabled = false\n', ["mine.b", "switch off"]),
    ("claims__mine", 'type = "speedup"\n[[rule]]\nid = "a"\n[[rule]]\nid = "a"\n', ["'a' stands in", "too"]),
    ("claims__mine", "type = 3\n", ["claims/mine.toml", "'type'", "is a int"]),
    ("claims__mine", "type = \n", ["claims/mine.toml"]),
    ("lexicon__mine", '[SLOWER]\nwords = ["tepid", "tepid"]\n', ["lexicon/mine.toml", "[SLOWER]", "twice"]),
    ("lexicon__mine", '[SLOWER]\nwrds = ["tepid"]\n', ["lexicon/mine.toml", "[SLOWER]", "'wrds'"]),
    ("lexicon__mine", '[SLOWER]\ndirection = "left"\n', ["lexicon/mine.toml", "[SLOWER]", "'direction'"]),
    ("lexicon__mine", '[A]\nwords = ["zig"]\n[B]\nwords = ["zig"]\n', ["[B]", "'zig' is A already"]),
    ("lexicon__mine", '[A]\nimproving = ["zig"]\n', ["[A]", "'improving'", "'zig'"]),
    ("metrics", METRIC.replace("higher", "up"), ["[[metric]] m", "'better'"]),
    ("metrics", METRIC.replace("METRIC", "UP"), ["[[metric]] m", "'concept'"]),
    ("metrics", METRIC.replace("mm", "perplexity"), ["[[metric]] m", "'perplexity'", "already"]),
    ("datasets", '[[dataset]]\nid = "d"\nnames = ["ImageNet"]\n', ["[[dataset]] d", "'ImageNet'", "already"]),
    ("units", '[[unit]]\nid = "u"\nforms = ["uu", "uu"]\n', ["[[unit]] u", "'forms'", "twice"]),
    ("units", '[[unit]]\nid = "u"\nforms = ["uu"]\nnorm = ["u"]\n', ["[[unit]] u", "'norm'"]),
    ("units", '[groups]\ntime = ["parsec"]\n', ["[groups]", "'time'", "'parsec'"]),
    ("numbers", "[words]\nendless = inf\n", ["[words]", "'endless'", "not a number"]),
    ("numbers", "[words]\nzero = 0\n", ["[words]", "'zero'", "more than 0"]),
    ("quantities", '[fragments]\nspare = "x"\n', ["'spare'", "nothing uses"]),
    ("quantities", '[skip]\nspare = "{nothing}"\n', ["'spare'", "'nothing'"]),
    ("quantities", '[ranges]\nspare = "x"\n', ["[ranges]", "'spare'"]),
    ("quantities", '[ranges]\nbetween = "("\n', ["'between'", "no regular expression"]),
    ("context", '[before]\n"<>" = ["about"]\n', ["[before]", "'<>'"]),
    ("context", '[patterns]\nspare = "x"\n', ["[patterns]", "'spare'"]),
    ("clean", 'dropped = ["("]\n', ["clean.toml", "'dropped'", "no regular expression"]),
    ("clean", "wrappers = 5\n", ["clean.toml", "'wrappers'", "list of strings"]),
    ("clean", "wrappers = { a = 1 }\n", ["clean.toml", "'wrappers'", "a list of"]),
    ("clean", '[forms]\nab = "x"\n', ["clean.toml", "'ab'", "one character"]),
    ("clean", f"wrappers = {'[' * 3000}{']' * 3000}\n", ["clean.toml", "too deep"]),
    ("clean", f"# {'x' * 1_000_000}\n", ["clean.toml", "larger than"]),
    ("clean", 'droped = ["a"]\n', ["clean.toml", "'droped'"]),
    ("frames", "[mine]\npatern = []\n", ["[mine]", "'pattern'"]),
    ("claim__mine", "", ["claim/mine.toml", "nothing reads"]),
    ("measures", "", ["measures.toml", "can't be laid over"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "parts"), FAULTS, ids=[f"{f[0]}: {f[2][-1]}" for f in FAULTS])
def test_a_fault_names_file_table_and_key(name: str, text: str, parts: list[str], tmp_path: Path) -> None:
    with pytest.raises(RuleError) as error:
        Pipeline(overlay(tmp_path, **{name: text}))
    message = str(error.value)
    assert "\n" not in message
    assert [part for part in parts if part not in message] == []


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder"):
        Pipeline(tmp_path / "nowhere")


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("notes are welcome")
    (tmp_path / ".hidden").write_text("so is this")
    assert Pipeline(tmp_path).rules.claims
    (tmp_path / "speedup.yaml").write_text("")
    with pytest.raises(RuleError, match=r"speedup\.yaml: nothing reads"):
        Pipeline(tmp_path)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/nowhere")])
def test_what_is_no_file(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "clean.toml")
    with pytest.raises(RuleError, match=r"clean\.toml: is no file"):
        Pipeline(tmp_path)
