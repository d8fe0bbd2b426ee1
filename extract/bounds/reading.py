"""From the span of an expression to a `Bound`: symbol, canonical expression, exponents or a reason."""

from dataclasses import replace

import regex

from extract.bounds.grammar import parse
from extract.bounds.growth import exponents
from extract.bounds.landau import match_head
from extract.bounds.render import to_text
from extract.bounds.spans import Found, pieces
from extract.bounds.tree import Add, Call, Expr, Mul, Unreadable, add, mul
from extract.models import Bound

LANDAU = {
    "O": "O",
    "o": "o",
    "Omega": "Omega",
    "Theta": "Theta",
    "softO": "O~",
    "softOmega": "Omega~",
    "softTheta": "Theta~",
}


def symbol_of(expr: Expr) -> tuple[str, Expr]:
    """An expression as (symbol, what it bounds): L*O(n) is O of L*n; without one, "=" and itself."""
    if isinstance(expr, Call) and expr.name in LANDAU and len(expr.args) == 1:
        return LANDAU[expr.name], expr.args[0]
    if isinstance(expr, Mul):
        heads = [f for f in expr.factors if isinstance(f, Call) and f.name in LANDAU and len(f.args) == 1]
        if len(heads) == 1:
            others = [f for f in expr.factors if f is not heads[0]]
            return LANDAU[heads[0].name], mul(heads[0].args[0], *others)
    if isinstance(expr, Add):
        parts = [symbol_of(t) for t in expr.terms]
        if len({symbol for symbol, _ in parts}) == 1 and parts[0][0] != "=":
            return parts[0][0], add(*(inside for _, inside in parts))
    return "=", expr


def read(text: str, start: int, end: int) -> Bound:
    """The bound at text[start:end]."""
    try:
        symbol, expr = symbol_of(parse(text[start:end]))
        return Bound(start, end, symbol, _INNER_SOFT.sub("", to_text(expr)), exponents(expr))
    except Unreadable as fault:
        return Bound(start, end, "=", None, (), fault.reason)


_INNER_SOFT = regex.compile(r"\bsoft(?=(?:O|Omega|Theta)\()")
"""A tilde within an expression is dropped: "2**O(n)" for 2^{\\tilde O(n)}."""
_NEUTRAL_BEFORE = regex.compile(r"(?:\s|[({\[]|\\(?:left|smash|ensuremath|textstyle|displaystyle)|\\[,;:! ])*+")
_NEUTRAL_AFTER = regex.compile(
    r"(?:\s|~|\\[,;:! ]|[})\]])*+(?:[A-Za-z(]{2}.*+|\(.*+|\\(?:text|mbox|textrm|textit|emph|cite|cap|cup|cdots).*+)?",
    regex.DOTALL,
)
_PLACEHOLDER = regex.compile(r"\W*+(?:\\?cdot|·|\\?dots|\\?bullet|-)?+\W*+")


def read_found(text: str, found: Found) -> list[Bound]:
    """The bounds of an expression with asymptotic notation, the core alone where the whole is prose or a list."""
    if not found.closed:
        return [_completed(text, found)]
    bracket = max(text.find("(", found.core_start, found.core_end), text.find("[", found.core_start, found.core_end))
    if bracket >= 0 and _PLACEHOLDER.fullmatch(text, bracket, found.core_end):
        return []
    whole = read(text, found.start, found.end)
    if whole.expr is not None or (found.start, found.end) == (found.core_start, found.core_end):
        return [whole if whole.expr is not None else _with_symbol(text, whole, found)]
    inner = _list_items(text, found)
    if inner:
        return inner
    before = _NEUTRAL_BEFORE.fullmatch(text, found.start, found.core_start)
    after = _NEUTRAL_AFTER.fullmatch(text, found.core_end, found.end)
    if before and after:
        core = read(text, found.core_start, found.core_end)
        return [core if core.expr is not None else _with_symbol(text, core, found)]
    return [_with_symbol(text, whole, found)]


def _completed(text: str, found: Found) -> Bound:
    """A bound that lacks the last brackets, read as if they stood at its end."""
    written = text[found.start : found.end]
    missing = written.count("(") - written.count(")")
    if found.end == found.core_start or not 0 < missing <= MOST_MISSING:
        return Bound(found.start, found.end, "O", None, (), "unbalanced")
    bound = read(written + ")" * missing, 0, len(written) + missing)
    bound = replace(bound, start=found.start, end=found.end)
    return bound if bound.expr is not None else _with_symbol(text, bound, found)


MOST_MISSING = 2


def _with_symbol(text: str, bound: Bound, found: Found) -> Bound:
    """An unread bound with the symbol that its head shows, where the head opens it."""
    head = match_head(text, found.core_start)
    symbol = head.symbol if head and found.core_start == bound.start else "="
    return Bound(bound.start, bound.end, symbol, None, (), bound.reason)


def _list_items(text: str, found: Found) -> list[Bound]:
    """The bounds in a tuple, an interval or a set: "[1, O(log n)]"."""
    start, end = found.start, found.end
    if text[start] not in "([{" or text[end - 1] not in ")]}":
        return []
    items = pieces(text, start + 1, end - 1)
    if len(items) < 2:
        return []
    return [
        b
        for p in items
        if _HAS_HEAD.search(text, p.start, p.end) and (b := read(text, p.start, p.end)).expr is not None
    ]


_HAS_HEAD = regex.compile(r"(?<![A-Za-z])[Oo]\W|Omega|Theta|[ΩΘω]|\\mathcal|\\[a-z]?O")
