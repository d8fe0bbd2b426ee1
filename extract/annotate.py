"""A clean sentence as tokens: quantities with their hedges as one token each, lexicon terms with their concept."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from extract.cells import Cells, Token, name_terms
from extract.quantities import Quantity
from extract.ranges import lists
from extract.ruleset import ContextRules, Lexicon, QuantityRules
from extract.ruleset.patterns import QUANTITY
from extract.tokens import WORD
from extract.vocabulary import vocabulary

__all__ = ["Annotated", "Token", "annotate", "quantity_tag"]


class Annotated:
    """A sentence ready for matching: its clean text and tokens in order.

    Matching asks for their tags and words alone, kept in lists; a sentence in which no rule matches, as in every other
    one, so never makes its tokens. `quantity_at` are the places of those that are quantities.
    """

    __slots__ = ("_cells", "_tokens", "quantity_at", "text")

    def __init__(self, text: str, cells: Cells) -> None:
        self.text = text
        self._cells = cells
        self._tokens: list[Token] | None = None
        self.quantity_at = [at for at, token in enumerate(cells.quantities) if token is not None]

    @property
    def tags(self) -> Sequence[str]:
        """The tag of each token."""
        return self._cells.tags

    @property
    def lowers(self) -> Sequence[str]:
        """The word of each token in lower case."""
        return self._cells.lowers

    def quantity(self, at: int) -> Token:
        """The token at one of `quantity_at`."""
        token = self._cells.quantities[at]
        assert token is not None
        return token

    @property
    def tokens(self) -> list[Token]:
        """The tokens, made when first asked for."""
        if self._tokens is None:
            self._tokens = self._cells.tokens()
        return self._tokens


def annotate(
    text: str, quantities: Sequence[Quantity], lexicon: Lexicon, context: ContextRules, rules: QuantityRules
) -> Annotated:
    """Tokens of a clean sentence; `quantities` are its measured quantities in order."""
    known = vocabulary(lexicon)
    cells = Cells()
    at = 0
    for run in lists(text, list(quantities), rules):
        cells.read(text, at, run[0].start, known)
        comparator, taken, hedge = _before(cells, text, run, context)
        if taken:
            cells.drop(len(cells.texts) - taken, taken)
        end, comparators = _after(text, run, comparator, context)
        start = run[0].start if not hedge else hedge[0]
        if hedge and "factor" in hedge[1]:
            run = [q if q.unit or q.scaled else replace(q, unit="x") for q in run]
        tag = QUANTITY + "assigned" if _assigned(cells, hedge, context) else quantity_tag(run[-1], rules)
        words = hedge[1] if hedge else ""
        cells.add(Token(start, end, text[start:end], "", tag, "", tuple(run), comparators, words))
        at = end
    cells.read(text, at, len(text), known)
    name_terms(cells)
    return Annotated(text, cells)


def quantity_tag(quantity: Quantity, rules: QuantityRules) -> str:
    """The tag that rules name by its unit or form: "Q.percent", "Q.count", "Q.decimal", "Q.named", "Q.period" ..."""
    if quantity.form in ("fraction", "multiplier", "multiple", "ratio", "tally"):
        return QUANTITY + quantity.form
    if quantity.name_start is not None:
        return QUANTITY + "named"
    if quantity.attributive and quantity.unit in rules.groups["time"]:
        return QUANTITY + "period"
    if quantity.unit:
        return QUANTITY + rules.kinds[quantity.unit]
    if quantity.scaled:
        return QUANTITY + ("sized" if quantity.letter == "B" else "scaled")
    if quantity.year:
        return QUANTITY + "year"
    whole = quantity.low == int(quantity.low) and quantity.high == int(quantity.high)
    return QUANTITY + ("count" if whole and not quantity.places and not quantity.sign else "decimal")


_RELATIONS = frozenset("=<>≤≥")


def _assigned(before: Cells, hedge: tuple[int, str] | None, context: ContextRules) -> bool:
    """Whether the number is the value of a symbol: "k = 5", "n ≥ 2"; "p < 0.01" is a finding."""
    related = hedge is not None and hedge[1][:1] in _RELATIONS
    texts = before.texts
    at = len(texts) - 1
    if not related and at > 0 and texts[at] in _RELATIONS:
        related, at = True, at - 1
    if not related or at < 0:
        return False
    return context.patterns["symbol"].fullmatch(texts[at]) is not None


def _before(
    cells: Cells, text: str, run: Sequence[Quantity], context: ContextRules
) -> tuple[str, int, tuple[int, str] | None]:
    """Comparator and count of the hedge words in front, with their start and words; the strongest hedge wins."""
    symbol, taken, lowers = "=", 0, cells.lowers
    ends = _phrase_ends(context)
    while taken < len(lowers) and lowers[-1 - taken] in ends:
        step = next((n for n in range(context.longest, 0, -1) if _phrase(lowers, taken, n) in context.before), 0)
        if not step:
            break
        found = context.before[_phrase(lowers, taken, step)]
        if step == 1 and _preposition(lowers, taken, text, run, context):
            break
        symbol = found if symbol == "=" or (symbol == "~" and found in ("<=", ">=")) else symbol
        taken += step
    if not taken:
        return "=", 0, None
    return symbol, taken, (cells.starts[-taken], " ".join(lowers[-taken:]))


@lru_cache(maxsize=4)
def _phrase_ends(context: ContextRules) -> frozenset[str]:
    """The words that a hedge can end in."""
    return frozenset(words[-1] for words in context.before)


@lru_cache(maxsize=4)
def _bounding(context: ContextRules) -> tuple[tuple[str, str], ...]:
    """The hedges that say more than "=", with a space on both sides, and what they say."""
    return tuple((f" {' '.join(words)} ", symbol) for words, symbol in context.before.items() if symbol != "=")


def _phrase(lowers: list[str], taken: int, length: int) -> tuple[str, ...]:
    end = len(lowers) - taken
    return tuple(lowers[end - length : end]) if end >= length else ()


def _preposition(lowers: list[str], taken: int, text: str, run: Sequence[Quantity], context: ContextRules) -> bool:
    """Whether "over" or "under" says what is compared or covered and bounds nothing.

    "Improvement over", "averaged over", "over two baselines"; "under 4-bit quantisation", "under 12 conditions".
    """
    at = len(lowers) - taken - 1
    word, quantity = lowers[at], run[0]
    small = quantity.form == "word" and quantity.high < 10
    if word == "under":
        if quantity.unit:
            return quantity.unit == "bits"
        return small or context.patterns["under_which"].match(text, run[-1].end) is not None
    if word != "over":
        return False
    before = lowers[at - 1] if at > 0 else ""
    return small or context.patterns["over_is_preposition"].fullmatch(before) is not None


def _after(text: str, run: list[Quantity], comparator: str, context: ContextRules) -> tuple[int, tuple[str, ...]]:
    """End of the token and a comparator for each member: a word of a member's own beats the list's."""
    found = []
    for before, member in zip([None, *run], run, strict=False):
        own = None
        if before and before.end < member.start:
            lead = f" {text[before.end : member.start].casefold()} "
            own = next((symbol for words, symbol in _bounding(context) if words in lead), None)
        if member.plus:
            own = own or ">="
        elif member.form == "magnitudes":
            own = own or (">=" if comparator == "=" else comparator)
        found.append(own or comparator)
    end = run[-1].end
    tail = list(islice(WORD.finditer(text, end, min(len(text), end + 24)), 2))
    following = tuple(m[0].casefold() for m in tail)
    symbol = context.after.get(following) or context.after.get(following[:1])
    if symbol and found[-1] == "=":
        found[-1] = symbol
        end = tail[len(following) - 1 if following in context.after else 0].end()
    return end, tuple(found)
