"""Behind its sieve a pattern finds what it finds alone."""

import tomllib
from functools import cache
from pathlib import Path

import pytest
import regex

from extract.bounds.landau import head_pattern
from extract.bounds.measures import measures
from extract.pipeline import Pipeline
from extract.sieve import Choice, Shortlist, Sieve, sought

CASES = Path(__file__).parent / "cases"


@cache
def texts() -> list[str]:
    """The texts of the cases of claims, and some that RE2 counts in other steps than `regex`."""
    cases = [case for path in sorted(CASES.glob("*.toml")) for case in tomllib.loads(path.read_text("utf-8"))["case"]]
    return ["", "é our “method” is O(√n)—𝑂(1)\u2009ours", *(case["text"] for case in cases if "text" in case)]


def sieves() -> dict[str, Sieve]:
    linking = Pipeline().rules.linking
    of_linking = {name: sieve for name, sieve in linking.sought.items() if isinstance(sieve, Sieve)}
    return of_linking | {"cues": linking.cues, "class": measures().class_word, "landau": Sieve.of(head_pattern())}


def test_every_sieve_of_the_rules_finds_what_its_pattern_finds() -> None:
    for name, sieve in sieves().items():
        for text in texts():
            spans = [match.span() for match in sieve.finditer(text)]
            assert spans == [match.span() for match in sieve.pattern.finditer(text)], (name, text)


@pytest.mark.parametrize(("start", "end", "found"), [(0, None, ["é12", "3"]), (1, 5, ["12"]), (4, 5, [])])
def test_from_a_place_up_to_another(start: int, end: int | None, found: list[str]) -> None:
    pattern = regex.compile(r"\w?\d+")
    assert [match[0] for match in Sieve.of(pattern).finditer("é12 é 3", start, end)] == found
    first = Sieve.of(pattern).search("é12 é 3", start, end)
    assert (first and first[0]) == (found[0] if found else None)


def test_a_choice_takes_the_first_that_matches_at_a_place() -> None:
    patterns = [regex.compile(text) for text in ("ab(?=c)", "a[bx]", "b+")]
    found = list(Choice(patterns).finditer("abc ab ax bb"))
    assert [(match[0], patterns.index(match.re)) for match in found] == [("ab", 0), ("ab", 1), ("ax", 1), ("bb", 2)]


def test_a_shortlist_leaves_out_what_cannot_match_on_a_side() -> None:
    shortlist = Shortlist(
        [
            (regex.compile(r"the\s\Z"), None),
            (None, regex.compile(r"\stime")),
            (regex.compile(r"a\s\Z"), regex.compile(r"\stime")),
            (None, None),
        ]
    )
    assert shortlist("in the ", " time") == [0, 1, 3]
    assert shortlist("in a ", " space") == [3]


def test_what_has_no_wider_form_or_may_be_empty_is_sought_by_itself() -> None:
    for text in (r"(a)\1", "a*"):
        pattern = regex.compile(text)
        assert sought(pattern) is pattern
