"""Runs of letters that lost their spaces and backslashes, cut into symbols: "nvarepsilon", "mlog"."""

from functools import lru_cache

from extract.bounds.tables import tables
from extract.bounds.tree import Unreadable


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], int]:
    """Words that may be glued to letters, without TeX's backslash, and the length of the longest."""
    known = tables()
    words = {w for w in (*known.functions, *known.letters) if len(w) > 1}
    words |= {w for w in known.commands if len(w) > 2}
    words -= known.with_backslash
    return frozenset(words), max(map(len, words))


def segment(run: str, tex: bool) -> list[str]:
    """A run of letters as known words and single letters, in as few pieces as can be.

    In TeX the Greek letters have their backslash, so that "nu" is a product there, but functions
    often lack theirs. A stretch of letters that looks like an English word raises `Unreadable`.
    """
    if len(run) == 1:
        return [run]
    words, longest = _words()
    greek = tables().greek
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        found = (best[end - 1][0] + 1.0, end - 1)
        for start in range(max(0, end - longest), end - 1):
            piece = run[start:end]
            if piece in words and not (tex and piece in greek and len(piece) < 7):
                cost = best[start][0] + 1.0 - 0.001 * (end - start)
                if cost < found[0]:
                    found = (cost, start)
        best.append(found)
    pieces: list[str] = []
    end = len(run)
    while end:
        start = best[end][1]
        pieces.append(run[start:end])
        end = start
    pieces.reverse()
    if len(run) > 3 and len(pieces) == len(run) and run.islower() and _VOWEL & set(run):
        return [run]
    _refuse_words(pieces)
    return pieces


_VOWEL = frozenset("aeiou")


def _refuse_words(pieces: list[str]) -> None:
    """Raise `Unreadable` where single letters of `pieces` look like a word."""
    stretch = ""
    for piece in [*pieces, "  "]:
        if len(piece) == 1:
            stretch += piece
            continue
        lower = [c for c in stretch if c.islower()]
        if len(stretch) > 8 or (len(lower) > 2 and _VOWEL & set(lower)):
            raise Unreadable("words")
        stretch = ""
