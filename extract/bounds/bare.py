"""Bounds written without a symbol: "epsilon^{-7/2} iterations", "a factor of d", "rate 1/n".

Mathematics stands in many sentences, so an expression counts only where a rule of
`rules/measures.toml` knows the words beside it, and where it looks like what the rule asks for.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from extract.bounds.context import first_rule, joined
from extract.bounds.grammar import parse
from extract.bounds.growth import exponents
from extract.bounds.measures import SideRule, measures
from extract.bounds.render import to_text
from extract.bounds.signs import STRONG, WORDS, Signs, looks_bare, words_beside
from extract.bounds.spans import Piece, math_segments, pieces, trimmed
from extract.bounds.tables import tables
from extract.bounds.tree import Call, Expr, Mul, Num, Pow, Sym, Unreadable, children, split_coefficient, symbols
from extract.gate import linear, places
from extract.models import Bound
from extract.twin import Match, Twin

SAMPLES = "samples"
"""A relation that only the size of a sample may have."""
OPTIMUM = "optimum"
"""The kind of a rule on multiples of the optimum, and what such an expression is about."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A bound with the rule that took it for one; null for asymptotic notation, which needs none."""

    bound: Bound
    rule: SideRule | None = None


def bare_bounds(text: str, seen: str, taken: Sequence[tuple[int, int]]) -> list[Expression]:
    """The expressions without asymptotic notation that the words around make rates or costs.

    `seen` is the text with the spans of `taken`, the bounds already found, blotted out.
    """
    if not looks_bare(seen):
        return []
    beside = words_beside(seen)
    if not beside:
        return []
    found: list[Expression] = []
    for piece in candidates(seen):
        near = taken[max(0, bisect_left(taken, (piece.start, 0)) - 1) :][:2]
        if any(start < piece.end and piece.start < end for start, end in near):
            continue
        before = found[-1] if found else None
        follows = before and before.rule and joined(text, before.bound.end, piece.start)
        listed = before.rule if before and follows else None
        expression = _related(text, piece) or _beside(text, seen, piece, listed, beside)
        if expression:
            found.append(expression)
    return found


_LED = regex.compile(r"(?<![\w\\])(?:poly|polylog)\$\Z")
"""The name of a function in front of the mathematics that it is of: "poly$(n)$"."""


def candidates(text: str) -> Iterator[Piece]:
    """Stretches of `text` that may be expressions, inside dollar signs or by their looks."""
    segments = math_segments(text)
    for start, end in segments:
        led = _LED.search(text, max(0, start - 9), start)
        if led and text[start] == "(":
            yield Piece(led.start(), end + 1)
        else:
            yield from pieces(text, start, end)
    beginnings = list(places(_beginning(), text, 0, len(text)))
    at = 0
    for start, end in [*segments, (len(text), len(text))]:
        yield from _runs(text, at, start, beginnings)
        at = end


@lru_cache(maxsize=1)
def _beginning() -> Any:
    """Where a run can begin: within such a match, or right behind it.

    By RE2, for to try `_run` at every character takes twenty times as long.
    """
    known = tables()
    words = [*known.greek, *(w for w in known.functions if w not in known.with_backslash), "sqrt", "frac", "star"]
    words += [w for w, kind in known.commands.items() if kind.endswith("_fonts")]
    relations = "|".join(w for w in measures().relations if w.isalpha())
    letter = r"[A-Za-z\x{80}-\x{10ffff}]"
    return linear(
        rf"[0-9\\(\[{{|\x{{80}}-\x{{10ffff}}]+|[A-Za-z]\s+(?:{relations})\s|{letter}{{1,6}}[\^_{{/]"
        rf"|(?:\b|[0-9])[A-Za-z](?:[^A-Za-z]|$)|[-^_/*+(|{{]{letter}{{1,2}}(?:[^A-Za-z]|$)"
        rf"|(?:{'|'.join(sorted(w for w in words if len(w) > 1))})(?:[^a-z]|$)"
    )


@lru_cache(maxsize=1)
def _run() -> Twin:
    known = tables()
    functions = "|".join(sorted((w for w in known.functions if w not in known.with_backslash), key=len, reverse=True))
    letters = "|".join(sorted((w for w in known.greek if len(w) > 1), key=len, reverse=True))
    relations = "|".join(sorted((w for w in measures().relations if w.isalpha()), key=len, reverse=True))
    fonts = "|".join(w for w, kind in known.commands.items() if kind.endswith("_fonts") and len(w) > 4)
    atom = rf"""(?: \\?(?:{functions}|sqrt|frac|star|{fonts})(?![a-z]) | \\?(?:{letters})(?![a-z]) | \\[a-zA-Z]+
                  | [^\W\d_]{{1,6}}(?=[\^_{{/]) | (?<![A-Za-z])(?![aA]\s)[^\W\d_](?![A-Za-z'\u2019])
                  | (?<![A-Za-z])[A-Z]{{2,4}}(?=[\^]) | (?<=[\^_/*+(|{{-])[^\W\d_]{{1,2}}(?![^\W\d_])
                  | (?<=\d)[^\W\d_]{{1,3}}(?=[\^_/]) | \d+(?:\.\d+)? )"""
    return Twin(
        rf"""(?: (?P<left>[A-Za-z]) \s+ (?P<relation>{relations}) \s+ )?
             (?: {atom} | [(\[{{|] ) (?: \s?(?: {atom} | [(){{}}\[\]|^_/*+!,-] | \\[,;!] ) ){{0,80}}+""",
        verbose=True,
    )


def _tried(text: str, start: int, end: int, beginnings: Sequence[tuple[int, int]]) -> "Iterator[Match]":
    run = _run().over(text)
    at = start
    for low, high in beginnings[bisect_left(beginnings, start, key=lambda place: place[1]) :]:
        if low >= end:
            break
        at = max(at, low)
        while at < min(high + 1, end):
            match = run.match(text, at, end)
            if match is None:
                at += 1
            else:
                yield match
                at = match.end()


def _runs(text: str, start: int, end: int, beginnings: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    for match in _tried(text, start, end, beginnings):
        relation = match["relation"] or ""
        begin = match.end("relation") if relation else match.start()
        low, high = _balanced(text, *trimmed(text, begin, match.end()))
        if high > low:
            yield Piece(low, high, relation, match["left"] or "")


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without brackets at its edges that have no partner in it, and without a stray sign."""
    changed = True
    while changed and start < end:
        before = (start, end)
        part = text[start:end]
        if (part[-1] in ",+-/*^_|" and part.count("|") % 2 * (part[-1] == "|") + (part[-1] != "|")) or (
            part[-1] in ")]}" and sum(map(part.count, ")]}")) > sum(map(part.count, "([{"))
        ):
            end -= 1
        elif (part[0] in "([{" and sum(map(part.count, "([{")) > sum(map(part.count, ")]}"))) or part[0] in ")]},/*^_":
            start += 1
        start, end = trimmed(text, start, end)
        changed = (start, end) != before
    return start, end


def _related(text: str, piece: Piece) -> Expression | None:
    """A bound by its relation sign: "n gtrsim d^{k/2}"."""
    sign = piece.relation.strip().removeprefix("\\")
    symbol = measures().relations.get(sign)
    if symbol == "=" and piece.left not in tables().running:
        return None
    if symbol == SAMPLES:
        symbol = "=" if piece.left in tables().running & tables().sizes else None
    if symbol is None or not piece.left or len(piece.left) > 12:
        return None
    expr = _read(text, piece)
    if expr is None or not grows(expr):
        return None
    start = text.rindex(piece.left, 0, piece.start)
    return Expression(Bound(start, piece.end, symbol, to_text(expr), exponents(expr)))


def _beside(text: str, seen: str, piece: Piece, listed: SideRule | None, beside: Signs) -> Expression | None:
    """A bound by the words beside it, or by those beside the first of its list; most pieces only a growth could be."""
    written = text[piece.start : piece.end]
    about = OPTIMUM if any(name in written for name in tables().optimum) else ""
    strong = bool(about) or STRONG.search(written) is not None
    if not strong and listed is None and (piece.relation or WORDS not in beside):
        return None
    rule = first_rule(measures().bare, seen, piece.start, piece.end, about) or listed
    if (
        rule is None
        or (piece.relation and rule.says not in ("growth", OPTIMUM))
        or (rule.says == "growth" and not strong)
    ):
        return None
    if _FUNCTION_SPACE.fullmatch(written) and _IN_NORM.match(text, piece.end):
        return None
    expr = _read(text, piece)
    if expr is None or "O" in symbols(expr) or not _fits(rule, expr, written):
        return None
    return Expression(Bound(piece.start, piece.end, "=", to_text(expr), exponents(expr)), rule)


def _read(text: str, piece: Piece) -> Expr | None:
    if _DEFINITION.search(text, piece.start, piece.end):
        return None
    try:
        expr = parse(text[piece.start : piece.end])
    except Unreadable:
        return None
    return _without_constant(expr)


def _without_constant(expr: Expr) -> Expr:
    """A product without its generic constant C or c."""
    if isinstance(expr, Mul) and len(expr.factors) > 1:
        rest = tuple(f for f in expr.factors if f not in (Sym("C"), Sym("c")))
        if rest and rest != expr.factors:
            return rest[0] if len(rest) == 1 else Mul(rest)
    return expr


_DEFINITION = regex.compile(r"\\(?:sum|prod|mathbb\s*\{?E)(?![a-zA-Z])|\\(?:min|max)\s*_")
"""What runs over an index or a chance by itself: it defines a quantity and bounds none."""
_NORMED = regex.compile(r"\\?(?:ell|[lL])[_^]")
"""The norm that something is approximated in, which is no ratio: "$\\ell_1$-approximation"."""
_FUNCTION_SPACE = regex.compile(r"\\?[LHW][\^_]\{?(?:[12p]|\\infty|\\?infty)\}?(?:\([^()]{1,12}\))?")
_IN_NORM = regex.compile(
    r"[\s$)}]{0,4}[- ]?(?:[\w-]+\s)?"
    r"(?:convergence|risk|errors?|rates?|consistency|accuracy|loss|losses|bounds?|regret|distance)\b"
)
"""What is measured in the norm of a function space, which is no bound: "the $L^2$ convergence rate"."""
_WORD = regex.compile(r"[a-z]{2,3}|\(i{1,3}v?\)")
"""Little words and the numbers of a list, which are no letters: "factors (to within"."""
_NUMERIC = regex.compile(r"\d|log|ln|sqrt")
_LISTED = regex.compile(r"\A[^()\[\]{}]*,")
"""A comma outside brackets, which parts the members of a list."""


def _fits(rule: SideRule, expr: Expr, written: str) -> bool:
    match rule.says:
        case "ratio" | "margin":
            return not _LISTED.search(written) and _NUMERIC.search(written) is not None and not _NORMED.match(written)
        case "symbol":
            plain = not written[0].isdigit() or "/" in written
            return bool(symbols(expr)) and plain and not _WORD.fullmatch(written)
        case kind if kind == OPTIMUM:
            return not isinstance(expr, Sym) and bool(symbols(expr) & tables().optimum)
        case _:
            return grows(expr)


def grows(expr: Expr) -> bool:
    """Whether an expression looks like a rate: a power, a logarithm or a product of variables in it."""
    if not symbols(expr):
        return False
    _, rest = split_coefficient(expr)
    match rest:
        case Sym():
            return False
        case Pow() | Mul():
            return True
        case Call(name, _):
            return name not in ("Min", "Max") or any(grows(a) for a in children(rest))
    return any(grows(term) for term in children(rest) if not isinstance(term, Num))
