"""What a quantity measures, as written.

The words that stand in a fixed place beside the quantity come first ("40% less memory", "cuts X by
40%", "a BLEU of 31"), whether a lexicon knows them or not; then the lexicon's nearest word.
"""

from collections.abc import Sequence

from extract.annotate import Token
from extract.link.baselines import Site
from extract.link.beside import beside
from extract.link.concepts import CONCEPTS, MOVES
from extract.link.lists import series
from extract.link.phrases import coordinated
from extract.link.scene import VERBS, Scene, Span, is_adverb
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def metric(
    scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, rules: LinkRules
) -> Span | None:
    """The words that name what the reading at `index` measures; null where nothing does.

    What is compared with (`known`) measures nothing.
    """
    reading = readings[index]
    concepts = CONCEPTS.get(reading.claim_type)
    if concepts is None:
        return None
    shared = _parallel(scene, readings, index, rules)
    if shared is not None:
        return shared
    if _repeats(scene, readings, index):
        repeated = metric(scene, known, readings, index - 1, rules)
        if repeated is not None:
            return repeated
    placed = beside(scene, reading, rules)
    if placed is not None:
        return placed
    tokens = scene.tokens
    word = next((w for w in reading.words if tokens[w].tag in concepts), None)
    if word is None:
        word = _nearest(scene, known, readings, index, concepts)
    if word is not None:
        return grown(scene, word, rules)
    return _continued(scene, known, readings, index, rules)


def _repeats(scene: Scene, readings: Sequence[Reading], index: int) -> bool:
    """Whether a quantity stands in brackets behind one that it says again: "+10.8 (+24%)"."""
    if not index or scene.tokens[readings[index].token - 1].tag != "LPAR":
        return False
    here, before = readings[index], readings[index - 1]
    near = here.token - before.token <= 6 and not scene.depths[before.token]
    return near and here.claim_type == before.claim_type


def _continued(
    scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, rules: LinkRules
) -> Span | None:
    """ "achieves 78.9% F1, surpassing X by 12.3%": a gain in levels that stand before it is measured as they are."""
    reading, part = readings[index], scene.parts[readings[index].token]
    members = series(scene, readings, index)
    if index > members[0] and readings[members[0]].token != reading.token:
        return metric(scene, known, readings, index - 1, rules)
    if reading.claim_type != "metric_gain":
        return None
    levels = [
        i
        for i in range(members[0])
        if readings[i].claim_type == "metric_value" and scene.parts[readings[i].token] == part
    ]
    if not levels:
        return None
    pick = levels[members.index(index)] if len(levels) == len(members) else levels[-1]
    return metric(scene, known, readings, pick, rules)


def _nearest(
    scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, concepts: frozenset[str]
) -> int | None:
    """The nearest word of a concept: before the quantity in its part of the sentence, else behind it in its clause."""
    at = readings[index].token
    tokens = scene.tokens
    taken = {i for site in known for name in site.names for i in range(*name)}
    layer = scene.clauses if readings[index].claim_type == "metric_gain" else scene.parts
    for step, reach in ((-1, 30), (1, 16)):
        i = at + step
        while 0 <= i < len(tokens) and abs(i - at) <= reach and layer[i] == layer[at]:
            if tokens[i].tag in concepts and i not in taken:
                return i
            i += step
    return None


def _parallel(scene: Scene, readings: Sequence[Reading], index: int, rules: LinkRules) -> Span | None:
    """ "cost and time by 39% and 46%": the member's own where as many metrics as quantities are listed."""
    members = series(scene, readings, index)
    tokens, first = scene.tokens, readings[index].token
    if len(members) < 2 or len({readings[m].token for m in members}) > 1:
        return None
    start = first
    while (
        start > 0 and first - start < 14 and tokens[start - 1].tag not in VERBS and tokens[start - 1].tag != "CONTRAST"
    ):
        start -= 1
    if start == 0 or tokens[start - 1].tag not in MOVES:
        return None
    names, _ = coordinated(scene, start, rules)
    return names[members.index(index)] if len(names) == len(members) else None


def grown(scene: Scene, word: int, rules: LinkRules) -> Span:
    """A measured word with the nouns and adjectives that belong to it."""
    tokens = scene.tokens
    start, end = word, word + 1
    while start > 0 and word - start < 2 and _modifies(tokens[start - 1], rules):
        start -= 1
    while end < len(tokens) and tokens[end].lower in rules.words["measure_tails"]:
        end += 1
    return start, end


def _modifies(token: Token, rules: LinkRules) -> bool:
    nominal = token.tag in ("WORD", "NAME", "PLURAL", "DATA", "METRIC", "TRAIN")
    return nominal and token.lower not in rules.words["degrees"] and not is_adverb(token)
