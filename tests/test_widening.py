"""Patterns in RE2's syntax are as wide as those they were made of, or wider."""

import pytest
import re2
import regex
from hypothesis import given
from hypothesis import strategies as st

from extract.widening import alternatives, widened


@pytest.mark.parametrize(
    ("pattern", "flags", "expected"),
    [
        (r"(?<!\w)ab(?=c)", 0, "ab"),
        (r"(?:a|b)++c{2,90}", 0, "(?:(?:a|b))+(?:c)+"),
        (r"a{2,3}", 0, "(?:a){2,3}"),
        ("a  b # a comment\n c", regex.VERBOSE, "abc"),
        ("a.b", regex.IGNORECASE | regex.DOTALL, "(?is)a.b"),
        (r"\bfoo\b", 0, r"\bfoo"),
        (r"(?<name>a)\Z", 0, "(?:a)"),
    ],
)
def test_written_wider(pattern: str, flags: int, expected: str) -> None:
    assert widened(pattern, flags) == expected


def test_backwards_it_reads_from_the_end() -> None:
    assert widened("ab+c", backwards=True) == "c(?:b)+a"


def test_bare_it_leaves_out_what_may_be_missing_at_its_ends() -> None:
    assert widened("(?:x)?ab(?:y)*", bare=True) == "ab"


@pytest.mark.parametrize("pattern", [r"(a)\1", r"(?&name)", r"\K"])
def test_what_cannot_be_read_is_an_error(pattern: str) -> None:
    with pytest.raises(ValueError, match="can't be made wider"):
        widened(pattern)


def test_alternatives_are_those_of_the_outermost_level() -> None:
    assert alternatives(r"a(?:b|c)|[|(]d|\|e") == ["a(?:b|c)", "[|(]d", r"\|e"]


@given(st.text(st.sampled_from("aA1é٣ſ\u2009_-. "), max_size=8))
def test_wherever_the_one_matches_the_other_does(text: str) -> None:
    for pattern in (r"\w+", r"[^\W\d_]+", r"\d[\d.]*+", r"\s\S", r"\bA1?", r"[^a-z]\b", r"(?<=a)(?:1|\w{2})(?!-)"):
        if regex.search(pattern, text):
            assert re2.search(widened(pattern), text), pattern
