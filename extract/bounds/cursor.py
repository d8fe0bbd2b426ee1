"""A place in a list of tokens, and the brackets found there: what all parts of arranging share."""

from abc import ABC, abstractmethod

from extract.bounds.tokens import Token
from extract.bounds.tree import Unreadable

Flat = tuple[str, str]
"""A token for the grammar: its terminal and its text."""

MAX_DEPTH = 24
OPENERS = {"(": (")", "]", "}"), "[": ("]", ")"), "{": ("}",)}
STARTS = frozenset(
    {
        "NAME",
        "NUM",
        "FUN",
        "LANDAU",
        "FRAC",
        "BINOM",
        "SQRT",
        "CUBE",
        "SUM",
        "PROD",
        "BAR",
        "NORM",
        "CEIL",
        "FLOOR",
        "CARD",
        "NORMED",
        "(",
        "[",
        "{",
    }
)
"""The kinds of token that a factor can start with."""
TERM_ENDS = ("+", "-", ",", ")", "]", "}")
"""The kinds of token that end a term."""
POWERS = ("CARET", "POWER")
"""Terminals that raise what stands before them."""


class Cursor(ABC):
    """`tokens` read up to `at`. `tex` says whether the text has its backslashes."""

    def __init__(self, tokens: list[Token], tex: bool) -> None:
        self.tokens = tokens
        self.tex = tex
        self.at = 0
        self.depth = 0
        self.groups: dict[int, tuple[list[Flat], int]] = {}
        """Groups already read, by where they open: what turns out to be no argument is read again as a factor."""

    @abstractmethod
    def sequence(self, closers: tuple[str, ...]) -> list[Flat]:
        """A comma-separated list of sums up to one of `closers`, which is left standing."""

    @abstractmethod
    def factor(self, run: list[list[Flat]]) -> list[Flat]:
        """One factor with its sub- and superscripts. `run` is the product so far, for "s log N/s"."""

    def peek(self, ahead: int = 0) -> Token | None:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def kind(self, ahead: int = 0) -> str:
        token = self.peek(ahead)
        return token.kind if token else ""

    def next(self) -> Token:
        token = self.peek()
        if token is None:
            raise Unreadable("incomplete")
        self.at += 1
        return token

    def group(self) -> list[Flat]:
        """A bracketed group; a lone symbol in braces stays bare, so that scripts can join it."""
        start = self.at
        opener = self.next()
        if start in self.groups:
            inside, self.at = self.groups[start]
        else:
            inside = self.sequence(OPENERS[opener.kind])
            self.at += 1
            self.groups[start] = inside, self.at
        if not inside:
            raise Unreadable("incomplete")
        if opener.kind == "{" and len(inside) == 1 and inside[0][0] == "NAME":
            return inside
        return bracketed(inside)

    def argument_group(self) -> list[Flat]:
        """The bracketed argument of a function; braces around brackets count once."""
        if self.kind() not in OPENERS:
            raise Unreadable("incomplete")
        inside = self.group()
        return inside if inside[0][0] == "LP" else bracketed(inside)


def bracketed(inside: list[Flat]) -> list[Flat]:
    return [("LP", "("), *inside, ("RP", ")")]


def grouped(inside: list[Flat]) -> list[Flat]:
    """`inside` as one factor: a lone symbol or number needs no brackets."""
    if len(inside) == 3 and inside[0][0] == "LP" and inside[1][0] in ("NAME", "NUM"):
        return inside[1:2]
    return inside if len(inside) == 1 and inside[0][0] in ("NAME", "NUM") else bracketed(inside)


def raised(base: list[Flat], exponent: list[Flat]) -> list[Flat]:
    """`base` to the power of a bracketed `exponent`; a rational one becomes a single token."""
    kinds = tuple(flat[0] for flat in exponent)
    if kinds in _RATIONALS:
        return [*base, ("POWER", "".join(flat[1] for flat in exponent if flat[0] not in ("LP", "RP")))]
    return [*base, ("CARET", "^"), *exponent]


_RATIONALS = frozenset(
    ("LP", *sign, *ratio, "RP")
    for sign in ((), ("MINUS",))
    for ratio in (("NUM",), ("NUM", "SLASH", "NUM"), ("LP", "NUM", "SLASH", "NUM", "RP"))
)


def outermost(flats: list[Flat]) -> list[Flat]:
    """The tokens outside all brackets."""
    out, depth = list[Flat](), 0
    for flat in flats:
        depth -= flat[0] == "RP"
        if not depth:
            out.append(flat)
        depth += flat[0] == "LP"
    return out
