"""Cases: how they are read, what they tell of what differs, and that a table's own claims hold against it."""

from pathlib import Path
from typing import Any

import pytest

from extract.models import Claim
from extract.testing import CaseError, assert_case, assert_claims, assert_table, expected_toml, read_cases
from extract.testing.cases import Case
from extract.testing.compare import differences
from tests.fakes import claim, paper
from tests.outputs import write_output

TEXT = "It is 2x faster and uses 3x less memory, 2x less than Adam."


def row(text: str, start: int, **fields: object) -> dict[str, Any]:
    made = claim(text=text, start=start, **fields)
    return {name: getattr(made, name) for name in Claim.__dataclass_fields__}


FOUND = [
    row("2x", 6, claim_type="speedup", value_low=2.0, metric="time", datasets=("ImageNet",)),
    row("3x", 25, claim_type="resource_change", value_low=3.0, bound_exponents=(("n", 1.0),)),
]


@pytest.mark.parametrize(
    ("claims", "others", "lines"),
    [
        ([{"text": "2x", "claim_type": "speedup", "datasets": ["ImageNet"]}, {"text": "3x"}], "forbidden", []),
        ([{"text": "2x", "empty": ["subject"]}, {"text": "3x", "bound_exponents": {"n": 1.0}}], "forbidden", []),
        ([{"text": "2x"}], "allowed", []),
        ([{"text": "2x"}], "forbidden", ["invented   '3x' resource_change by fake.number"]),
        ([{"text": "2x", "nth": 2, "claim_type": "speedup"}], "allowed", ["missing    '2x' speedup"]),
        (
            [{"text": "2x", "value_low": 2.5, "metric": "speed", "empty": ["datasets"]}],
            "allowed",
            [
                "different  '2x'",
                "           value_low: expected 2.5, found 2.0",
                "           metric: expected 'speed', found 'time'",
                "           datasets: expected nothing, found ['ImageNet']",
            ],
        ),
    ],
)  # fmt: skip
def test_differences(claims: list[dict[str, Any]], others: str, lines: list[str]) -> None:
    assert differences(Case(name="a case", text=TEXT, others=others, claims=tuple(claims)), TEXT, FOUND) == lines


def test_numbers_are_the_same_to_four_digits() -> None:
    found = [row("3x", 25, norm_low=1.87966)]
    for norm, lines in [(1.88, []), (1.9, ["different  '3x'", "           norm_low: expected 1.9, found 1.87966"])]:
        assert differences(Case(name="", text=TEXT, claims=({"text": "3x", "norm_low": norm},)), TEXT, found) == lines


def test_of_two_claims_in_one_place_the_one_of_the_type_is_meant() -> None:
    found = [row("2x", 6, claim_type="steps"), row("2x", 6, claim_type="speedup")]
    case = Case(name="", text=TEXT, claims=({"text": "2x", "claim_type": "speedup"},))
    assert differences(case, TEXT, found) == ["invented   '2x' steps by fake.number"]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[case]]\nname = "a"\ntexts = "b"', "a: no key texts"),
        ('[[case]]\ntext = "b"', "a case: no name"),
        ('[[cases]]\nname = "a"', "'cases' is no [[case]]"),
        ('[[case]]\nname = "a"\nothers = "some"', "a: others is 'some', must be forbidden or allowed"),
        ('[[case]]\nname = "a"\n[[case.claims]]\nnth = 1', "a: a claim without text"),
        ('[[case]]\nname = "a"\n[[case.claims]]\ntext = "2"\nvalue = 2', "a: '2': there is no column 'value'"),
        ('[[case]]\nname = "a"\n[[case.claims]]\ntext = "2"\nempty = ["valu"]', "a: '2': there is no column 'valu'"),
    ],
)
def test_faulty_cases_are_errors(toml: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "cases.toml").write_text(toml)
    with pytest.raises(CaseError) as error:
        read_cases(tmp_path / "cases.toml")
    assert str(error.value).endswith(message)


def test_a_claim_that_is_not_in_the_text_is_an_error() -> None:
    with pytest.raises(CaseError, match="holds no '9x' number 1"):
        assert_claims(TEXT, [{"text": "9x"}])


def test_assert_claims() -> None:
    expected = {"text": "2.5x", "claim_type": "speedup", "value_low": 2.5, "baselines": ["Adam"]}
    assert_claims("SwiftNet trains 2.5x faster than Adam.", [expected])
    with pytest.raises(AssertionError) as error:
        assert_claims("SwiftNet trains 2.5x faster than Adam.", [{**expected, "unit": "percent"}])
    assert str(error.value).splitlines() == [
        "claims are not as expected",
        "SwiftNet trains 2.5x faster than Adam.",
        "  different  '2.5x'",
        "             unit: expected 'percent', found 'x'",
    ]


def test_a_known_failure_that_passes_is_a_fault() -> None:
    known = Case(name="known", text="No number.", xfail="a reason", claims=())
    with pytest.raises(AssertionError, match="passes, though it is expected to fail: a reason"):
        assert_case(known)
    assert_case(Case(name="known", text="At 2x.", xfail="a reason", claims=({"text": "2x", "unit": "never"},)))


def hard_papers() -> tuple[list[Any], list[Claim]]:
    papers = [paper(1, "At 2x and 2x\x7f.", 'A "title" \\ \x7f'), paper(2, "Nothing.")]
    claims = [
        claim("arxiv:1", "2x", 3),
        claim("arxiv:1", "2x", 10, datasets=("A", 'B"'), value_low=None, value_high=None, norm_low=1e300),
    ]
    return papers, claims


def test_a_table_holds_against_what_it_expects_of_itself(tmp_path: Path) -> None:
    papers, claims = hard_papers()
    out = write_output(tmp_path / "out", papers, claims)
    expected = tmp_path / "expected.toml"
    expected.write_text("\n".join(expected_toml(out)), encoding="utf8")
    [case] = read_cases(expected)
    assert (case.name, case.paper_id, len(case.claims)) == ('A "title" \\ \x7f', "arxiv:1", 2)
    assert case.claims[1]["nth"] == 2
    assert_table(out, expected)
    other = write_output(tmp_path / "other", papers, [claims[0], claim("arxiv:1", "2x", 10, owner="prior")])
    with pytest.raises(AssertionError) as error:
        assert_table(other, expected)
    assert "             owner: expected 'own', found 'prior'" in str(error.value).splitlines()


def test_a_paper_that_is_not_in_the_table_is_a_fault(tmp_path: Path) -> None:
    out = write_output(tmp_path / "out", *hard_papers())
    (tmp_path / "expected.toml").write_text('[[case]]\nname = "gone"\npaper_id = "arxiv:9"')
    with pytest.raises(AssertionError, match="no paper 'arxiv:9'"):
        assert_table(out, tmp_path / "expected.toml")
    with pytest.raises(CaseError, match="no paper 'arxiv:9'"):
        list(expected_toml(out, ["arxiv:9"]))
