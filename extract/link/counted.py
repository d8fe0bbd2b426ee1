"""Collections as subjects: whose counts are the collection's or nobody's, and whose numbers it only was measured on."""

from extract.link.paper import PaperContext
from extract.link.phrases import is_name
from extract.link.scene import ENDS, Scene, Span, is_adverb, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules

_LOOKED_AT = frozenset({"EVALUATE", "STUDY", "COVER"})
"""Concepts of what is done to the things counted themselves: "we analyze five models"."""


def covering(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """The collection that is said to cover what is counted, up to its noun: "a corpus of essays spanning 7"."""
    tokens, end = scene.tokens, scene.verb_before[reading.token]
    if end < 1 or tokens[end].tag != "COVER":
        return None
    end -= tokens[end - 1].tag == "WHICH"
    start = end
    while start and (
        tokens[start - 1].tag not in ENDS or tokens[start - 1].lower == "of" or is_quantity(tokens[start - 1])
    ):
        start -= 1
    end = next((i for i in range(start, end) if tokens[i].lower == "of"), end)
    while start < end and tokens[start].lower in rules.words["determiners"]:
        start += 1
    return (start, end) if start < end and tokens[end - 1].lower in rules.words["collections"] else None


def name_of_collection(paper: PaperContext, scene: Scene, phrase: Span, rules: LinkRules) -> str | None:
    """The name in a noun phrase for a collection; without one the paper's, where it brings a collection."""
    tokens = scene.tokens
    named = [i for i in range(*phrase) if is_name(tokens[i], rules) or tokens[i].tag == "DATASET"]
    if named:
        return scene.raw((named[0], named[-1] + 1))
    return paper.brought[0] if paper.brought else None


def looked_at(scene: Scene, reading: Reading, rules: LinkRules) -> bool:
    """Whether the things counted are what the paper looks at or makes: "we evaluate ten models", "Analyzing five"."""
    tokens, verb = scene.tokens, reading.token - 1
    while verb > 0 and is_adverb(tokens[verb]):
        verb -= 1
    if verb < 0 or not (tokens[verb].tag in _LOOKED_AT or tokens[verb].lower in rules.words["makes"]):
        return False
    before = verb - 1
    while before >= 0 and (
        is_adverb(tokens[before]) or tokens[before].tag == "AND" or (before and tokens[before].tag in _LOOKED_AT)
    ):
        before -= 1
    participle = tokens[verb].lower.endswith("ing") and (before < 0 or tokens[before].tag == "COMMA")
    return participle or (before >= 0 and tokens[before].lower == "we")


_DESCRIBED = frozenset({"scope", "dataset_size", "compute", "steps"})
"""Types that say something of a collection too."""


def only_measured_on(paper: PaperContext, scene: Scene, phrase: Span | None, reading: Reading) -> bool:
    """Whether what a paper brings is data that others were measured on, and not trained on: no subject then."""
    if not paper.brought or reading.claim_type in _DESCRIBED:
        return False
    tokens, words, name = scene.tokens, paper.rules.linking.words, paper.brought[0].split()[0]
    if any(tokens[i].text == name and tokens[i - 2].lower in words["leaning"] for i in range(2, reading.token)):
        return False
    if tokens[0].lower == "it":
        return False
    return phrase is None or tokens[phrase[1] - 1].lower not in words["collections"]
