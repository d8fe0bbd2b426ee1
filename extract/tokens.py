"""One way to cut clean text into words, for lexicons and sentences alike."""

from extract.twin import Twin

WORD = Twin(r"[^\W\d_](?:\w|[-'’.+&^@*](?=[^\W_]))*+\+{0,2}|\d(?:\w|[-'.](?=\w))*+|\S")


def words(text: str) -> tuple[str, ...]:
    """The words and marks of a text; hyphened ones stay whole."""
    return tuple(match[0] for match in WORD.finditer(text, 0, len(text)))
