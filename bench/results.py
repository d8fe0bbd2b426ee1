"""The page of results."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.hostile import ALLOWED
from bench.rounds import SLOW_SAMPLE, Measured

ONE, TWO = "run, 1 process", "run, 2 processes"
TITLES = {
    ONE: "a whole run, Parquet and all, one process",
    TWO: "the same, two processes",
    "spacy": "spaCy's bare blank English tokeniser",
    "re2": "google-re2, one alternation of words",
    "quantulum3": f"quantulum3, {SLOW_SAMPLE} of the abstracts",
}
LIBRARIES = ("spacy", "regex", "google-re2", "pyarrow", "lark")
FEW = 10_000
"""Abstracts below which rates say little."""
DEEPEST = 40
"""Lines of the profile that are shown."""


def page(found: Measured, read: Sequence[str]) -> str:
    """All that was measured, as Markdown."""
    return "\n".join([*_head(found, read), *_rates(found), *_costs(found), *_hostile(found), *_profile(found)]) + "\n"


def _head(found: Measured, read: Sequence[str]) -> Iterator[str]:
    rounds = len(found.rates[ONE])
    names = ", ".join(Path(path).name for path in read)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield "# How fast it is\n"
    yield f"Written by `make bench`: medians of CPU time over {rounds} round{'s' if rounds > 1 else ''}. Ratios are"
    yield "taken within a round, so that other work on the machine touches both sides alike.\n"
    yield f"- {found.papers:,} abstracts of {names}, each once ({found.megabytes:.1f} MB, {found.claims:,} claims)"
    if found.papers < FEW:
        yield "- so few abstracts that starting up weighs more than reading: the ratios count for nothing"
    yield f"- {_processor()}, {os.cpu_count()} cores, load {load:.1f}; {platform.system()} {platform.machine()}"
    yield f"- Python {platform.python_version()}, {libraries}; {datetime.now(UTC):%Y-%m-%d}\n"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def _rates(found: Measured) -> Iterator[str]:
    yield "| | abstracts a CPU second | MB a CPU second | the run is |"
    yield "|---|---:|---:|---:|"
    size = found.megabytes / found.papers
    for name, title in TITLES.items():
        against = "" if name in (ONE, TWO) else f"{found.ratio(ONE, name):.2g} times as fast"
        told = f"{title} ({found.versions[name]})" if name in found.versions else title
        yield f"| {told} | {found.rate(name):,.0f} | {found.rate(name) * size:.2f} | {against} |"
    one, two = (max(found.walls[name]) for name in (ONE, TWO))
    yield f"\nBy the clock, the best round: {one:,.0f} abstracts/s with one process, {two:,.0f} with two: "
    yield f"{two / one:.2f} times as fast.\n"


def _costs(found: Measured) -> Iterator[str]:
    yield "| | |"
    yield "|---|---:|"
    yield f"| peak memory of the run, one process | {found.peak / 1e6:,.0f} MB |"
    for name, (wall, cpu) in found.starts.items():
        yield f"| start of {name} | {wall * 1000:,.0f} ms ({cpu * 1000:,.0f} ms CPU) |"
    yield f"| different bounds read to canonical form | {found.expressions:,.0f} /s |"
    if found.memory:
        yield f"| reading and identifying two gigabytes | `{found.memory}` |"
    yield ""


def _hostile(found: Measured) -> Iterator[str]:
    yield "## Hostile texts\n"
    yield f"Cost a byte beside that of normal text of the same length, of which {ALLOWED:.0f} times is allowed, and how"
    yield "much longer the whole takes than its first quarter; four is linear.\n"
    yield "| text | times normal | whole / quarter |"
    yield "|---|---:|---:|"
    for name, ratio, growth in found.hostile:
        yield f"| {name} | {ratio:.2f} | {growth:.1f} |"
    yield ""


def _profile(found: Measured) -> Iterator[str]:
    yield "## Where the time goes\n"
    yield "```text"
    yield from found.profile.splitlines()[:DEEPEST]
    yield "```"
