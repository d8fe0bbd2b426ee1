"""A paper's score: its pairs, and for each typed pair which columns are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extract.evaluate.gold import GoldClaim, GoldPaper, Predicted, Row
from extract.evaluate.names import same_names, same_words, verbatim
from extract.evaluate.pairing import Pair, Pairing, paired
from extract.evaluate.values import FACTORS, MEASURED, close
from extract.models import BOUND_TYPES


@dataclass(frozen=True, slots=True)
class PaperScore:
    """A gold paper against what was predicted for it; `columns` belongs to the typed pairs, in their order."""

    gold: GoldPaper
    predicted: Predicted
    pairing: Pairing
    columns: tuple[Mapping[str, bool], ...]

    @property
    def absent(self) -> bool:
        """Whether the tables don't hold the paper."""
        return self.predicted.abstract is None

    @property
    def typed(self) -> list[Pair]:
        return [pair for pair in self.pairing.pairs if pair.typed]

    @property
    def whole(self) -> bool:
        """Whether every claim is exact and none is invented."""
        nothing_left = not self.pairing.missed and not self.pairing.spurious
        return not self.absent and nothing_left and all(pair.exact for pair in self.pairing.pairs)

    @property
    def text_differs(self) -> bool:
        return not self.absent and (self.predicted.abstract or "").strip() != self.gold.abstract.strip()

    @property
    def broken_spans(self) -> int:
        """Claims whose text isn't what stands at their span."""
        abstract = self.predicted.abstract or ""
        return sum(abstract[row["start"] : row["end"]] != row["text"] for row in self.predicted.claims)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of all gold papers, in the order of the gold file."""

    papers: tuple[PaperScore, ...]


def score(gold: GoldPaper, predicted: Predicted) -> PaperScore:
    """One paper's score; an absent one misses all its claims."""
    pairing = paired(gold.claims, predicted.claims)
    text = " ".join(predicted.title.split()) + "\n" + (predicted.abstract or "")
    columns = tuple(columns_right(pair.gold, pair.row, text) for pair in pairing.pairs if pair.typed)
    return PaperScore(gold, predicted, pairing, columns)


def columns_right(gold: GoldClaim, row: Row, text: str) -> dict[str, bool]:
    """For each column that is scored for this claim whether it is right; names must stand in `text` as written."""
    right = {
        "owner": gold["owner"] == row["owner"],
        "comparator": gold["cmp"] == row["comparator"],
        "datasets": same_names(gold["datasets"] or [], row["datasets"]) and verbatim(row["datasets"], text),
        "baselines": same_names(gold["baselines"] or [], row["baselines"]) and verbatim(row["baselines"], text),
        "subject": same_words(gold["subject"], row["subject"]) and verbatim(row["subject"], text),
    }
    if gold["type"] in FACTORS and gold["unit"] != "class":
        right["factor"] = close(gold["norm_low"], row["norm_low"]) and close(gold["norm_high"], row["norm_high"])
    if gold["type"] in MEASURED:
        right["metric"] = same_words(gold["metric"], row["metric"]) and verbatim(row["metric"], text)
    if gold["type"] in BOUND_TYPES:
        right["measure"] = gold["measure"] == row["measure"]
    else:
        right["direction"] = gold["direction"] == row["direction"]
    return right
