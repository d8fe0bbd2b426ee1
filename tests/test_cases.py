"""Whole claims: every case of `tests/cases/`, in the format that is offered to users."""

from pathlib import Path

import pytest

from extract.testing import Case, assert_case, read_cases

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
CASES = [pytest.param(case, id=f"{file.stem}: {case.name}") for file in FILES for case in read_cases(file)]
SOURCES = {"captures", "corpus", "made", "report"}
"""Where a case's text comes from: the captures, another real abstract, somebody's desk, a reported miss."""


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    assert_case(case)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_cases_have_names_of_their_own_and_a_source(file: Path) -> None:
    cases = read_cases(file)
    assert len({case.name for case in cases}) == len(cases)
    assert {case.source.partition(":")[0] for case in cases} <= SOURCES
