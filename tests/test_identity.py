from datetime import date
from pathlib import Path

import pytest

from extract import identity
from extract.models import Paper, Record, Rejected
from extract.readers import read

RAW = Path(__file__).parents[1] / "data" / "raw"
ABSTRACT = (
    "We show that adaptive step sizes reach the optimal rate of $O(1/\\sqrt{T})$ without knowing the smoothness of "
    "the objective, and that the method needs 40% fewer steps than its rivals on five benchmarks of common use."
)
OTHER = (
    "A survey of what is known about calibrated forecasts: definitions, scores, and the gap between what is measured "
    "and what is wanted, with a table of 120 studies and a discussion of the open questions that remain."
)


def record(title: str, abstract: str = ABSTRACT, *identifiers: str, position: int = 0, **rest: object) -> Record:
    return Record(
        source="json", source_file="a.json", source_record=position, title=title, abstract=abstract,
        identifiers=identifiers, **rest,  # type: ignore[arg-type]
    )  # fmt: skip


def outcome(*records: Record) -> list[str]:
    """For each record the key of its paper, in brackets where it was folded into another."""
    items = list(identity.assign(records))
    return [item.paper_id if isinstance(item, Paper) else f"({item.message})" for item in items]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param([("T", ABSTRACT, "arxiv:1"), ("U", OTHER, "arxiv:1")], ["(arxiv:1)", "arxiv:1"], id="longer kept"),
        pytest.param(
            [("T", ABSTRACT, "arxiv:1", "doi:x"), ("T", ABSTRACT + " End.", "doi:x")],
            ["(arxiv:1)", "arxiv:1"],
            id="best key of the paper, though another record is kept",
        ),
        pytest.param(
            [("T", ABSTRACT, "arxiv:1", "doi:x"), ("U", OTHER, "arxiv:2", "doi:x")],
            ["arxiv:1", "arxiv:2"],
            id="one DOI on two arXiv papers",
        ),
        pytest.param(
            [("T", ABSTRACT), ("T!", ABSTRACT.replace(" ", "\n "), "acl:P1-1")],
            ["(acl:P1-1)", "acl:P1-1"],
            id="identifier before none",
        ),
        pytest.param(
            [("T", ABSTRACT, "s2:1"), ("T", ABSTRACT[:120] + "…", "acl:1")], ["s2:1", "(s2:1)"], id="cut tail"
        ),
        pytest.param(
            [("T", ABSTRACT), ("T", ABSTRACT.replace("40%", "41%"))],
            ["title:e3b98a4da31a127d", "(title:e3b98a4da31a127d)"],
            id="a revised figure",
        ),
        pytest.param(
            [("T", "Cuts 40% of it."), ("T", "Cuts 41% of it.")],
            ["title:e3b98a4da31a127d-8359e43a2faee784", "title:e3b98a4da31a127d-b2394a770df804cf"],
            id="short texts differ",
        ),
        pytest.param(
            [("T", ABSTRACT, "acl:1"), ("T", ABSTRACT[:120], "acl:2")], ["acl:1", "acl:2"], id="the source says two"
        ),
        pytest.param(
            [("T", ABSTRACT, "acl:1"), ("T", ABSTRACT, "acl:2")], ["acl:1", "(acl:1)"], id="the whole text says one"
        ),
        pytest.param([("T", "Preface.", "acl:1"), ("T", "Preface.", "acl:2")], ["acl:1", "acl:2"], id="short text"),
    ],
)
def test_which_records_are_one_paper(records: list[tuple[str, ...]], expected: list[str]) -> None:
    assert outcome(*(record(*parts) for parts in records)) == expected


def test_versions_and_dates_decide_last() -> None:
    dated = record("T", ABSTRACT, "arxiv:1", published=date(2020, 1, 1))
    assert outcome(record("T", ABSTRACT, "arxiv:1"), dated) == ["(arxiv:1)", "arxiv:1"]
    assert outcome(dated, record("T", ABSTRACT, "arxiv:1")) == ["arxiv:1", "(arxiv:1)"]


def test_a_key_without_identifier_is_made_from_the_title() -> None:
    assert outcome(record("Deep  Nets!")) == outcome(record("deep-nets", OTHER)) == ["title:3d587fa34ad35f0a"]
    assert outcome(record("Глубокие сети")) != outcome(record("深度网络"))


def test_namesakes_stay_two_and_keep_their_keys_in_any_order() -> None:
    keys = outcome(record("A Survey"), record("a survey", OTHER))
    assert len(set(keys)) == 2
    assert all(key.startswith(outcome(record("A Survey"))[0] + "-") for key in keys)
    assert outcome(record("A survey", OTHER), record("A Survey")) == keys[::-1]


def test_texts_without_title_are_told_apart_by_their_abstracts() -> None:
    alone = outcome(record(""))
    assert outcome(record(""), record("", ABSTRACT + " More."), record("", ABSTRACT.upper())) == [
        *alone, outcome(record("", ABSTRACT + " More."))[0], f"({alone[0]})",
    ]  # fmt: skip


def test_keys_read_back_are_kept() -> None:
    keys = outcome(record("A Survey"), record("A Survey", OTHER))
    again = [record("A Survey", ABSTRACT, keys[0]), record("A Survey", OTHER, keys[1])]
    assert outcome(*again) == keys
    assert outcome(again[1]) == keys[1:]
    assert outcome(again[0], record("A Survey", ABSTRACT + " ", "arxiv:1")) == ["(arxiv:1)", "arxiv:1"]


def test_a_duplicate_names_the_record_that_is_kept() -> None:
    _, duplicate = identity.assign([record("A Title"), record("A Title", position=7)])
    assert isinstance(duplicate, Rejected)
    assert (duplicate.source_record, duplicate.reason) == (7, "duplicate")
    assert duplicate.excerpt == "A Title [kept: json: a.json, record 0]"


def test_a_slice_is_decided_as_the_whole() -> None:
    items: list[Record | Rejected] = list(read([RAW]))
    decisions = identity.decide(items)
    whole = list(decisions.apply(items))
    assert [*decisions.apply(items[:100]), *decisions.apply(items[100:], first=100)] == whole
    assert list(identity.assign(iter(items))) == whole


def test_the_captures_hold_303_papers() -> None:
    items = list(identity.assign(read([RAW])))
    papers = [item for item in items if isinstance(item, Paper)]
    assert len({paper.paper_id for paper in papers}) == len(papers) == 303
    duplicates = [item for item in items if isinstance(item, Rejected)]
    assert {(item.reason, item.source_record is None) for item in duplicates} == {("duplicate", False)}
    assert len(duplicates) == 33
    assert {item.message for item in duplicates} <= {paper.paper_id for paper in papers}
