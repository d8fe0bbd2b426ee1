"""A sentence through the stages that look at nothing but it: clean -> measure -> annotate."""

from collections.abc import Sequence

from extract.annotate import Annotated, annotate
from extract.clean import CleanText, clean
from extract.lazy import lazy
from extract.measure import measure
from extract.quantities import Quantity
from extract.ruleset import RuleSet
from extract.sentences import Sentence


class Read:
    """What the stages make of a sentence, each asked for when it is first needed and once for all that need it.

    `masks` are the spans of its text that another stage has read already.
    """

    def __init__(self, sentence: Sentence, rules: RuleSet, masks: Sequence[tuple[int, int]] = ()) -> None:
        self.sentence = sentence
        self._rules = rules
        self._masks = masks

    @lazy
    def cleaned(self) -> CleanText:
        """Its clean text."""
        return clean(self.sentence.text, self._rules.clean, self._masks)

    @lazy
    def quantities(self) -> Sequence[Quantity]:
        """The quantities of its clean text, in order."""
        return measure(self.cleaned.text, self._rules.quantities)

    @lazy
    def annotated(self) -> Annotated:
        """The tokens of its clean text."""
        rules = self._rules
        return annotate(self.cleaned.text, self.quantities, rules.lexicon, rules.context, rules.quantities)
