"""What RE2 is asked past its wrapper in Python."""

import pytest
import re2

from extract.gate import Gate, beginnings, linear, places


def test_the_private_parts_of_re2_are_where_they_were() -> None:
    """Fails first where another version of google-re2 has moved them; `pyproject.toml` bounds it until then."""
    span = re2.compile("b")._regexp.Match(re2._re2.RE2.Anchor.UNANCHORED, b"abc", 0, 3)
    assert span[0] == (1, 2)
    patterns = re2.Set.SearchSet()
    patterns.Add("b")
    patterns.Compile()
    assert list(patterns._set.Match(b"abc")) == [0]
    assert list(patterns._set.Match(b"x")) == []


@pytest.mark.parametrize(("text", "found"), [("a1", {0, 1}), ("b1", {1}), ("", set()), ("é1", {1})])
def test_which_patterns_occur(text: str, found: set[int]) -> None:
    assert set(Gate("a", r"\d")(text)) == found


def test_at_the_start_alone() -> None:
    assert list(Gate("a", "b", at_start=True)("ba")) == [1]


@pytest.mark.parametrize(
    ("text", "start", "end", "found"),
    [
        ("ab12 3", 0, 6, ["12", "3"]),
        ("ab12 3", 3, 5, ["2"]),
        ("éé12 é3", 0, 7, ["12", "3"]),
        ("éé12 é3", 3, 7, ["2", "3"]),
        ("\ud83512", 0, 3, ["12"]),
        ("12", 2, 2, []),
        ("", 0, 0, []),
    ],
)
def test_places_count_characters(text: str, start: int, end: int, found: list[str]) -> None:
    assert [text[low:high] for low, high in places(linear(r"\d+"), text, start, end)] == found


@pytest.mark.parametrize(
    ("text", "end", "asked", "found"),
    [
        ("ab12 3", 6, [0, 3, 4], [2, 3, 5]),
        ("ab12 3", 5, [0, 4], [2, -1]),
        ("éé12 é3", 7, [0, 3, 4], [2, 3, 6]),
        ("éé12 é3", 4, [1, 4], [2, -1]),
        ("\ud83512", 3, [0, 2, 3], [1, 2, -1]),
        ("", 0, [0], [-1]),
    ],
)
def test_beginnings_count_characters(text: str, end: int, asked: list[int], found: list[int]) -> None:
    next_from = beginnings(linear(r"\d+"), text, end)
    assert [next_from(at) for at in asked] == found
