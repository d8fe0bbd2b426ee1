"""What the rules give on the captures: no score falls, no claim changes unseen. `make bless` accepts a change."""

import tomllib

import pytest

from bench.gate import differences
from tests import bless

HINT = "`make bless` accepts it"


def test_no_claim_changed_unseen() -> None:
    changed = bless.changes(bless.CAPTURES.read_text(encoding="utf-8"), bless.golden_text())
    assert not changed, "\n".join([f"the claims have changed; {HINT}", *changed])


def test_the_other_papers_are_as_they_were() -> None:
    kept = tomllib.loads(bless.OTHERS.read_text(encoding="utf-8"))
    assert tomllib.loads(bless.others_toml()) == kept, HINT


HELD = tomllib.loads(bless.RATCHET.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", HELD)
def test_no_score_falls(name: str) -> None:
    assert bless.ratchet()[name] >= HELD[name]


def test_every_score_that_counts_is_held() -> None:
    assert bless.ratchet().keys() == HELD.keys()


def test_gates_only_save_time() -> None:
    papers = [(paper.record.title, paper.record.abstract) for paper, _ in bless.claims().values()]
    assert list(differences(bless.pipeline(), papers)) == []


def test_a_changed_claim_is_told_by_paper() -> None:
    before = "# A\na claim\nanother\n\n# B\n\n# C\nc\n"
    after = "# A\na claim\n\n# B\nnew\n\n# C\nc\n"
    assert bless.changes(before, after) == ["# A", "- another", "# B", "+ new"]
