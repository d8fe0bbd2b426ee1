import pyarrow as pa

from extract.models import Rejected
from extract.tables import CLAIM_TYPES, CLAIMS, PAPERS, REJECTED, claims_batch, papers_batch, rejected_batch
from tests.fakes import claim, paper


def test_claims_keep_every_field() -> None:
    one = claim(
        datasets=("CIFAR-10", "ImageNet"),
        bound_exponents=(("epsilon", -3.0), ("log(n)", 1.0)),
        metric="accuracy",
        norm_low=1.5,
        claim_type="statistic",
    )
    two = claim("arxiv:2", "7 steps", 12)
    batch = claims_batch([one, two])
    batch.validate(full=True)
    assert batch.schema.equals(CLAIMS, check_metadata=True)
    for row, written in zip(batch.to_pylist(), (one, two), strict=True):
        lists = {"datasets", "dataset_ids", "baselines", "bound_exponents"}
        expected = {name: getattr(written, name) for name in CLAIMS.names}
        assert row == {name: list(value) if name in lists else value for name, value in expected.items()}


def test_claim_types_are_one_dictionary_in_every_batch() -> None:
    column = claims_batch([claim(claim_type="scope")]).column("claim_type")
    assert column.dictionary.to_pylist() == list(CLAIM_TYPES)
    assert claims_batch([]).column("claim_type").dictionary.to_pylist() == list(CLAIM_TYPES)


def test_papers_and_rejected() -> None:
    row = papers_batch([paper(7, title="Ωmega")], [3]).to_pylist()[0]
    assert (row["paper_id"], row["title"], row["source_record"], row["n_claims"]) == ("arxiv:7", "Ωmega", 7, 3)
    assert row["published"] is None
    rejected = Rejected(source_file="a", source_record=None, reason="unreadable", message="m")
    assert rejected_batch([rejected]).to_pylist() == [
        {"source_file": "a", "source_record": None, "reason": "unreadable", "message": "m", "excerpt": ""}
    ]


def test_empty_batches_have_the_schemas() -> None:
    assert papers_batch([], []).schema.equals(PAPERS)
    assert claims_batch([]).schema.equals(CLAIMS)
    assert rejected_batch([]).schema.equals(REJECTED)
    assert pa.Table.from_batches([claims_batch([])]).num_rows == 0
