"""What comes from strangers stays data: abstracts, input files, their names, and folders of rules."""

import ast
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.models import Record, Rejected
from extract.pipeline import Pipeline
from extract.readers import read
from extract.ruleset import RuleError
from extract.run import RunOptions, run
from tests.fakes import FakeSpec

PACKAGE = Path(__file__).parents[1] / "extract"
FORBIDDEN_MODULES = {
    "asyncio", "code", "ctypes", "dill", "ftplib", "http", "httpx", "marshal", "pickle", "requests", "shelve", "socket",
    "subprocess", "urllib3", "xml",
}  # fmt: skip
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "unsafe_load", "full_load", "sympify"}


def calls_and_imports() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Import):
                yield from ((path.name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield path.name, node.module or ""
            elif isinstance(node, ast.Call):
                function = node.func
                if isinstance(function, ast.Name):
                    yield path.name, f"{function.id}()"
                elif isinstance(function, ast.Attribute) and not (
                    isinstance(function.value, ast.Name) and function.value.id in ("re", "regex", "re2")
                ):
                    yield path.name, f"{function.attr}()"


def test_no_text_is_ever_run_unpickled_or_fetched() -> None:
    found = list(calls_and_imports())
    assert ("pmlr_markdown.py", "load()") in found
    assert [one for one in found if one[1].partition(".")[0] in FORBIDDEN_MODULES] == []
    assert [one for one in found if one[1].removesuffix("()") in FORBIDDEN_CALLS and one[1].endswith("()")] == []


def only(path: Path, content: bytes) -> Record | Rejected:
    path.write_bytes(content)
    (item,) = read([path])
    return item


def post(fields: bytes) -> bytes:
    return b"---\ntitle: T\nabstract: It is 2x faster.\n" + fields + b"\n---\n"


BOMB = b"a0: &a0 [x,x]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 30)
)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (b"volume: 1", None),
        (b"x: " + b"[" * 100_000, "unsafe_yaml"),
        (b"x: " + b"{a: " * 100_000, "unsafe_yaml"),
        (BOMB + b"booktitle: *a29", "unsafe_yaml"),
        (b"booktitle: &a [*a]", "unsafe_yaml"),
        (b"author: !!python/object/apply:os.abort []", None),
    ],
    ids=["plain", "deep list", "deep map", "aliases that double", "a loop", "a Python object"],
)
def test_yaml(fields: bytes, reason: str | None, tmp_path: Path) -> None:
    began = time.monotonic()
    assert getattr(only(tmp_path / "a.md", post(fields)), "reason", None) == reason
    assert time.monotonic() - began < 20


def feed(doctype: str) -> bytes:
    return (
        f'<?xml version="1.0"?>{doctype}<feed xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id>'
        "<entry><id>http://arxiv.org/abs/2510.14968v2</id><title>T</title><summary>A &x; gain.</summary></entry></feed>"
    ).encode()


def test_xml_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    secret = tmp_path / "outside.dtd"
    secret.write_text('<!ENTITY x "secret">')
    items = [
        only(tmp_path / "a.xml", feed(f'<!DOCTYPE feed SYSTEM "{secret.as_uri()}">')),
        only(tmp_path / "b.xml", feed('<!DOCTYPE feed SYSTEM "http://127.0.0.1:9/outside.dtd">')),
        only(tmp_path / "c.xml", feed(f'<!DOCTYPE feed [<!ENTITY x SYSTEM "{secret.as_uri()}">]>')),
    ]
    assert not any("secret" in str(item) for item in items)
    assert getattr(items[2], "reason", None) == "unsafe_xml"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b'{"title": "t", "abstract": "A.", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        ("a.bib", b"@article{a, title = {" + b"{" * 100_000 + b"}" * 100_000 + b"}, abstract = {A.}}"),
        ("a.xml", feed("").replace(b"A &x; gain.", b"<a>" * 100_000 + b"</a>" * 100_000)),
    ],
)
def test_nesting_has_an_end(name: str, content: bytes, tmp_path: Path) -> None:
    assert isinstance(only(tmp_path / name, content), Rejected)


def test_no_name_in_the_input_is_a_path_to_write_to(tmp_path: Path) -> None:
    names = ["../../outside", "/etc/outside", "claims.parquet", "run.json", "..", "a\\..\\b", "x\n../y", "~/outside"]
    records = [{"id": n, "title": n, "abstract": f"It takes {i} steps.", "venue": n, "url": n, "doi": n}
               for i, n in enumerate(names)]  # fmt: skip
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "a..%2f..%2foutside;touch x.jsonl"
    source.write_text("\n".join(map(json.dumps, records)) + "\n")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    report = run([tmp_path / "in"], tmp_path / "out", RunOptions(pipeline=FakeSpec()))
    assert report["counts"]["papers"] == len(names)
    written = {path.relative_to(tmp_path / "out") for path in set(tmp_path.rglob("*")) - before if path.is_file()}
    assert {str(path) for path in written if path.parts[0] != ".quantclaims"} == {
        "papers.parquet", "claims.parquet", "rejected.parquet", "run.json"
    }  # fmt: skip
    kept = [path for path in written if path.parts[0] == ".quantclaims"]
    assert not any("outside" in str(path) for path in kept)


def test_a_folder_of_rules_is_read_and_never_run(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "numbers.toml").write_text("[words]\nforty-two = 42\n")
    assert Pipeline(rules).extract("", "", "We use forty-two GPUs.")[0].value_low == 42
    for name in ("__init__.py", "numbers.py", "conftest.py"):
        (rules / name).write_text(f"open({str(mark)!r}, 'w')\n")
        with pytest.raises(RuleError, match="nothing reads a file of this name"):
            Pipeline(rules)
        (rules / name).unlink()
    (rules / "quantities.toml").write_text("[fragments]\nunit = '{number_words.__class__}'\n")
    assert Pipeline(rules).extract("", "", "We use 42 GPUs.") is not None
    assert not mark.exists()
