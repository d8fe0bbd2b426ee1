"""One way to cut clean text into words, for lexicons and sentences alike."""

from itertools import accumulate

from extract.twin import Twin

WORD = Twin(r"([^\W\d_](?:\w|[-'’.+&^@*](?=[^\W_]))*+\+{0,2}|\d(?:\w|[-'.](?=\w))*+|\S)")


def words(text: str) -> tuple[str, ...]:
    """The words and marks of a text; hyphened ones stay whole."""
    return tuple(WORD.over(text).split(text)[1::2])


def cut(text: str, start: int, end: int) -> tuple[list[str], list[int], list[int]]:
    """The words and marks of text[start:end], where each begins and where it ends.

    Words and gaps come in turn, so that their lengths tell the places: no object is made for a match.
    """
    pieces = WORD.over(text).split(text[start:end])
    places = list(accumulate(map(len, pieces), initial=start))
    return pieces[1::2], places[1:-1:2], places[2:-1:2]
