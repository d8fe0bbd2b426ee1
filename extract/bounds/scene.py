"""What a bound measures, where the nearest words alone don't settle it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import regex

from extract.bounds.context import Cue, cues, lists, measure_of
from extract.bounds.measures import measures
from extract.bounds.tables import tables
from extract.models import Bound

SURE = 40.0
"""Below this nearness a cue names something else than the bound's measure."""
FAINT = 15.0
"""Below this nearness a cue says nothing of a named rate either."""
BESIDE = 88.0
"""From this nearness on a cue stands right beside the bound."""
DEFAULT = "time"

Span = tuple[int, int]


class Scene:
    """A sentence ready for questions: `seen` is its text with the spans of its expressions blotted out."""

    def __init__(self, text: str, seen: str, spans: Sequence[Span], abstract: str | None) -> None:
        self.text = text
        self.seen = seen
        self.spans = spans
        self.abstract = abstract

    @cached_property
    def cues(self) -> list[Cue]:
        """The words of the sentence that name a measure."""
        return cues(self.seen)

    @cached_property
    def told_cues(self) -> list[Cue]:
        """The words that name a measure in the whole abstract, or in the sentence where there is none."""
        return cues(self.abstract) if self.abstract else self.cues

    @cached_property
    def lists(self) -> Mapping[Span, Span]:
        """For each expression the span of the list that it stands in."""
        return dict(zip(self.spans, lists(self.seen, self.spans), strict=True))

    def whole_list(self, bound: Bound) -> Span:
        return self.lists.get((bound.start, bound.end), (bound.start, bound.end))

    def told(self, wanted: frozenset[str]) -> str | None:
        """The measure of `wanted` last named in the abstract up to the end of the sentence, else first behind it."""
        end = self.abstract.find(self.text) + len(self.text) if self.abstract else len(self.text)
        spoken = [cue for cue in self.told_cues if cue.measure in wanted]
        before = [cue.measure for cue in spoken if cue.end <= end]
        return before[-1] if before else spoken[0].measure if spoken else None

    def most_told(self) -> str | None:
        """The measure most often named in the abstract."""
        counts = Counter(cue.measure for cue in self.told_cues)
        return max(sorted(counts), key=counts.__getitem__) if counts else None


def nearest(bound: Bound, scene: Scene) -> tuple[Cue | None, float]:
    """The cue nearest to a bound, or to the list that it stands in, and how near it is."""
    own = measure_of(scene.seen, bound.start, bound.end, scene.cues)
    listed = measure_of(scene.seen, *scene.whole_list(bound), scene.cues)
    return own if own[1] >= listed[1] - 4 or own[1] > BESIDE else listed


def settled(cue: Cue | None, score: float, bound: Bound, scene: Scene) -> str:
    """The measure of a bound, `cue` being the nearest that names one.

    Where it is vague the abstract is asked: "complexity" alone may be any count that depends on the
    accuracy, a rate in the sample size is an error, and what grows with the horizon T is a regret
    where regret is spoken of.
    """
    words, known = measures().words_between, tables()
    measure = cue.measure if cue else None
    vague = cue is None or scene.seen[cue.start : cue.end].casefold() in words["vague"]
    names, text = frozenset(_NAME.findall(bound.expr or "")), bound.expr or ""
    statistical = _SIZE_BELOW.search(text) is not None
    if score < BESIDE and _is_sample_size(bound, scene):
        return "samples"
    if vague and names & known.accuracy and measure in (None, "time", "rate") and not statistical:
        return scene.told(words["counts"]) or measure or "iterations"
    if (
        vague
        and measure in (None, "error", "rate")
        and _grows_with_horizon(bound)
        and scene.told(frozenset({"regret"}))
    ):
        return "regret"
    steps = known.steps - known.accuracy if statistical else known.steps
    if measure == "rate" and names & known.sizes and not names & steps and scene.told(frozenset({"error", "samples"})):
        return "error"
    return measure or scene.most_told() or DEFAULT


_NAME = regex.compile(r"[A-Za-z]\w*(?!\w|\()")
_SIZE_BELOW = regex.compile(r"/[\w*(]*(?:\(\d/\d\)\*)?\b[nmN]\b")
_SAMPLE_SIZE = regex.compile(r"(?<![A-Za-z\\])[nm] ?(?:\\gtrsim|\\geq?|=|\\leq?|>|<|≥|≳|gtrsim)\s*(?:[^\s]{0,40})?\Z")


def _is_sample_size(bound: Bound, scene: Scene) -> bool:
    """Whether the bound is said of n or m: "n = \\Omega(d)"."""
    inside = scene.text[bound.start : bound.end].split("{")[0]
    return _SAMPLE_SIZE.search(scene.text[max(0, bound.start - 20) : bound.start] + inside) is not None


def _grows_with_horizon(bound: Bound) -> bool:
    powers = dict(bound.exponents)
    return powers.get("T", 0) > 0 or powers.get("log(T)", 0) > 0 or (bound.expr or "").startswith("T**(")


def claim_type(measure: str, bound: Bound) -> str:
    """The claim type of a bound of a measure: a cost that depends on the accuracy is a rate of convergence."""
    words = measures().words_between
    if measure in words["costs_but_for_accuracy"] and any(name in (bound.expr or "") for name in tables().accuracy):
        return "convergence_rate"
    return "complexity" if measure in words["costs"] else "convergence_rate"
