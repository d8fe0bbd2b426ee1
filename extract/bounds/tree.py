"""The expression tree of a bound, kept in normal form by the functions that build it.

All symbols stand for positive quantities, so that powers distribute over products. Coefficients
and numeric exponents are exact fractions. Two trees of one bound are equal (`==`), and so are
their texts: sums and products are flat, sorted, with like terms and factors collected; products
of sums are multiplied out as long as that stays small.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from extract.bounds.tables import tables

MAX_TERMS = 24
MAX_POWER = 64


class Unreadable(ValueError):  # noqa: N818 - it names an outcome; `reason` is its code
    """A text that can't be read for certain, with a code saying why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Node:
    """What all parts of a tree share: they are equal where their keys are, and the key is made once."""

    @cached_property
    def key(self) -> str:
        """A text that stands for the whole tree, by which terms and factors are sorted; each kind makes its own."""
        return type(self).__name__

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Node) and self.key == other.key)

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, eq=False)
class Num(Node):
    """An exact number."""

    value: Fraction

    @cached_property
    def key(self) -> str:
        return f"0{self.value}"


@dataclass(frozen=True, eq=False)
class Sym(Node):
    """A positive quantity, by its canonical name ("epsilon", "k_star")."""

    name: str

    @cached_property
    def key(self) -> str:
        return f"1{self.name}"


@dataclass(frozen=True, eq=False)
class Call(Node):
    """A function of its arguments ("log", "Min", "card", "O" inside an exponent, "f")."""

    name: str
    args: tuple["Expr", ...]

    @cached_property
    def key(self) -> str:
        return f"2{self.name}({','.join(a.key for a in self.args)})"


@dataclass(frozen=True, eq=False)
class Pow(Node):
    base: "Expr"
    exponent: "Expr"

    @cached_property
    def key(self) -> str:
        return f"{self.base.key}^{self.exponent.key}"


@dataclass(frozen=True, eq=False)
class Mul(Node):
    """A product; a numeric coefficient other than 1 stands first."""

    factors: tuple["Expr", ...]

    @cached_property
    def key(self) -> str:
        return f"3[{' '.join(f.key for f in self.factors)}]"


@dataclass(frozen=True, eq=False)
class Add(Node):
    terms: tuple["Expr", ...]

    @cached_property
    def key(self) -> str:
        return f"4[{' '.join(t.key for t in self.terms)}]"


Expr = Num | Sym | Call | Pow | Mul | Add

ZERO, ONE, MINUS_ONE = Num(Fraction(0)), Num(Fraction(1)), Num(Fraction(-1))


def number(value: int | Fraction) -> Num:
    return Num(Fraction(value))


def split_coefficient(term: Expr) -> tuple[Fraction, Expr]:
    """A term as (numeric coefficient, the rest)."""
    if isinstance(term, Num):
        return term.value, ONE
    if isinstance(term, Mul) and isinstance(term.factors[0], Num):
        rest = term.factors[1:]
        return term.factors[0].value, rest[0] if len(rest) == 1 else Mul(rest)
    return Fraction(1), term


def base_exponent(factor: Expr) -> tuple[Expr, Expr]:
    return (factor.base, factor.exponent) if isinstance(factor, Pow) else (factor, ONE)


def factors_of(expr: Expr) -> tuple[Expr, ...]:
    return expr.factors if isinstance(expr, Mul) else (expr,)


def terms_of(expr: Expr) -> tuple[Expr, ...]:
    return expr.terms if isinstance(expr, Add) else (expr,)


def add(*terms: Expr) -> Expr:
    """The sum of the terms."""
    coefficients: dict[Expr, Fraction] = {}
    for term in terms:
        for part in terms_of(term):
            coefficient, rest = split_coefficient(part)
            coefficients[rest] = coefficients.get(rest, Fraction(0)) + coefficient
    kept = [_scaled(c, rest) for rest, c in coefficients.items() if c]
    if not kept:
        return ZERO
    if len(kept) > MAX_TERMS * 4:
        raise Unreadable("too_long")
    return kept[0] if len(kept) == 1 else Add(tuple(sorted(kept, key=lambda t: split_coefficient(t)[1].key)))


def _scaled(coefficient: Fraction, rest: Expr) -> Expr:
    if rest == ONE:
        return Num(coefficient)
    if coefficient == 1:
        return rest
    return Mul((Num(coefficient), *factors_of(rest)))


def mul(*factors: Expr) -> Expr:
    """The product of the factors, sums among them multiplied out where no sum stands below."""
    coefficient = Fraction(1)
    exponents: dict[Expr, Expr] = {}
    for factor in factors:
        for part in factors_of(factor):
            if isinstance(part, Num):
                coefficient *= part.value
                continue
            base, exponent = base_exponent(part)
            exponents[base] = add(exponents[base], exponent) if base in exponents else exponent
    if not coefficient:
        return ZERO
    powers = [_power(base, exponent) for base, exponent in exponents.items()]
    if any(isinstance(p, Num | Mul) for p in powers):
        return mul(Num(coefficient), *powers)
    kept = sorted((p for p in powers if p != ONE), key=lambda p: p.key)
    return _expanded(coefficient, kept)


def _expanded(coefficient: Fraction, factors: list[Expr]) -> Expr:
    sums = [f for f in factors if isinstance(f, Add)]
    below = any(isinstance(f, Pow) and isinstance(f.base, Add) and is_negative(f.exponent) for f in factors)
    size = 1
    for one in sums:
        size *= len(one.terms)
    if sums and not below and size <= MAX_TERMS:
        others: Expr = _product(coefficient, [f for f in factors if not isinstance(f, Add)])
        terms = [others]
        for one in sums:
            terms = [mul(left, right) for left in terms for right in one.terms]
        return add(*terms)
    return _product(coefficient, factors)


def _product(coefficient: Fraction, factors: list[Expr]) -> Expr:
    if not factors:
        return Num(coefficient)
    head: list[Expr] = [] if coefficient == 1 else [Num(coefficient)]
    whole = [*head, *factors]
    return whole[0] if len(whole) == 1 else Mul(tuple(whole))


def power(base: Expr, exponent: Expr) -> Expr:
    """base ** exponent."""
    if isinstance(base, Pow):
        return power(base.base, mul(base.exponent, exponent))
    if isinstance(base, Mul):
        coefficient, rest = split_coefficient(base)
        if coefficient > 0:
            return mul(_power(Num(coefficient), exponent), *(power(f, exponent) for f in factors_of(rest)))
    return _power(base, exponent)


def _power(base: Expr, exponent: Expr) -> Expr:
    if exponent == ZERO or base == ONE:
        return ONE
    if exponent == ONE:
        return base
    if isinstance(base, Num):
        return _numeric_power(base, exponent)
    if isinstance(base, Call) and base.name == "exp":
        return call("exp", mul(base.args[0], exponent))
    return Pow(base, exponent)


def _numeric_power(base: Num, exponent: Expr) -> Expr:
    if not base.value:
        divides = isinstance(exponent, Num) and exponent.value < 0
        raise Unreadable("zero_division" if divides else "zero_power")
    if not isinstance(exponent, Num):
        return Pow(base, exponent)
    if abs(exponent.value) > 10**4:
        raise Unreadable("number_too_big")
    if exponent.value.denominator == 1:
        if abs(exponent.value) > MAX_POWER or len(str(base.value)) > 9:
            return Pow(base, exponent)
        return Num(base.value ** int(exponent.value))
    if exponent.value < 0:
        return _power(Num(1 / base.value), Num(-exponent.value))
    return Pow(base, exponent)


def call(name: str, *args: Expr) -> Expr:
    """The function `name` of `args`, with the few identities that normal form needs."""
    if name == "log" and len(args) == 1:
        return _logarithm(args[0])
    if name in ("Min", "Max"):
        flat = {a for arg in args for a in (arg.args if isinstance(arg, Call) and arg.name == name else (arg,))}
        if len(flat) == 1 and len(args) > 1:
            return flat.pop()
        return Call(name, tuple(sorted(flat, key=lambda a: a.key)))
    if name == "exp" and args[0] == ZERO:
        return ONE
    if name == "card" and isinstance(args[0], Sym) and args[0].name.split("_")[0] in tables().scalars:
        return Call("abs", args)
    return Call(name, args)


def _logarithm(argument: Expr) -> Expr:
    if argument == ONE:
        return ZERO
    if isinstance(argument, Call) and argument.name == "exp":
        return argument.args[0]
    if isinstance(argument, Pow) and isinstance(argument.exponent, Num) and not isinstance(argument.base, Num):
        exponent = argument.exponent.value
        kept = argument.base if exponent > 0 else Pow(argument.base, MINUS_ONE)
        return mul(Num(abs(exponent)), Call("log", (kept,)))
    return Call("log", (argument,))


def is_negative(exponent: Expr) -> bool:
    """Whether an exponent is written with a minus sign in front."""
    return split_coefficient(terms_of(exponent)[0])[0] < 0 and (
        not isinstance(exponent, Add) or all(split_coefficient(t)[0] < 0 for t in exponent.terms)
    )


def symbols(expr: Expr) -> frozenset[str]:
    """The names of the variables in an expression."""
    found: set[str] = set()
    todo: list[Expr] = [expr]
    while todo:
        node = todo.pop()
        match node:
            case Sym(name):
                found.add(name)
            case _:
                todo.extend(children(node))
    return frozenset(found)


def children(node: Expr) -> Iterable[Expr]:
    match node:
        case Call(_, args):
            return args
        case Pow(base, exponent):
            return (base, exponent)
        case Mul(factors):
            return factors
        case Add(terms):
            return terms
        case _:
            return ()
