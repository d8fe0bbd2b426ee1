"""Which rule's reading of a quantity holds: one named policy, and what it dropped is kept with the reason."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from extract.annotate import Annotated, Token
from extract.match import Match
from extract.ruleset.patterns import QUANTITY
from extract.unguarded import unguarded


@unguarded
@dataclass(frozen=True, slots=True)
class Dropped:
    """A match that gave no claim, and why: "outranked", "no_claim" (a rule says so)."""

    match: Match
    reason: str
    by: str


@unguarded
@dataclass(frozen=True, slots=True)
class Resolved:
    """The readings that hold, by focus token, and those that don't; `inherited` foci took a neighbour's."""

    chosen: dict[int, Match]
    dropped: tuple[Dropped, ...]
    inherited: frozenset[int]


COORDINATION_REACH = 16
"""Tokens that may stand between two members of a coordination."""

WEAK = 1.0
"""A rule of less weight reads what is left over: it yields to the reading of a coordinated neighbour."""

VAGUE = 0.5
"""A rule of no more weight reads any quantity of its unit: it yields to a coordinated neighbour's weak reading too."""


def resolve(sentence: Annotated, matches: Iterable[Match]) -> Resolved:
    """The heaviest rule wins, then the tighter match, then the smaller rule id; a quantity that no
    rule reads takes the reading of the one it is coordinated with."""
    by_focus: dict[int, list[Match]] = {}
    for match in matches:
        by_focus.setdefault(match.focus, []).append(match)
    chosen: dict[int, Match] = {}
    weak: dict[int, Match] = {}
    dropped: list[Dropped] = []
    refused: set[int] = set()
    for focus, found in by_focus.items():
        found.sort(key=rank)
        best = found[0]
        if best.rule.claim_type is None:
            refused.add(focus)
            dropped += [Dropped(m, "no_claim", best.rule.id) for m in found]
            continue
        (weak if best.rule.weight < WEAK else chosen)[focus] = best
        dropped += [Dropped(m, "outranked", best.rule.id) for m in found[1:] if m.rule is not best.rule]
    if not (chosen or weak):
        return Resolved({}, tuple(dropped), frozenset())
    parallel = _parallel(sentence, chosen)
    dropped += [Dropped(chosen[focus], "outranked", match.rule.id) for focus, match in parallel.items()]
    chosen |= parallel
    inherited = _inherit(sentence, chosen, refused) | frozenset(parallel)
    chosen |= {focus: match for focus, match in weak.items() if focus not in chosen and match.rule.weight > VAGUE}
    inherited |= _inherit(sentence, chosen, refused)
    dropped += [Dropped(weak[focus], "outranked", chosen[focus].rule.id) for focus in sorted(inherited & set(weak))]
    chosen = weak | chosen
    return Resolved(chosen, tuple(dropped), inherited)


def rank(match: Match) -> tuple[float, int, int, str]:
    """Sort key of competing matches, best first."""
    return (-match.rule.weight, match.distance, match.end - match.start, match.rule.id)


def _parallel(sentence: Annotated, chosen: dict[int, Match]) -> dict[int, Match]:
    """What stands in one list behind the words of a change is one too: "a gain of 2% in A and 3% in B" is no level,
    and "reduces the memory of A by 2%, B by 3%" no change of something unknown."""
    found: dict[int, Match] = {}
    unread: dict[int, Match] = {}
    for before, focus in _neighbours(sentence, sentence.quantity_at):
        change = found.get(before) or chosen.get(before) or unread.get(before)
        if change is None or change.rule.claim_type not in CHANGES or not change.words:
            continue
        own = chosen.get(focus)
        if own is None:
            if coordinated(sentence, before, focus, behind=change.words):
                unread[focus] = replace(change, focus=focus)
            continue
        level = own.rule.claim_type == "metric_value" and change.words[0] < min(before, own.start)
        vague = own.rule.claim_type in CHANGES and own.rule.weight < min(TELLING, change.rule.weight)
        if (level or vague) and change.start < before and coordinated(sentence, before, focus, behind=change.words):
            found[focus] = replace(change, focus=focus)
    return found


CHANGES = frozenset({"metric_gain", "resource_change", "speedup"})

TELLING = 4.0
"""A rule of less weight reads a change whatever is changed."""


def _inherit(sentence: Annotated, chosen: dict[int, Match], refused: set[int]) -> frozenset[int]:
    order = sentence.quantity_at
    inherited: set[int] = set()
    for step in (1, -1):
        for before, focus in _neighbours(sentence, order if step == 1 else order[::-1]):
            if focus in chosen or focus in refused or before not in chosen:
                continue
            source = chosen[before]
            readable = source.rule.least <= sentence.quantity(focus).quantities[-1].high <= source.rule.most
            if readable and _alike(sentence, source, focus, min(before, focus), max(before, focus)):
                chosen[focus] = replace(source, focus=focus)
                inherited.add(focus)
    return frozenset(inherited)


def _neighbours(sentence: Annotated, order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each quantity after the one before it and the last but one: "gains of 2% (4 bits) and 1% (3 bits)"; and after the
    last of its unit where both of them are none: "54% on Qwen3-30B-A3B and 41% on Qwen3-32B"."""
    tags, last = sentence.tags, dict[str, int]()
    for at, focus in enumerate(order):
        near = [order[i] for i in (at - 1, at - 2) if i >= 0]
        alike = last.get(tags[focus])
        far = [alike] if alike is not None and not any(tags[i] == tags[focus] for i in near) else []
        for before in near + far:
            yield before, focus
        last[tags[focus]] = focus


def _alike(sentence: Annotated, source: Match, focus: int, left: int, right: int) -> bool:
    """Whether what is said of one of two quantities holds of the other: members of a list, also of several units
    that the rule reads ("by 3% in A and 2 points in B"), or one that explains the other: "by 5x (3x on average)"."""
    tokens = sentence.tokens
    if [token.tag for token in tokens[left + 1 : right]] == ["LPAR"]:
        again = right + 1 < len(tokens) and tokens[right + 1].tag == "RPAR"
        return (focus == right or again) and tokens[left].tag == tokens[right].tag and tokens[left].tag in _CHANGES
    if tokens[right].tag in _SHARES and _is_share(tokens, right) and not _is_share(tokens, left):
        return False
    if focus == left and tokens[right].quantities[-1].sign == "+" and not tokens[left].quantities[-1].sign:
        return False
    opened = [token.tag for token in tokens[left + 1 : right] if token.tag in ("LPAR", "RPAR")]
    if focus == left and opened == ["LPAR"]:
        return False
    if coordinated(sentence, left, right, behind=source.words) or _compared(tokens, left, right, source.words):
        return True
    if focus == right and _summarised(tokens, left, right):
        return True
    tags = {tokens[left].tag, tokens[right].tag}
    adjacent = [token.tag for token in tokens[left + 1 : right]] == ["AND"]
    return (
        (adjacent or tags <= _SHARES) and tokens[focus].tag.removeprefix(QUANTITY) in source.rule.units
    ) and coordinated(sentence, left, right, one_unit=False, behind=source.words)


def _summarised(tokens: Sequence[Token], left: int, right: int) -> bool:
    """Whether the right quantity is the mean or peak of what the left one tells of: "up to 8x, with a mean of 6x"."""
    apart = tokens[left].tag != tokens[right].tag or right - left > COORDINATION_REACH
    if apart or _MEANS.isdisjoint(tokens[right].hedge.split()):
        return False
    led = tokens[right - 1].lower in ("with", "(")
    return led and not any(token.quantities for token in tokens[left + 1 : right])


_MEANS = frozenset({"mean", "average", "median", "maximum", "minimum"})
"""Hedges that tell which of many values a quantity is."""


COMPARISON_REACH = 9
"""Tokens that may stand between a quantity and the one that it is compared with."""


def _compared(tokens: Sequence[Token], left: int, right: int, behind: Sequence[int]) -> bool:
    """Whether the right quantity is what the left one is compared with: "30% errors, compared to the 57% of humans".

    The words at `behind` are those of the left one's change: "a 68% drop on A vs. 22% on B", "11% gain at 1B vs. 2%".
    """
    if tokens[left].tag != tokens[right].tag or right - left > COMPARISON_REACH:
        return False
    between = [at for at in range(left + 1, right) if tokens[at].lower != "the"]
    if not between or tokens[between[-1]].tag != "THAN" or tokens[between[-1]].lower == "over":
        return False
    told = [tokens[at].tag for at in between[:-1] if at not in behind]
    return tokens[left].tag not in told and _VERBS.isdisjoint(told)


def _is_share(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].lower == "of"


_SHARES = frozenset(QUANTITY + unit for unit in ("percent", "pp", "points"))
_CHANGES = _SHARES | {QUANTITY + "x"}


def coordinated(
    sentence: Annotated, left: int, right: int, *, one_unit: bool = True, behind: Sequence[int] = ()
) -> bool:
    """Whether two quantity tokens stand in one list: "by 2% on A and 3% on B"; of one unit, unless any will do.

    The words at `behind` belong to one of them and part no list: the gain in "a 2% gain on A and 3% on B".
    """
    tags = sentence.tags
    if right - left > COORDINATION_REACH or (one_unit and tags[left] != tags[right]):
        return False
    between = _outside(tags, left + 1, right)
    joints = [at for at in between if tags[at] in ("AND", "COMMA")]
    if tags[left + 1 : right].count("RPAR") > tags[left + 1 : right].count("LPAR"):
        return False
    if not joints or any(tags[at] == tags[left] for at in between):
        return False
    if any(tags[at] in _VERBS and at not in behind for at in between):
        return False
    labelled = left > 0 and sentence.lowers[left - 1] == sentence.lowers[right - 1] == ":"
    if not _STOPS.isdisjoint(sentence.lowers[left + 1 : right - labelled]):
        return False
    last = range(joints[-1] + 1, right)
    return len(last) <= 1 or (labelled and len(last) <= LEAD_REACH) or _same_lead(sentence, left, last)


def _outside(tags: Sequence[str], start: int, end: int) -> list[int]:
    """The places of a stretch that stand in none of its brackets: "66% on A (+3% over X) and 26% on B"."""
    stretch = range(start, end)
    depths = list(accumulate((tags[at] == "LPAR") - (tags[at - 1] == "RPAR" and at > start) for at in stretch))
    balanced = bool(depths) and min(depths) >= 0 and depths[-1] == (tags[end - 1] == "RPAR")
    return [at for at, depth in zip(stretch, depths, strict=True) if not depth] if balanced else list(stretch)


LEAD_REACH = 6
"""Tokens that a list may repeat in front of a later member."""


_STOPS = frozenset(".;:")


_NAMING = frozenset(["NAME", "DATASET", "PUNCT", "LPAR", QUANTITY + "named", QUANTITY + "sized"])
"""What the name of a model may be made of: "LLaMA 3.1 8B (58.7%)"."""


def _in_brackets(last: Sequence[str]) -> bool:
    return "LPAR" in last and all(tag in _NAMING for tag in last)


def _same_lead(sentence: Annotated, left: int, last: range) -> bool:
    """Whether a member is led to as the first one is: "A (2%) and B (3%)", "by 2% on A and on B by 3%"."""
    if len(last) > LEAD_REACH or left == 0:
        return False
    tags, lowers = sentence.tags, sentence.lowers
    if lowers[left - 1] == "by":
        return lowers[last[-1]] == "by"
    lead = tags[left - 1]
    return lead in ("LPAR", "PUNCT") and lead == tags[last[-1]] and _in_brackets(tags[last[0] : last[-1] + 1])


_VERBS = frozenset(
    [
        "UP", "DOWN", "BEAT", "TRAIL", "ACHIEVE", "USE", "TRAIN", "STUDY", "COVER", "BE", "WHICH",
        "CONTRAST", "ACCELERATE",
    ]
)  # fmt: skip
