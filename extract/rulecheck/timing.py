"""How long every regular expression of the rules and of the code takes on hostile text.

Each is run over generated worst cases of 20 kB, and again over half of that: one that takes much more
than twice as long for twice the text explodes. So does the whole pipeline where a loop of its own does.
"""

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import ModuleType
from typing import Any

import regex

import extract
from extract.clean import dressing
from extract.pipeline import Pipeline
from extract.plain import styled
from extract.ruleset import RuleSet
from extract.shapes import shaped

LENGTH = 20_000
TRIAL = 500
PATIENCE = 2.0
"""Seconds after which a run is given up."""
WORTH_A_LOOK = 0.1
"""Seconds below which nothing explodes."""
LINEAR = 3.0
"""How much longer twice the text may take."""

WINDOWS = {
    "before": 160, "after": 160, "year_lead": 40, "label_lead": 40, "from_lead": 24, "range_lead": 40, "between": 24,
    "range_gap": 12, "_LAST_WORD": 24, "FILE_OF_A_CONFERENCE": 255,
    "_EXPONENT": 40, "_WRAPPED": 400, "_ITEM": 400, "_SCIENTIFIC": 400,
}  # fmt: skip
"""Characters that a pattern of this name is ever given at once."""

ANCHORED = frozenset(
    {
        "after",
        "lead",
        "range_gap",
        "list_gap",
        "symbol",
        "over_is_preposition",
        "_SCIENTIFIC",
        "_ELEMENT",
        "_CLASS",
        "_ASCII_BEHIND",
    }
)
"""Patterns of these names are matched where the text begins, never searched for."""

CASES = (
    "0", "9 ", "1,", "1.", "1-", "1/", "1:", "12,345", "10^", "2x", "2x ", "3% ", "%", "5% and ", "2 and 3 ", "2, ",
    "from 1 to ", "between 1 and ", "up to 2 ", "two ", "two-", "hundred ", "half of ", "order of magnitude ",
    "(", ")", "[", "]", "{", "}", "()", "( ", "[1,", "$", "$$", "$a$ ", "\\", "\\a", "\\frac{", "{\\", "\\\\", "&",
    "~", "~1", "^", "_", "a_", "a^", "|",
    "/", "a/b ", "O(", "O(n ", "O(n) ", "log ", "log", "epsilon ", "n^{", "sqrt{",
    "rate of ", "at most ", "a", "A", "aB", "A1", "a ", "A ", "A-", "a-", "ab-cd ", "and ", "the ", ", ", "; ", ". ",
    ". A", ": ", "! ", " ", "\n", "\t \n", "\n\n", "\u2009", "\u2013", "\u2212", "é", "Ω", "中",
    "@", "http://", "'", '"',
    "=", "<", "> ", "+", "±",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timing:
    """The worst run of one expression: seconds for LENGTH characters of the repeated `case`."""

    name: str
    case: str
    seconds: float
    explodes: bool

    def line(self) -> str:
        """One line for people."""
        fault = "  more than linear" if self.explodes else ""
        return f"{self.seconds * 1000:8.1f} ms  {self.name}  on {self.case!r} repeated{fault}"


def slowest(rules: RuleSet) -> list[Timing]:
    """The worst run of every expression and of the pipeline, slowest first."""
    timings = [time_pattern(name, pattern) for name, pattern in patterns(rules)]
    timings.append(time_pipeline(Pipeline(rules)))
    return sorted(timings, key=lambda timing: -timing.seconds)


def patterns(rules: RuleSet) -> Iterator[tuple[str, "regex.Pattern[str]"]]:
    """Every compiled expression with a name that tells where it is: of the rules, and of the modules of the package."""
    seen: set[tuple[str, int]] = set()
    made = {f"{make.__module__}.{make.__name__}": make(rules.clean) for make in (dressing, shaped, styled)}
    roots: list[tuple[str, Any]] = [("rules", rules), *made.items()]
    for module in _modules():
        roots += [(f"{module.__name__}.{name}", value) for name, value in _values(module)]
    for root, value in roots:
        for name, pattern in _inside(root, value, depth=6):
            key = pattern.pattern, pattern.flags
            if key not in seen:
                seen.add(key)
                yield name, _timed(pattern)


def _timed(pattern: Any) -> "regex.Pattern[str]":
    """The expression for an engine that can be told to give up."""
    if isinstance(pattern, re.Pattern):
        return regex.compile(pattern.pattern, pattern.flags & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE))
    return pattern  # type: ignore[no-any-return]


ELSEWHERE = ("extract.cli", "extract.report", "extract.show", "extract.spacy_component", "extract.testing")
"""What never meets a paper's text."""


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(extract.__path__, "extract."):
        if not info.name.startswith(ELSEWHERE) and not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _values(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """A module's constants, and what its cached functions without arguments give."""
    for name, value in list(vars(module).items()):
        if hasattr(value, "cache_info"):
            if value.__module__ == module.__name__ and not inspect.signature(value).parameters:
                yield name, value()
        elif not callable(value) and not inspect.ismodule(value):
            yield name, value


def _inside(name: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """The text patterns in a value of tables, lists and patterns."""
    if isinstance(value, re.Pattern | regex.Pattern):
        if isinstance(value.pattern, str):
            yield name, value
    elif depth == 0 or isinstance(value, str | bytes):
        return
    elif is_dataclass(value) and not isinstance(value, type):
        name = f"{name} {value.id}" if hasattr(value, "id") else name
        for field in fields(value):
            yield from _inside(f"{name}.{field.name}", getattr(value, field.name), depth - 1)
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _inside(f"{name}.{key}", member, depth - 1)
    elif isinstance(value, list | tuple):
        for number, member in enumerate(value):
            yield from _inside(name if is_dataclass(member) else f"{name}.{number}", member, depth - 1)
    elif type(value).__module__.startswith("extract.") and not isinstance(value, type):
        for part in (*getattr(value, "__slots__", ()), *getattr(value, "__dict__", ())):
            yield from _inside(f"{name}.{part}", getattr(value, part, None), depth - 1)


def time_pattern(name: str, pattern: "regex.Pattern[str]") -> Timing:
    """The worst run of an expression: all cases short, the three slowest of them at full length."""
    key = name.rpartition(".")[2]
    window, anchored = WINDOWS.get(key, LENGTH), key in ANCHORED
    trials = sorted(((_seconds(pattern, case, TRIAL, window, anchored), case) for case in CASES), reverse=True)
    runs = []
    for trial, case in trials[:3]:
        if trial >= PATIENCE:
            return Timing(name, case, trial, explodes=True)
        half, whole = (_seconds(pattern, case, length, window, anchored) for length in (LENGTH // 2, LENGTH))
        runs.append(Timing(name, case, whole, explodes(half, whole)))
    return max(runs, key=lambda timing: (timing.explodes, timing.seconds))


def explodes(half: float, whole: float) -> bool:
    """Whether the seconds for half of a text and for all of it show more than linear growth."""
    return whole > WORTH_A_LOOK and (whole >= PATIENCE or whole > LINEAR * half)


def _seconds(pattern: "regex.Pattern[str]", case: str, length: int, window: int, anchored: bool) -> float:
    """Seconds of this process to go over `length` characters, a window at a time."""
    text = (case * (length // len(case) + 1))[:length]
    began = time.process_time()
    try:
        for at in range(0, length, window):
            if anchored:
                pattern.match(text[at : at + window], timeout=PATIENCE)
            else:
                for _ in pattern.finditer(text[at : at + window], timeout=PATIENCE):
                    pass
    except TimeoutError:
        return PATIENCE
    return time.process_time() - began


def time_pipeline(pipeline: Pipeline) -> Timing:
    """The worst run of the whole pipeline over one abstract."""
    runs = []
    for case in CASES:
        half, whole = (_extraction(pipeline, case, length) for length in (LENGTH // 2, LENGTH))
        runs.append(Timing("the whole pipeline", case, whole, whole > LINEAR * half and whole > PATIENCE / 2))
    return max(runs, key=lambda timing: (timing.explodes, timing.seconds))


def _extraction(pipeline: Pipeline, case: str, length: int) -> float:
    began = time.process_time()
    pipeline.extract("", "", (case * (length // len(case) + 1))[:length])
    return time.process_time() - began
