"""What a bound measures, where the nearest words alone don't settle it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import regex

from extract.bounds.context import Cue, cues, is_strong, lists, measure_of
from extract.bounds.measures import measures
from extract.bounds.tables import tables
from extract.lazy import lazy
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

    @lazy
    def cues(self) -> list[Cue]:
        """The words of the sentence that name a measure."""
        return cues(self.seen)

    @lazy
    def lists(self) -> Mapping[Span, Span]:
        """For each expression the span of the list that it stands in."""
        return dict(zip(self.spans, lists(self.seen, self.spans), strict=True))

    def whole_list(self, bound: Bound) -> Span:
        return self.lists.get((bound.start, bound.end), (bound.start, bound.end))

    def told(self, wanted: frozenset[str]) -> str | None:
        """The measure of `wanted` last named in the abstract up to the end of the sentence, else first behind it."""
        return _told(self.abstract or self.seen).last(wanted, self._end)

    @lazy
    def _end(self) -> int:
        """Where the sentence ends in the abstract."""
        return (self.abstract.find(self.text) if self.abstract else 0) + len(self.text)

    def most_told(self, unless: frozenset[str] = frozenset()) -> str | None:
        """The measure that the abstract tells of, `unless` aside: the one last named by words that can name nothing
        else, up to the end of the sentence, or the one most often named."""
        told = _told(self.abstract or self.seen)
        return told.surely(unless, self._end) or told.most(unless)


class _Told:
    """The measures that a text names, sorted once for all of its bounds."""

    def __init__(self, text: str) -> None:
        self._cues = cues(text)
        vague = measures().words_between["vague"]
        self._clear = [cue for cue in self._cues if text[cue.start : cue.end].casefold() not in vague]
        self._sure = [cue for cue in self._clear if is_strong(text, cue)]
        self._of: dict[frozenset[str], tuple[list[int], list[str]]] = {}
        self._most: dict[frozenset[str], str | None] = {}

    def last(self, wanted: frozenset[str], end: int) -> str | None:
        """The measure of `wanted` last named up to `end`, else the first behind it."""
        if wanted not in self._of:
            spoken = [cue for cue in self._cues if cue.measure in wanted]
            self._of[wanted] = [cue.end for cue in spoken], [cue.measure for cue in spoken]
        ends, spoken_of = self._of[wanted]
        return spoken_of[max(0, bisect_right(ends, end) - 1)] if ends else None

    def surely(self, unless: frozenset[str], end: int) -> str | None:
        """The measure last named up to `end`, `unless` aside, by words that can name nothing else."""
        before = bisect_right(self._sure, end, key=lambda cue: cue.end)
        return next((c.measure for c in reversed(self._sure[:before]) if c.measure not in unless), None)

    def most(self, unless: frozenset[str]) -> str | None:
        """The measure most often named, `unless` aside; vague words count only where there are no others."""
        if unless not in self._most:
            told, clear = ([c.measure for c in found if c.measure not in unless] for found in (self._cues, self._clear))
            counts = Counter(clear or told)
            self._most[unless] = max(sorted(counts), key=counts.__getitem__) if counts else None
        return self._most[unless]


@lru_cache(maxsize=2)
def _told(text: str) -> _Told:
    return _Told(text)


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
    left = _left_side(bound, scene) if score < BESIDE else ""
    if _NORM.search(left):
        return "error"
    if (measure != "space" and _SAMPLE_SIZE.search(left)) or (cue is None and _THRESHOLD.search(left)):
        return "samples"
    if measure == "error" and score < BESIDE and not statistical and _INVERSE.search(text):
        return scene.told(words["counts"]) or measure
    if vague and _has_accuracy(bound) and measure in (None, "time", "rate") and not statistical:
        return scene.told(words["counts"]) or measure or "iterations"
    if (
        (measure == "rate" or (vague and measure in (None, "error")))
        and _grows_with_horizon(bound)
        and scene.told(_REGRET)
    ):
        return "regret"
    steps = known.steps - known.accuracy if statistical else known.steps
    sized = bool(names & known.sizes) and not names & steps and not _grows(bound)
    if measure == "rate" and sized and scene.told(_STATISTICAL):
        return "error"
    is_ratio = cue is not None and _RATIO.search(scene.seen, cue.start, cue.end) is not None
    if measure == "approximation_ratio" and not is_ratio and bound.symbol != "=" and _vanishes(bound):
        return "rate" if names & (steps - known.to_zero) else "error"
    if cue is None and _is_power(bound) and _SCALES.search(scene.seen, max(0, bound.start - 20), bound.start):
        return DEFAULT
    if measure is None and _vanishes(bound) and names & (steps - known.to_zero) and scene.told(_RATE):
        return "rate"
    return measure or scene.most_told(_unlikely(bound)) or ("error" if _vanishes(bound) else DEFAULT)


_RATIOS = frozenset({"approximation_ratio"})
_REGRET, _RATE, _STATISTICAL = frozenset({"regret"}), frozenset({"rate"}), frozenset({"error", "samples"})
_HORIZONS = ("T", "K")
_HORIZON = regex.compile(r"\b[TK]\b(?!\*\*\(?-)")
_HORIZON_BELOW = regex.compile(r"/[\w*(]*\b[TK]\b|exp\(-")
_SCALES = regex.compile(r"\bscal(?:es?|ing)\s(?:as|like|at)[\s$({]*\Z")
_SLACK = regex.compile(r"(?<=\b[nmNTKtkd]\*\*)\((?:[^()]|\([^()]*\))*\)")
_RATIO = regex.compile(r"ratio|factor|competitive|guarantee", regex.IGNORECASE)
_NAME = regex.compile(r"[A-Za-z]\w*(?!\w|\()")
_SIZE_BELOW = regex.compile(r"/[\w*(]*(?:\(\d/\d\)\*)?\b[nmN]\b")
_RELATION = r" ?(?:\\(?:gtrsim|geq?|leq?|ll|gg)(?![A-Za-z])|[=<>≥≤≳≪]|gtrsim)[\s{]*"
_SAMPLE_SIZE = regex.compile(rf"(?<![A-Za-z\\])[nm]{_RELATION}\Z")
_THRESHOLD = regex.compile(rf"(?<![A-Za-z\\^_}}])[A-SU-Za-su-z]{_RELATION}\Z")
_NORM = regex.compile(rf"(?:\\\||‖|\\r?Vert)[\w{{}}^\\]{{0,16}}{_RELATION}\Z")
_INVERSE = regex.compile(r"/[\w*(]*\bepsilon\b|\bepsilon\*\*\(?-")
_LEADING = regex.compile(rf"[A-Za-z]{_RELATION}")


def _left_side(bound: Bound, scene: Scene) -> str:
    """What is said to be a bound, its sign of relation included: "n = ", "\\|x - y\\| \\leq "."""
    inside = _LEADING.match(scene.text, bound.start, bound.end)
    return scene.text[max(0, bound.start - 20) : inside.end() if inside else bound.start]


def _grows_with_horizon(bound: Bound) -> bool:
    """Whether a bound grows with the letters of a horizon; of one without exponents, by where they stand."""
    powers, text = dict(bound.exponents), bound.expr or ""
    if powers:
        falls = any(powers.get(name, 0) < 0 for name in tables().running)
        return not falls and any(powers.get(name, 0) > 0 or powers.get(f"log({name})", 0) > 0 for name in _HORIZONS)
    return _HORIZON.search(text) is not None and _HORIZON_BELOW.search(text) is None


def _vanishes(bound: Bound) -> bool:
    """Whether a bound tends to zero: an O(1/T)-approximation comes ever closer, an O(log n)-approximation doesn't."""
    known = tables()
    powers = {name: power for name, power in bound.exponents if "(" not in name}
    return bool(powers) and all(power > 0 if name in known.to_zero else power < 0 for name, power in powers.items())


def _grows(bound: Bound) -> bool:
    return bool(bound.exponents) and all(power > 0 for _, power in bound.exponents)


def _is_power(bound: Bound) -> bool:
    """Whether a bound grows like a variable or faster, as no ratio of an approximation is called in passing."""
    return any(power >= 1 for name, power in bound.exponents if "(" not in name)


def _unlikely(bound: Bound) -> frozenset[str]:
    """The measures that a bound can hardly have, by its growth: no cost tends to zero, no error grows."""
    if _vanishes(bound):
        return measures().words_between["costs"]
    return _aside(is_power=_is_power(bound), grows=_grows(bound))


@lru_cache(maxsize=4)
def _aside(*, is_power: bool, grows: bool) -> frozenset[str]:
    words = measures().words_between
    beside = words["told_beside"] if is_power else words["told_beside"] - _RATIOS
    return beside | words["deviations"] if grows else beside


def claim_type(measure: str, bound: Bound, cue: Cue | None, scene: Scene) -> str:
    """The claim type of a bound of a measure: a cost that depends on the accuracy is a rate of convergence.

    Rounds are a cost where nothing is said to converge: those of a distributed or adaptive algorithm.
    """
    words = measures().words_between
    if cue and measure == "iterations" and scene.seen[cue.start : cue.end].casefold() in words["rounds"]:
        learns = scene.told(words["learning"]) is not None
        return "convergence_rate" if learns or _has_accuracy(bound) else "complexity"
    named = measure == "oracle" and bound.symbol == "class"
    if measure in words["costs_but_for_accuracy"] and (named or _has_accuracy(bound)):
        return "convergence_rate"
    return "complexity" if measure in words["costs"] else "convergence_rate"


def _has_accuracy(bound: Bound) -> bool:
    """Whether a bound grows with the accuracy; one that stands in an exponent alone is a mere slack."""
    written = _SLACK.sub("", bound.expr or "")
    return any(name in written for name in tables().accuracy)
