"""What goes wrong with inputs costs a row each, and no more than it must."""

import bz2
import gzip
import io
import lzma
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.models import Record, Rejected
from extract.readers import InputError, ReadOptions, StrictError, find, read

LINE = '{"id": "p%d", "title": "Paper %d", "abstract": "A gain of %d%%."}\n'
LINES = "".join(LINE % (n, n, n) for n in range(5000))
LONG = 17 * 1024 * 1024
BOMB = """<?xml version="1.0"?>
<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<feed xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id>
<entry><id>http://arxiv.org/abs/2510.14968v2</id><title>&c;</title><summary>&b;</summary></entry></feed>
"""


def write(tmp_path: Path, name: str, content: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def reasons(items: list[Record | Rejected]) -> list[str | None]:
    return [getattr(item, "reason", None) for item in items]


@pytest.mark.parametrize(
    ("ending", "compress"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_compressed_input_whole_and_cut_off(tmp_path: Path, ending: str, compress) -> None:  # type: ignore[no-untyped-def]
    packed = compress(LINES.encode())
    assert len(list(read([write(tmp_path, f"a.jsonl{ending}", packed)]))) == 5000
    *records, fault = read([write(tmp_path, f"b.jsonl{ending}", packed[: len(packed) * 3 // 4])])
    assert all(isinstance(record, Record) for record in records)
    assert isinstance(fault, Rejected)
    assert (fault.source_file, fault.source_record, fault.reason) == (f"b.jsonl{ending}", None, "unreadable")


def test_zstandard(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.zst"
    with pa.CompressedOutputStream(str(path), "zstd") as stream:
        stream.write(LINES.encode())
    packed = path.read_bytes()
    assert len(list(read([path]))) == 5000
    assert len(list(read([write(tmp_path, "two.jsonl.zst", packed + packed)]))) == 10000
    *_, fault = read([write(tmp_path, "cut.jsonl.zst", packed[: len(packed) // 2])])
    assert isinstance(fault, Rejected)
    assert (fault.source_record, fault.reason) == (None, "unreadable")


def test_a_broken_line_costs_itself(tmp_path: Path) -> None:
    content = (
        (LINE % (1, 1, 1)).encode() + b'{"id": "\xff", "title": "x", "abstract": "y"}\n{"id":\n' + LINES[:90].encode()
    )
    items = list(read([write(tmp_path, "a.jsonl", content)]))
    assert reasons(items)[:3] == [None, "malformed", "malformed"]
    assert isinstance(items[3], Record)
    assert items[3].source_record == 3


def test_an_endless_line_costs_itself(tmp_path: Path) -> None:
    long = LINE % (1, 1, 1)
    long = long.replace("A gain", "A" * LONG)
    items = list(read([write(tmp_path, "a.jsonl", LINES[:60] + "\n" + long + LINE % (2, 2, 2))]))
    assert reasons(items)[-2:] == ["too_long", None]


def test_an_endless_record_of_an_array_costs_itself(tmp_path: Path) -> None:
    records = [LINE % (n, n, n) for n in range(3)]
    records[1] = records[1].replace("A gain", '[{\\\\\\"' + "A" * LONG)
    items = list(read([write(tmp_path, "a.json", "[" + ",".join(records) + "]")]))
    assert reasons(items) == [None, "too_long", None]


def test_a_broken_record_of_an_array_costs_itself(tmp_path: Path) -> None:
    records = [LINE % (n, n, n) for n in range(3)]
    records[1] = records[1].replace('"title"', "title")
    items = list(read([write(tmp_path, "a.json", "[" + ",".join(records) + "]")]))
    assert reasons(items) == [None, "malformed", None]
    *records_read, fault = read([write(tmp_path, "b.json", "[" + ",".join(records)[:-9])])
    assert [item.source_record for item in records_read] == [0, 1]
    assert isinstance(fault, Rejected)
    assert (fault.source_record, fault.message) == (None, "the file ends within its list of records (after 2 records)")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.json", "[]", []),
        ("a.json", '{"results": []}', []),
        ("a.json", '{"a": 1', ["malformed"]),
        ("a.tex", "{\\bf Not JSON}", ["unknown_format"]),
        ("a.json", '[{"abstract": "' + "x" * 2_000_000 + '"}, {"abstract": "y"}]', ["too_long", None]),
        ("a.json", '[1, {"abstract": "y"}]', ["malformed", None]),
    ],
    ids=["empty array", "empty answer", "cut off", "braces", "long first record", "no object"],
)
def test_json_that_cannot_be_told_by_its_first_record(
    tmp_path: Path, name: str, content: str, expected: list[str | None]
) -> None:
    assert reasons(list(read([write(tmp_path, name, content)]))) == expected


def test_an_endless_row_and_one_that_is_not_utf8(tmp_path: Path) -> None:
    content = b"id,title,abstract\na,b,c\na," + b"b" * LONG + b"\nd,\xff,f\ng,h,i\n"
    assert reasons(list(read([write(tmp_path, "a.csv", content)]))) == [None, "too_long", "malformed", None]


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    (fault,) = read([write(tmp_path, "a.xml", BOMB)])
    assert isinstance(fault, Rejected)
    assert (fault.source_record, fault.reason) == (None, "unsafe_xml")


def test_xml_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    entry = "<entry><id>http://arxiv.org/abs/2510.1496%d</id><title>T</title><summary>S.</summary></entry>"
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org</id>'
        + entry % 1
        + entry % 2
        + "<entry></feed>"
    )
    first, second, fault = read([write(tmp_path, "a.xml", feed)])
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert isinstance(fault, Rejected)
    assert (fault.source_record, fault.reason) == (None, "unreadable")


@pytest.mark.parametrize(
    ("abstract", "options", "reason"),
    [
        ("x" * 100_000, {}, None),
        ("x" * 100_001, {}, "too_long"),
        ("x" * 100_001, {"max_chars": None}, None),
        ("", {}, "no_abstract"),
        ("\\ud800", {}, "malformed"),
    ],
)
def test_abstracts_that_are_none(tmp_path: Path, abstract: str, options: dict[str, None], reason: str | None) -> None:
    path = write(tmp_path, "a.jsonl", f'{{"title": "T", "abstract": "{abstract}"}}\n')
    (item,) = read([path], ReadOptions(**options))
    assert getattr(item, "reason", None) == reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.bin", b"\x00\x01\x02", "unknown_format"),
        ("notes.txt", b"Just some words.", "unknown_format"),
        ("a.json", b'{"name": "x", "description": "y"}', "unknown_format"),
        ("a.jsonl", b"", "empty_file"),
        ("a.csv", b"id,title,year\n1,2,3\n", "no_column"),
        ("a.parquet", b"PAR1 and no more", "unreadable"),
        ("a.jsonl.gz", b"\x1f\x8bno gzip", "unreadable"),
    ],
)
def test_files_that_are_no_input(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    write(tmp_path, name, content)
    write(tmp_path, "z.jsonl", LINE % (1, 1, 1))
    fault, record = read([tmp_path])
    assert isinstance(fault, Rejected)
    assert (fault.source_file, fault.source_record, fault.reason) == (name, None, reason)
    assert isinstance(record, Record)


@pytest.mark.parametrize("given", ["nowhere.jsonl", "*.nothing", "empty", ""])
def test_what_cannot_be_asked_for(tmp_path: Path, given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError):
        list(read([given] if given else []))


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no format 'xls'; there are captures, arxiv-snapshot"):
        list(read([write(tmp_path, "a.jsonl", LINES)], ReadOptions(format="xls")))


def test_columns_by_option(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "key,name,text,abstract\n7,T,The text.,not this\n")
    options = ReadOptions(title_column="name", abstract_column="text", id_column="key")
    (record,) = read([path], options)
    assert isinstance(record, Record)
    assert (record.title, record.abstract, record.identifiers) == ("T", "The text.", ("id:7",))
    (fault,) = read([path], ReadOptions(abstract_column="body"))
    assert isinstance(fault, Rejected)
    assert (fault.reason, fault.message) == ("no_column", "no column 'body'; there are key, name, text, abstract")


def test_strict(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", LINE % (1, 1, 1) + "{\n" + LINE % (2, 2, 2))
    items = read([path], ReadOptions(strict=True))
    assert isinstance(next(items), Record)
    with pytest.raises(StrictError, match=r"^a\.jsonl, record 1: malformed: no JSON"):
        next(items)


def test_sources_in_order_each_once(tmp_path: Path) -> None:
    for name in ("b/2.jsonl", "b/10.jsonl", "a.jsonl", ".hidden.jsonl", "README.md", "b/LICENSE"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(LINE % (1, 1, 1))
    assert [source.label for source in find([tmp_path])] == ["a.jsonl", "b/10.jsonl", "b/2.jsonl"]
    assert [source.label for source in find([tmp_path / "*" / "*.jsonl", tmp_path / "b" / "2.jsonl"])] == [
        "b/10.jsonl",
        "b/2.jsonl",
    ]
    assert [source.label for source in find([tmp_path / "a.jsonl", tmp_path])] == ["a.jsonl", "b/10.jsonl", "b/2.jsonl"]


def test_standard_input_can_be_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(LINES.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed)))
    sources = find(["-"])
    first = list(read(sources))
    assert len(first) == 5000
    assert list(read(sources)) == first


def test_of_an_output_folder_only_the_papers_are_read(tmp_path: Path) -> None:
    papers = {
        "paper_id": ["title:0123456789abcdef", "acl:P19-1001"],
        "title": ["T", "U"],
        "abstract": ["  Kept to the\ncharacter. ", "B."],
        "published": pa.array([18262, None], pa.date32()),
        "published_precision": ["month", None],
        "n_authors": pa.array([3, None], pa.int32()),
        "source": ["captures", "acl-xml"],
        "source_file": ["x.txt", "y.xml"],
        "source_record": [4, 5],
        "doi": [None, "10.1000/1"],
    }
    pq.write_table(pa.table(papers), tmp_path / "papers.parquet")
    for name in ("claims.parquet", "rejected.parquet"):
        pq.write_table(pa.table({"paper_id": ["x"]}), tmp_path / name)
    (tmp_path / "run.json").write_text("{}")
    first, second = read([tmp_path])
    assert isinstance(first, Record)
    assert (first.identifiers, first.abstract) == (("title:0123456789abcdef",), "  Kept to the\ncharacter. ")
    assert (str(first.published), first.published_precision, first.n_authors) == ("2020-01-01", "month", 3)
    assert (first.source, first.source_file, first.source_record) == ("captures", "papers.parquet", 0)
    assert isinstance(second, Record)
    assert second.identifiers == ("doi:10.1000/1", "acl:P19-1001")
