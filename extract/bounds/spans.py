"""Where the expressions with asymptotic notation stand in a text: exact spans, not yet read."""

import string
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.bounds.landau import Head, closing, heads
from extract.bounds.lexer import MAX_LENGTH
from extract.bounds.tables import tables
from extract.unguarded import unguarded

REACH = MAX_LENGTH + 50


@unguarded
@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of mathematics between relations, commas and dollar signs.

    `relation` is the relation sign before it ("=", "\\geq"), empty where there is none.
    `left` is what stands on the other side of that relation.
    """

    start: int
    end: int
    relation: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression with asymptotic notation: the whole of it, and the core from head to bracket.

    `end` is null where no bracket closes it.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    closed: bool = True


_MATH = regex.compile(
    r"\$\$(?<a>[^$]{1,800}+)\$\$ | (?<!\\)\$(?<b>[^$]{1,800}+)\$ | \\\((?<c>.{1,800}?)\\\) | \\\[(?<d>.{1,800}?)\\\]",
    regex.VERBOSE | regex.DOTALL,
)


def math_segments(text: str) -> list[tuple[int, int]]:
    """The insides of $...$, $$...$$, \\(...\\) and \\[...\\]."""
    if "$" not in text and "\\(" not in text and "\\[" not in text:
        return []
    return [m.span(m.lastgroup) for m in _MATH.finditer(text) if m.lastgroup]


@lru_cache(maxsize=1)
def _separator() -> regex.Pattern[str]:
    relations = "|".join(sorted((c for c, why in tables().unread.items() if why == "relation"), key=len, reverse=True))
    return regex.compile(
        rf"""(?<relation> \\(?:{relations})(?![A-Za-z]) | :?[{tables().relation_characters}]+ )
           | (?<comma> [,;:] | \\quad\b | \\qquad\b
             | \\(?:text|mbox|textrm|mathrm|hbox)\{{\s*(?:and|or|for|if|with|when|where|in)\b[^{{}}]*\}} | \.\s )
           | (?<open> \\?[({{\[] | \\lbrace\b ) | (?<close> \\?[)}}\]] | \\rbrace\b )
           | {_nothing()} | \\\\?. | .""",
        regex.VERBOSE | regex.DOTALL,
    )


def _nothing() -> str:
    """A run of characters that cut nothing: to read them one by one takes most of the time."""
    return f"[{regex.escape(''.join(sorted(_PLAIN - set(tables().relation_characters))), special_only=False)}]++"


_PLAIN = frozenset(string.ascii_letters + string.digits + " ^_+*/|'-")


def pieces(text: str, start: int, end: int) -> list[Piece]:
    """text[start:end], one mathematical segment, cut at relations and commas outside brackets."""
    cuts: list[tuple[int, int, str]] = []
    depth = 0
    for match in _separator().finditer(text, start, end):
        kind = match.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind and depth == 0:
            cuts.append((match.start(), match.end(), match[0] if kind == "relation" else ""))
    out: list[Piece] = []
    at, relation, left = start, "", ""
    for cut_start, cut_end, sign in [*cuts, (end, end, "")]:
        piece = trimmed(text, at, cut_start)
        if piece[0] < piece[1]:
            out.append(Piece(*piece, relation, left))
        left = text[piece[0] : piece[1]] if sign else ""
        at, relation = cut_end, sign
    return out


_EDGE = regex.compile(r"(?:\s|~|\\[,;:!>\ ]|\\quad\b|\\displaystyle\b)++")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without space, TeX's spaces and full stops at its edges."""
    while start < end and (match := _EDGE.match(text, start, end)):
        start = match.end()
    while start < end:
        if text[end - 1] in " \n\t.~":
            end -= 1
        elif text[end - 2 : end] in ("\\,", "\\;", "\\:", "\\!", "\\ "):
            end -= 2
        else:
            break
    return start, end


def landau_spans(text: str) -> Iterator[Found]:
    """Every expression with asymptotic notation, left to right, none inside another."""
    segments = math_segments(text)
    done = 0
    for head in heads(text):
        if head.start < done:
            continue
        end = core_end(text, head)
        if end is None and (stop := _segment_end(head, segments)):
            yield Found(head.start, trimmed(text, head.start, stop)[1], head.start, stop, closed=False)
            done = stop
            continue
        if end is None:
            yield Found(head.start, head.end, head.start, head.end, closed=False)
            done = (
                min(len(text), head.start + REACH) if text.count("$", head.start, head.start + REACH) == 0 else head.end
            )
            continue
        start, stop = _whole(text, head.start, end, segments)
        yield Found(max(start, done), stop, head.start, end)
        done = stop


def core_end(text: str, head: Head) -> int | None:
    """Behind the bracket that closes a head's; dollar signs inside are passed where they hug the bracket."""
    bracket = head.bracket + (1 if text[head.bracket] == "\\" and text[head.bracket + 1] in "{" else 0)
    if head.opened > 0:
        bracket = text.rindex("{", head.start, bracket)
    inside = _MATH_INSIDE.match(text, bracket)
    return inside.end() if inside else closing(text, bracket, REACH)


_MATH_INSIDE = regex.compile(r"\((?:[^$()]{0,20}\$[^$]{1,120}\$){1,3}[^$()]{0,20}\)(?!\$)")
"""Brackets of prose around mathematics: "O($n^2$)"."""


def _segment_end(head: Head, segments: list[tuple[int, int]]) -> int | None:
    """Where the mathematics ends that a head without a closing bracket stands in."""
    at = bisect_right(segments, (head.start, MAX_LENGTH + head.start)) - 1
    stop = segments[at][1] if at >= 0 else 0
    return stop if head.end < stop <= head.start + MAX_LENGTH else None


def _whole(text: str, start: int, end: int, segments: list[tuple[int, int]]) -> tuple[int, int]:
    """The span of the whole expression around a core."""
    at = bisect_right(segments, (start, len(text))) - 1
    if at < 0 or segments[at][1] < end:
        return _enclosing(text, start, end)
    for piece in pieces(text, *segments[at]):
        if piece.start <= start and end <= piece.end:
            return piece.start, piece.end
    return start, end


_RAISED = regex.compile(r"(?<![A-Za-z0-9\\])[A-Za-z0-9]{1,6}\^\Z")
_EXPONENT = regex.compile(
    r"(?:(?<base>\\?exp|[A-Za-z0-9_}})\]]{1,20})\s*\^\s*|\\?exp\s*)(?<open>[{(\[])\s*-?\s*\Z", regex.REVERSE
)


def _enclosing(text: str, start: int, end: int) -> tuple[int, int]:
    """Outside dollar signs: "2^{O(k)}", "2^O(k)" and "exp(-Omega(T))" around a core."""
    before = text[max(0, start - 40) : start]
    raised = _RAISED.search(before)
    if raised:
        return start - len(raised[0]), end
    match = _EXPONENT.search(before)
    if not match:
        return start, end
    offset = max(0, start - 40)
    close = closing(text, offset + match.start("open"), REACH)
    return (offset + match.start(), close) if close else (start, end)
