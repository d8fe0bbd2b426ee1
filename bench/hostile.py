"""Whether the cost of a text grows with its length alone, whatever stands in it.

    python -m bench.hostile [--size 1000000]

Each hostile text is read with no limit of its length, and so is normal text of the same length: abstracts joined.
Prints CPU time a byte beside normal text's, and how much longer the whole takes than its first quarter; four is linear.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from itertools import chain, repeat

import click

from bench.corpus import abstracts
from extract.pipeline import Pipeline

ALLOWED = 10.0
"""Times the cost of normal text that a hostile one may have for each byte."""

UNITS: Mapping[str, str] = {
    "digits": "1234567890",
    "numbers": "12 345 6.7 ",
    "brackets": "([{",
    "closed brackets": "([{}])",
    "percent signs": "%",
    "numbers in percent": "5% ",
    "and": "and ",
    "numbers and numbers": "3 and ",
    "spaces": " ",
    "lines": "\n",
    "full stops": ". ",
    "hyphens": "-",
    "dollars": "$",
    "backslashes": "\\",
    "carets": "x^",
    "heads of bounds": "O(",
    "bounds": "O(n log n) ",
    "accents": "e\u0301",
    "entities": "&amp;",
    "names": "Name-",
    "commas": "a, ",
}


def texts(size: int, normal: str) -> Iterator[tuple[str, str]]:
    """Names and texts of `size` characters."""
    for name, unit in UNITS.items():
        yield name, (unit * (size // len(unit) + 1))[:size]
    yield "one sentence", normal.replace(". ", " ").replace("\n", " ")


def seconds(pipeline: Pipeline, text: str) -> float:
    """CPU time of reading one text."""
    began = time.process_time()
    pipeline.extract("", "A title", text)
    return time.process_time() - began


def costs(size: int) -> Iterator[tuple[str, float, float]]:
    """Name, cost a byte over that of normal text, and growth from a quarter of the text to all of it."""
    pipeline = Pipeline()
    normal = joined(size)
    seconds(pipeline, normal[: size // 4])
    standard = seconds(pipeline, normal)
    for name, text in texts(size, normal):
        part, whole = seconds(pipeline, text[: size // 4]), seconds(pipeline, text)
        yield name, whole / standard, whole / max(part, 1e-3)


def joined(size: int) -> str:
    """Real abstracts, one behind the other, up to a size."""
    pieces, length = list[str](), 0
    for text in chain.from_iterable(repeat(abstracts())):
        pieces.append(text)
        length += len(text) + 1
        if length > size:
            break
    return " ".join(pieces)[:size]


@click.command(help=__doc__)
@click.option("--size", default=1_000_000, show_default=True)
def main(size: int) -> None:
    for name, ratio, growth in costs(size):
        told = "  <-- too dear" if ratio > ALLOWED else ""
        click.echo(f"{name:22} {ratio:8.2f} times normal text, {growth:6.2f} times its quarter{told}")


if __name__ == "__main__":
    main()
