"""A lazy attribute is computed at its first reading, and never again."""

from extract.lazy import lazy


class Counting:
    def __init__(self) -> None:
        self.computed = 0

    @lazy
    def answer(self) -> int:
        """What is computed."""
        self.computed += 1
        return 42


def test_computed_once_for_each_instance() -> None:
    one, other = Counting(), Counting()
    assert [one.computed, one.answer, one.answer, one.computed] == [0, 42, 42, 1]
    assert (other.computed, other.answer) == (0, 42)


def test_the_class_shows_the_attribute_itself() -> None:
    assert isinstance(Counting.answer, lazy)
    assert Counting.answer.__doc__ == "What is computed."
