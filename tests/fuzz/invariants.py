"""What holds of every text, file and expression whatever; each function raises AssertionError where it doesn't."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from extract import readers
from extract.bounds import find, read_bounds
from extract.models import Claim, Record, Rejected
from extract.normalise import claim_id
from extract.pipeline import Pipeline
from extract.tables import CLAIM_TYPES, claims_batch

PLAIN_SENTENCE = "\n\nThe sky over there was of a quiet grey."
"""No quantity, no name, no word of the lexicons."""
ELSEWHERE = "We present OtherNet, which is 7x faster than Adam on CIFAR-10 and needs O(n^2) samples."
COMPARATORS = {"=", "~", "<=", ">="}


def check_text(pipeline: Pipeline, title: str, abstract: str) -> Sequence[Claim]:
    """The claims of a text, each sound, the same again and after another text, and with a plain sentence behind it."""
    claims = pipeline.extract("id:a", title, abstract)
    for claim in claims:
        check_claim(claim, title, abstract)
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    assert len({claim.claim_id for claim in claims}) == len(claims)
    if not abstract.isupper():
        assert pipeline.extract("id:a", title, abstract + PLAIN_SENTENCE) == claims
    if claims:
        pipeline.extract("id:b", "OtherNet", ELSEWHERE)
        assert pipeline.extract("id:a", title, abstract) == claims
    return claims


def check_rows(claims: Sequence[Claim]) -> None:
    """Claims, of however many texts, are rows of a table."""
    assert claims_batch(claims).num_rows == len(claims)


def check_claim(claim: Claim, title: str, abstract: str) -> None:
    """Spans, values, names and key of one claim."""
    assert 0 <= claim.sentence_start <= claim.start < claim.end <= claim.sentence_end <= len(abstract)
    assert abstract[claim.start : claim.end] == claim.text
    assert abstract[claim.sentence_start : claim.sentence_end] == claim.sentence
    assert claim.claim_type in CLAIM_TYPES
    assert claim.claim_id == claim_id(claim.paper_id, claim.start, claim.end, claim.claim_type)
    for low, high in ((claim.value_low, claim.value_high), (claim.norm_low, claim.norm_high)):
        assert (low is None) == (high is None)
        assert low is None or high is None or (math.isfinite(low) and math.isfinite(high) and low <= high)
    assert (claim.norm_low is None) == (claim.norm_unit is None) == (claim.norm_comparator is None)
    assert (
        claim.norm_unit != "factor" or claim.norm_low is None or claim.norm_low > 0 or claim.claim_type[-4:] == "gain"
    )
    assert claim.comparator in COMPARATORS
    assert claim.norm_comparator in {*COMPARATORS, None}
    assert claim.direction in {"up", "down", None}
    assert claim.owner in {"own", "prior"}
    assert 0 <= claim.confidence <= 1
    assert all(math.isfinite(value) for _, value in claim.bound_exponents)
    for name in (claim.metric, claim.subject, *claim.datasets, *claim.baselines):
        assert name is None or name in abstract or name in title, name


def check_bounds(text: str) -> None:
    """Bounds lie in the text, in order and apart; their exponents are finite; what is read twice is read alike."""
    found = find(text)
    for bound in found:
        assert 0 <= bound.start < bound.end <= len(text)
        assert (bound.expr is None) <= (bound.reason is not None)
        assert all(math.isfinite(value) for _, value in bound.exponents)
    assert [bound.start for bound in found] == sorted(bound.start for bound in found)
    assert find(text) == found
    for claim in read_bounds(text):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.metric is None or 0 <= claim.metric[0] < claim.metric[1] <= len(text)


def check_file(path: Path) -> int:
    """A file of any content gives records that are sound and rejected ones that say why; how many there were."""
    items = list(readers.read([path]))
    for item in items:
        if isinstance(item, Record):
            assert item.abstract.strip()
            (item.title + item.abstract).encode()
            assert (item.published is None) == (item.published_precision is None)
            assert item.n_authors is None or 0 <= item.n_authors < 2**31
            assert all(":" in identifier for identifier in item.identifiers)
        else:
            assert isinstance(item, Rejected)
            assert item.reason.isidentifier()
            assert item.message
            assert "\n" not in item.message
            assert len(item.excerpt) <= 200
    return len(items)
