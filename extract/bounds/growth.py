"""How expressions grow in the limit: dominant terms, their exponents, and a partial order.

Each variable goes to infinity but those of `[limits].to_zero`, which go to zero. A sum or maximum
grows like its largest term, a minimum like its smallest. Powers of logarithms are kept for
`exponents` and left out of the order, which is therefore an order up to logs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product as cartesian
from math import log
from typing import Literal

from extract.bounds.render import to_text
from extract.bounds.tables import tables
from extract.bounds.tree import Add, Call, Expr, Mul, Num, Pow, Sym, Unreadable, split_coefficient, symbols

Order = Literal["better", "worse", "equal", "equal_up_to_logs", "incomparable"]
Level = tuple[Fraction, float, Fraction]
"""Growth in one variable: exponent p and factor c of exp(c*n**p), then the exponent of the power."""

MAX_ALTERNATIVES = 16
_FLAT: Level = (Fraction(0), 0.0, Fraction(0))


@dataclass(frozen=True)
class Monomial:
    """A term: per variable its level and log power; `opaque` is what has no place in the order."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    logs: Mapping[str, Fraction] = field(default_factory=dict)
    opaque: frozenset[str] = frozenset()

    def __mul__(self, other: "Monomial") -> "Monomial":
        levels = dict(self.levels)
        opaque = self.opaque ^ other.opaque if self.opaque & other.opaque else self.opaque | other.opaque
        for name, (p, c, degree) in other.levels.items():
            mine = levels.get(name, _FLAT)
            if p and mine[0] and p != mine[0]:
                opaque |= {f"exp({name})"}
            levels[name] = (max(p, mine[0], key=abs), c + mine[1], degree + mine[2])
        logs = {n: self.logs.get(n, Fraction(0)) + other.logs.get(n, Fraction(0)) for n in {*self.logs, *other.logs}}
        return Monomial(levels, logs, frozenset(opaque))

    def raised(self, exponent: Fraction) -> "Monomial":
        levels = {n: (p, c * float(exponent), d * exponent) for n, (p, c, d) in self.levels.items()}
        return Monomial(
            levels, {n: q * exponent for n, q in self.logs.items()}, frozenset(f"({o})^{exponent}" for o in self.opaque)
        )


Sum = tuple[Monomial, ...]
Growth = tuple[Sum, ...]
"""Alternatives (of a minimum), each a sum of monomials."""

_ONE: Growth = ((Monomial(),),)


def growth(expr: Expr) -> Growth:
    """The growth of an expression, as alternatives of sums of monomials."""
    match expr:
        case Num():
            return _ONE
        case Sym(name):
            return ((Monomial({name: (Fraction(0), 0.0, Fraction(1))}),),)
        case Add(terms):
            if any(split_coefficient(t)[0] < 0 for t in terms):
                return _opaque(expr) if symbols(expr) else _ONE
            return _joined([growth(t) for t in terms])
        case Call("Max", args):
            return _joined([growth(a) for a in args])
        case Call("Min", args):
            return _bounded([s for a in args for s in growth(a)])
        case Mul(factors):
            return _times([growth(f) for f in factors if not isinstance(f, Num)])
        case Pow(base, exponent):
            return _power(base, exponent)
        case Call(name, args):
            return _function(name, args, expr)
    raise TypeError(expr)


def _bounded(alternatives: list[Sum]) -> Growth:
    if len(alternatives) > MAX_ALTERNATIVES:
        raise Unreadable("too_many_cases")
    return tuple(alternatives)


def _joined(parts: list[Growth]) -> Growth:
    if _cases(parts) > MAX_ALTERNATIVES:
        raise Unreadable("too_many_cases")
    return tuple(tuple(m for s in choice for m in s) for choice in cartesian(*parts))


def _times(parts: list[Growth]) -> Growth:
    if _cases(parts) > MAX_ALTERNATIVES:
        raise Unreadable("too_many_cases")
    out: list[Sum] = []
    for choice in cartesian(*parts):
        total: Sum = (Monomial(),)
        for one in choice:
            if len(total) * len(one) > 256:
                raise Unreadable("too_many_cases")
            total = tuple(a * b for a in total for b in one)
        out.append(total)
    return tuple(out)


def _cases(parts: list[Growth]) -> int:
    count = 1
    for part in parts:
        count *= len(part)
    return count


def _opaque(expr: Expr) -> Growth:
    return ((Monomial(opaque=frozenset({to_text(expr)})),),)


def _power(base: Expr, exponent: Expr) -> Growth:
    if isinstance(exponent, Num):
        inner = growth(base)
        if exponent.value > 0:
            return tuple(tuple(m.raised(exponent.value) for m in s) for s in inner)
        if len(inner) == 1 and len(inner[0]) == 1:
            return ((inner[0][0].raised(exponent.value),),)
        largest = dominant(inner[0]) if len(inner) == 1 else None
        return ((largest.raised(exponent.value),),) if largest else _opaque(Pow(base, exponent))
    if isinstance(base, Num) and base.value > 0:
        return _exponential(exponent, log(base.value), Pow(base, exponent))
    return _opaque(Pow(base, exponent))


def _exponential(exponent: Expr, scale: float, whole: Expr) -> Growth:
    coefficient, rest = split_coefficient(exponent)
    name, degree = None, Fraction(1)
    match rest:
        case Sym(n):
            name = n
        case Pow(Sym(n), Num(q)):
            name, degree = n, q
    if name is None or (degree > 0) == (name in tables().to_zero):
        return _opaque(whole)
    factor = float(coefficient) * scale
    return ((Monomial({name: (abs(degree) if factor > 0 else -abs(degree), factor, Fraction(0))}),),)


def _function(name: str, args: tuple[Expr, ...], expr: Expr) -> Growth:
    if name == "exp":
        return _exponential(args[0], 1.0, expr)
    if name == "log":
        match args[0]:
            case Sym(n) | Pow(Sym(n), Num(_)):
                return ((Monomial(logs={n: Fraction(1)}),),)
        return ((Monomial(logs={to_text(args[0]): Fraction(1)}),),)
    if name == "polylog":
        return _ONE
    if name in ("card", "abs", "norm") or not symbols(expr):
        return ((Monomial({to_text(expr): (Fraction(0), 0.0, Fraction(1))}),),)
    return _opaque(expr)


def dominant(terms: Sum, logs: bool = True) -> Monomial | None:
    """The one term that dominates all others, logs deciding between equals; None where there is none."""
    for term in terms:
        if all(other is term or _at_most(other, term, logs) for other in terms):
            return term
    return None


def _at_most(a: Monomial, b: Monomial, logs: bool = False) -> bool:
    if a.opaque != b.opaque:
        return False
    for name in {*a.levels, *b.levels, *(a.logs if logs else ()), *(b.logs if logs else ())}:
        x, y = _level(a, name, logs), _level(b, name, logs)
        if x > y:
            return False
    return True


def _level(monomial: Monomial, name: str, logs: bool) -> tuple[Fraction, float, Fraction, Fraction]:
    p, c, degree = monomial.levels.get(name, _FLAT)
    if name in tables().to_zero:
        degree = -degree
    return p, c, degree, monomial.logs.get(name, Fraction(0)) if logs else Fraction(0)


def exponents(expr: Expr) -> tuple[tuple[str, float], ...]:
    """The exponent of each variable in the dominant term, log powers under "log(n)".

    Empty where no term dominates, or where it holds what has no number for exponent.
    """
    try:
        cases = growth(expr)
    except Unreadable:
        return ()
    term = dominant(cases[0]) if len(cases) == 1 else None
    if term is None or term.opaque or any(p for p, _, _ in term.levels.values()):
        return ()
    found = {name: float(degree) for name, (_, _, degree) in term.levels.items() if degree}
    found |= {f"log({name})": float(power) for name, power in term.logs.items() if power}
    return tuple(sorted(found.items()))


def ordered(a: Expr, b: Expr) -> Order:
    """Whether `a` is the better (slower growing) upper bound, by growth in the limit.

    Every variable is taken to infinity but those of `[limits].to_zero` (epsilon, delta, ...),
    which are taken to zero; a bound is better where no variable's growth is faster and some is
    slower. Logarithms don't count, but expressions that agree as they stand are "equal".
    """
    if a == b:
        return "equal"
    try:
        x, y = growth(a), growth(b)
    except Unreadable:
        return "incomparable"
    below, above = _dominated(x, y), _dominated(y, x)
    if below and above:
        return "equal_up_to_logs"
    if below:
        return "better"
    return "worse" if above else "incomparable"


def _dominated(a: Growth, b: Growth) -> bool:
    """Whether a <= b: each case of b's minimum is at least some case of a's."""
    return all(any(_sum_at_most(x, y) for x in a) for y in b)


def _sum_at_most(a: Sum, b: Sum) -> bool:
    return all(any(_at_most(x, y) for y in b) for x in a)
