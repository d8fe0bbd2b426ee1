"""What holds of the identity pass whatever it is given."""

from hypothesis import given
from hypothesis import strategies as st

from extract import identity
from extract.models import Paper, Record, Rejected

SENTENCES = ["We prove a bound of use. ", "It needs 40% fewer steps than its rivals do. ", "Code is there. "]
KEYS = [f"{scheme}:{number}" for scheme in ("arxiv", "doi", "acl", "s2") for number in range(3)]


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """Records from few titles, texts and identifiers, so that they meet in many ways."""
    found = []
    for position in range(draw(st.integers(0, 9))):
        text = "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6)))
        keys = draw(st.lists(st.sampled_from(KEYS), max_size=3, unique_by=lambda key: key.partition(":")[0]))
        found.append(
            Record(
                source="json",
                source_file="a.json",
                source_record=position,
                title=draw(st.sampled_from(["", "Title", "Other title"])),
                abstract=text,
                identifiers=tuple(sorted(keys, key=KEYS.index)),
            )
        )
    return found


@given(given_records=records())
def test_every_record_is_a_paper_or_names_one(given_records: list[Record]) -> None:
    items = list(identity.assign(given_records))
    papers = [item.paper_id for item in items if isinstance(item, Paper)]
    assert len(set(papers)) == len(papers)
    assert len(items) == len(given_records)
    assert {item.message for item in items if isinstance(item, Rejected)} <= set(papers)
    held = {key for record in given_records for key in record.identifiers}
    assert {key for key in papers if not key.startswith("title:")} <= held


@given(given_records=records())
def test_papers_read_back_are_the_same_papers(given_records: list[Record]) -> None:
    papers = [item for item in identity.assign(given_records) if isinstance(item, Paper)]
    read_back = [
        Record(
            source="parquet",
            source_file="papers.parquet",
            source_record=position,
            title=paper.record.title,
            abstract=paper.record.abstract,
            identifiers=(paper.paper_id,),
        )
        for position, paper in enumerate(papers)
    ]
    again = [item.paper_id for item in identity.assign(read_back) if isinstance(item, Paper)]
    assert again == [paper.paper_id for paper in papers]
