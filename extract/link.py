"""Whose number it is: metric, data sets, baselines, subject and owner of each reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.annotate import Annotated
from extract.qualify import Reading
from extract.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Links:
    """What a reading is about; every name is a verbatim piece of the title or the abstract."""

    metric: str | None = None
    metric_id: str | None = None
    datasets: tuple[str, ...] = ()
    dataset_ids: tuple[str, ...] = ()
    baselines: tuple[str, ...] = ()
    subject: str | None = None
    owner: str = "own"


class PaperContext:
    """What the rest of an abstract says of its names; made once an abstract has a reading, each part when asked for."""

    def __init__(self, title: str, abstract: str, rules: RuleSet) -> None:
        self.title = title
        self.abstract = abstract
        self.rules = rules


def link(paper: PaperContext, sentence: Annotated, readings: Sequence[Reading]) -> list[Links]:
    """The links of each reading of a sentence, in their order."""
    return [_links(paper, sentence, reading) for reading in readings]


_MEASURED = ("METRIC", "TIME", "SPEED", "RESOURCE", "PARAMETER", "DATA", "STEP", "OVERHEAD", "SPEEDUP", "HARDWARE")


def _links(paper: PaperContext, sentence: Annotated, reading: Reading) -> Links:
    tokens = sentence.tokens
    measured = next((tokens[w] for w in reading.match.words if tokens[w].tag in _MEASURED), None)
    return Links(metric=measured.text if measured else None, metric_id=measured.entry or None if measured else None)
