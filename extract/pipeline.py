"""The page to read first: an abstract becomes claims, the stages called in order.

split -> gate -> clean -> measure -> annotate -> match -> resolve -> qualify -> link -> normalise
"""

from collections.abc import Iterator
from pathlib import Path

from extract.annotate import Annotated, annotate
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
            if self.rules.sentences.gate.search(sentence.text):
                found += self._sentence(paper_id, paper, sentence)
        return found

    def _sentence(self, paper_id: str, paper: PaperContext, sentence: Sentence) -> Iterator[Claim]:
        cleaned, annotated = self.read(sentence)
        if not annotated.quantity_at:
            return
        resolved = resolve(annotated, self.matcher.match(annotated))
        readings = qualify(annotated, resolved, self.rules.lexicon)
        for reading, links in zip(readings, link(paper, annotated, readings), strict=True):
            yield to_claim(paper_id, sentence, cleaned, reading, links, self.rules)

    def read(self, sentence: Sentence) -> tuple[CleanText, Annotated]:
        """A sentence cleaned, measured and annotated."""
        cleaned = clean(sentence.text, self.rules.clean)
        quantities = measure(cleaned.text, self.rules.quantities)
        return cleaned, annotate(
            cleaned.text, quantities, self.rules.lexicon, self.rules.context, self.rules.quantities
        )
