"""The recipes of CONTRIBUTING.md name files, commands and formats that are there."""

import re
import tomllib
from pathlib import Path

import pytest

from extract.testing import assert_claims, read_cases

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w./-]+/[\w./-]*)`", PAGE)))
TARGETS = sorted(set(re.findall(r"`make ([a-z-]+)`", PAGE)))


@pytest.mark.parametrize("name", NAMED)
def test_files_are_there(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize("target", TARGETS)
def test_targets_are_there(target: str) -> None:
    assert re.search(rf"^{target}: .*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_case_of_a_miss_is_one(tmp_path: Path) -> None:
    [snippet] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "case.toml").write_text(snippet)
    [case] = read_cases(tmp_path / "case.toml")
    assert case.xfail
    with pytest.raises(AssertionError):
        assert_claims(case.text, case.claims)
    assert set(tomllib.loads(snippet)) == {"case"}
