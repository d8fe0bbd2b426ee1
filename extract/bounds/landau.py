"""Heads of asymptotic notation: "O(", "\\widetilde{\\mathcal O}\\left(", "tilde Thetabig(", "Õ(", "ω("."""

from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.bounds.tables import tables
from extract.sieve import Sieve


@dataclass(frozen=True, slots=True)
class Head:
    """A head in a text: `start`, the place of its bracket, the place behind it, its symbol.

    `opened` counts the braces opened in the head that close only behind its bracket.
    """

    start: int
    bracket: int
    end: int
    symbol: str
    opened: int


@lru_cache(maxsize=1)
def head_pattern() -> regex.Pattern[str]:
    """Groups: `soft` (a tilde before), `core`, `star` (as in O^*), `open` (the bracket)."""
    known = tables()
    fonts = "|".join(
        sorted((c for c, kind in known.commands.items() if kind.endswith("_fonts")), key=len, reverse=True)
    )
    soft = "|".join(sorted(known.soft, key=len, reverse=True))
    macros = "|".join(sorted((m for m in known.landau if len(m) > 1), key=len, reverse=True))
    characters = "".join(m for m in known.landau if len(m) == 1)
    sizes = "left|[bB]igg?[lr]?"
    return regex.compile(
        rf"""
        (?<![A-Za-z0-9_\\])
        (?: (?<soft> \\?(?:{soft}) | \\~ | ~(?=O\() ) (?![a-z]) | \\?(?:{fonts})(?![a-z]) | [{{ ] ){{0,6}}+
        (?: \\(?<macro>{macros})(?![A-Za-z])
          | (?<core> \\?Omega | \\?Theta | \\omega | \\?O | o | [{characters}] )
        )
        (?<combining>\u0303)?
        (?: [}} ] | (?<star>\^\s*\{{?\s*(?:\*|\\ast|\\star|star)\s*\}}?)
            | _\s*(?:\{{(?:[^{{}}]|\{{[^{{}}]{{0,12}}\}}){{0,24}}\}}|\\[A-Za-z]{{1,8}}|[A-Za-z0-9α-ωΑ-Ω]) ){{0,6}}+
        (?: \\?(?:{sizes})(?![a-z]) | \\[!,;:] | \s | [{{](?=\s*(?:\\?left\s*)?[(\[]) ){{0,4}}+
        (?<open> [(\[] | \\\{{ | \\lbrace\b | \{{(?=[^{{}}]) )
        """,
        regex.VERBOSE,
    )


def heads(text: str) -> "list[Head]":
    """All heads in `text`."""
    return [found for match in _sieve().finditer(text) if (found := read_head(match))]


@lru_cache(maxsize=1)
def _sieve() -> Sieve:
    return Sieve.of(head_pattern())


def match_head(text: str, at: int) -> Head | None:
    """The head that begins exactly at `at`."""
    match = head_pattern().match(text, at)
    return read_head(match) if match else None


def read_head(match: "regex.Match[str]") -> Head | None:
    core, macro = match["core"], match["macro"]
    if macro:
        symbol = tables().landau[macro]
    elif core in ("o",):
        if match["open"] not in ("(", "[") or match.start("open") - match.end("core") > 6:
            return None
        symbol = "o"
    elif core in _MODULI and match.start("open") > match.end("core") + 1:
        return None  # "\\omega_f(x)" is a modulus of continuity
    else:
        symbol = _CORES.get(core.removeprefix("\\")) or tables().landau[core]
    if (match["soft"] or match["star"] or match["combining"]) and not symbol.endswith("~") and symbol != "o":
        symbol += "~"
    text = match.string
    start = match.start()
    while text[start] in " " or (text[start] == "{" and not _closed_before(text, start, match.start("open"))):
        start += 1
    bracket = match.start("open")
    inside = text[start:bracket]
    return Head(start, bracket, match.end(), symbol, inside.count("{") - inside.count("}"))


def _closed_before(text: str, brace: int, limit: int) -> bool:
    """Whether the brace at `brace` closes inside the head."""
    depth = 0
    for char in text[brace:limit]:
        depth += (char == "{") - (char == "}")
        if not depth:
            return True
    return False


_MODULI = ("\\omega", "\u03c9")
_CORES = {"O": "O", "Omega": "Omega", "Theta": "Theta", "omega": "Omega"}


def closing(text: str, bracket: int, limit: int) -> int | None:
    """The offset behind the bracket that closes the one at `bracket`; None within `limit` characters.

    Round and square brackets may close each other (half-open intervals, typing slips); an escaped
    brace counts as a bracket, a plain one too.
    """
    depth = 0
    stop = min(len(text), bracket + limit)
    at = bracket
    while at < stop:
        char = text[at]
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                return at + 1
        elif char == "$":
            return None
        at += 1
    return None
