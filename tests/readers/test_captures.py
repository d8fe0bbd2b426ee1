from datetime import date
from pathlib import Path

import pytest

from extract.models import Record, Rejected
from extract.readers import ReadOptions, StrictError, read

RAW = Path(__file__).parents[2] / "data" / "raw"
FURNITURE = [
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
]
BANNER = "\n\n".join([*FURNITURE, ""])
ABSTRACT = "We study a problem of some length and solve it. " * 12


def listing(tmp_path: Path, body: str) -> list[Record | Rejected]:
    path = tmp_path / "capture.txt"
    path.write_text(BANNER + body, encoding="utf-8")
    return list(read([path]))


@pytest.mark.parametrize(
    ("trailer", "n_authors", "published"),
    [
        ("  • 3 authors\n·\nOct 29, 2020", 3, date(2020, 10, 29)),
        ("  • 1 authors\n·\nSep 12, 2019 1", 1, date(2019, 9, 12)),
        ("  • 11 authors\n·\nOct 7", 11, None),
        ("  • 8 authors\n·\nMar 22 2", 8, None),
        ("  • 4 authors · Jan 6, 2022", 4, date(2022, 1, 6)),
        ("  • Some University\n·\n  • 5 authors\n·\nMay 1, 2021 17", 5, date(2021, 5, 1)),
    ],
)
def test_trailer(tmp_path: Path, trailer: str, n_authors: int, published: date | None) -> None:
    first, second = listing(tmp_path, f"Dec 10\n\nA Title\n\n{ABSTRACT}\n\n{trailer}\n\nAnother\n\n{ABSTRACT}")
    assert isinstance(first, Record)
    assert (first.title, first.abstract) == ("A Title", ABSTRACT.strip())
    assert (first.n_authors, first.published) == (n_authors, published)
    assert first.published_precision == ("day" if published else None)
    assert isinstance(second, Record)
    assert (second.title, second.n_authors, second.published) == ("Another", None, None)


def test_alternate_lines_with_a_glued_title(tmp_path: Path) -> None:
    path = tmp_path / "capture.txt"
    path.write_text(
        "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\n"
        f"SubscribeBeyond Scaling\n{ABSTRACT}\nSubscribers and Their Churn\nShort.\n",
        encoding="utf-8",
    )
    records = list(read([path]))
    assert [getattr(r, "title", None) for r in records] == ["Beyond Scaling", "Subscribers and Their Churn"]
    assert [getattr(r, "abstract", None) for r in records] == [ABSTRACT.strip(), "Short."]


@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        (f"Lost\n\nA Title\n\n{ABSTRACT}", ["no_abstract", None]),
        (f"A Title\n\n{ABSTRACT}\n\n{ABSTRACT}\n\nLast\n\n{ABSTRACT}", [None, "malformed", None]),
        (f"A Title\n\n{ABSTRACT}\n\nLast", [None, "no_abstract"]),
        (f"A Title\n\n{ABSTRACT} and then", ["cut_off"]),
        (f"A Title\n\n{ABSTRACT} Code: https://example.org/code", [None]),
    ],
)
def test_faults(tmp_path: Path, body: str, reasons: list[str | None]) -> None:
    items = listing(tmp_path, body)
    assert [getattr(item, "reason", None) for item in items] == reasons
    assert [item.source_record for item in items] == list(range(len(items)))


def test_broken_utf8_costs_one_line(tmp_path: Path) -> None:
    path = tmp_path / "capture.txt"
    path.write_bytes(BANNER.encode() + b"Bad \xff\n\nGood\n\n" + ABSTRACT.encode())
    bad, good = read([path])
    assert isinstance(bad, Rejected)
    assert (bad.reason, bad.message) == ("malformed", "not UTF-8: invalid start byte at byte 4 of the line")
    assert isinstance(good, Record)
    assert good.title == "Good"


def test_strict_raises_at_the_first_fault(tmp_path: Path) -> None:
    path = tmp_path / "capture.txt"
    path.write_text(BANNER + "Only a title", encoding="utf-8")
    with pytest.raises(StrictError, match=r"^capture\.txt, record 0: no_abstract: a title without an abstract$"):
        list(read([path], ReadOptions(strict=True)))


def test_the_captures_of_the_project() -> None:
    records = list(read([RAW]))
    assert all(isinstance(record, Record) for record in records)
    by_file: dict[str, list[Record]] = {}
    for record in records:
        assert isinstance(record, Record)
        by_file.setdefault(record.source_file[:3], []).append(record)
    assert {name: len(found) for name, found in by_file.items()} == {
        "000": 33,
        "001": 24,
        "002": 45,
        "003": 43,
        "004": 191,
    }
    assert [sum(r.n_authors is not None for r in found) for found in by_file.values()] == [32, 23, 0, 0, 0]
    assert [sum(r.published is not None for r in found) for found in by_file.values()] == [25, 21, 0, 0, 0]
    first = by_file["004"][0]
    assert first.title == "Beyond Scaling Laws: Understanding Transformer Performance with Associative Memory"
    assert first.abstract.endswith("as well as training vanilla Transformers on a dataset of 2M tokens.")
