"""Cases as a user would write them, checked as a user would check them."""

from pathlib import Path

import pytest

from extract.testing import Case, assert_case, read_cases

CASES = read_cases(Path(__file__).with_name("shapes.toml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert_case(case)
