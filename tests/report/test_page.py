"""The page as a document: its policy, its blocks, what it keeps apart from its markup."""

import base64
import gzip
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import orjson
import pytest

from extract.report import report_html, write_report
from extract.report.rules import rule_notes
from tests.outputs import VERSIONS, as_tables, write_output
from tests.report.corpus import ATTACK, papers_and_claims

BLOCK = re.compile(r'<script type="application/octet-stream" id="block-([\w-]+)">([A-Za-z0-9+/=]*)</script>')


class Markup(HTMLParser):
    """The scripts, styles and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.attributes: list[tuple[str, str, str | None]] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.inside = tag if tag == "style" or (tag == "script" and not attrs) else ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[self.inside].append(data)


def sha256(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def unpacked(block: str) -> Any:
    return orjson.loads(gzip.decompress(base64.b64decode(block)))


@pytest.fixture(scope="module")
def html() -> str:
    papers, claims = as_tables(*papers_and_claims())
    return report_html(papers, claims, VERSIONS)


@pytest.fixture(scope="module")
def blocks(html: str) -> dict[str, Any]:
    return {name: unpacked(block) for name, block in BLOCK.findall(html)}


@pytest.fixture(scope="module")
def markup(html: str) -> Markup:
    parsed = Markup()
    parsed.feed(html)
    return parsed


def test_nothing_of_a_paper_is_markup(html: str) -> None:
    assert ATTACK not in html
    assert "owned" not in html
    assert "javascript:" not in html


def test_the_policy_allows_these_scripts_and_this_style_alone(markup: Markup, blocks: dict[str, Any]) -> None:
    [policy] = [
        value or ""
        for tag, name, value in markup.attributes
        if tag == "meta" and (value or "").startswith("default-src")
    ]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'"
    [script], [style] = markup.texts["script"], markup.texts["style"]
    assert rules["script-src"].split() == [f"'{sha256(script)}'", f"'{sha256(blocks['vega'])}'"]
    assert rules["style-src"] == f"'{sha256(style)}'"
    assert "unsafe" not in policy


def test_no_handler_and_no_address_of_elsewhere_is_in_the_markup(markup: Markup) -> None:
    assert not [name for _, name, _ in markup.attributes if name.startswith("on")]
    linked = [value or "" for _, name, value in markup.attributes if name in ("src", "href")]
    assert linked
    assert all(value.startswith("#") or value == "data:," for value in linked)


def test_the_blocks_are_the_tables(blocks: dict[str, Any]) -> None:
    papers, claims = papers_and_claims()
    columns = blocks["claims"]
    assert columns["claim_id"] == [claim.claim_id for claim in claims]
    assert columns["paper"] == [next(n for n, p in enumerate(papers) if p.paper_id == c.paper_id) for c in claims]
    owners = [columns["owner"]["values"][code] for code in columns["owner"]["codes"]]
    assert owners == [claim.owner for claim in claims]
    assert columns["metric_id"]["codes"][60] == -1
    assert columns["bound_exponents"]["values"] == [{}, {"T": -1.0}]
    assert blocks["papers"]["title"][60] == ATTACK
    assert blocks["papers"]["published"]["values"][0] == "2021-01-01"
    assert blocks["abstracts-0"] == [paper.record.abstract for paper in papers]


def test_the_same_tables_give_the_same_page(html: str, tmp_path: Path) -> None:
    out = write_output(tmp_path / "out", *papers_and_claims())
    write_report(out, tmp_path / "a.html")
    assert (tmp_path / "a.html").read_text(encoding="utf8") == html
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "out"]


def test_no_paper_and_no_claim_is_a_page_too() -> None:
    html = report_html(*as_tables([], []), VERSIONS)
    blocks = {name: unpacked(block) for name, block in BLOCK.findall(html)}
    assert blocks["claims"]["claim_id"] == []
    assert [chart["spec"] for chart in blocks["charts"]] == [None] * 4
    assert "0</b> claims in <b>0</b> abstracts" in html


def test_rules_that_are_not_those_of_the_run_are_not_shown(blocks: dict[str, Any]) -> None:
    assert blocks["meta"]["rules"] == {}


def test_notes_of_rules(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.toml").write_text(
        'type = "speedup"\n[[rule]]\nid = "a.one"\npattern = ["Q FASTER"]\nexamples = ["[2x] faster"]\nweight = 3\n'
        '[[rule]]\nid = "a.two"\npattern = ["Q"]\n'
    )
    assert rule_notes(tmp_path, ["a.one", "unknown"]) == {
        "a.one": {"file": "claims/a.toml", "pattern": ["Q FASTER"], "examples": ["[2x] faster"]}
    }
