"""A LALR grammar from arranged tokens to expression trees, and `parse` over the three steps."""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from extract.bounds.arrange import arrange
from extract.bounds.cursor import Flat
from extract.bounds.lexer import lex
from extract.bounds.tree import (
    MINUS_ONE,
    Call,
    Expr,
    Num,
    Sym,
    Unreadable,
    add,
    call,
    mul,
    power,
)  # fmt: skip

if TYPE_CHECKING:
    from lark import Lark, Token, Transformer

GRAMMAR = r"""
?start: sum
?sum: product
    | sum PLUS product      -> add
    | sum MINUS product     -> subtract
    | PLUS product          -> same
    | MINUS product         -> negate
?product: factor
    | product TIMES factor  -> times
    | product SLASH factor  -> over
?factor: atom
    | atom CARET exponent   -> power
    | atom POWER            -> rational_power
?exponent: LP sum RP        -> group
?atom: NUM                  -> number
    | NAME                  -> symbol
    | NAME LP arguments RP  -> call
    | LP sum RP             -> group
    | factor BANG           -> factorial
arguments: argument (COMMA argument)*
?argument: sum
    | LP sum COMMA arguments RP -> tuple
%declare PLUS MINUS TIMES SLASH CARET LP RP COMMA NUM NAME BANG POWER
"""


@lru_cache(maxsize=4096)
def parse(text: str) -> Expr:
    """The expression tree of `text`, in normal form.

    `text` is the expression alone, without `$`: TeX, TeX that lost its backslashes, or Unicode.
    Raises `Unreadable`, whose `reason` is a code, where it can't be read for certain. Time is
    linear in the length of the text, which may be at most `lexer.MAX_LENGTH` characters.
    """
    return build(arrange(lex(text), "\\" in text))


def build(flat: list[Flat]) -> Expr:
    """The tree of arranged tokens."""
    from lark.exceptions import LarkError, VisitError

    if not flat:
        raise Unreadable("empty")
    try:
        tree: Any = _lark().parse(flat)
    except VisitError as error:
        raise (error.orig_exc if isinstance(error.orig_exc, Unreadable) else Unreadable("arithmetic")) from error
    except LarkError as error:
        raise Unreadable("syntax") from error
    return tree  # type: ignore[no-any-return]


class _Builder:
    """Makes the tree while the parser reduces: one method a rule, given the rule's parts."""

    def number(self, parts: list[Any]) -> Expr:
        return Num(Fraction(parts[0]))

    def symbol(self, parts: list[Any]) -> Expr:
        return Sym(str(parts[0]))

    def add(self, parts: list[Any]) -> Expr:
        return add(parts[0], parts[2])

    def subtract(self, parts: list[Any]) -> Expr:
        return add(parts[0], mul(MINUS_ONE, parts[2]))

    def same(self, parts: list[Any]) -> Expr:
        return cast(Expr, parts[1])

    group = same

    def negate(self, parts: list[Any]) -> Expr:
        return mul(MINUS_ONE, parts[1])

    def times(self, parts: list[Any]) -> Expr:
        return mul(parts[0], parts[2])

    def over(self, parts: list[Any]) -> Expr:
        return mul(parts[0], power(parts[2], MINUS_ONE))

    def power(self, parts: list[Any]) -> Expr:
        return _raised(parts[0], parts[2])

    def rational_power(self, parts: list[Any]) -> Expr:
        top, _, bottom = parts[1].partition("/")
        if bottom and not float(bottom):
            raise Unreadable("zero_division")
        return _raised(parts[0], Num(Fraction(top) / Fraction(bottom or 1)))

    def arguments(self, parts: list[Any]) -> list[Expr]:
        return parts[::2]

    def tuple(self, parts: list[Any]) -> Expr:
        return call("", parts[1], *parts[3])

    def call(self, parts: list[Any]) -> Expr:
        name, arguments = str(parts[0]), parts[2]
        if len(arguments) == 1 and isinstance(arguments[0], Call) and not arguments[0].name:
            arguments = arguments[0].args  # "\\min{(a, b)}"
        return call(name, *arguments)

    def factorial(self, parts: list[Any]) -> Expr:
        return call("factorial", parts[0])


def _raised(base: Expr, exponent: Expr) -> Expr:
    return call("exp", exponent) if base == _EULER else power(base, exponent)


_EULER = Sym("e")


@lru_cache(maxsize=1)
def _lark() -> "Lark":
    from lark import Lark, Token
    from lark.lexer import Lexer

    class Arranged(Lexer):
        """Hands the arranged tokens to the parser as they are."""

        def __init__(self, conf: object) -> None:
            pass

        def lex(self, data: list[Flat]) -> Iterator[Token]:  # type: ignore[override]
            for kind, value in data:
                yield Token(kind, value)

    builder = cast("Transformer[Token, Expr]", _Builder())
    return Lark(GRAMMAR, parser="lalr", lexer=Arranged, transformer=builder, propagate_positions=False)
