"""Undo TeX and Unicode dressing of a sentence, keeping a map back to the raw text.

What is undone is data: `rules/clean.toml` names the commands, symbols and characters.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.offsets import Edit, Offsets, edited
from extract.ruleset import CleanRules
from extract.unguarded import unguarded

MASK = "\ufffc"
"""Stands in clean text for a span that another stage has read already (a bound)."""

_DRESSED = re.compile(r"[^\x20-\x7e]|[\\${}~&<>]")
"""Where something can begin that is to be undone, but for dashes."""


@unguarded
@dataclass(frozen=True, slots=True)
class CleanText:
    """Clean text and, for each of its characters, the half-open raw range that it came from.

    `starts` and `ends` are null where nothing was changed; then clean offsets are raw offsets.
    """

    text: str
    starts: Offsets | None = None
    ends: Offsets | None = None

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a clean span that is not empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def clean(text: str, rules: CleanRules, masks: Sequence[tuple[int, int]] = ()) -> CleanText:
    """Clean text for `text`; each masked raw span becomes one MASK character."""
    if not masks and "--" not in text and not _DRESSED.search(text):
        return CleanText(text)
    found = edited(text, _edits(text, rules, masks))
    return CleanText(text) if found is None else CleanText(*found)


def _edits(text: str, rules: CleanRules, masks: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    pattern = dressing(rules)
    at = 0
    for mask_start, mask_end in [*masks, (len(text), len(text))]:
        for match in _matches(pattern, text, at, mask_start):
            yield match.start(), _end(match, text, rules), _replacement(match, text, rules)
        if mask_end > mask_start:
            yield mask_start, mask_end, MASK
        at = mask_end


_BEGINNING = re.compile(r"[^\x20-\x7e]|[\\${}~&<>-]")


def _matches(pattern: regex.Pattern[str], text: str, start: int, end: int) -> Iterator[regex.Match[str]]:
    """The matches of the pattern in text[start:end], tried nowhere but where it can begin."""
    at = start
    for place in _BEGINNING.finditer(text, start, end):
        match = pattern.match(text, place.start(), end) if place.start() >= at else None
        if match is not None:
            at = match.end()
            yield match


@lru_cache(maxsize=4)
def dressing(rules: CleanRules) -> regex.Pattern[str]:
    return regex.compile(
        r"""
          \\ (?P<dropped>DROPPED) \*? \s{0,2} (?:\[[^\[\]]{0,80}\])?+ (?:\{[^{}]{0,300}\})?+
        | \\ (?P<command>[A-Za-z]++) \s{0,2}+
        | \\ (?P<space>[,;:!\s/]|\\)
        | \\ (?P<escaped>[%$&\#_{}'"`^~.=|-])
        | \\ (?P<delimiter>[()\[\]])
        | (?P<entity>&(?:\#\d{2,6}|\#x[0-9A-Fa-f]{2,5}|[A-Za-z]{2,8});)
        | (?P<tilde>~)
        | (?P<dashes>-{2,3})
        | (?P<relation>[<>]=)
        | (?P<dropped_character>[${}])
        | (?P<special>[^\x20-\x7e])
        """.replace("DROPPED", "|".join(rules.dropped)),
        regex.VERBOSE,
    )


def _replacement(match: regex.Match[str], text: str, rules: CleanRules) -> str:
    kind = match.lastgroup
    found = match[kind] if kind else ""
    if kind == "command":
        if found in rules.wrappers:
            return ""
        symbol = rules.symbols.get(found)
        if symbol is not None:
            return symbol
        return found + (" " if match[0][-1:].isspace() else "")
    if kind == "escaped":
        return found
    if kind == "entity":
        return html.unescape(found) if len(html.unescape(found)) == 1 else found
    if kind == "tilde":
        return _tilde(text, match.start())
    if kind == "dashes":
        return "–" if len(found) == 2 else "—"
    if kind == "relation":
        return "≤" if found == "<=" else "≥"
    if kind == "special":
        return _character(found, rules)
    return ""


def _end(match: regex.Match[str], text: str, rules: CleanRules) -> int:
    """Where the edit ends: a space that divides a sign from a word stays ("3\\times faster")."""
    symbol = rules.symbols.get(match["command"] or "", "")
    if symbol and not symbol[-1].isalnum() and text[match.end() : match.end() + 1].isalpha():
        return match.end("command")
    return match.end()


def _tilde(text: str, at: int) -> str:
    """TeX's unbreakable space, unless it stands before a number as "about" or between two as "to"."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at - 2 : at - 1].isdigit() and text[at + 2 : at + 3].isdigit() and before == after == " ":
        return "~"
    approximate = after.isdigit() or after == "$"
    if before == "(" and after == " " and text[at + 2 : at + 3].isdigit():
        return "~"
    return "~" if approximate and (before.isdigit() or before in "%( $") else " "


def _character(character: str, rules: CleanRules) -> str:
    replacement = rules.characters.get(character)
    if replacement is not None:
        return replacement
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\n\r\f\v":
        return " "
    if category in ("Cf", "Mn", "Cc"):
        return ""
    folded = unicodedata.normalize("NFKC", character)
    return character if category[0] != "N" and any(c.isdigit() for c in folded) else folded
