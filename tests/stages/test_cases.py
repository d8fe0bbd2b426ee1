"""Each stage on the cases of its file beside this one; a case needs no Python."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extract.annotate import annotate
from extract.clean import CleanText, clean
from extract.measure import measure
from extract.numbers import to_float
from extract.pipeline import MANY, Pipeline, Trace
from extract.plain import PlainText, plain
from extract.quantities import Quantity
from extract.sentences import LONGEST, MOST, split

CASES = Path(__file__).resolve().parent
Row = dict[str, Any]


@cache
def pipeline() -> Pipeline:
    return Pipeline()


def cases(name: str, *keys: str) -> list[Any]:
    """The cases of a file, each with these keys and no others; one with `xfail` must fail."""
    tables = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    assert set(tables) == {"case"}
    found = []
    for case in tables["case"]:
        unknown = set(case) - {"name", "text", "xfail", *keys}
        assert not unknown, f"{name}: {case['name']}: unknown {unknown}"
        marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
        found.append(pytest.param(case, id=case["name"], marks=marks))
    return found


def cleaned(text: str) -> tuple[PlainText, CleanText]:
    """A text in plain dress, and that without its TeX."""
    read = plain(text, pipeline().rules.clean)
    return read, clean(read.text, pipeline().rules.clean)


@pytest.mark.parametrize("case", cases("clean", "clean", "raw"))
def test_clean(case: Row) -> None:
    dressed, bare = cleaned(case["text"])
    assert bare.text == case["clean"]
    for piece, raw in case["raw"]:
        start = bare.text.index(piece)
        left, right = dressed.plain.raw(*bare.raw(start, start + len(piece)))
        assert case["text"][left:right] == raw


@pytest.mark.parametrize("case", cases("sentences", "sentences"))
def test_sentences(case: Row) -> None:
    found = list(split(case["text"], pipeline().rules.sentences))
    assert [sentence.text for sentence in found] == case["sentences"]
    assert [case["text"][sentence.start : sentence.end] for sentence in found] == case["sentences"]


@pytest.mark.parametrize("case", cases("numbers", "value"))
def test_numbers(case: Row) -> None:
    assert to_float(case["text"], pipeline().rules.numbers) == case.get("value")


def quantities(text: str) -> tuple[str, list[Quantity]]:
    _, bare = cleaned(text)
    return bare.text, measure(bare.text, pipeline().rules.quantities)


@pytest.mark.parametrize("case", cases("quantities", "quantities"))
def test_quantities(case: Row) -> None:
    """Every field that an expected quantity names; `quote` is its clean text, `high` is `low` where it isn't given."""
    text, found = quantities(case["text"])
    assert [text[q.start : q.end] for q in found] == [expected["quote"] for expected in case["quantities"]]
    for quantity, expected in zip(found, case["quantities"], strict=True):
        given = {"unit": "", "high": expected["low"], **expected}
        del given["quote"]
        assert {name: getattr(quantity, name) for name in given} == given


def annotated(text: str) -> Any:
    rules = pipeline().rules
    plain, found = quantities(text)
    return annotate(plain, found, rules.lexicon, rules.context, rules.quantities)


@pytest.mark.parametrize("case", cases("annotate", "tokens", "comparators"))
def test_annotate(case: Row) -> None:
    """`tokens` are "text/TAG"; `comparators` are those of the quantities, list members apart."""
    sentence = annotated(case["text"])
    assert [f"{token.text}/{token.tag}" for token in sentence.tokens] == case["tokens"]
    found = [symbol for at in sentence.quantity_at for symbol in sentence.tokens[at].comparators]
    assert found == case.get("comparators", ["="] * len(found))


def traced(text: str) -> Trace:
    [trace] = pipeline().trace("", "", text, gated=False)
    return trace


@pytest.mark.parametrize("case", cases("resolve", "chosen", "dropped", "inherited"))
def test_resolve(case: Row) -> None:
    """`chosen` and `inherited` by quantity, `dropped` at least these: [quantity, rule, reason, by]."""
    trace = traced(case["text"])
    assert trace.annotated is not None
    assert trace.resolved is not None
    tokens = trace.annotated.tokens
    assert {tokens[at].text: match.rule.id for at, match in trace.resolved.chosen.items()} == case["chosen"]
    dropped = {(tokens[d.match.focus].text, d.match.rule.id, d.reason, d.by) for d in trace.resolved.dropped}
    assert {tuple(one) for one in case.get("dropped", ())} <= dropped
    assert sorted(tokens[at].text for at in trace.resolved.inherited) == sorted(case.get("inherited", ()))


@pytest.mark.parametrize("case", cases("qualify", "readings"))
def test_qualify(case: Row) -> None:
    """[quote, unit, comparator, direction or ""] of each reading."""
    trace = traced(case["text"])
    assert trace.annotated is not None
    found = [
        [trace.annotated.text[r.quantity.start : r.quantity.end], r.unit, r.comparator, r.direction or ""]
        for r in trace.readings
        if r.quantity is not None
    ]
    assert found == case["readings"]


def test_an_endless_sentence_is_read_in_pieces() -> None:
    text = "word " * 1000 + "w" * 5000
    found = list(split(text, pipeline().rules.sentences))
    assert max(len(sentence.text) for sentence in found) == LONGEST
    assert "".join(sentence.text for sentence in found).replace(" ", "") == text.replace(" ", "")
    assert all(sentence.text.endswith("word") for sentence in found[:2])


@pytest.mark.parametrize(("rates", "claims"), [(MOST, MOST), (MOST + 1, 0)])
def test_a_row_of_numbers_without_end_claims_nothing(rates: int, claims: int) -> None:
    listed = ", ".join(f"{number}%" for number in range(1, rates + 1))
    assert len(pipeline().extract("", "A title", f"It reaches an accuracy of {listed} on the sets.")) == claims


def test_a_row_of_bounds_without_end_claims_nothing() -> None:
    listed = ", ".join(["O(n)"] * (MOST + 1))
    assert pipeline().extract("", "A title", f"It runs in time {listed} on the sets.") == []


@pytest.mark.parametrize(("sentences", "claims"), [(MANY, MANY), (MANY + 1, 0)])
def test_more_claims_than_prose_has_are_noise(sentences: int, claims: int) -> None:
    assert len(pipeline().extract("", "A title", "It has 7B parameters. " * sentences)) == claims


def test_many_claims_in_as_much_text_are_kept() -> None:
    text = "The model that we train on the texts of the web has 7B parameters. " * (MANY + 1)
    assert len(pipeline().extract("", "A title", text)) == MANY + 1
