"""What changes only the form of an abstract changes no claim's value: real abstracts in other dresses."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from bench.mutate import FORM, LOSSY, mutated
from bench.mutations import SAID, papers_of, said
from extract.models import Claim
from extract.pipeline import Pipeline

RAW = Path(__file__).parents[2] / "data" / "raw"
EVERY = 4
"""In the quick test one paper with claims of so many is read."""


@dataclass(frozen=True)
class Case:
    title: str
    abstract: str
    claims: tuple[Claim, ...]


@lru_cache(maxsize=1)
def pipeline() -> Pipeline:
    return Pipeline()


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    read = (Case(t, a, tuple(pipeline().extract("arxiv:1", t, a))) for t, a in papers_of([RAW]))
    return tuple(case for case in read if case.claims)


def assert_same(name: str, some: tuple[Case, ...]) -> None:
    for number, case in enumerate(some):
        text = mutated(name, case.abstract, seed=str(number))
        claims = pipeline().extract("arxiv:1", case.title, text)
        assert [said(claim) for claim in claims] == [said(claim) for claim in case.claims], text
        assert all(text[claim.start : claim.end] == claim.text for claim in claims)
        assert all(text[claim.sentence_start : claim.sentence_end] == claim.sentence for claim in claims)


@pytest.mark.parametrize("name", FORM)
def test_form_changes_no_claim(name: str) -> None:
    assert_same(name, cases()[::EVERY])


@pytest.mark.deep
@pytest.mark.parametrize("name", FORM)
def test_form_changes_no_claim_of_any_capture(name: str) -> None:
    assert_same(name, cases())


@pytest.mark.parametrize("name", [*FORM, *LOSSY])
def test_mutations_do_something_and_are_repeatable(name: str) -> None:
    texts = [case.abstract + " Naïve — 3–4× “so” -5% … (5), fine.We" for case in cases()[:9]]
    again = [mutated(name, text, seed="s") for text in texts]
    assert again == [mutated(name, text, seed="s") for text in texts]
    assert name == "NFC" or again != texts


def test_what_is_compared() -> None:
    assert set(SAID) == set(Claim.__dataclass_fields__) - {
        "claim_id", "paper_id", "text", "start", "end", "sentence", "sentence_start", "sentence_end"
    }  # fmt: skip
