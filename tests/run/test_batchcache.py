from pathlib import Path

import pytest

from extract import batchcache
from extract.batchcache import Batch, BatchCache, Earlier, assembled, digest_of
from extract.tables import claims_batch
from tests.fakes import claim, paper

PAPERS = [paper(n) for n in range(4)]
DIGESTS = tuple(map(digest_of, PAPERS))
COUNTS = (2, 0, 1, 3)


def batch() -> Batch:
    claims = [claim(paper.paper_id, start=n) for paper, count in zip(PAPERS, COUNTS, strict=True) for n in range(count)]
    return Batch(DIGESTS, COUNTS, claims_batch(claims))


def finish(cache: BatchCache, made: Batch) -> Path:
    return batchcache.finish(batchcache.begin(cache.folder, cache.key(made.digests)), made)


def same(one: Batch | None, other: Batch) -> bool:
    return (
        one is not None
        and (one.digests, one.n_claims) == (other.digests, other.n_claims)
        and one.claims == other.claims
    )


def test_a_finished_batch_is_found_again(tmp_path: Path) -> None:
    cache = BatchCache(tmp_path, "e" * 32)
    key = cache.key(DIGESTS)
    assert cache.get(key) is None
    finish(cache, batch())
    again = BatchCache(tmp_path, "e" * 32)
    assert same(again.get(key), batch())
    assert not again.was_begun(key)


def test_an_empty_batch_is_one_too(tmp_path: Path) -> None:
    empty = Batch(DIGESTS[:1], (0,), claims_batch([]))
    cache = BatchCache(tmp_path, "e" * 32)
    finish(cache, empty)
    assert same(BatchCache(tmp_path, "e" * 32).get(cache.key(empty.digests)), empty)


def test_other_rules_or_records_have_other_batches(tmp_path: Path) -> None:
    keys = {
        BatchCache(tmp_path, environment).key(digests)
        for environment in ("e" * 32, "f" * 32, "e" * 31 + "f")
        for digests in (DIGESTS, DIGESTS[1:], DIGESTS[::-1])
    }
    assert len(keys) == 9


def test_the_digest_of_a_record_covers_key_title_and_abstract() -> None:
    papers = [paper(1), paper(2), paper(1, title="a"), paper(1, abstract="b"), paper(1, title="aT", abstract="b")]
    assert len(set(map(digest_of, papers))) == 5
    assert digest_of(paper(1)) == digest_of(paper(1))


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-100], lambda data: b"", lambda data: data[:300] + b"x" + data[301:]]
)
def test_a_damaged_batch_counts_as_missing(harm: object, tmp_path: Path) -> None:
    path = finish(BatchCache(tmp_path, "e" * 32), batch())
    path.write_bytes(harm(path.read_bytes()))  # type: ignore[operator]
    cache = BatchCache(tmp_path, "e" * 32)
    assert cache.get(cache.key(DIGESTS)) is None
    assert cache.earlier(DIGESTS[0]) is None


def test_a_batch_at_work_when_the_run_was_killed_is_known(tmp_path: Path) -> None:
    cache = BatchCache(tmp_path, "e" * 32)
    part = batchcache.begin(tmp_path, cache.key(DIGESTS))
    again = BatchCache(tmp_path, "e" * 32)
    assert again.was_begun(cache.key(DIGESTS))
    assert not part.exists()


def test_single_records_are_found_where_batches_are_cut_anew(tmp_path: Path) -> None:
    path = finish(BatchCache(tmp_path, "e" * 32), batch())
    cache = BatchCache(tmp_path, "e" * 32)
    assert [cache.earlier(digest) for digest in DIGESTS] == [(path, 0, 2), (path, 2, 0), (path, 2, 1), (path, 3, 3)]
    assert cache.earlier(digest_of(paper(9))) is None
    assert BatchCache(tmp_path, "f" * 32).earlier(DIGESTS[0]) is None


def test_a_batch_is_assembled_of_old_and_new(tmp_path: Path) -> None:
    path = finish(BatchCache(tmp_path, "e" * 32), batch())
    new = claims_batch([claim("arxiv:9")])
    digests = (DIGESTS[2], digest_of(paper(9)), DIGESTS[0])
    made = assembled(digests, [Earlier(path, 2, (1,)), (new, [1]), Earlier(path, 0, (2,))])
    assert made.n_claims == (1, 1, 2)
    assert made.claims.column("paper_id").to_pylist() == ["arxiv:2", "arxiv:9", "arxiv:0", "arxiv:0"]


def test_sweeping_keeps_what_this_run_used(tmp_path: Path) -> None:
    cache = BatchCache(tmp_path, "e" * 32)
    used = finish(cache, batch())
    finish(cache, Batch(DIGESTS[:1], (0,), claims_batch([])))
    again = BatchCache(tmp_path, "e" * 32)
    assert again.get(again.key(DIGESTS)) is not None
    again.sweep()
    assert list(tmp_path.iterdir()) == [used]


def test_a_forced_run_that_was_stopped_goes_on(tmp_path: Path) -> None:
    finish(BatchCache(tmp_path, "e" * 32), batch())
    forced = BatchCache(tmp_path, "e" * 32)
    forced.force()
    assert forced.get(forced.key(DIGESTS)) is None
    finish(forced, batch())
    resumed = BatchCache(tmp_path, "e" * 32)
    resumed.force()
    assert resumed.get(resumed.key(DIGESTS)) is not None
