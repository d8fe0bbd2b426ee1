"""What a sentence shows that may hold a bound: one pass of RE2 tells all readers whether they need look.

A sign is a reader's own pattern in a wider form, so a sentence that shows none holds nothing.
"""

from collections.abc import Collection
from functools import lru_cache

import regex

from extract.bounds.landau import head_pattern
from extract.bounds.measures import SideRule, measures
from extract.gate import Gate
from extract.widening import widened

Signs = Collection[int]
"""The indices of the signs that a text shows."""

LANDAU, CLASS, LOOKS = range(3)
"""The head of asymptotic notation, a class word, and what an expression without notation looks like."""

LOOKING = regex.compile(
    r"[$^\\{√≥≳]|\b(?:log|ln|sqrt|gtrsim|lesssim|asymp|factor|exp|poly|polylog)\b|\w ?/ ?[a-zA-Z]\b|approximat|\d/\d"
)
STRONG = regex.compile(
    r"""\^ | \\(?:sqrt|log|ln|[td]?frac|nicefrac|exp|poly|operatorname|min|max|binom) | √
      | (?<![A-Za-z\\])(?:sqrt|log|ln|exp|polylog|poly|min|max)(?=[\s({}])
      | (?<![^\W\d_])(?!I/O|A/B|Q/A|F/T)(?:[^\W_]|[)}])\s?/\s?\\?(?:[^\W\d_]|[({])(?!(?<=m/s)\b)
      | \b\d\{\S | [|}]/[{|]""",
    regex.VERBOSE,
)
"""What an expression shows that is no mere name or list: a power, a root, a logarithm, a ratio."""


@lru_cache(maxsize=1)
def patterns() -> tuple[str, ...]:
    """The signs in RE2's syntax, in their order. RE2's classes are ASCII's, its boundaries of words so too many."""
    looks = LOOKING.pattern.replace(r"\w", r"[\pL\pM\pN_]").replace(r"\d", r"\p{Nd}")
    return _wider(head_pattern()), _wider(measures().class_word.pattern), looks


def _wider(pattern: "regex.Pattern[str]") -> str:
    return widened(pattern.pattern, pattern.flags, bare=True)


@lru_cache(maxsize=1)
def _gate() -> Gate:
    return Gate(*patterns())


def shown(text: str) -> Signs:
    """The signs that `text` shows; line ends are white space like any other."""
    return _gate()(text.replace("\n", " "))


def looks_bare(text: str) -> bool:
    """Whether there may be an expression without notation, told for certain: RE2 knows ASCII's words alone."""
    return bool(_looks()(text)) and (text.isascii() or LOOKING.search(text) is not None)


@lru_cache(maxsize=1)
def _looks() -> Gate:
    return Gate(patterns()[LOOKS])


WORDS, _POWER, _RELATION = range(3)
"""The words beside a bare expression but those of a growth, what a growth must show, and a relation sign."""


def words_beside(text: str) -> Signs:
    """The words and signs in `text` that make a rate of an expression without notation; empty where none can."""
    found = _beside()(text)
    return found if WORDS in found or _RELATION in found or (_POWER in found and _growths()(text)) else ()


def _telling(rule: SideRule) -> str:
    """What stands beside an expression by a rule, on that side on which it says more."""
    after, before = rule.after, rule.before
    sides = [widened(after.pattern, after.flags, bare=True)] if after else []
    if before:
        sides.append(widened(before.pattern.removeprefix("(?:").removesuffix(r")\Z"), before.flags, bare=True))
    return max(sides, key=len)


def _rules_telling(*, growth: bool) -> str:
    return "|".join(f"(?:{_telling(rule)})" for rule in measures().bare if (rule.says == "growth") == growth)


@lru_cache(maxsize=1)
def _beside() -> Gate:
    relations = measures().relations
    letters = "|".join(word for word in relations if word.isalpha())
    others = "|".join(regex.escape(sign) for sign in relations if not sign.isalpha())
    relation = rf"[\s\p{{Z}}\x{{1c}}-\x{{1f}}\x{{85}}\\](?:{letters})|{others}"
    return Gate(_rules_telling(growth=False), _wider(STRONG), relation)


@lru_cache(maxsize=1)
def _growths() -> Gate:
    """The words of a growth, by themselves: to build this automaton takes longest, and few sentences need it."""
    return Gate(_rules_telling(growth=True))
