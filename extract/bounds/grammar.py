"""A LALR grammar from arranged tokens to expression trees, and `parse` over the three steps."""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extract.bounds.arrange import arrange
from extract.bounds.cursor import Flat
from extract.bounds.lexer import lex
from extract.bounds.tree import (
    MINUS_ONE,
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
    from lark import Lark

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
arguments: sum (COMMA sum)*
%declare PLUS MINUS TIMES SLASH CARET LP RP COMMA NUM NAME BANG POWER
"""


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


@lru_cache(maxsize=1)
def _lark() -> "Lark":
    from lark import Lark, Token, Transformer, v_args
    from lark.lexer import Lexer

    class Arranged(Lexer):
        """Hands the arranged tokens to the parser as they are."""

        def __init__(self, conf: object) -> None:
            pass

        def lex(self, data: list[Flat]) -> Iterator[Token]:  # type: ignore[override]
            for kind, value in data:
                yield Token(kind, value)

    @v_args(inline=True)
    class Builder(Transformer):  # type: ignore[type-arg]
        def number(self, value: str) -> Expr:
            return Num(Fraction(value))

        def symbol(self, name: str) -> Expr:
            return Sym(str(name))

        def add(self, a: Expr, _: str, b: Expr) -> Expr:
            return add(a, b)

        def subtract(self, a: Expr, _: str, b: Expr) -> Expr:
            return add(a, mul(MINUS_ONE, b))

        def same(self, _: str, a: Expr) -> Expr:
            return a

        def negate(self, _: str, a: Expr) -> Expr:
            return mul(MINUS_ONE, a)

        def times(self, a: Expr, _: str, b: Expr) -> Expr:
            return mul(a, b)

        def over(self, a: Expr, _: str, b: Expr) -> Expr:
            return mul(a, power(b, MINUS_ONE))

        def power(self, base: Expr, _: str, exponent: Expr) -> Expr:
            if base == Sym("e"):
                return call("exp", exponent)
            return power(base, exponent)

        def rational_power(self, base: Expr, exponent: str) -> Expr:
            top, _, bottom = exponent.partition("/")
            if bottom and not float(bottom):
                raise Unreadable("zero_division")
            value = Fraction(top) / Fraction(bottom) if bottom else Fraction(top)
            return self.power(base, "^", Num(value))

        def group(self, *parts: Any) -> Expr:
            return parts[1]  # type: ignore[no-any-return]

        def arguments(self, *parts: Any) -> list[Expr]:
            return list(parts[::2])

        def call(self, name: str, _: str, arguments: list[Expr], __: str) -> Expr:
            return call(str(name), *arguments)

        def factorial(self, base: Expr, _: str) -> Expr:
            return call("factorial", base)

    return Lark(GRAMMAR, parser="lalr", lexer=Arranged, transformer=Builder(), propagate_positions=False)
