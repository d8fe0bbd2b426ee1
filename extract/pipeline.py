"""The page to read first: an abstract becomes claims, the stages called in order.

plain -> split -> bounds -> gate -> clean -> measure -> annotate -> match -> resolve -> qualify -> link -> normalise
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from extract.annotate import Annotated
from extract.bounds.claims import read_bounds
from extract.bounds.models import BoundClaim
from extract.bounds.signs import CLASS, LANDAU, LOOKS, patterns
from extract.clean import CleanText
from extract.confidence import confidence, evidence
from extract.gate import Gate
from extract.link import Links, PaperContext, link
from extract.match import RuleMatcher
from extract.models import Claim
from extract.normalise import to_claim
from extract.paths import rules_dir
from extract.plain import plain, restored
from extract.qualify import Reading, qualify
from extract.read import Read
from extract.resolve import Resolved, resolve
from extract.ruleset import RuleSet, load
from extract.sentences import LEAST, MOST, Sentence
from extract.unguarded import unguarded


@unguarded
@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What the stages made of one sentence, in their order; null or empty from the stage on that left it.

    `bounds` are read as such and masked for the stages behind, `names` the class words that state no
    result and stay words. `readings`, `links` and `claims` belong together one by one. The claims are
    those of the raw text; all else counts in the plain text that the stages read (`extract.plain`).
    """

    sentence: Sentence
    bounds: tuple[BoundClaim, ...] = ()
    names: tuple[BoundClaim, ...] = ()
    cleaned: CleanText | None = None
    annotated: Annotated | None = None
    resolved: Resolved | None = None
    readings: tuple[Reading, ...] = ()
    links: tuple[Links, ...] = ()
    claims: tuple[Claim, ...] = ()


BOUND = (LANDAU, CLASS, LOOKS)
QUANTITY = len(BOUND)
ANYTHING = (*BOUND, QUANTITY)
"""What a sentence may hold by the patterns of the gate, in their order."""

MANY, DENSE = 1000, 50
"""More claims than so many, with fewer characters of text for each, are a table's, or noise: nothing is claimed. The
densest of 20,000 abstracts has one claim in 65 characters, and none has more than 23."""


class Pipeline:
    """Rules, loaded and compiled once; `extract` is a pure function of its arguments.

    `rules` is a folder laid over the shipped rules, or a set already loaded. Raises
    `extract.ruleset.RuleError` where the rules, or those laid over them, are faulty.
    """

    def __init__(self, rules: Path | RuleSet | None = None) -> None:
        self.rules = rules if isinstance(rules, RuleSet) else load(rules_dir(), rules)
        self.matcher = RuleMatcher(self.rules)
        self._gate = Gate(*patterns(), self.rules.sentences.gate)

    @property
    def digest(self) -> str:
        """Hex digest of the merged rules."""
        return self.rules.digest

    def extract(self, paper_id: str, title: str, abstract: str) -> list[Claim]:
        """The claims of an abstract, in order of their offset."""
        as_title, as_abstract = plain(title, self.rules.clean), plain(abstract, self.rules.clean)
        paper = PaperContext(as_title.text, as_abstract.text, self.rules)
        found: list[Claim] = []
        for sentence in paper.sentences:
            may_hold = self._may_hold(sentence)
            if may_hold:
                found += self._sentence(paper_id, paper, sentence, may_hold).claims
                if _are_noise(len(found), as_abstract.text):
                    return []
        return [restored(claim, as_title, as_abstract) for claim in found]

    def trace(self, paper_id: str, title: str, abstract: str, *, gated: bool = True) -> Iterator[Trace]:
        """The sentences of an abstract with what each stage made of them.

        The gates pass by what can hold no claim, for speed alone: without them the claims are the same. Those of
        a text that is noise (MANY, DENSE) are shown, though `extract` gives none of them.
        """
        as_title, as_abstract = plain(title, self.rules.clean), plain(abstract, self.rules.clean)
        paper = PaperContext(as_title.text, as_abstract.text, self.rules)
        for sentence in paper.sentences:
            trace = self._sentence(paper_id, paper, sentence, self._may_hold(sentence) if gated else ANYTHING)
            yield replace(trace, claims=tuple(restored(claim, as_title, as_abstract) for claim in trace.claims))

    def _may_hold(self, sentence: Sentence) -> Sequence[int]:
        return self._gate(sentence.text.replace("\n", " "))

    def _sentence(self, paper_id: str, paper: PaperContext, sentence: Sentence, may_hold: Sequence[int]) -> Trace:
        if len(sentence.text) < LEAST:
            return Trace(sentence=sentence)
        bounds, names = self._bounds(sentence, paper, may_hold)
        if not bounds and QUANTITY not in may_hold:
            return Trace(sentence=sentence, names=names)
        masks = [(bound.start, bound.end) for bound in bounds]
        read = Read(sentence, self.rules, masks) if masks else paper.read(sentence)
        cleaned = read.cleaned
        if not 0 < len(read.quantities) + len(bounds) <= MOST:
            return Trace(sentence=sentence, names=names, cleaned=cleaned)
        annotated = read.annotated
        resolved = resolve(annotated, self.matcher.match(annotated))
        readings = tuple(_apart(qualify(annotated, resolved, bounds, self.rules.lexicon), cleaned))
        links = tuple(link(paper, read, readings))
        trusts = [confidence(evidence(reading, resolved), self.rules.confidence) for reading in readings]
        return Trace(
            sentence=sentence,
            bounds=bounds,
            names=names,
            cleaned=cleaned,
            annotated=annotated,
            resolved=resolved,
            readings=readings,
            links=links,
            claims=tuple(
                to_claim(paper_id, sentence, cleaned, reading, linked, self.rules, trust)
                for reading, linked, trust in zip(readings, links, trusts, strict=True)
            ),
        )

    @staticmethod
    def _bounds(
        sentence: Sentence, paper: PaperContext, may_hold: Sequence[int]
    ) -> tuple[tuple[BoundClaim, ...], tuple[BoundClaim, ...]]:
        found = read_bounds(sentence.text, paper.abstract, may_hold)
        if not found:
            return (), ()
        kept = tuple(bound for bound in found if not _is_word(bound))
        return kept, tuple(bound for bound in found if _is_word(bound))


def _apart(readings: Sequence[Reading], cleaned: CleanText) -> Iterator[Reading]:
    """The first reading of each type of the same raw characters: "½" is cleaned to two numbers."""
    taken = set()
    for reading in readings:
        place = reading.quoted(cleaned)
        if (place, reading.claim_type) not in taken:
            taken.add((place, reading.claim_type))
            yield reading


def _are_noise(claims: int, text: str) -> bool:
    return claims > MANY and claims * DENSE > len(text)


def _is_word(bound: BoundClaim) -> bool:
    """Whether a class word states no result, and so stands for nothing but itself; or an O says but "about"."""
    return bound.claim_type is None and (bound.symbol == "class" or bound.reason == "magnitude")


def extract_claims(text: str, *, title: str = "") -> list[Claim]:
    """The claims of one abstract by the shipped rules; `paper_id` is empty."""
    return _shipped().extract("", title, text)


@lru_cache(maxsize=1)
def _shipped() -> Pipeline:
    return Pipeline()
