"""What a quantity measures, as written.

The words that stand in a fixed place beside the quantity come first ("40% less memory", "cuts X by
40%", "a BLEU of 31"), whether a lexicon knows them or not; then the lexicon's nearest word.
"""

from collections.abc import Sequence

from extract.annotate import Token
from extract.link.before import before, moved
from extract.link.behind import behind
from extract.link.comparisons import Site
from extract.link.concepts import CONCEPTS, KNOWN
from extract.link.lists import series
from extract.link.measured import counted, grown, scores
from extract.link.parallel import parallel
from extract.link.phrases import is_name, noun_phrase, starts_like
from extract.link.scene import ENDS, Scene, Span, is_genitive, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def metrics(scene: Scene, known: Sequence[Site], readings: Sequence[Reading], rules: LinkRules) -> list[Span | None]:
    """The words that name what each reading of a sentence measures, in their order; null where nothing does.

    What is compared with (`known`) measures nothing.
    """
    found: list[Span | None] = []
    for index in range(len(readings)):
        what = _metric(scene, known, readings, index, rules, found)
        found.append(what and _own_words(scene, what, rules))
    return found


def _own_words(scene: Scene, what: Span, rules: LinkRules) -> Span:
    """The words of a measure without whose it is in front of them."""
    end = counted(scene, what, rules)
    if end is not None:
        return what[0], end
    theirs = next((i for i in range(what[0], what[1] - 1) if _owns(scene.tokens[i])), None)
    return what if theirs is None else (theirs + 1, what[1])


def _metric(
    scene: Scene,
    known: Sequence[Site],
    readings: Sequence[Reading],
    index: int,
    rules: LinkRules,
    found: Sequence[Span | None],
) -> Span | None:
    """What the reading at `index` measures; `found` are those of the readings before it."""
    reading = readings[index]
    concepts = CONCEPTS.get(reading.claim_type)
    if concepts is None:
        return None
    placed = (
        parallel(scene, readings, index, rules)
        or (found[index - 1] if _repeats(scene, readings, index) else None)
        or _changed(scene, readings, index, rules, found)
        or behind(scene, reading, rules)
        or before(scene, reading, rules)
        or _named(scene, readings, index, rules)
    )
    if placed is not None:
        return _spelled_out(scene, placed, reading, rules) or placed
    tokens = scene.tokens
    fits = (w for w in reading.words if tokens[w].tag in concepts and not _between(scene, w, reading.token))
    word = next((_measure_of(scene, w) for w in fits if not scores(scene, w, rules)), None)
    if word is None:
        word = _nearest(scene, known, readings, index, concepts, rules)
    if word is not None:
        earlier = next((i for i in range(index) if _shares(scene, readings, i, index, word)), None)
        return grown(scene, word, rules) if earlier is None else found[earlier]
    own = moved(scene, reading, rules) or _continued(scene, readings, index, found)
    if own is not None or reading.claim_type == "speedup":
        return own
    return next((found[i] for i in range(index - 1, -1, -1) if readings[i].claim_type == reading.claim_type), None)


def _spelled_out(scene: Scene, named: Span, reading: Reading, rules: LinkRules) -> Span | None:
    """What a level is a "performance" or a "score" in, behind it: "a performance of 0.79, in terms of F1",
    "a result of 0.70 (Pearson correlation)"; null where nothing does."""
    tokens, at = scene.tokens, reading.token + 1
    if reading.claim_type != "metric_value" or tokens[named[1] - 1].lower not in rules.words["plain_measures"]:
        return None
    if at < len(tokens) and tokens[at].tag == "COMMA":
        at += 1
    if at >= len(tokens) or not (tokens[at].lower in ("in terms of", "measured by") or tokens[at].tag == "LPAR"):
        return None
    start, end = noun_phrase(tokens, at + 1, rules)
    known = any(token.tag == "METRIC" for token in tokens[start:end])
    return (start, end) if known and start == at + 1 else None


def _changed(
    scene: Scene, readings: Sequence[Reading], index: int, rules: LinkRules, found: Sequence[Span | None]
) -> Span | None:
    """ "raises detection from 3% to 79%": the old level and the new one measure the same, named behind or before."""
    tokens = scene.tokens

    def leads(i: int) -> bool:
        if not 0 <= i < len(readings) - 1 or readings[i].claim_type != readings[i + 1].claim_type:
            return False
        old, new = readings[i].token, readings[i + 1].token
        return new == old + 2 and tokens[old + 1].lower == "to" and tokens[old - 1].lower == "from"

    old = index if leads(index) else index - 1
    if not leads(old):
        return None
    named = behind(scene, readings[old + 1], rules)
    return named if named or old == index else found[old]


def _named(scene: Scene, readings: Sequence[Reading], index: int, rules: LinkRules) -> Span | None:
    """A name right before a level in a list whose level before is written so: "MAPE 0.16%, KGE 0.58"."""
    tokens, at = scene.tokens, readings[index].token - 1
    before = readings[index - 1] if index else None
    if before is None or readings[index].claim_type != "metric_value" or before.claim_type != "metric_value":
        return None
    listed = tokens[at - 1].tag in ("COMMA", "AND") and before.token >= at - 3 and tokens[before.token - 1].tag in KNOWN
    models = rules.words["model_names"]
    return (at, at + 1) if listed and is_name(tokens[at], rules) and not starts_like(tokens[at], models) else None


def _repeats(scene: Scene, readings: Sequence[Reading], index: int) -> bool:
    """Whether a quantity stands in brackets behind one that it says again: "+10.8 (+24%)"."""
    if not index or scene.tokens[readings[index].token - 1].tag != "LPAR":
        return False
    here, before = readings[index], readings[index - 1]
    near = here.token - before.token <= 6 and not scene.depths[before.token]
    return near and here.claim_type == before.claim_type


def _continued(scene: Scene, readings: Sequence[Reading], index: int, found: Sequence[Span | None]) -> Span | None:
    """ "achieves 78.9% F1, surpassing X by 12.3%": a gain in levels that stand before it is measured as they are."""
    reading, part = readings[index], scene.parts[readings[index].token]
    members = series(scene, readings, index)
    if index > members[0] and readings[members[0]].token != reading.token:
        return found[index - 1]
    if reading.claim_type not in ("metric_gain", "metric_value"):
        return None
    levels = [
        i
        for i in range(members[0])
        if readings[i].claim_type == "metric_value" and scene.parts[readings[i].token] == part
    ]
    if not levels:
        return None
    pick = levels[members.index(index)] if len(levels) == len(members) else levels[-1]
    return found[pick]


def _shares(scene: Scene, readings: Sequence[Reading], earlier: int, index: int, word: int) -> bool:
    """Whether an earlier quantity of the same type stands between the measured word and this one."""
    one, other = readings[earlier], readings[index]
    return one.claim_type == other.claim_type and word < one.token < other.token and not scene.depths[one.token]


def _between(scene: Scene, word: int, at: int) -> bool:
    """Whether another quantity stands between a word and a quantity."""
    return any(is_quantity(t) for t in scene.tokens[min(word, at) + 1 : max(word, at)])


def _nearest(
    scene: Scene,
    known: Sequence[Site],
    readings: Sequence[Reading],
    index: int,
    concepts: frozenset[str],
    rules: LinkRules,
) -> int | None:
    """The nearest word of a concept: before the quantity in its part of the sentence, else behind it in its clause."""
    at = readings[index].token
    tokens = scene.tokens
    taken = {i for site in known for name in site.names for i in range(*name)}
    depths = (0, scene.depths[at])
    layer = scene.clauses if readings[index].claim_type == "metric_gain" else scene.parts
    for step, reach in ((-1, 30), (1, 16)):
        i = at + step
        while 0 <= i < len(tokens) and abs(i - at) <= reach and layer[i] == layer[at]:
            named = tokens[i].tag in concepts and i not in taken and scene.depths[i] in depths
            named = named and not (step > 0 and _alike(scene, at, i, rules))
            gained = readings[index].claim_type == "metric_gain"
            if named and not (gained and _stated(scene, i, at)) and not scores(scene, i, rules):
                return _measure_of(scene, i)
            i += step
    return None


def _alike(scene: Scene, at: int, word: int, rules: LinkRules) -> bool:
    """Whether what stands behind a quantity is but as good as before: "by 2x at matched recall"."""
    tokens, alike = scene.tokens, rules.words["likening"]
    return any(tokens[i - 1].lower in ("with", "at") and tokens[i].lower in alike for i in range(at + 2, word))


def _stated(scene: Scene, word: int, at: int) -> bool:
    """Whether a performance is but said to be had: "achieves state-of-the-art performance ... with gains of 5%"."""
    verb = scene.verb_before[word]
    between = scene.tokens[word + 1 : at]
    if between and all(t.tag in ("BE", "WHICH") for t in between):
        return False
    if scene.tokens[word].entry != "performance" or verb < 0 or scene.tokens[verb].tag not in ("ACHIEVE", "VERB"):
        return False
    return not any(t.tag in ENDS for t in scene.tokens[verb + 1 : word])


def _measure_of(scene: Scene, word: int) -> int:
    """Of "average precision at IoU" the precision."""
    tokens = scene.tokens
    if word > 1 and tokens[word - 1].lower == "at" and tokens[word - 2].tag == tokens[word].tag:
        return word - 2
    return word


def _owns(token: Token) -> bool:
    """Whether a genitive says whose a measure is: "FooNet's accuracy", but not "Cohen's kappa"."""
    name = token.text[:-2]
    return is_genitive(token) and not (name.istitle() and name.isalpha())
