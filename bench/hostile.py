"""Whether the cost of a text grows with its length alone, whatever stands in it.

    python -m bench.hostile [--size 1000000]
    python -m bench.hostile --seek [--size 100000] [--seed 1]

Each hostile text is read with no limit of its length, and so is normal text of the same length: abstracts joined.
Prints CPU time a byte beside normal text's, and how much longer the whole takes than its first quarter; four is linear.

`--seek` looks for the dearest text there is: every example of the rules, every pair of a quantity and a word, and as
many sentences put together at random, each repeated to a quarter of the size, and the dearest of them to all of it.
Prints the CPU seconds of those.
"""

from __future__ import annotations

import heapq
import random
import time
from collections.abc import Iterator, Mapping
from itertools import chain, product, repeat

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

QUANTITIES = (
    "8B",
    "O(n)",
    "2x",
    "3%",
    "4 GPUs",
    "5 fps",
    "9GB",
    "1/2",
    "1-",
    "½",
    "two",
    "halves",
    "linear",
    "n^2",
    "7M",
)
WORDS = ("", "is", "a", "faster", "accuracy", "time", "tasks", "on X", "than Y", "and", "of Z", "less memory", "by")
ENDS = (". ", ", ", " ", "; ", ") (", "/", "-")
"""What the repeated pieces of a sought text are made of."""

DEAREST = 12


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


def sought(pipeline: Pipeline, seed: int) -> Iterator[str]:
    """Pieces to repeat: each example of the rules, a quantity with a word, and sentences of some of both."""
    shortest = [piece for pair in product(QUANTITIES, WORDS) for piece in (" ".join(pair), " ".join(reversed(pair)))]
    examples = [example.text for rule in pipeline.rules.claims for example in rule.examples]
    yield from (example.rstrip(".") + ". " for example in examples)
    yield from (piece.strip() + end for piece, end in product(dict.fromkeys(shortest), ENDS[:2]))
    chance = random.Random(seed)
    for _ in range(len(examples)):
        pieces = chance.choices(QUANTITIES + WORDS, k=chance.randint(1, 12))
        yield "".join(piece + chance.choice(ENDS) for piece in pieces)


def dearest(size: int, seed: int) -> Iterator[tuple[float, str]]:
    """CPU seconds of `size` characters and the piece that they repeat, the dearest first."""
    pipeline = Pipeline()

    def cost(piece: str, length: int) -> float:
        return seconds(pipeline, (piece * (length // len(piece) + 1))[:length])

    trial = ((cost(piece, size // 4), piece) for piece in sought(pipeline, seed))
    yield from sorted(((cost(piece, size), piece) for _, piece in heapq.nlargest(DEAREST, trial)), reverse=True)


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
@click.option("--seek", is_flag=True, help="Look for the dearest texts.")
@click.option("--seed", default=1, show_default=True, help="Of the sentences put together at random.")
def main(size: int, seek: bool, seed: int) -> None:
    if seek:
        for taken, piece in dearest(size, seed):
            click.echo(f"{taken:6.2f} s for {size} characters of {piece!r}")
        return
    for name, ratio, growth in costs(size):
        told = "  <-- too dear" if ratio > ALLOWED else ""
        click.echo(f"{name:22} {ratio:8.2f} times normal text, {growth:6.2f} times its quarter{told}")


if __name__ == "__main__":
    main()
