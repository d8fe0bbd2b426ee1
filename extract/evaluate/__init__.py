"""Claims against a gold file.

A predicted claim is paired with at most one gold claim whose quantity it overlaps by half of the
shorter. A pair is *found*; *typed* where the claim type is the same; *exact* where the value is too:
both numbers, the family of the unit and the comparator, of a bound the symbol and an equal
expression, of a named rate the class. Further columns are compared over the typed pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.evaluate.gold import GoldPaper, Predicted, read_gold, read_predicted
from extract.evaluate.scoring import Evaluation, PaperScore, score

__all__ = ["Evaluation", "GoldPaper", "PaperScore", "evaluate", "read_gold"]


def evaluate(out: Path, gold: Sequence[GoldPaper]) -> Evaluation:
    """The tables of an output folder against `gold`; papers are paired by title, only gold papers count.

    Raises `extract.tables.TablesError` where the folder holds no finished run.
    """
    predicted = read_predicted(out)
    return Evaluation(tuple(score(paper, predicted.get(paper.key, Predicted.absent())) for paper in gold))
