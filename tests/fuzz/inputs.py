"""Inputs that nobody would write: real text cut up, words of the rules in any order, broken files."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from bench.mutate import FORM, LOSSY
from extract import readers
from extract.models import Record
from extract.paths import rules_dir

ROOT = Path(__file__).parents[2]
HOSTILE = [
    *"\x00\x01\x1b\x7f\x85\xa0\xad\u0301\u0660\u0969\u115f\u180e\u200b\u200d\u200f\u2028\u2029\u202e\u2044\u2212\u2215",
    *"\u3000\ufe0f\ufeff\ufffc\ufffd\uff0e\uff15\uff05\U0001d7d8\U0001f680\U000e0041\U0010ffff½²³₂℃％‰∞√×÷±≈≤≥→↑ßıİſΩΩÅ",
    *"$\\{}^_&%#~|<>()[]\"'`@!?;:,./*+=-\n\r\t",
    "&amp;", "&#37;", "&#x2028;", "&times;", "Ã—", "â€“", "\\frac{", "\\(", "$$", "\\\\", "%\n", "\n% ", "--", "...",
    "e308",
]  # fmt: skip
NUMBERS = [
    "0", "00", "1", "2.5", ".5", "5.", "1,000", "1,00", "12,345,678", "1e9", "1e999", "1e-999", "10^", "10^{6}",
    "10^-5", "3.", "-0", "+5", "−3", "99.99", "100", "1/2", "1/0", "0/1", "3:0", "2:4", "1e", "9" * 40, "9" * 400,
    "0." + "0" * 350 + "1", "٣", "５", "two", "twenty-five", "one hundred", "hundred thousand", "half", "a third",
    "orders of magnitude", "three orders of magnitude", "2020", "10-20", "20-10", "5%–3%", "from 5 to 3",
    "between 0 and 0", "0%", "100%", "101%", "1000%", "0x", "1x", "-2x", "0.0x", "7B", "0B",
]  # fmt: skip
BOUNDS = [
    "O(", "o(", "\\Omega(", "\\widetilde{O}(", "Õ(", "Θ(", "n^2", "n^{-1/2}", "\\sqrt{", "\\log", "log log n",
    "\\epsilon^{-2}", "1/", "/0", "d^{k/2}", "\\varepsilon", ")", "}", "\\frac{1}{", "\\|x\\|", "|S|", "T",
    "\\min\\{", ",", "^", "_", "^^", "{}", "\\cdot", "2^{2^{", "(n", "linear convergence", "sublinear rate",
    "in polynomial time", "regret", "iterations", "mathcal{O}(", "sqrt{d}{nvarepsilon}",
]  # fmt: skip


@lru_cache(maxsize=1)
def sentences() -> Sequence[str]:
    """Sentences of the captures."""
    found = readers.read([ROOT / "data" / "raw"])
    return [
        part for item in found if isinstance(item, Record) for part in re.split(r"(?<=\.)\s", item.abstract) if part
    ]


@lru_cache(maxsize=1)
def words() -> Sequence[str]:
    """Every quoted piece of the rules that looks like words."""
    files = sorted(rules_dir().rglob("*.toml"))
    quoted = (text for file in files for text in re.findall(r'"([A-Za-z][A-Za-z0-9 -]{1,30})"', file.read_text("utf8")))
    return sorted(set(quoted))


@lru_cache(maxsize=1)
def samples() -> Sequence[tuple[str, bytes]]:
    """Name and content of the small files that the readers are tested on."""
    tables = (tomllib.loads(path.read_text("utf8")) for path in sorted((ROOT / "tests" / "samples").glob("*.toml")))
    return [(table["file"], table["text"].encode()) for table in tables if "text" in table and table["file"] != "-"]


def text(draw: random.Random) -> str:
    """A title or an abstract."""
    kind = draw.random()
    if kind < 0.1:
        return broken(" ".join(draw.choices(sentences(), k=draw.randint(1, 3))), draw)
    if kind < 0.5:
        whole = draw.choice(sentences())
        at = draw.randrange(len(whole))
        return broken(whole[at : at + draw.randint(1, 120)], draw)
    pools = ((words(), 6), (NUMBERS, 4), (HOSTILE, 2), (BOUNDS, 2 if kind < 0.8 else 8), ((" ", ". ", ", "), 4))
    chosen = draw.choices([pool for pool, _ in pools], [weight for _, weight in pools], k=draw.randint(1, 12))
    return draw.choice(("", " ")).join(draw.choice(pool) for pool in chosen)


def broken(given: str, draw: random.Random) -> str:
    """`given` with some pieces lost, repeated, moved or put in, or in another dress."""
    for _ in range(draw.choice((0, 1, 1, 2, 3, 8))):
        at, until = sorted(draw.randrange(len(given) + 1) for _ in range(2))
        until = min(until, at + draw.choice((0, 1, 1, 2, 9, 60)))
        piece = draw.choice((draw.choice(HOSTILE), draw.choice(NUMBERS), draw.choice(BOUNDS), given[at:until] * 2, ""))
        given = given[:at] + piece + given[until:]
    if draw.random() < 0.2:
        given = draw.choice([*FORM.values(), *LOSSY.values()])(given, draw)
    return given[:4000].encode("utf8", "ignore").decode()


def expression(draw: random.Random) -> str:
    """A bound, or nearly one, in a few words."""
    parts = draw.choices([*BOUNDS, *NUMBERS[:20], *HOSTILE[-40:], " "], k=draw.randint(1, 14))
    return draw.choice(("It takes O(", "a rate of ", "", "$")) + draw.choice(("", " ")).join(parts)


def file(draw: random.Random) -> tuple[str, bytes]:
    """Name and content of an input file, broken."""
    name, content = draw.choice(samples())
    for _ in range(draw.choice((0, 1, 1, 2, 4, 12))):
        at, until = sorted(draw.randrange(len(content) + 1) for _ in range(2))
        until = min(until, at + draw.choice((0, 1, 2, 30, 3000)))
        piece = draw.choice((draw.randbytes(1), draw.choice(HOSTILE).encode("utf8", "ignore"), content[at:until] * 2,
                             draw.choice(TOKENS), b""))  # fmt: skip
        content = content[:at] + piece + content[until:]
    if draw.random() < 0.1:
        name = draw.choice(samples())[0]
    return name, content


TOKENS: Sequence[bytes] = (
    b'"', b"'", b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\\u", b"\\ud800", b"\n", b"\r\n", b"\t", b"null",
    b"true", b"-1", b"1e999", b"NaN", b"<", b">", b"</", b"&", b"&#0;", b"&x;", b"<![CDATA[", b"<!--", b"<?xml",
    b"<!DOCTYPE a>", b"---\n", b"%YAML", b"!!python/object:os.system", b"@article{", b"\xff", b"\xef\xbb\xbf",
    b"\x00", b"\xed\xa0\x80", b'{"a":' * 200, b"[" * 2000, b"9" * 5000, b"0000-99-99", b"\xff\xfe",
)  # fmt: skip

KINDS: dict[str, Callable[[random.Random], object]] = {"text": text, "expression": expression, "file": file}
