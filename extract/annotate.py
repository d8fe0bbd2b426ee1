"""A clean sentence as tokens: quantities with their hedges as one token each, lexicon terms with their concept."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from extract.clean import MASK
from extract.quantities import Quantity, lists
from extract.ruleset import ContextRules, Lexicon, QuantityRules
from extract.ruleset.patterns import QUANTITY
from extract.ruleset.tables import Term
from extract.tokens import WORD


@dataclass(slots=True)
class Token:
    """One token of a sentence, with offsets into its clean text.

    `tag` is a concept, or "Q." and a unit for quantities; `entry` the lexicon's entry (a metric's
    or data set's id). A quantity token spans its hedges too and holds the quantities of a list.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str
    entry: str = ""
    quantities: tuple[Quantity, ...] = ()
    comparators: tuple[str, ...] = ()
    hedge: str = ""


@dataclass(slots=True)
class Annotated:
    """A sentence ready for matching: its clean text and tokens in order."""

    text: str
    tokens: list[Token]
    quantity_at: list[int] = field(default_factory=list)


def annotate(
    text: str, quantities: Sequence[Quantity], lexicon: Lexicon, context: ContextRules, rules: QuantityRules
) -> Annotated:
    """Tokens of a clean sentence; `quantities` are its measured quantities in order."""
    runs = list(lists(text, list(quantities), rules))
    tokens: list[Token] = []
    at = 0
    for run in runs:
        tokens += _words(text, at, run[0].start)
        comparator, taken, hedge = _before(tokens, run[0], context)
        if taken:
            del tokens[-taken:]
        end, comparators = _after(text, run, comparator, context)
        start = run[0].start if not hedge else hedge[0]
        if hedge and "factor" in hedge[1]:
            run = [q if q.unit or q.scaled else replace(q, unit="x") for q in run]
        assigned = _assigned(tokens, hedge, context)
        tokens.append(
            Token(
                start,
                end,
                text[start:end],
                "",
                QUANTITY + "assigned" if assigned else quantity_tag(run[-1], rules),
                "",
                tuple(run),
                comparators,
                hedge[1] if hedge else "",
            )
        )
        at = end
    tokens += _words(text, at, len(text))
    tokens = _with_terms(tokens, lexicon)
    return Annotated(text, tokens, [i for i, token in enumerate(tokens) if token.quantities])


def quantity_tag(quantity: Quantity, rules: QuantityRules) -> str:
    """The tag that rules name by its unit or form: "Q.percent", "Q.count", "Q.decimal", "Q.named", "Q.period" ..."""
    if quantity.form in ("fraction", "multiplier", "multiple", "ratio", "tally"):
        return QUANTITY + quantity.form
    if quantity.name_start is not None:
        return QUANTITY + "named"
    if quantity.attributive and quantity.unit in rules.groups["time"]:
        return QUANTITY + "period"
    if quantity.unit:
        return QUANTITY + quantity.unit
    if quantity.scaled:
        return QUANTITY + ("sized" if quantity.letter == "B" else "scaled")
    if quantity.year:
        return QUANTITY + "year"
    whole = quantity.low == int(quantity.low) and quantity.high == int(quantity.high)
    return QUANTITY + ("count" if whole and not quantity.places and not quantity.sign else "decimal")


_RELATIONS = frozenset("=<>≤≥")


def _assigned(tokens: list[Token], hedge: tuple[int, str] | None, context: ContextRules) -> bool:
    """Whether the number is the value of a symbol: "k = 5", "n ≥ 2"; "p < 0.01" is a finding."""
    related = hedge is not None and hedge[1][:1] in _RELATIONS
    at = len(tokens) - 1
    if not related and at > 0 and tokens[at].text in _RELATIONS:
        related, at = True, at - 1
    if not related or at < 0:
        return False
    return context.patterns["symbol"].fullmatch(tokens[at].text) is not None


def _words(text: str, start: int, end: int) -> list[Token]:
    return [Token(*m.span(), m[0], m[0].casefold(), "") for m in WORD.finditer(text, start, end)]


def _before(tokens: list[Token], quantity: Quantity, context: ContextRules) -> tuple[str, int, tuple[int, str] | None]:
    """Comparator and count of the hedge tokens in front, with their start and words; the strongest hedge wins."""
    symbol, taken = "=", 0
    ends = _phrase_ends(context)
    while taken < len(tokens) and tokens[-1 - taken].lower in ends:
        step = next((n for n in range(context.longest, 0, -1) if _phrase(tokens, taken, n) in context.before), 0)
        if not step:
            break
        found = context.before[_phrase(tokens, taken, step)]
        if step == 1 and _preposition(tokens, taken, quantity, context):
            break
        symbol = found if symbol == "=" or (symbol == "~" and found in ("<=", ">=")) else symbol
        taken += step
    if not taken:
        return "=", 0, None
    first = tokens[-taken]
    return symbol, taken, (first.start, " ".join(t.lower for t in tokens[-taken:]))


@lru_cache(maxsize=4)
def _phrase_ends(context: ContextRules) -> frozenset[str]:
    """The words that a hedge can end in."""
    return frozenset(words[-1] for words in context.before)


@lru_cache(maxsize=4)
def _bounding(context: ContextRules) -> tuple[tuple[str, str], ...]:
    """The hedges that say more than "=", with a space on both sides, and what they say."""
    return tuple((f" {' '.join(words)} ", symbol) for words, symbol in context.before.items() if symbol != "=")


def _phrase(tokens: list[Token], taken: int, length: int) -> tuple[str, ...]:
    end = len(tokens) - taken
    return tuple(t.lower for t in tokens[max(0, end - length) : end]) if end >= length else ()


def _preposition(tokens: list[Token], taken: int, quantity: Quantity, context: ContextRules) -> bool:
    """Whether "over" or "under" says what is compared or covered and bounds nothing.

    "Improvement over", "averaged over", "over two baselines"; "under 4-bit quantisation".
    """
    at = len(tokens) - taken - 1
    word = tokens[at].lower
    small = quantity.form == "word" and quantity.high < 10
    if word == "under":
        return quantity.unit == "bits" or (small and not quantity.unit)
    if word != "over":
        return False
    before = tokens[at - 1].lower if at > 0 else ""
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


def _with_terms(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Lexicon terms as single tokens, longest first; the rest tagged by their shape."""
    merged: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.quantities:
            merged.append(token)
            at += 1
            continue
        word = _word(token.text, lexicon)
        term, length = _term(tokens, at, word) if word.exact or word.folded else (word.head, 1)
        if term is None:
            token.tag = word.shape if merged else word.first_shape
            merged.append(token)
            at += 1
            continue
        token.tag, token.entry = term.concept, term.entry
        if length == 1 and _describes(merged, token):
            token.tag, token.entry = "WORD", ""
        at += length
        if length > 1:
            last = tokens[at - 1]
            token.text = f"{token.text} {' '.join(t.text for t in tokens[at - length + 1 : at])}"
            token.lower = token.text.casefold()
            token.end = last.end
        merged.append(token)
    return merged


@dataclass(frozen=True, slots=True)
class _Word:
    """What is known of a word by itself.

    `exact` and `folded` are the terms that begin with it as it is written and in lower case, `head` is the term that
    a hyphenated word is a kind of. `shape` is its tag where it is in none, `first_shape` that at a sentence's start.
    """

    exact: tuple[tuple[tuple[str, ...], Term], ...]
    folded: tuple[tuple[tuple[str, ...], Term], ...]
    head: Term | None
    shape: str
    first_shape: str


@lru_cache(maxsize=16_384)
def _word(text: str, lexicon: Lexicon) -> _Word:
    """Kept for the commonest words: nine in ten of a text were met shortly before."""
    lower = text.casefold()
    return _Word(
        exact=lexicon.terms.get(text, ()),
        folded=lexicon.terms.get(lower, ()),
        head=_head(lower, lexicon) if "-" in lower or "@" in lower else None,
        shape=_shape(text, first=False),
        first_shape=_shape(text, first=True),
    )


def _term(tokens: list[Token], at: int, word: _Word) -> tuple[Term | None, int]:
    """The longest lexicon term that begins at `at`, as written before in lower case, and its length in tokens."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    for words, term in word.exact:
        length = len(words)
        if length == 1 or (
            behind is not None
            and behind.text == words[1]
            and tuple([t.text for t in tokens[at + 2 : at + length]]) == words[2:]
        ):
            return term, length
    for words, term in word.folded:
        length = len(words)
        if length == 1 or (
            behind is not None
            and behind.lower == words[1]
            and tuple([t.lower for t in tokens[at + 2 : at + length]]) == words[2:]
        ):
            return term, length
    return word.head, 1


def _describes(before: list[Token], participle: Token) -> bool:
    """Whether a participle describes a noun: "five labeled images", "three newly trained models"."""
    ending = participle.lower[-3:]
    adverb = bool(before) and before[-1].tag == "WORD" and before[-1].lower.endswith("ly")
    last = before[-1 - adverb] if len(before) > adverb else None
    if last is None or not ending.endswith(("ed", "ing")):
        return False
    if ending == "ing":
        return participle.tag != "PREP" and (last.tag == "Q.count" or last.lower == "different")
    return bool(last.quantities) or last.lower in ("all", "different")


def _head(lower: str, lexicon: Lexicon) -> Term | None:
    """What a hyphenated word is by its head: "time-to-first-byte" is a time, "mean-relative-error" an error.

    A measure at a cut-off is the one that is listed for any: "Hits@3" is "hits@k".
    """
    if "@" in lower:
        listed = lexicon.terms.get(f"{lower.partition('@')[0]}@k", ())
        return next((term for words, term in listed if len(words) == 1), None)
    parts = lower.split("-")
    head = parts[0] if parts[1] in ("to", "per", "of") else parts[-1]
    concepts = ("TIME", "RESOURCE") if head == parts[0] else ("METRIC", "LEVEL")
    known = lexicon.terms.get(head, ())
    return next((term for words, term in known if len(words) == 1 and term.concept in concepts), None)


_MARKS = {",": "COMMA", "(": "LPAR", ")": "RPAR", MASK: "MASK"}


def _shape(text: str, first: bool) -> str:
    if not text[0].isalpha():
        return _MARKS.get(text, "NAME" if len(text) > 1 and any(c.isalpha() for c in text) else "PUNCT")
    if text[-1] == "s" and len(text) > 2 and text[-2] != "'" and text[:-1].isupper():
        return "PLURAL"
    if any(c.isupper() or c.isdigit() for c in text[1:]) or (text[0].isupper() and not first):
        return "NAME"
    if len(text) > 3 and text.endswith("s") and not text.endswith(("ss", "us", "is")):
        return "PLURAL"
    return "WORD"
