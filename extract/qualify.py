"""What a reading says exactly: its unit, its direction, and the comparator that reaches it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.annotate import Annotated, Token
from extract.bounds.models import BoundClaim
from extract.clean import CleanText
from extract.match import Match
from extract.members import MODIFIERS, by_member
from extract.quantities import Quantity
from extract.resolve import COORDINATION_REACH, Resolved, coordinated
from extract.ruleset import Lexicon
from extract.unguarded import unguarded


@unguarded
@dataclass(frozen=True, slots=True)
class Reading:
    """One quantity read as a claim of a type, before it is linked to what it is about.

    `token` is the quantity's token in the sentence, `member` its place in that token's list.
    `direction` is "up", "down" or null. `improves` tells that the words themselves say that it is
    for the better ("improves", "outperforms"), whichever way the number goes.
    """

    token: int
    member: int
    quantity: Quantity | None
    claim_type: str
    unit: str
    comparator: str
    direction: str | None
    improves: bool = False
    match: Match | None = None
    bound: BoundClaim | None = None

    @property
    def rule_id(self) -> str:
        if self.bound is not None:
            return self.bound.rule_id
        return self.match.rule.id if self.match is not None else ""

    def quoted(self, cleaned: CleanText) -> tuple[int, int]:
        """The offsets in the sentence, before it was cleaned, of what it is read from."""
        if self.bound is not None:
            return self.bound.start, self.bound.end
        assert self.quantity is not None
        return cleaned.raw(self.quantity.start, self.quantity.shown or self.quantity.end)

    @property
    def factor(self) -> str | None:
        """The rule's way from the number to old/new."""
        return self.match.rule.factor if self.match is not None else None

    @property
    def words(self) -> tuple[int, ...]:
        """The tokens that the rule's concepts stand for, nearest to the quantity first."""
        return self.match.words if self.match is not None else ()


def qualify(sentence: Annotated, resolved: Resolved, bounds: Sequence[BoundClaim], lexicon: Lexicon) -> list[Reading]:
    """The readings of a sentence in order, list members apart.

    `bounds` are the bounds that the sentence's masks stand for, in order; one that states no
    result gives no reading.
    """
    comparators = _comparators(sentence) if resolved.chosen else {}
    found = [*_readings(sentence, resolved, comparators, lexicon), *_bound_readings(sentence, bounds)]
    return sorted(found, key=lambda reading: (reading.token, reading.member))


def _bound_readings(sentence: Annotated, bounds: Sequence[BoundClaim]) -> Iterator[Reading]:
    masks = [at for at, tag in enumerate(sentence.tags) if tag == "MASK"]
    for at, bound in zip(masks, bounds, strict=True):
        if bound.claim_type is not None:
            yield Reading(
                token=at,
                member=0,
                quantity=None,
                claim_type=bound.claim_type,
                unit="class" if bound.symbol == "class" else "bound",
                comparator=bound.comparator,
                direction="up" if bound.claim_type == "speedup" else None,
                bound=bound,
            )


def _readings(
    sentence: Annotated, resolved: Resolved, comparators: dict[int, tuple[str, ...]], lexicon: Lexicon
) -> Iterator[Reading]:
    for focus in sorted(resolved.chosen):
        token = sentence.tokens[focus]
        matches = by_member(sentence.tokens, resolved, focus)
        for member, measured in enumerate(token.quantities):
            match = matches[member]
            quantity = _signed(_thousands(measured) if match.rule.thousands else measured, match)
            yield Reading(
                token=focus,
                member=member,
                quantity=quantity,
                claim_type=match.rule.claim_type or "",
                unit=_listed_unit(sentence, resolved, focus)
                or _points_of_share(sentence, resolved, focus)
                or _unit(sentence.tokens, match, quantity, lexicon),
                comparator=comparators[focus][member],
                direction=_direction(sentence.tokens, match, quantity, lexicon),
                improves=_improves(sentence.tokens, match, lexicon),
                match=match,
            )


def _thousands(quantity: Quantity) -> Quantity:
    """Things that are counted come whole: the point of "2.500 texts" separates thousands."""
    return replace(quantity, low=quantity.low * 1000, high=quantity.high * 1000)


def _signed(quantity: Quantity, match: Match) -> Quantity:
    """The sign of a level belongs to its value: "r = -0.98"; that of a change is its direction."""
    if quantity.sign != "-" or quantity.unit or match.rule.claim_type not in LEVELS:
        return quantity
    return replace(quantity, low=-quantity.low, high=-quantity.high)


LEVELS = frozenset({"metric_value", "statistic"})


def _comparators(sentence: Annotated) -> dict[int, tuple[str, ...]]:
    """A hedge in front of a list covers each member that has none of its own; a "+" covers its number alone."""
    found: dict[int, tuple[str, ...]] = {}
    order = sentence.quantity_at
    for place, at in enumerate(order):
        token = sentence.quantity(at)
        found[at] = token.comparators
        if token.hedge or set(token.comparators) != {"="}:
            continue
        found[at] = tuple(_listed_before(sentence, found, order[max(0, place - 2) : place], at) for _ in found[at])
    return found


def _listed_before(sentence: Annotated, found: dict[int, tuple[str, ...]], earlier: Sequence[int], at: int) -> str:
    """The comparator of the list that a quantity is in; what a member was measured at parts none: "3 dB at 5 km/h".

    By what something changes, and to what, is no list: "by more than 6%, to 0.76".
    """
    for before in reversed(earlier):
        token, symbol = sentence.quantity(before), found[before][-1]
        changed = before > 0 and sentence.lowers[before - 1] == "by" and sentence.lowers[at - 1] == "to"
        apart = changed or (token.quantities[-1].plus and not token.hedge)
        if symbol != "=" and not apart and coordinated(sentence, before, at, one_unit=before != earlier[-1]):
            return symbol
    return "="


def _listed_unit(sentence: Annotated, resolved: Resolved, focus: int) -> str:
    """The unit that a list of signed changes has said before: "+4.2 percentage points on A, +3.9 on B"; else empty."""
    tokens, order = sentence.tokens, sentence.quantity_at
    at = order.index(focus)
    while at and _bare_change(tokens[order[at]], resolved.chosen.get(order[at])):
        at -= 1
        between = [token.tag for token in tokens[order[at] + 1 : order[at + 1]]]
        if len(between) > COORDINATION_REACH or not {"AND", "COMMA"} & set(between[-2:]):
            return ""
    first = tokens[order[at]].quantities[-1]
    bracketed = order[at] > 0 and tokens[order[at] - 1].tag == "LPAR"
    listed = order[at] != focus and bool(first.sign) and not bracketed and order[at] in resolved.chosen
    return first.unit if listed and first.unit in ("pp", "percent") else ""


def _points_of_share(sentence: Annotated, resolved: Resolved, focus: int) -> str:
    """The unit of points in which a share has changed that was given in percent: "77.4% success, by 10.5 points";
    empty where the level or the change before it is none."""
    if sentence.tags[focus] != "Q.points" or not _reads(resolved, focus, "metric_gain"):
        return ""
    before = [at for at in sentence.quantity_at if at < focus and _reads(resolved, at, "metric_gain", "metric_value")]
    last = next((at for at in reversed(before) if sentence.tags[at] != "Q.points"), None)
    if last is None:
        return ""
    level = sentence.tags[last] == "Q.percent" and _reads(resolved, last, "metric_value")
    return "pp" if level or sentence.tags[last] == "Q.pp" else ""


def _reads(resolved: Resolved, focus: int, *types: str) -> bool:
    return focus in resolved.chosen and resolved.chosen[focus].rule.claim_type in types


def _bare_change(token: Token, match: Match | None) -> bool:
    """Whether a quantity is read as a change in points for want of a unit, and has a sign."""
    quantity = token.quantities[-1]
    return match is not None and match.rule.unit == "points" and bool(quantity.sign) and not quantity.unit


def _unit(tokens: Sequence[Token], match: Match, quantity: Quantity, lexicon: Lexicon) -> str:
    """The rule's unit, the unit as written, or the noun that is counted."""
    rule = match.rule
    if rule.unit == "noun":
        behind = [w for w in match.words if w > match.focus and _within(tokens, match.focus, w)]
        noun = next((w for w in behind if tokens[w].tag not in MODIFIERS), None)
        if noun is not None:
            return tokens[_head(tokens, noun)].text
        name = next((tokens[w].text for w in behind if tokens[w].tag == "NAME"), "")
        counted = _counted(tokens, behind[0] if behind else match.focus, lexicon)
        return counted or name or quantity.unit or "items"
    if rule.unit in ("points", "x") and quantity.unit:
        return quantity.unit
    return rule.unit or quantity.unit or "score"


def _within(tokens: Sequence[Token], focus: int, noun: int) -> bool:
    """Whether no bracket closes between a number and a noun: "(5,508 QA), 872 documents"."""
    tags = [token.tag for token in tokens[focus:noun]]
    return tags.count("RPAR") <= tags.count("LPAR")


def _head(tokens: Sequence[Token], noun: int) -> int:
    """The head of the compound that a noun without a plural's "s" begins: "data instances"."""
    behind = tokens[noun + 1] if noun + 1 < len(tokens) else None
    if behind is None or tokens[noun].lower.endswith("s") or behind.tag not in ("DATA", "PLURAL", "PEOPLE"):
        return noun
    return noun + 1 if behind.lower.endswith("s") else noun


NOUN_REACH = 6
"""Tokens behind a number in which the noun stands that it counts."""


def _counted(tokens: Sequence[Token], focus: int, lexicon: Lexicon) -> str:
    """The plural behind a number, in its noun phrase; empty where there is none."""
    for token in tokens[focus + 1 : focus + 1 + NOUN_REACH]:
        if token.quantities or token.tag in lexicon.stops or token.tag in ("COMMA", "RPAR"):
            break
        if token.tag != "NAME" and token.lower.endswith("s") and not token.lower.endswith(("ss", "us", "is")):
            return token.text
    return ""


def _direction(tokens: Sequence[Token], match: Match, quantity: Quantity, lexicon: Lexicon) -> str | None:
    rule = match.rule
    if rule.direction != "word":
        return rule.direction
    if quantity.sign == "-":
        return "down"
    named = (lexicon.directions[tokens[w].tag] for w in match.words if tokens[w].tag in lexicon.directions)
    return next(named, "up")


def _improves(tokens: Sequence[Token], match: Match, lexicon: Lexicon) -> bool:
    return any(tokens[w].lower in lexicon.improving for w in match.words)
