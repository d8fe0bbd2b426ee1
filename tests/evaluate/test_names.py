import pytest

from extract.evaluate.names import fold, matched_names, same_names, same_words, verbatim


def test_fold() -> None:
    assert fold("Naïve  Bayes: k-NN (fast)") == "naive bayes knn fast"
    assert fold("深層 学習") == "深層 学習"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Top-1 accuracy", "top-1 Accuracy", True),
        ("accuracy", "top-1 accuracy", True),
        ("accuracy", "average accuracy on all tasks", False),
        ("CIFAR-10", "CIFAR-100", False),
        ("CIFAR-10", "CIFAR-10 test set", True),
        (None, "", True),
        ("a", None, False),
        ("%", "%", True),
        ("%", "+", False),
    ],
)
def test_same_words(one: str | None, other: str | None, same: bool) -> None:
    assert same_words(one, other) is same
    assert same_words(other, one) is same


def test_lists_of_names_are_matched_one_to_one() -> None:
    assert matched_names(["Adam", "Adam"], ["Adam"]) == 1
    assert matched_names(["SGD", "Adam"], ["Adam", "SGD"]) == 2
    assert same_names([], [])
    assert not same_names(["Adam"], ["Adam", "SGD"])


def test_verbatim() -> None:
    text = "We use full\nfine-tuning and  Adam."
    assert verbatim("full fine-tuning", text)
    assert verbatim(["Adam", "full fine-tuning"], text)
    assert verbatim(None, text)
    assert not verbatim(["Adam", "adam"], text)
