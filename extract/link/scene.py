"""A sentence as linking sees it: its tokens, its clauses and brackets, the raw text of each piece."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.annotate import Annotated, Token
from extract.clean import MASK, CleanText
from extract.lazy import lazy
from extract.models import BOUND_TYPES
from extract.ruleset.linking import Cue, LinkRules
from extract.sentences import Sentence
from extract.unguarded import unguarded

VERBS = frozenset(
    {"UP", "DOWN", "BEAT", "TRAIL", "ACHIEVE", "USE", "TRAIN", "EVALUATE", "STUDY", "COVER", "BE", "ACCELERATE", "VERB"}
)
"""Concepts whose words stand as verbs; VERB is any other verb."""

ENDS = VERBS | {"THAN", "PREP", "CONTRAST", "WHICH", "COMMA", "LPAR", "RPAR", "AND", "MASK", "PUNCT"}
"""What no noun phrase reaches over."""

Span = tuple[int, int]
"""A half-open range of tokens."""

GENITIVES = ("'s", "’s")


def raw_text(where: Sentence, cleaned: CleanText) -> Callable[[int, int], str]:
    """From a range of a sentence's clean text to the raw characters, without the dollar signs around them."""

    def raw(start: int, end: int) -> str:
        left, right = cleaned.raw(start, end)
        text = where.text[left:right].strip("$")
        opened = text.count("$") % 2 and where.text[max(0, left - 1) : left] == "$"
        return f"${text}" if opened and where.text.startswith(text, left) else text

    return raw


ARTICLES = frozenset({"a", "an", "the"})
_LEADING = ARTICLES | {"our", "its", "their", "this"}
_DETERMINERS = ARTICLES | {"our", "its", "their", "each", "every", "any", "no"}
_NOMINAL = frozenset({"WORD", "PLURAL", "NAME", "SCOPE"})
"""Concepts of what stands in front of a verb that is a noun as often: "the model scores 0.8", not "F1 scores"."""

_RELATIVES = frozenset({"which", "that", "who", "where", "we", "it", "they"})


CITED = Cue("prior.cited", "prior", "forward", "clause", ())
"""A work that is cited by its authors in the subject's place."""
CREDITED = Cue("prior.credited", "prior", "backward", "clause", (), BOUND_TYPES)
"""The authors, with a year, behind what is theirs."""
OPENED = Cue("prior.opened", "prior", "forward", "sentence", (), BOUND_TYPES)
"""What opens a sentence that speaks of what is known of a problem: "In general, ..."."""
CONCEDED = Cue("prior.conceded", "prior", "forward", "clause", (), BOUND_TYPES)
"""What opens a concession, which ends at the first comma: "While it takes O(n) steps, ..."."""


@unguarded
@dataclass(frozen=True, slots=True)
class CueHit:
    """Where a cue of the owner stands, by offsets in the clean text."""

    start: int
    end: int
    cue: Cue


class Scene:
    """One sentence's tokens and the layers over them, each made when asked for.

    `collections` are names that the paper tells to be data sets.
    """

    def __init__(
        self,
        sentence: Annotated,
        raw: Callable[[int, int], str],
        rules: LinkRules,
        collections: frozenset[str] = frozenset(),
    ) -> None:
        self._nouns = rules.words["noun_verbs"]
        self._rules = rules
        self.tokens: list[Token] = _retagged(sentence.tokens, rules, collections)
        self.text = sentence.text
        self.subjects: dict[tuple[int, bool], Span | None] = {}
        self._raw = raw

    def concluded(self, start: int, end: int) -> bool:
        """Whether between two tokens begins what is concluded from the first: "reaches 71%, showing that maps help"."""
        words = self._rules.words["concluding"]
        return any(self.tokens[i].tag == "COMMA" and self.tokens[i + 1].lower in words for i in range(start, end - 1))

    def raw(self, span: Span) -> str:
        """The raw text of a range of tokens."""
        return self._raw(self.tokens[span[0]].start, self.tokens[span[1] - 1].end)

    def name(self, span: Span) -> str:
        """The raw text of a name, without the genitive behind it."""
        return without_genitive(self.raw(span))

    @lazy
    def clauses(self) -> Sequence[int]:
        """The number of each token's clause: begun by contrasts, semicolons, finite verbs behind a comma or "and"."""
        numbers, current = [], 0
        tokens = self.tokens
        for at, token in enumerate(tokens):
            joint = token.tag in ("COMMA", "AND") and self.depths[at] == 0
            contrast = (at and token.tag == "CONTRAST") or token.text in (";", ":")
            if contrast or (joint and self._verb_behind(at)):
                current += 1
            numbers.append(current)
        return numbers

    def _verb_behind(self, at: int) -> bool:
        for token in self.tokens[at + 1 : at + 4]:
            if token.tag in VERBS or token.lower in _RELATIVES:
                return not token.lower.partition(" ")[0].endswith("ing")
            if token.tag != "AND" and not is_adverb(token):
                return False
        return False

    @lazy
    def parts(self) -> Sequence[int]:
        """As `clauses`, but only contrasts, semicolons and colons in front of a sentence begin one."""
        numbers, current = [], 0
        for at, token in enumerate(self.tokens):
            if (at and token.tag == "CONTRAST") or token.text == ";" or (token.text == ":" and self._announces(at)):
                current += 1
            numbers.append(current)
        return numbers

    def _announces(self, colon: int) -> bool:
        """Whether what stands behind a colon is a sentence of its own."""
        for token in self.tokens[colon + 1 : colon + 8]:
            if is_quantity(token) or token.tag in ("COMMA", "AND"):
                return False
            if token.tag in VERBS:
                return True
        return False

    @lazy
    def cues(self) -> Sequence[CueHit]:
        """The cues of the owner in the sentence, in order."""
        lower, rules = self.text.lower(), self._rules
        found = [CueHit(m.start(), m.end(), rules.cue_of[m[0]]) for m in rules.cues.finditer(lower)]
        opened = rules.patterns["opened"].match(self.text)
        if opened is not None:
            found.append(CueHit(opened.start(), opened.end(), CONCEDED if opened["conceded"] else OPENED))
        if "et al" in lower or ")" in lower or "]" in lower or " and " in lower:
            cited = rules.sought["cited"].finditer(self.text)
            found += [CueHit(m.start(), m.end(), CITED) for m in cited if self.verb(self.at(m.start("verb")))]
            found += [CueHit(m.start(), m.end(), CREDITED) for m in rules.sought["credited"].finditer(self.text)]
        return sorted(found, key=lambda hit: hit.start)

    def cited(self, at: int) -> str | None:
        """The last work that was cited by its authors as a subject in front of a token."""
        hits = [hit for hit in self.cues if hit.cue is CITED and hit.end <= self.tokens[at].start]
        return self.raw((self.at(hits[-1].start), self.at(hits[-1].end - 1) + 1)) if hits else None

    @lazy
    def _starts(self) -> Sequence[int]:
        return [token.start for token in self.tokens]

    def at(self, offset: int) -> int:
        """The token that an offset of the clean text stands in."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def parts_at(self, offset: int) -> int:
        """The number of the part that an offset of the clean text stands in."""
        return self.parts[self.at(offset)]

    def within(self, offset: int, at: int) -> bool:
        """Whether an offset stands in no bracket that a token stands outside of."""
        depth = self.depths[self.at(offset)]
        return depth in (0, self.depths[at])

    @lazy
    def verb_before(self) -> Sequence[int]:
        """For each token the position of the nearest verb before it, -1 where there is none."""
        found, last = [], -1
        for at, token in enumerate(self.tokens):
            found.append(last)
            if (token.tag in VERBS or token.lower in self._nouns) and self.verb(at):
                last = at
        return found

    def verb(self, at: int) -> bool:
        """Whether a token stands as a verb: "scores 0.8", but not "the proposed method" or "F1 scores of 0.8"."""
        token = self.tokens[at]
        before, behind = self.tokens[max(0, at - 1)], self.tokens[min(at + 1, len(self.tokens) - 1)]
        if token.lower in self._nouns and at:
            return before.tag in _NOMINAL and is_quantity(behind)
        return token.tag in VERBS and not (at and before.lower in _DETERMINERS)

    @lazy
    def sorted(self) -> bool:
        """Whether the sentence sorts lists by "respectively"."""
        return any(token.lower == "respectively" for token in self.tokens)

    @lazy
    def open_commas(self) -> Sequence[int]:
        """The commas that stand in no bracket."""
        return [at for at, token in enumerate(self.tokens) if token.tag == "COMMA" and not self.depths[at]]

    @lazy
    def depths(self) -> Sequence[int]:
        """For each token the position of the bracket that it stands in plus one, or 0."""
        opened: list[int] = []
        found = []
        for at, token in enumerate(self.tokens):
            if token.tag == "RPAR" and opened:
                opened.pop()
            found.append(opened[-1] + 1 if opened else 0)
            if token.tag == "LPAR":
                opened.append(at)
        return found


def _retagged(tokens: Sequence[Token], rules: LinkRules, collections: frozenset[str]) -> list[Token]:
    """Tokens with the verbs and prepositions that only linking knows, and participles that describe a noun as words."""
    verbs, prepositions = rules.words["verbs"], rules.words["prepositions"]
    tails = tuple(rules.words["collection_tails"])
    found: list[Token] = []
    for at, token in enumerate(tokens):
        tag = token.tag
        if token.text in collections or (
            tag == "NAME" and len(token.text) > 5 and token.lower.endswith(tails) and token.lower not in tails
        ):
            tag = "DATASET"
        elif tag in ("WORD", "PLURAL"):
            told = token.lower in verbs or (token.lower == "sets" and _acts(tokens, at))
            tag = "VERB" if told else "PREP" if token.lower in prepositions else tag
        elif tag in VERBS and (_describes(tokens, at) or _names_an_act(tokens, at) or _singular(tokens, at)):
            tag = "WORD"
        elif tag == "PUNCT" and found and found[-1].tag == "NAME" and token.text[0].isdigit():
            tag = "NAME"
        found.append(token if tag == token.tag else token.tagged(tag))
    return found


def _acts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a plural stands as a verb, in front of what is new: "sets a new record", "and sets new records"."""
    return any(token.lower in ("new", "another") for token in tokens[at + 1 : at + 3])


def _describes(tokens: Sequence[Token], at: int) -> bool:
    """Whether a participle stands between an article and a noun: "the remaining error"."""
    if not 0 < at < len(tokens) - 1 or not tokens[at].lower.endswith(("ing", "ed")):
        return False
    article = tokens[at - 1].lower in _LEADING
    return article and tokens[at + 1].tag not in ENDS and not is_quantity(tokens[at + 1])


def _names_an_act(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in -ing ends a noun phrase: "the previous scoring.", "exhaustive sampling,"."""
    if not at or not tokens[at].lower.endswith("ing") or tokens[at - 1].tag != "WORD" or is_adverb(tokens[at - 1]):
        return False
    if at + 1 == len(tokens) or tokens[at + 1].tag in ("COMMA", "PUNCT", "RPAR", "BE"):
        return True
    return tokens[at + 1].tag in VERBS and tokens[at + 1].lower.endswith("s")


def _singular(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb's plain form stands where its subject would be "a thing", and so is a noun: "a ridge probe"."""
    if not at or tokens[at].lower.endswith(("s", "ed", "ing")) or tokens[at].tag in ("BE", "TRAIN"):
        return False
    back = at - 1
    while back > max(0, at - 3) and tokens[back].tag == "WORD" and tokens[back].lower not in _DETERMINERS:
        back -= 1
    words = tokens[back + 1 : at]
    return bool(words) and tokens[back].lower in ("a", "an") and not any(is_adverb(t) for t in words)


def is_adverb(token: Token) -> bool:
    return token.lower.endswith("ly") or token.lower in ("also", "further", "even", "often", "still", "only", "then")


def is_genitive(token: Token) -> bool:
    return token.lower.endswith(GENITIVES)


def without_genitive(text: str) -> str:
    return text[:-2] if text.endswith(GENITIVES) else text


def is_quantity(token: Token) -> bool:
    return bool(token.quantities) or token.tag == "MASK" or token.text == MASK
