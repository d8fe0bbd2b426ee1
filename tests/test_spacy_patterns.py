"""The engine's expressions over concepts find what spaCy's Matcher finds with the same token patterns."""

from collections import defaultdict

import pytest
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotate import Annotated
from extract.match import readable
from extract.pipeline import Pipeline
from extract.ruleset.patterns import QUANTITY, TagSets, to_spacy

SENTENCES = [
    "It improves accuracies by up to 40.6% while reducing communication cost and training time by 39.7% and 46.8%.",
    "The model reaches an accuracy of 91.2% on four benchmarks, a 2.5x speedup over Adam with 40% fewer parameters.",
    "We evaluate it on three data sets with 12,000 images and 7B parameters, using only 20% of the memory.",
    "An FID of 2.51 and 3.25 after two steps outperforms DDIM by 1.3 points on 64 GPUs within 15 minutes.",
    "Half of the annotations, 4-bit weights and 80% sparsity cost 0.3% BLEU; 76% of the users agree (p < 0.01).",
    "WER falls from 12.4% to 9.8%, three orders of magnitude faster than a baseline of 35 hours.",
]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


class SpacyMatcher:
    """All token patterns as spaCy's, one Matcher a unit."""

    def __init__(self, pipeline: Pipeline) -> None:
        rules = pipeline.rules
        tags = TagSets(sorted(rules.quantities.tags), list(rules.lexicon.breaks), list(rules.lexicon.stops))
        self.vocab, self.rules = Vocab(), rules
        self.named = {w for r in rules.claims for p in r.patterns for e in p if e.kind == "word" for w in e.values}
        self.patterns: dict[str, tuple[object, int]] = {}
        self.matchers: dict[str, Matcher] = defaultdict(lambda: Matcher(self.vocab))
        for rule in rules.claims:
            for number, elements in enumerate(rule.patterns):
                key = f"{rule.id}#{number}"
                self.patterns[key] = (rule, next(i for i, e in enumerate(elements) if e.kind == "focus"))
                for unit in rule.units:
                    self.matchers[QUANTITY + unit].add(key, [to_spacy(elements, rule.units, tags)])

    def found(self, sentence: Annotated) -> set[tuple[str, int]]:
        """Rule and quantity of every match."""
        words = [t.lower if t.lower in self.named else "_" for t in sentence.tokens]
        doc = Doc(self.vocab, words=words, tags=[t.tag for t in sentence.tokens])
        found = set()
        for tag in {sentence.tokens[focus].tag for focus in sentence.quantity_at}:
            for key, start, _, alignment in self.matchers[tag](doc, with_alignments=True):
                rule, focus_element = self.patterns[self.vocab.strings[key]]
                focus = start + alignment.index(focus_element)
                token = sentence.tokens[focus]
                if token.tag == tag and readable(rule, token):
                    found.add((rule.id, focus))
        return found


@pytest.fixture(scope="module")
def spacy_matcher(pipeline: Pipeline) -> SpacyMatcher:
    return SpacyMatcher(pipeline)


@pytest.mark.parametrize("text", SENTENCES)
def test_spacy_finds_the_same(pipeline: Pipeline, spacy_matcher: SpacyMatcher, text: str) -> None:
    traces = [trace for trace in pipeline.trace("x", "", text) if trace.annotated is not None]
    assert traces
    for trace in traces:
        ours = {(match.rule.id, match.focus) for match in pipeline.matcher.match(trace.annotated)}
        assert ours == spacy_matcher.found(trace.annotated)
        assert ours
