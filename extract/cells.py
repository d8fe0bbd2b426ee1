"""The tokens of a sentence while they are made, in columns; lexicon terms become single tokens here."""

from dataclasses import dataclass

from extract.quantities import Quantity
from extract.ruleset.tables import Term
from extract.tokens import cut
from extract.vocabulary import NOTHING, PARTICIPLE, Vocabulary, Word


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


class Cells:
    """The tokens of a sentence as columns: most are never looked at one by one, and to make each takes longest.

    `quantities` holds the tokens that are quantities, null in all other places.
    """

    __slots__ = ("ends", "entries", "known", "lowers", "quantities", "starts", "tags", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lowers: list[str] = []
        self.tags: list[str] = []
        self.entries: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.known: list[Word] = []
        self.quantities: list[Token | None] = []

    def read(self, text: str, start: int, end: int, known: Vocabulary) -> None:
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
        self.known.append(NOTHING)
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


def name_terms(cells: Cells) -> None:
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


def _term(cells: Cells, at: int) -> tuple[Term | None, int]:
    """The longest lexicon term that begins at `at`, as written before in lower case, and its length in tokens."""
    word = cells.known[at]
    found, longest = word.head, 0
    for terms, written in ((word.exact, cells.texts), (word.folded, cells.lowers)):
        for second in (*written[at + 1 : at + 2], ""):
            for words, term in terms.get(second, ()):
                length = len(words)
                if length > longest and (length == 1 or tuple(written[at + 1 : at + length]) == words[1:]):
                    found, longest = term, length
                    break
    return found, longest or 1


def _describes(cells: Cells, at: int) -> bool:
    """Whether a participle describes a noun: "five labeled images", "three newly trained models".

    Behind a share or a factor it tells of a change: "30% increased rates".
    """
    participle, tags = cells.lowers[at], cells.tags
    if not participle.endswith(PARTICIPLE):
        return False
    adverb = at > 0 and tags[at - 1] == "WORD" and cells.lowers[at - 1].endswith("ly")
    before = at - 1 - adverb
    if before < 0:
        return False
    if (adverb and _modifies(cells, at, before)) or _in_counted_phrase(cells, at):
        return True
    if participle.endswith("ing"):
        return tags[at] != "PREP" and (tags[before] == "Q.count" or cells.lowers[before] == "different")
    quantity = cells.quantities[before]
    counts = quantity is not None and quantity.quantities[-1].unit not in _SHARES
    return counts or cells.lowers[before] in ("all", "different")


def _in_counted_phrase(cells: Cells, at: int) -> bool:
    """Whether a participle stands between a count, with words behind it, and a noun: "ten other advanced models"."""
    tags = cells.tags
    before = at - 1
    while at - before <= ADJECTIVES and before > 0 and tags[before] == "WORD":
        before -= 1
    counted = before < at - 1 and tags[before] == "Q.count"
    return counted and tags[at] != "PREP" and at + 1 < len(tags) and tags[at + 1] in NOUNS


ADJECTIVES = 3
"""Words that may stand between a count and a participle of the same phrase."""

NOUNS = frozenset({"WORD", "PLURAL", "NAME", "SCOPE", "BENCH", "DATA", "PEOPLE"})
"""What a participle in front may describe."""


def _modifies(cells: Cells, at: int, before: int) -> bool:
    """Whether a participle of no direction stands between an adverb and a noun: "against normally trained models"."""
    tags = cells.tags
    return (
        tags[at] in ("TRAIN", "USE", "EVALUATE", "COVER", "STUDY")
        and cells.lowers[at].endswith("ed")
        and at + 1 < len(tags)
        and tags[at + 1] in ("WORD", "PLURAL", "NAME", "SCOPE", "BENCH", "DATA", "METRIC")
        and tags[before] in ("PREP", "COMMA", "THAN", "AND")
    )


_SHARES = frozenset({"percent", "pp", "x"})
"""Units of what something is changed by: "30% increased rates"."""
