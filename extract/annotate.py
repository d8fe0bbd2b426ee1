"""A clean sentence as tokens: quantities with their hedges as one token each, lexicon terms with their concept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from extract.clean import MASK
from extract.quantities import Quantity, lists
from extract.ruleset import ContextRules, Lexicon, QuantityRules
from extract.ruleset.patterns import QUANTITY
from extract.ruleset.tables import Term
from extract.tokens import WORD, cut


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

    def tagged(self, tag: str) -> "Token":
        """The token under another tag."""
        return Token(
            self.start, self.end, self.text, self.lower, tag, self.entry, self.quantities, self.comparators, self.hedge
        )


class Annotated:
    """A sentence ready for matching: its clean text and tokens in order.

    Matching asks for their tags and words alone, kept in lists; a sentence in which no rule matches, as in every other
    one, so never makes its tokens. `quantities` are those tokens that are quantities, null in all other places.
    """

    __slots__ = ("_cells", "_tokens", "quantity_at", "text")

    def __init__(self, text: str, cells: "_Cells") -> None:
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
    known = _words(lexicon)
    cells = _Cells()
    at = 0
    for run in lists(text, list(quantities), rules):
        cells.read(text, at, run[0].start, known)
        comparator, taken, hedge = _before(cells, run[0], context)
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
    _name_terms(cells)
    return Annotated(text, cells)


class _Cells:
    """The tokens of a sentence as columns: most are never looked at one by one, and to make each takes longest."""

    __slots__ = ("ends", "entries", "known", "lowers", "quantities", "starts", "tags", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lowers: list[str] = []
        self.tags: list[str] = []
        self.entries: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.known: list[_Word] = []
        self.quantities: list[Token | None] = []

    def read(self, text: str, start: int, end: int, known: "_Words") -> None:
        """Adds the words of a piece of the text, tagged as they are by themselves."""
        texts, starts, ends = cut(text, start, end)
        words = [known[word] for word in texts]
        self.lowers += [word.lower for word in words]
        self.tags += [word.tag for word in words]
        if words and not self.texts:
            self.tags[0] = words[0].first_tag
        self.texts += texts
        self.starts += starts
        self.ends += ends
        self.known += words
        self.entries += [word.entry for word in words]
        self.quantities += [None] * len(texts)

    def add(self, token: Token) -> None:
        """Adds a quantity."""
        self.texts.append(token.text)
        self.lowers.append(token.lower)
        self.tags.append(token.tag)
        self.entries.append(token.entry)
        self.starts.append(token.start)
        self.ends.append(token.end)
        self.known.append(_NOTHING)
        self.quantities.append(token)

    def drop(self, at: int, count: int) -> None:
        """Takes words out."""
        for column in (
            self.texts, self.lowers, self.tags, self.entries, self.starts, self.ends, self.known, self.quantities
        ):  # fmt: skip
            del column[at : at + count]

    def join(self, at: int, count: int) -> None:
        """Makes one word of some, with a space between them."""
        text = " ".join(self.texts[at : at + count])
        self.texts[at], self.lowers[at] = text, text.casefold()
        self.ends[at] = self.ends[at + count - 1]
        self.drop(at + 1, count - 1)

    def tokens(self) -> list[Token]:
        """A token for each."""
        columns = zip(self.starts, self.ends, self.texts, self.lowers, self.tags, self.entries, strict=True)
        return [
            quantity if quantity is not None else Token(*cells)
            for quantity, cells in zip(self.quantities, columns, strict=True)
        ]


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


def _assigned(before: _Cells, hedge: tuple[int, str] | None, context: ContextRules) -> bool:
    """Whether the number is the value of a symbol: "k = 5", "n ≥ 2"; "p < 0.01" is a finding."""
    related = hedge is not None and hedge[1][:1] in _RELATIONS
    texts = before.texts
    at = len(texts) - 1
    if not related and at > 0 and texts[at] in _RELATIONS:
        related, at = True, at - 1
    if not related or at < 0:
        return False
    return context.patterns["symbol"].fullmatch(texts[at]) is not None


def _before(cells: _Cells, quantity: Quantity, context: ContextRules) -> tuple[str, int, tuple[int, str] | None]:
    """Comparator and count of the hedge words in front, with their start and words; the strongest hedge wins."""
    symbol, taken, lowers = "=", 0, cells.lowers
    ends = _phrase_ends(context)
    while taken < len(lowers) and lowers[-1 - taken] in ends:
        step = next((n for n in range(context.longest, 0, -1) if _phrase(lowers, taken, n) in context.before), 0)
        if not step:
            break
        found = context.before[_phrase(lowers, taken, step)]
        if step == 1 and _preposition(lowers, taken, quantity, context):
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


def _preposition(lowers: list[str], taken: int, quantity: Quantity, context: ContextRules) -> bool:
    """Whether "over" or "under" says what is compared or covered and bounds nothing.

    "Improvement over", "averaged over", "over two baselines"; "under 4-bit quantisation".
    """
    at = len(lowers) - taken - 1
    word = lowers[at]
    small = quantity.form == "word" and quantity.high < 10
    if word == "under":
        return quantity.unit == "bits" or (small and not quantity.unit)
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


def _name_terms(cells: _Cells) -> None:
    """Makes lexicon terms single tokens, longest first, and looks at what stands beside those that it decides on."""
    gone = until = 0
    for place in [place for place, word in enumerate(cells.known) if word.open]:
        if place < until:
            continue
        at = place - gone
        term, length = _term(cells, at)
        if term is None:
            continue
        cells.tags[at], cells.entries[at] = term.concept, term.entry
        if length == 1:
            if _describes(cells, at):
                cells.tags[at], cells.entries[at] = "WORD", ""
            continue
        cells.join(at, length)
        gone += length - 1
        until = place + length


@dataclass(slots=True)
class _Word:
    """What is known of a word by itself.

    `tag` and `entry` are what it is unless the words beside it make it another, as they can where it is `open`;
    `first_tag` is its tag at a sentence's start. `exact` and `folded` are the terms that begin with it as it is written
    and in lower case, `head` is the term that a hyphenated word is a kind of.
    """

    lower: str
    tag: str
    first_tag: str
    entry: str
    open: bool
    exact: tuple[tuple[tuple[str, ...], Term], ...]
    folded: tuple[tuple[tuple[str, ...], Term], ...]
    head: Term | None


_NOTHING = _Word("", "", "", "", False, (), (), None)

COMMONEST = 1 << 16
"""Words that are kept: nine in ten of a text were met shortly before."""


class _Words(dict[str, _Word]):
    """The words met of late, each looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, text: str) -> _Word:
        if len(self) >= COMMONEST:
            self.clear()
        lower = text.casefold()
        exact, folded = self._lexicon.terms.get(text, ()), self._lexicon.terms.get(lower, ())
        head = _head(lower, self._lexicon) if "-" in lower or "@" in lower else None
        term = next((term for words, term in (*exact, *folded) if len(words) == 1), head)
        several = any(len(words) > 1 for words, _ in (*exact, *folded))
        if term is not None:
            tag = first = term.concept
        else:
            tag, first = _shape(text, first=False), _shape(text, first=True)
        alone = not several and (term is None or not lower.endswith(_PARTICIPLE))
        found = self[text] = _Word(lower, tag, first, term.entry if term else "", not alone, exact, folded, head)
        return found


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    return _Words(lexicon)


def _term(cells: _Cells, at: int) -> tuple[Term | None, int]:
    """The longest lexicon term that begins at `at`, as written before in lower case, and its length in tokens."""
    word = cells.known[at]
    found, longest = word.head, 0
    for terms, written in ((word.exact, cells.texts), (word.folded, cells.lowers)):
        for words, term in terms:
            length = len(words)
            if length <= longest:
                break
            if length == 1 or tuple(written[at + 1 : at + length]) == words[1:]:
                found, longest = term, length
                break
    return found, longest or 1


_PARTICIPLE = ("ed", "ing")


def _describes(cells: _Cells, at: int) -> bool:
    """Whether a participle describes a noun: "five labeled images", "three newly trained models"."""
    participle, tags = cells.lowers[at], cells.tags
    if not participle.endswith(_PARTICIPLE):
        return False
    adverb = at > 0 and tags[at - 1] == "WORD" and cells.lowers[at - 1].endswith("ly")
    before = at - 1 - adverb
    if before < 0:
        return False
    if participle.endswith("ing"):
        return tags[at] != "PREP" and (tags[before] == "Q.count" or cells.lowers[before] == "different")
    return cells.quantities[before] is not None or cells.lowers[before] in ("all", "different")


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


_MARK = re.compile("[A-Z0-9]")


def _marked(text: str) -> bool:
    """Whether a capital or a digit stands behind the first letter."""
    if text.isascii():
        return _MARK.search(text, 1) is not None
    return any(c.isupper() or c.isdigit() for c in text[1:])


def _shape(text: str, first: bool) -> str:
    if not text[0].isalpha():
        return _MARKS.get(text, "NAME" if len(text) > 1 and any(c.isalpha() for c in text) else "PUNCT")
    if text[-1] == "s" and len(text) > 2 and text[-2] != "'" and text[:-1].isupper():
        return "PLURAL"
    if _marked(text) or (text[0].isupper() and not first):
        return "NAME"
    if len(text) > 3 and text.endswith("s") and not text.endswith(("ss", "us", "is")):
        return "PLURAL"
    return "WORD"
