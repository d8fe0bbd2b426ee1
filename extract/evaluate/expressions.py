"""Whether two bounds are equal, by sympy; expressions are read from Python's syntax tree, never evaluated."""

from __future__ import annotations

import ast
import re
import signal
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from types import FrameType
from typing import Any

SECONDS = 5
PLAIN = re.compile(r"[\w\s+\-*/().,^]*")
LONGEST = 400
LARGEST_POWER = 1000
FUNCTIONS = {"log": "log", "ln": "log", "log2": "log", "sqrt": "sqrt", "exp": "exp", "binom": "binomial"}
FUNCTIONS |= {"Min": "Min", "min": "Min", "Max": "Max", "max": "Max", "binomial": "binomial"}


class _TooLongError(Exception):
    pass


def same_expression(one: str | None, other: str | None) -> bool:
    """Whether two bounds in plain Python syntax are equal; symbols are positive, bases of logarithms don't count.

    False where either is missing or can't be read, and where comparing takes over five seconds.
    """
    if not one or not other:
        return False
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    left, right = symbolic(one), symbolic(other)
    if left is None or right is None or left.free_symbols != right.free_symbols:
        return False
    return bool(_within(SECONDS, lambda: _equal(left, right)))


@lru_cache(maxsize=4096)
def symbolic(text: str) -> Any:
    """A sympy expression, None where `text` can't be read or takes over five seconds."""
    return _within(SECONDS, lambda: _parsed(text))


def _within(seconds: float, work: Callable[[], Any]) -> Any:
    """What `work` gives, None where it fails or takes longer: a monstrous expression is wrong, it stops nothing."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise _TooLongError

    import_module("sympy")  # outside the time allowed: on a busy machine its import alone can take that long
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work()
    except (Exception, RecursionError):
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _parsed(text: str) -> Any:
    if not PLAIN.fullmatch(text) or "__" in text or len(text) > LONGEST or re.search(r"\d{7}", text):
        return None
    text = re.sub(r"\blambda\b", "lamda", text.replace("^", "**"))
    return _built(ast.parse(text.strip(), mode="eval").body)


def _built(node: ast.expr) -> Any:
    """The sympy expression of a syntax tree. Raises ValueError for what is no arithmetic."""
    import sympy

    match node:
        case ast.Constant(value=int() as value):
            return sympy.Integer(value)
        case ast.Constant(value=float() as value):
            return sympy.Float(str(value))
        case ast.Name(id="e" | "E"):
            return sympy.E
        case ast.Name(id=name):
            return sympy.Symbol(name.replace("_", ""), positive=True)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_built(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _built(operand)
        case ast.BinOp(left=left, op=operator, right=right):
            return _combined(_built(left), operator, _built(right))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            return _called(name, [_built(arg) for arg in args])
    raise ValueError(f"no arithmetic: {ast.dump(node)}")


def _combined(left: Any, operator: ast.operator, right: Any) -> Any:
    match operator:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
        case ast.Pow() if not (left.is_number and right.is_number and abs(right) > LARGEST_POWER):
            return left**right
    raise ValueError(f"no arithmetic: {operator}")


def _called(name: str, args: list[Any]) -> Any:
    """A known function, or one that nothing is known of; the order of its arguments doesn't count."""
    import sympy

    if name in FUNCTIONS:
        return getattr(sympy, FUNCTIONS[name])(*args)
    return sympy.Function(name.replace("_", ""))(*sorted(args, key=sympy.default_sort_key))


def _equal(left: Any, right: Any) -> bool:
    import sympy

    if left == right:
        return True
    ratio = sympy.expand_log(sympy.powdenest(left / right, force=True), force=True)
    if sympy.simplify(ratio - 1) == 0:
        return True
    symbols = sorted(left.free_symbols | right.free_symbols, key=str)
    return bool(symbols) and all(_equal_at(left, right, symbols, k) for k in range(6))


def _equal_at(left: Any, right: Any, symbols: list[Any], k: int) -> bool:
    """At one of several points, large and small, so that each branch of a Min or Max is met."""
    import sympy

    point = {
        symbol: sympy.Rational(3 + 7 * ((i * 5 + k * 3) % 11), 1 if (i + k) % 2 else 20 + k)
        for i, symbol in enumerate(symbols)
    }
    return abs(complex(sympy.N((left / right).subs(point))) - 1) <= 1e-9
