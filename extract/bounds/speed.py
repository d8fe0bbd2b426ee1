"""How many expressions a second are read, none of them twice."""

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from time import perf_counter

from extract.bounds.grammar import parse
from extract.bounds.render import to_latex, to_text
from extract.bounds.tree import Expr, Sym, Unreadable, add, call, mul, number, power

_NAMES = ("n", "d", "T", "K", "m", "L", "kappa", "epsilon", "delta", "sigma", "mu", "Delta", "k_star", "d_1")


def distinct_expressions(count: int, seed: int = 1) -> list[str]:
    """`count` different bounds in LaTeX, of the size of those in abstracts; the same for one seed."""
    seen: dict[str, str] = {}
    for tree in _trees(random.Random(seed)):
        seen.setdefault(to_text(tree), rf"\mathcal{{O}}\left({to_latex(tree)}\right)")
        if len(seen) == count:
            break
    return list(seen.values())


def _trees(chance: random.Random) -> Iterator[Expr]:
    while True:
        yield add(*(_term(chance) for _ in range(chance.choice((1, 1, 1, 1, 2)))))


def _term(chance: random.Random) -> Expr:
    factors = [
        power(Sym(chance.choice(_NAMES)), number(chance.randint(-6, 6)) if chance.random() < 0.6 else _half(chance))
        for _ in range(chance.randint(1, 3))
    ]
    if chance.random() < 0.4:
        factors.append(call("log", power(Sym(chance.choice(_NAMES)), number(chance.choice((1, -1))))))
    return mul(*factors)


def _half(chance: random.Random) -> Expr:
    return mul(number(chance.randint(1, 9)), power(number(chance.randint(2, 5)), number(-1)))


def expressions_per_second(texts: Sequence[str]) -> float:
    """Different expressions of `texts` read to canonical text in one second of one process.

    Nothing is memoised; the grammar and tables are loaded before the clock starts. What can't be read counts.
    """
    different = list(dict.fromkeys(texts))
    for text in islice(different, 1):
        _read(text)
    start = perf_counter()
    for text in different:
        _read(text)
    return len(different) / (perf_counter() - start)


def _read(text: str) -> str | None:
    try:
        return to_text(parse(text))
    except Unreadable:
        return None
