"""What holds of every text whatever: ten thousand generated ones a run; `make fuzz` makes many more."""

import random
from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.clean import clean
from extract.measure import measure
from extract.pipeline import Pipeline
from extract.sentences import split
from tests.fuzz import inputs
from tests.fuzz.invariants import check_bounds, check_text

SEEDS = st.integers(0, 2**32).map(random.Random)
PIECES = st.sampled_from([*inputs.NUMBERS, *inputs.BOUNDS, *inputs.HOSTILE, *inputs.words()])
BUILT = st.lists(PIECES | st.text(max_size=12), max_size=12).map(" ".join)


@cache
def pipeline() -> Pipeline:
    return Pipeline()


@settings(max_examples=2500)
@given(title=BUILT, abstract=BUILT)
def test_claims_of_any_text_are_sound(title: str, abstract: str) -> None:
    check_text(pipeline(), title, abstract)


@settings(max_examples=2500)
@given(draw=SEEDS)
def test_claims_of_broken_abstracts_are_sound(draw: random.Random) -> None:
    check_text(pipeline(), "", inputs.text(draw))


@settings(max_examples=1500)
@given(draw=SEEDS)
def test_bounds_of_any_expression_are_sound(draw: random.Random) -> None:
    check_bounds(inputs.expression(draw))


@settings(max_examples=1000)
@given(text=BUILT | SEEDS.map(inputs.text))
def test_gates_only_save_time(text: str) -> None:
    gated, ungated = (
        [claim for trace in pipeline().trace("", "", text, gated=on) for claim in trace.claims] for on in (True, False)
    )
    assert gated == ungated


@settings(max_examples=1000)
@given(text=BUILT | SEEDS.map(inputs.text))
def test_clean_text_leads_back(text: str) -> None:
    """Raw spans of clean text lie in the text, in order, and none is empty."""
    cleaned = clean(text, pipeline().rules.clean)
    spans = [cleaned.raw(at, at + 1) for at in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@settings(max_examples=1000)
@given(text=BUILT | SEEDS.map(inputs.text))
def test_sentences_part_a_text_and_lose_no_word(text: str) -> None:
    found = list(split(text, pipeline().rules.sentences))
    assert all(text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() for sentence in found)
    assert "".join("".join(sentence.text.split()) for sentence in found) == "".join(text.split())


@settings(max_examples=500)
@given(text=BUILT | SEEDS.map(inputs.text))
def test_quantities_lie_apart_in_order(text: str) -> None:
    found = measure(text, pipeline().rules.quantities)
    assert all(quantity.start < quantity.end <= len(text) for quantity in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
