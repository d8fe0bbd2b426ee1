"""Which predicted claim answers which gold claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.evaluate.gold import GoldClaim, Row
from extract.evaluate.values import same_value


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold claim and the predicted one that answers it."""

    gold: GoldClaim
    row: Row
    typed: bool
    exact: bool

    @property
    def close_span(self) -> bool:
        """Whether the spans share at least half of the longer."""
        longest = max(self.gold.end - self.gold.start, self.row["end"] - self.row["start"])
        return bool(overlap(self.gold, self.row) * 2 >= longest)


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs, best agreement first, the gold claims without answer and the claims that answer none."""

    pairs: tuple[Pair, ...]
    missed: tuple[GoldClaim, ...]
    spurious: tuple[Row, ...]


def overlap(gold: GoldClaim, row: Row) -> int:
    """Characters that two spans share; negative where they lie apart."""
    return int(min(gold.end, row["end"]) - max(gold.start, row["start"]))


def paired(golds: Sequence[GoldClaim], rows: Sequence[Row]) -> Pairing:
    """One-to-one pairs: exact before typed, typed before found, then by overlap, then in order."""
    candidates = sorted(_candidates(golds, rows), key=lambda c: (c[0].exact, c[0].typed, *c[1:]), reverse=True)
    golds_left, rows_left = dict(enumerate(golds)), dict(enumerate(rows))
    pairs = []
    for pair, _, minus_gold, minus_row in candidates:
        if -minus_gold in golds_left and -minus_row in rows_left:
            del golds_left[-minus_gold], rows_left[-minus_row]
            pairs.append(pair)
    return Pairing(tuple(pairs), tuple(golds_left.values()), tuple(rows_left.values()))


def _candidates(golds: Sequence[GoldClaim], rows: Sequence[Row]) -> Iterator[tuple[Pair, int, int, int]]:
    for i, gold in enumerate(golds):
        for j, row in enumerate(rows):
            shared = overlap(gold, row)
            shorter, longer = sorted((gold.end - gold.start, row["end"] - row["start"]))
            if shared * 2 >= max(shorter, 1) and longer <= 3 * shorter + 12:
                typed = gold["type"] == row["claim_type"]
                yield Pair(gold, row, typed, typed and same_value(gold, row)), shared, -i, -j
