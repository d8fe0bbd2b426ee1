"""What a quantity was measured on: data sets, benchmarks, tasks."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.link.groups import Group
from extract.link.lists import respectively, series
from extract.link.scene import Scene, is_quantity
from extract.qualify import Reading
from extract.ruleset import Lexicon
from extract.tokens import words

MEASURED_ON = frozenset(
    {"metric_gain", "metric_value", "speedup", "resource_change", "compression", "steps", "statistic", "runtime"}
)
"""Types whose quantities were measured on something."""

ELSEWHERE = frozenset({"metric_value", "metric_gain"})
"""Types whose data sets the abstract may have named before."""


def datasets(scene: Scene, known: Sequence[Group], readings: Sequence[Reading], index: int) -> Group | None:
    """What the reading at `index`, of a type of MEASURED_ON, was measured on, from its own sentence."""
    reading = readings[index]
    if not known:
        return None
    known = [g for g in known if g.named or not scene.concluded(reading.token, g.cue)]
    known = [g for g in known if not g.rests] or known
    if reading.claim_type == "runtime":
        known = [g for g in known if g.known(scene)]
    bracketed = _bracketed(scene, known, reading)
    if bracketed is not None:
        return bracketed
    members = series(scene, readings, index)
    if len(members) > 1:
        place = members.index(index)
        sorted_ = respectively(scene, reading.token)
        last = readings[members[-1]].token
        paired = _paired(scene, readings, members)
        matching = [
            g for g in known if len(g.names) == len(members) and (sorted_ or g.cue > last or (paired and g.named))
        ]
        if matching:
            return replace(matching[0], names=(matching[0].names[place],))
        single = [g for g in known if len(g.names) == 1]
        if sorted_ and len(single) == len(members) and single[-1].end < readings[members[0]].token:
            return single[place]
    beside = next((g for g in known if g.end + 1 == reading.token and scene.tokens[g.end].lower in _BY), None)
    own = any(g.cue == reading.token + 1 for g in known)
    if beside is not None and not own and scene.tokens[beside.cue].lower in ("on", "in", "for"):
        return beside
    after = _after(scene, known, readings, index)
    if after is not None:
        return after if after.named else _with_frame(known, after)
    before = [g for g in known if g.end <= reading.token and not (g.cue and g.task(scene))]
    if reading.claim_type == "resource_change":
        before = [g for g in before if g.cue <= 1 or not _elsewhere(scene, g, readings, reading)]
    return before[-1] if before else None


def _elsewhere(scene: Scene, group: Group, readings: Sequence[Reading], reading: Reading) -> bool:
    """Whether another number was measured there than of what a model has: "3% on A while using 4x fewer parameters"."""
    if not any(t.tag in ("PARAMETER", "DATA") for t in scene.tokens[reading.token + 1 : reading.token + LEAD]):
        return False
    part = scene.parts[group.cue]
    other = any(r.claim_type in ELSEWHERE and scene.parts[r.token] == part for r in readings)
    return other and part != scene.parts[reading.token]


LEAD = 4
"""Tokens behind a quantity in which stands what it is of."""


def _with_frame(known: Sequence[Group], task: Group) -> Group:
    """A task with the data set that the sentence opens with: "On A, it gains 3% on parsing"."""
    frame = next((g for g in known if g.named and g.cue <= 1 and g.end < task.cue), None)
    return replace(task, names=frame.names + task.names, named=True) if frame is not None else task


def _paired(scene: Scene, readings: Sequence[Reading], members: Sequence[int]) -> bool:
    """Whether nothing but commas and "and" stands between the members of a list: "by 2.1% and 0.7% in accuracy"."""
    places = [readings[i].token for i in members]
    between = scene.tokens[places[0] + 1 : places[-1]]
    return all(t.tag in ("COMMA", "AND") or is_quantity(t) for t in between)


_BY = ("by", "to", "from")
"""Between a data set and its own number: "improves accuracy on A by 3% and on B by 2%"."""


def _bracketed(scene: Scene, known: Sequence[Group], reading: Reading) -> Group | None:
    """The name that a quantity stands behind in brackets: "on A (+0.6) and B (+2.9)"."""
    opening = scene.depths[reading.token] - 1
    for group in known if opening > 0 else ():
        for name in group.names:
            if name[1] == opening or (name[1] < opening <= group.end and opening - name[1] == 1):
                return replace(group, names=(name,))
    return None


def _after(scene: Scene, known: Sequence[Group], readings: Sequence[Reading], index: int) -> Group | None:
    """The first group behind a quantity in its part of the sentence; a name that specifies a task goes first."""
    at = readings[index].token
    behind = [
        g for g in known
        if g.cue > at and scene.parts[g.cue] == scene.parts[at]
        and not (scene.depths[g.cue] and scene.depths[g.cue] != scene.depths[at])
    ]  # fmt: skip
    if len(behind) > 1 and not behind[0].named and behind[1].named and behind[1].cue <= behind[0].end + 1:
        return behind[1]
    return behind[0] if behind else None


def dataset_id(name: str, lexicon: Lexicon) -> str:
    """The lexicon's id of a data set, or its name in lower case with hyphens."""
    for written in (name, name.casefold()):
        key = words(written)
        for term_words, term in lexicon.terms.get(key[0], ()) if key else ():
            if term_words == key and term.concept == "DATASET":
                return term.entry
    return "-".join(regex.findall(r"[^\W_]+", name.casefold())) or name
