"""A clean sentence as tokens: quantities with their hedges as one token each, lexicon terms with their concept."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from extract.clean import MASK
from extract.quantities import Quantity, lists
from extract.ruleset import ContextRules, Lexicon, QuantityRules
from extract.ruleset.patterns import QUANTITY
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
    if quantity.form in ("fraction", "multiplier", "multiple", "ratio"):
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
    return [Token(m.start(), m.end(), m[0], m[0].casefold(), "") for m in WORD.finditer(text, start, end)]


def _before(tokens: list[Token], quantity: Quantity, context: ContextRules) -> tuple[str, int, tuple[int, str] | None]:
    """Comparator and count of the hedge tokens in front, with their start and words; the strongest hedge wins."""
    symbol, taken = "=", 0
    while True:
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
        lead = text[before.end : member.start].casefold() if before else ""
        own = next(
            (
                symbol
                for words, symbol in context.before.items()
                if symbol != "=" and lead and f" {' '.join(words)} " in f" {lead} "
            ),
            None,
        )
        if member.plus:
            own = own or ">="
        elif member.form == "magnitudes":
            own = own or (">=" if comparator == "=" else comparator)
        found.append(own or comparator)
    end = run[-1].end
    tail = WORD.finditer(text, end, min(len(text), end + 24))
    following = tuple(chain(m[0].casefold() for m in tail))[:2]
    symbol = context.after.get(following) or context.after.get(following[:1])
    if symbol and found[-1] == "=":
        found[-1] = symbol
        last = list(WORD.finditer(text, end, min(len(text), end + 24)))[
            len(following) - 1 if following in context.after else 0
        ]
        end = last.end()
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
        length = _term(tokens, at, lexicon)
        if length == 0 and "-" in token.lower:
            length = _compound(token, lexicon)
        if length == 0:
            token.tag = _shape(token, first=not merged)
            merged.append(token)
            at += 1
            continue
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


def _term(tokens: list[Token], at: int, lexicon: Lexicon) -> int:
    """How many tokens from `at` on make the longest lexicon term; the first of them is tagged."""
    token = tokens[at]
    for exact, key in ((True, token.text), (False, token.lower)):
        for term_words, term in lexicon.terms.get(key, ()):
            length = len(term_words)
            if length == 1 or (
                at + length <= len(tokens)
                and all(
                    (t.text if exact else t.lower) == w
                    for t, w in zip(tokens[at : at + length], term_words, strict=True)
                )
            ):
                token.tag, token.entry = term.concept, term.entry
                return length
    return 0


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


def _compound(token: Token, lexicon: Lexicon) -> int:
    """Tag a hyphenated word by its head: "time-to-first-byte" is a time, "mean-relative-error" an error."""
    parts = token.lower.split("-")
    head = parts[0] if parts[1] in ("to", "per", "of") else parts[-1]
    for term_words, term in lexicon.terms.get(head, ()):
        if len(term_words) == 1 and (
            term.concept in ("TIME", "RESOURCE") if head == parts[0] else term.concept in ("METRIC", "LEVEL")
        ):
            token.tag, token.entry = term.concept, term.entry
            return 1
    return 0


_MARKS = {",": "COMMA", "(": "LPAR", ")": "RPAR", MASK: "MASK"}


def _shape(token: Token, first: bool) -> str:
    text = token.text
    if not text[0].isalpha():
        return _MARKS.get(text, "NAME" if len(text) > 1 and any(c.isalpha() for c in text) else "PUNCT")
    if any(c.isupper() or c.isdigit() for c in text[1:]) or (text[0].isupper() and not first):
        return "NAME"
    if len(text) > 3 and text.endswith("s") and not text.endswith(("ss", "us", "is")):
        return "PLURAL"
    return "WORD"
