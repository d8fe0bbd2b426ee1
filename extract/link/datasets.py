"""What a quantity was measured on: data sets, benchmarks, tasks."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.link.baselines import Site
from extract.link.lists import series
from extract.link.phrases import coordinated, has_name, is_name, starts_like
from extract.link.scene import VERBS, Scene, Span
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules

MEASURED_ON = frozenset(
    {"metric_gain", "metric_value", "speedup", "resource_change", "compression", "steps", "statistic", "runtime"}
)
"""Types whose quantities were measured on something."""


@dataclass(frozen=True, slots=True)
class Group:
    """Names of one list, the token of the preposition before them, and where it ends."""

    cue: int
    names: tuple[Span, ...]
    end: int


def groups(scene: Scene, known: Sequence[Site], rules: LinkRules) -> list[Group]:
    """The lists of data sets and tasks of a sentence, in order."""
    tokens = scene.tokens
    taken = {i for site in known for name in site.names for i in range(*name)}
    found: list[Group] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        group = None
        if token.lower in rules.words["on"] and at not in taken:
            group = _behind(scene, at, rules)
        elif token.tag == "DATASET" and at not in taken and not (found and at < found[-1].end):
            names, end = coordinated(scene, at, rules)
            names = [n for n in names if any(t.tag == "DATASET" for t in tokens[slice(*n)])]
            group = Group(at, tuple(names), end) if names else None
        if group is not None and not any(i in taken for name in group.names for i in range(*name)):
            found.append(group)
            at = max(group.end, at + 1)
        else:
            at += 1
    return found


def _behind(scene: Scene, at: int, rules: LinkRules) -> Group | None:
    strong = scene.tokens[at].lower in rules.words["on_strong"]
    phrases, end = coordinated(scene, at + 1, rules)
    names = [name for name in phrases if _measured_on(scene, name, strong, rules)]
    if not names:
        return None
    if len(names) < len(phrases) and not strong:
        return None
    return Group(at, tuple(names), end)


def _measured_on(scene: Scene, phrase: Span, strong: bool, rules: LinkRules) -> bool:
    """Whether a noun phrase behind a preposition names a data set, a benchmark or a task."""
    tokens = scene.tokens[phrase[0] : phrase[1]]
    head = tokens[-1]
    if any(t.tag == "DATASET" for t in tokens):
        return True
    named = [t for t in tokens if is_name(t, rules)]
    if any(starts_like(t, rules.words["model_names"] | rules.words["hardware_names"]) for t in named):
        return False
    if head.lower in rules.words["task_heads"] or (
        len(tokens) > 1 and head.lower in rules.words["dataset_heads"] and tokens[-2].lower in rules.words["task_heads"]
    ):
        return len(tokens) > 1 or strong
    if named and head.lower in rules.words["dataset_heads"]:
        return True
    return strong and bool(named) and named[-1] is head


def datasets(
    scene: Scene, known: Sequence[Group], readings: Sequence[Reading], index: int
) -> tuple[Span, ...] | None:
    """The names that the reading at `index` was measured on, from its own sentence; null where it names none."""
    reading = readings[index]
    if reading.claim_type not in MEASURED_ON or not known:
        return None
    members = series(scene, readings, index)
    if len(members) > 1:
        matching = [g for g in known if len(g.names) == len(members) and g.cue > readings[members[-1]].token]
        if matching and not _own_groups(known, readings, members):
            return (matching[0].names[members.index(index)],)
    after = _after(scene, known, readings, index)
    if after is not None:
        return after.names
    before = [g for g in known if g.end <= reading.token and not _owned(g, readings, index, scene)]
    return before[-1].names if before else None


def _own_groups(known: Sequence[Group], readings: Sequence[Reading], members: list[int]) -> bool:
    """Whether each member of a list has a group of its own behind it."""
    tokens = [readings[m].token for m in members]
    return all(any(a < g.cue < b for g in known) for a, b in zip(tokens, tokens[1:], strict=False))


def _after(scene: Scene, known: Sequence[Group], readings: Sequence[Reading], index: int) -> Group | None:
    """The first group behind a quantity in its part of the sentence."""
    at = readings[index].token
    for group in known:
        if group.cue > at and scene.parts[group.cue] == scene.parts[at]:
            if scene.depths[group.cue] and scene.depths[group.cue] != scene.depths[at]:
                continue
            return group
    return None


def _owned(group: Group, readings: Sequence[Reading], index: int, scene: Scene) -> bool:
    """Whether a group in front of a quantity stands behind another one, and so belongs to that."""
    at = readings[index].token
    return any(r.token < group.cue and r.token != at for r in readings) and any(
        scene.tokens[i].tag in ("COMMA", "AND") or scene.tokens[i].tag in VERBS for i in range(group.end, at)
    )


def name_of(scene: Scene, span: Span, rules: LinkRules) -> Span:
    """A data set's name without the noun behind it, where it has capitals; a task as it stands."""
    start, end = span
    tokens = scene.tokens
    if has_name(tokens, span, rules):
        while end - start > 1 and tokens[end - 1].lower in rules.words["dataset_heads"]:
            end -= 1
        while end - start > 1 and not (is_name(tokens[start], rules) or tokens[start].tag == "DATASET"):
            start += 1
    return start, end
