"""The pages under docs/: what is generated is what would be generated now, what is shown runs, links lead somewhere."""

import re
from pathlib import Path

import pytest

from docs.make_quality import quality_page
from docs.make_schema import PAGE, schema_page
from extract import extract_claims
from extract.run import RunOptions, run
from extract.tables import CLAIM_TYPES
from extract.testing import read_cases
from tests.commands import superfluous

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
BLOCKS = [(page, *found) for page in PAGES for found in BLOCK.findall(page.read_text(encoding="utf8"))]
LINES = [line for _, language, body in BLOCKS if language == "sh" for line in body.splitlines()]
EXAMPLES = re.findall(
    r"^\| `(\w+)` \| [^|]+ \| (.*\[.*) \|$", (ROOT / "docs" / "claims.md").read_text(encoding="utf8"), re.MULTILINE
)


def test_the_schema_page_is_that_of_the_schemas() -> None:
    assert PAGE.read_text(encoding="utf8") == schema_page(), "run: python docs/make_schema.py"


@pytest.fixture(scope="module")
def captures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    run([ROOT / "data" / "raw"], folder / "data" / "out", RunOptions())
    return folder


@pytest.mark.parametrize("page", sorted({page for page, language, _ in BLOCKS if language == "python"}))
def test_python(
    page: Path, captures: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(captures)
    names: dict[str, object] = {}
    for code in (body for where, language, body in BLOCKS if where == page and language == "python"):
        exec(compile(code, page.name, "exec"), names)
        assert capsys.readouterr().out


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("quantclaims")])
def test_commands(line: str) -> None:
    assert not superfluous(line)


@pytest.mark.parametrize("body", [body for _, language, body in BLOCKS if language == "toml"])
def test_cases(body: str, tmp_path: Path) -> None:
    (tmp_path / "cases.toml").write_text(body, encoding="utf8")
    assert read_cases(tmp_path / "cases.toml")


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=[kind for kind, _ in EXAMPLES])
def test_examples_of_types(kind: str, example: str) -> None:
    text = example.replace("[", "").replace("]", "")
    start, end = example.index("["), example.index("]") - 1
    assert [(each.claim_type, each.start) for each in extract_claims(text) if each.start < end] == [(kind, start)]


def test_every_type_has_an_example() -> None:
    assert [kind for kind, _ in EXAMPLES] == list(CLAIM_TYPES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf8"))
    assert all((page.parent / link).exists() for link in links)


def test_the_page_of_scores() -> None:
    score = {"p": 0.9, "r": 0.8, "f1": 0.847}
    out = {
        "papers": 3, "gold": 7, "found": score, "typed": score, "exact": score, "row": 0.5,
        "columns": {"owner": 1.0}, "by_type": {"speedup": {"gold": 4, **score}, "scope": {"gold": 0, **score}},
    }  # fmt: skip
    page = quality_page([("mine", out)], day="2026-01-02", rules="ab" * 32, command="make it").splitlines()
    assert "- mine: 3 abstracts, 7 claims" in page
    assert "| mine | 0.847 | 0.847 | 0.847 | 0.900 | 0.800 | 0.500 |" in page
    assert "| `speedup` | 0.847 (4) |" in page
    assert "| `scope` |  |" in page
    assert page[-1] == "Made by `make it`."
