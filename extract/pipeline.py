"""The page to read first: an abstract becomes claims, the stages called in order.

split -> bounds -> gate -> clean -> measure -> annotate -> match -> resolve -> qualify -> link -> normalise
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.annotate import Annotated, annotate
from extract.bounds.claims import read_bounds
from extract.bounds.finding import has_cue
from extract.bounds.models import BoundClaim
from extract.clean import CleanText, clean
from extract.link import PaperContext, link
from extract.match import RuleMatcher
from extract.models import Claim
from extract.normalise import to_claim
from extract.paths import rules_dir
from extract.qualify import qualify
from extract.quantities import measure
from extract.resolve import resolve
from extract.ruleset import load
from extract.sentences import Sentence, split


class Pipeline:
    """Rules, loaded and compiled once; `extract` is a pure function of its arguments.

    Raises `extract.ruleset.RuleError` where the rules, or those laid over them, are faulty.
    """

    def __init__(self, rules: Path | None = None) -> None:
        self.rules = load(rules_dir(), rules)
        self.matcher = RuleMatcher(self.rules)

    @property
    def digest(self) -> str:
        """Hex digest of the merged rules."""
        return self.rules.digest

    def extract(self, paper_id: str, title: str, abstract: str) -> list[Claim]:
        """The claims of an abstract, in order of their offset."""
        paper = PaperContext(title, abstract, self.rules)
        found: list[Claim] = []
        for sentence in split(abstract, self.rules.sentences):
            found += self._sentence(paper_id, paper, sentence)
        return found

    def _sentence(self, paper_id: str, paper: PaperContext, sentence: Sentence) -> Iterator[Claim]:
        bounds = self.bounds(sentence, paper.abstract)
        if not bounds and not self.rules.sentences.gate.search(sentence.text):
            return
        cleaned, annotated = self.read(sentence, bounds)
        if not annotated.quantity_at and not bounds:
            return
        resolved = resolve(annotated, self.matcher.match(annotated))
        readings = qualify(annotated, resolved, bounds, self.rules.lexicon)
        for reading, links in zip(readings, link(paper, sentence, cleaned, annotated, readings), strict=True):
            yield to_claim(paper_id, sentence, cleaned, reading, links, self.rules)

    def bounds(self, sentence: Sentence, abstract: str) -> list[BoundClaim]:
        """The bounds and named rates of a sentence; a name that states no result is left as words."""
        if not has_cue(sentence.text):
            return []
        found = read_bounds(sentence.text, abstract)
        return [bound for bound in found if bound.claim_type is not None or bound.symbol != "class"]

    def read(self, sentence: Sentence, bounds: Sequence[BoundClaim] = ()) -> tuple[CleanText, Annotated]:
        """A sentence cleaned, its bounds masked, measured and annotated."""
        cleaned = clean(sentence.text, self.rules.clean, [(bound.start, bound.end) for bound in bounds])
        quantities = measure(cleaned.text, self.rules.quantities)
        return cleaned, annotate(
            cleaned.text, quantities, self.rules.lexicon, self.rules.context, self.rules.quantities
        )
