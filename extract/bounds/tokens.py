"""The tokens of an expression."""

from dataclasses import dataclass

from extract.bounds.tree import Unreadable


@dataclass(slots=True)
class Token:
    """`kind` is one of NAME NUM FUN LANDAU FRAC BINOM SQRT BAR NORM and the punctuation itself.

    `apart`: white space stands before it. `raw`: it was a command with its backslash. `word`: it looks
    like a word of prose, taken for one name.
    """

    kind: str
    value: str
    apart: bool = False
    raw: bool = False
    word: bool = False


def unwrapped(tokens: list[Token]) -> list[Token]:
    """Braces around a lone operator or function name taken away: "d{+}k", "{\\log}^2 n"."""
    out: list[Token] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before and (before.word or token.word) and before.kind in _PROSE and token.kind in _PROSE:
            raise Unreadable("words")
        scripted = len(out) > 2 and out[-3].kind in ("_", "^")
        if token.kind == "}" and len(out) > 1 and out[-2].kind == "{" and out[-1].kind in _LONE and not scripted:
            del out[-2]
        else:
            out.append(token)
    return out


_PROSE = frozenset({"NAME", "NUM", "FUN", ")", "]"})
_LONE = frozenset({"FUN", "+", "-", "*"})
