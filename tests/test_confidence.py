"""Confidence is the share of like claims that was right."""

from extract.calibrate import Case, brier, cross_fitted, fitted, table
from extract.confidence import Evidence, confidence
from extract.ruleset.certainty import ConfidenceRules


def _cases(rule: str, kind: str, rights: list[bool], *, sure: bool = True) -> list[Case]:
    return [Case(Evidence(rule, kind, sure), right, fold % 5) for fold, right in enumerate(rights)]


def test_a_rule_before_its_type_and_a_type_before_all() -> None:
    rules = ConfidenceRules({"a": (0.9, 0.8)}, {"speedup": (0.7, 0.6)}, (0.5, 0.4))
    assert confidence(Evidence("a", "speedup", sure=True), rules) == 0.9
    assert confidence(Evidence("a", "speedup", sure=False), rules) == 0.8
    assert confidence(Evidence("b", "speedup", sure=True), rules) == 0.7
    assert confidence(Evidence("b", "scope", sure=False), rules) == 0.4


def test_shares_are_drawn_towards_the_wider_group_and_loose_is_never_above_sure() -> None:
    seen = _cases("a", "speedup", [True] * 30 + [False] * 10) + _cases("b", "scope", [False] * 4, sure=False)
    rules = fitted(seen)
    assert rules.rules.keys() == {"a"}
    assert rules.types.keys() == {"scope"}
    assert rules.rules["a"][0] == 0.75
    assert all(loose <= sure for sure, loose in (*rules.rules.values(), *rules.types.values(), rules.other))


def test_cross_fitting_never_judges_a_paper_by_itself() -> None:
    seen = [Case(Evidence("a", "speedup", sure=True), fold == 0, fold) for fold in range(5) for _ in range(10)]
    judged = cross_fitted(seen)
    shares_of_fold_0 = {share for share, right in judged if right}
    assert len(judged) == 50
    assert max(shares_of_fold_0) < 0.1


def test_brier_and_table() -> None:
    judged = [(0.9, True)] * 9 + [(0.9, False)]
    assert abs(brier(judged) - 0.09) < 1e-12
    assert list(table(judged)) == [
        "confidence   claims    mean   right",
        "0.90-0.95        10   0.900   0.900",
        "Brier score 0.0900 over 10 claims",
    ]
