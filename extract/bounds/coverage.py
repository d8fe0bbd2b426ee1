"""How many of the bounds in a corpus are found and read, counted against what does not depend on the finder.

    python -m extract.bounds.coverage ABSTRACTS.jsonl[.gz] [--sample 100 --seed 1]

The denominator is every O, Omega or Theta that a bracket follows, by one plain pattern. Of each it is
asked whether a bound of `find` covers it, and whether that was read; what was not is counted by reason.
`--sample` prints that many random readings instead, for a check by eye.
"""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.bounds.finding import find
from extract.models import Bound

HEAD = re.compile(
    r"(?<![A-Za-z])(?:O|\\?Omega|\\?Theta|Ω|Θ)[}\s]*(?:\\left|\\[bB]ig+[lr]?|\\!|\s)*(?:\\\{|[(\[{])",
)
"""An O, Omega or Theta and the bracket behind it."""


@dataclass
class Coverage:
    """Counts over a corpus; `reasons` says of each head not read why."""

    heads: int = 0
    found: int = 0
    read: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """The report, a line at a time."""
        yield f"{self.heads} heads, {self.found / self.heads:.4f} found, {self.read / self.heads:.4f} read"
        for reason, count in self.reasons.most_common():
            yield f"  {reason:24} {count:6} {count / self.heads:.4f}"


def coverage(abstracts: Iterable[str]) -> Coverage:
    """Count over abstracts; a head without a bound over it has the reason "not_found"."""
    total = Coverage()
    for abstract in abstracts:
        bounds = find(abstract)
        for head in HEAD.finditer(abstract):
            total.heads += 1
            bound = _over(bounds, head.start())
            if bound is None:
                total.reasons["not_found"] += 1
                continue
            total.found += 1
            if bound.expr is None:
                total.reasons[bound.reason or "unread"] += 1
            else:
                total.read += 1
    return total


def _over(bounds: list[Bound], at: int) -> Bound | None:
    return next((b for b in bounds if b.start <= at < b.end), None)


def abstracts_of(path: Path) -> Iterator[str]:
    """The field `abstract` of each line of a JSONL file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)["abstract"]


def sample(abstracts: Iterable[str], count: int, seed: int) -> Iterator[str]:
    """`count` random readings, one a line: text, symbol, expression, exponents."""
    pool = [
        (abstract[b.start : b.end], b)
        for abstract in abstracts
        for b in find(abstract)
        if b.symbol != "class" and b.expr is not None and HEAD.search(abstract, b.start, b.end)
    ]
    for text, bound in random.Random(seed).sample(pool, min(count, len(pool))):
        yield f"{' '.join(text.split())}  =>  {bound.symbol}  {bound.expr}  {dict(bound.exponents)}"


def main() -> None:
    """The command line."""
    import click

    @click.command(help=__doc__)
    @click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--sample", "count", type=int, default=0, help="Print random readings instead.")
    @click.option("--seed", type=int, default=1, show_default=True)
    def run(path: Path, count: int, seed: int) -> None:
        lines = sample(abstracts_of(path), count, seed) if count else coverage(abstracts_of(path)).lines()
        for line in lines:
            click.echo(line)

    run()


if __name__ == "__main__":
    main()
