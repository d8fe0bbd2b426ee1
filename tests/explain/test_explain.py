"""What explanation says of claims, of what was rejected, and of what nothing reads."""

import pytest

from extract.explain import explain, lines, trees
from extract.explain.nodes import Node
from tests.run.commands import call

CASES = [
    (
        "It is up to 2x faster than Adam.",
        [
            "quantity '2x' [12:14] <- number '2', unit 'x' = 2 x, tag Q.x",
            "hedge: 'up to' -> <=",
            "speedup <- speedup.faster, confidence",
            "pattern: Q FASTER over 'up to 2x faster'",
            "value: <= 2 x, norm: <= 2 factor, direction: up",
            "baselines: Adam",
            "owner: own",
            "statistic <- statistic.factor (Q) over 'up to 2x': outranked by speedup.faster",
            "1 sentence, 1 claim",
        ],
    ),
    (
        "We make three main contributions.",
        ["no claim <- none.own_part (Q _3 OWN) over 'three main contributions': it says that this is no claim"],
    ),
    ("Nothing is counted here.", ["passed by: no number in digits or words", "1 sentence, 0 claims"]),
    ("It was seen by 3 dogs.", ["rules that read count has a pattern that fits: ", "Q dogs/PLURAL"]),
    ("On 224x224 images of GPT-4.", ["is no quantity: skipped as 'resolution'", "part of a name or a formula"]),
    ("It takes $O(n^2)$ time.", ["bound 'O(n^2)' [10:16] <- O n**2", "complexity <- bound.", "measure: time"]),
    ("It holds by setting sigma = O(epsilon).", ["states no result: condition (bound.none.setting)"]),
    (
        "It improves accuracy by 2% on A and 3% on B.",
        ["taken over from the quantity that it is coordinated with", "1 sentence, 2 claims"],
    ),
    (r"It is $2.5\times$ faster.", ["cleaned: It is 2.5× faster."]),
    ("", ["0 sentences, 0 claims"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), CASES, ids=[text[:30] or "nothing" for text, _ in CASES])
def test_explain(text: str, said: list[str]) -> None:
    explained = explain(text)
    assert [line for line in said if line not in explained] == []


def test_branches() -> None:
    node = Node("sentence", "top")
    child = node.add("quantity", "first")
    child.add("detail", "inside")
    node.add("nothing", "last")
    assert [line for _, line in lines([node])] == ["top", "├─ first", "│  └─ inside", "└─ last"]


def test_the_title_names_the_subject() -> None:
    assert "subject: FooNet" in explain("It is 2x faster.", title="FooNet: a fast one")


def test_every_line_has_a_kind() -> None:
    kinds = {kind for text, _ in CASES for kind, _ in lines(trees(text))}
    assert kinds == {"sentence", "claim", "quantity", "rejected", "nothing", "detail"}


def test_the_command_is_plain_where_nobody_looks() -> None:
    code, out, errors = call("explain", "It is 2x faster.")
    assert (code, errors) == (0, "")
    assert out == explain("It is 2x faster.") + "\n"
