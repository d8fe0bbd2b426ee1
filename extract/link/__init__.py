"""Whose number it is: metric, data sets, baselines, subject and owner of each reading.

One pass a sentence: the places that name something are found once, then each reading takes its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.link.baselines import baselines
from extract.link.datasets import ELSEWHERE, MEASURED_ON, dataset_id, datasets
from extract.link.groups import Group
from extract.link.lists import respectively, series
from extract.link.metric import metrics
from extract.link.owner import owner
from extract.link.paper import PaperContext
from extract.link.scene import Scene, Span
from extract.link.subject import subject
from extract.link.survey import Survey
from extract.qualify import Reading
from extract.read import Read
from extract.sentences import Sentence
from extract.unguarded import unguarded

__all__ = ["Links", "PaperContext", "link"]


@unguarded
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


def link(paper: PaperContext, read: Read, readings: Sequence[Reading]) -> list[Links]:
    """The links of each reading of a sentence, in their order."""
    if not readings:
        return []
    rules, survey = paper.rules.linking, paper.survey(read)
    measured = metrics(survey.scene, survey.compared, readings, rules)
    return [_links(paper, read.sentence, survey, readings, i, measured[i]) for i in range(len(readings))]


def _links(
    paper: PaperContext,
    where: Sentence,
    survey: Survey,
    readings: Sequence[Reading],
    index: int,
    what: Span | None,
) -> Links:
    rules, scene, compared = paper.rules.linking, survey.scene, survey.compared
    of = owner(paper, where, scene, compared, readings, index)
    on = datasets(scene, survey.measured_on, readings, index) if readings[index].claim_type in MEASURED_ON else None
    against = baselines(scene, compared, readings, index, rules)
    names = tuple(dict.fromkeys(scene.name(span) for span in on.names)) if on else ()
    own = of == "own" or where.start > paper.own_from
    if own and (on is None or on.task(scene)) and readings[index].claim_type in ELSEWHERE:
        names = _its_own(scene, readings, index, _from_elsewhere(paper, where, on, names), names)
    names = tuple(name for name in names if name != paper.name or paper.brought)
    return Links(
        metric=scene.raw(what).removeprefix("more ") if what else None,
        metric_id=_entry(scene, what),
        datasets=names,
        dataset_ids=tuple(dataset_id(name, paper.rules.lexicon) for name in names),
        baselines=tuple(dict.fromkeys(scene.name(span) for span in against)) if of == "own" else (),
        subject=subject(paper, scene, compared, against, readings[index], of),
        owner=of,
    )


def _from_elsewhere(paper: PaperContext, where: Sentence, on: Group | None, names: tuple[str, ...]) -> tuple[str, ...]:
    """The data sets that the rest of the abstract tells of, beside the task that a sentence opens with."""
    before = paper.measured_before(where)
    if on is not None and not on.cue:
        return (before or paper.brought) + names
    if before or names:
        return before or names
    spoken_of = where.end <= paper.own_from or paper.named_in(where)
    return () if spoken_of else paper.brought or paper.sole or paper.shared_task


def _its_own(
    scene: Scene, readings: Sequence[Reading], index: int, told: tuple[str, ...], names: tuple[str, ...]
) -> tuple[str, ...]:
    """Of data sets told elsewhere the one of a reading, where as many are sorted by "respectively"."""
    members = series(scene, readings, index) if told != names and respectively(scene, readings[index].token) else []
    return (told[members.index(index)],) if len(members) == len(told) > 1 else told


def _entry(scene: Scene, span: Span | None) -> str | None:
    if span is None:
        return None
    return next((scene.tokens[i].entry for i in range(span[1] - 1, span[0] - 1, -1) if scene.tokens[i].entry), None)
