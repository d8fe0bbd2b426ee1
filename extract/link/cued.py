"""Whether the words of a sentence that tell of earlier work reach a quantity."""

from collections.abc import Sequence

from extract.annotate import Token
from extract.link.comparisons import Site
from extract.link.holder import leads
from extract.link.paper import PaperContext
from extract.link.scene import CONCEDED, CREDITED, VERBS, CueHit, Scene, Span, is_adverb, is_quantity
from extract.models import BOUND_TYPES
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def cued(scene: Scene, known: Sequence[Site], reading: Reading, paper: PaperContext) -> bool:
    """Whether the nearest cue that reaches a quantity says that it is of earlier work."""
    rules = paper.rules.linking
    if not scene.cues or reading.claim_type == "dataset_size":
        return False
    if scene.tokens[reading.token - 1].lower == "by" and _improved(scene, reading):
        return False
    start, end = _reach(scene, reading.token)
    quantity = reading.quantity if reading.member else None
    here = quantity.start if quantity is not None else scene.tokens[reading.token].start
    opens = opposed(scene, paper, here)
    own_at = max((m.start() for m in rules.sought["own"].finditer(scene.text, start, here)), default=-1)
    if paper.name:
        own_at = max(own_at, scene.text.rfind(paper.name, start, here))
    for found in scene.cues:
        if not _speaks_here(scene, found, reading, rules, (start, end), here):
            continue
        if found.cue.direction == "backward":
            reaches = _from_behind(scene, found, reading)
        elif found.end > here or found.start <= own_at:
            reaches = False
        elif found.cue.reach == "phrase":
            reaches = not _passes_by(scene, found, reading, here)
        else:
            reaches = not (_of_object(scene, known, found, opens) or _shown(scene, paper, found, reading, own_at))
        if reaches:
            return found.cue.owner == "prior"
    return False


def _speaks_here(scene: Scene, found: CueHit, reading: Reading, rules: LinkRules, reach: Span, here: int) -> bool:
    """Whether a cue speaks of this type in this part of the sentence, that between the offsets `reach`."""
    cue = found.cue
    if (cue.types and reading.claim_type not in cue.types) or not scene.within(found.start, reading.token):
        return False
    if cue is CONCEDED and "," in scene.text[found.end : here]:
        return False
    whole = cue.reach == "sentence" and rules.sought["own"].search(scene.text, found.end, here) is None
    return found.start < reach[1] and (whole or reach[0] <= found.start)


def _from_behind(scene: Scene, found: CueHit, reading: Reading) -> bool:
    """Whether a cue reaches back to a quantity: "a rate of O(n) was known"."""
    token, part = scene.tokens[reading.token], scene.parts[reading.token]
    if not 0 <= found.start - token.end < BACKWARD or scene.parts_at(found.start) != part:
        return False
    parting = VERBS if found.cue is CREDITED else _BEING
    return not any((is_quantity(t) or t.tag in parting) and token.end <= t.start < found.start for t in scene.tokens)


BACKWARD = 60
"""Characters over which a cue reaches back."""

_BEING = frozenset({"BE"})


def _of_object(scene: Scene, known: Sequence[Site], found: CueHit, opens: int) -> bool:
    """Whether a cue stands in what is compared with, or in what the sentence opens with up to the offset `opens`."""
    sites = ((scene.tokens[site.cue].start, scene.tokens[site.end - 1].end) for site in known)
    return found.start < opens or any(start <= found.start < end for start, end in sites)


def _passes_by(scene: Scene, found: CueHit, reading: Reading, here: int) -> bool:
    """Whether a cue that reaches no further than a phrase does not reach a quantity at the offset `here`."""
    between = scene.text[found.end : here]
    if len(between.split()) > 3 or _of_itself(scene, reading):
        return True
    if within(scene.tokens[reading.token]) and between.strip():
        return True
    return reading.bound is not None and _threshold(scene.text[found.start : here], reading)


def within(quantity: Token) -> bool:
    """Whether the hedge of a quantity is a preposition, which parts it from what stands before: "than X within 10"."""
    return quantity.hedge.startswith(("within", "under", "below", "in "))


def _shown(scene: Scene, paper: PaperContext, found: CueHit, reading: Reading, own_at: int) -> bool:
    """Whether a cue but says of what the paper itself, named at `own_at`, shows something, or what it goes beyond."""
    if own_at < 0:
        return False
    if _analysed(scene, paper, (own_at, found.start), reading.token):
        return True
    beyond, here = paper.rules.linking.patterns["beyond"], scene.tokens[reading.token].start
    return reading.bound is not None and beyond.search(scene.text, found.end, here) is not None


def _analysed(scene: Scene, paper: PaperContext, between: Span, at: int) -> bool:
    """Whether a cue only says of what the paper shows something: "we show that the naive method needs O(n) steps".

    `between` are the offsets of the paper's own word and of the cue. A verb parts what is spoken of from its bound.
    """
    if paper.rules.linking.patterns["claimed"].fullmatch(scene.text, *between) is None:
        return False
    return any(scene.verb(i) for i in range(scene.at(between[1]) + 1, at))


_NEGATED = ">="
"""The comparator of what is said to be impossible."""


def _threshold(written: str, reading: Reading) -> bool:
    """Whether "than" leads to no rival: "no algorithm has a ratio better than 2", "less than x in O(n) steps"."""
    words = written.split()
    if words[0] != "than":
        return False
    return reading.comparator == _NEGATED if len(words) == 1 else len(words) == 3 and words[2] in _BY


_BY = ("in", "with", "using", "after", "within")


def _improved(scene: Scene, reading: Reading) -> bool:
    """Whether "by" leads to how much earlier work is improved: "improves the known bound by O(n)"."""
    verb = scene.verb_before[reading.token]
    proved = reading.claim_type in BOUND_TYPES
    return proved and verb >= 0 and scene.tokens[verb].tag in ("UP", "DOWN", "BEAT")


def opposed(scene: Scene, paper: PaperContext, here: int) -> int:
    """The offset at which what a sentence opens with ends, where it sets itself against that and goes on behind it:
    "Unlike existing tools, which take days, "; else 0."""
    found = paper.rules.linking.patterns["opposed"].match(scene.text)
    return found.end() if found is not None and found.end() <= here else 0


def _of_itself(scene: Scene, reading: Reading) -> bool:
    """Whether a quantity in a comparison is an own one: "95% vs. 57% without tuning", "better than X (95% vs. 57%)"."""
    at = reading.token
    return leads(scene, reading) or any(token.lower == "without" for token in scene.tokens[at + 1 : at + 3])


def _reach(scene: Scene, at: int) -> tuple[int, int]:
    """The offsets between which a cue reaches a token: its part of the sentence, and the one before where it but goes
    on with that one's subject ("... but needs O(n) steps")."""
    tokens, parts = scene.tokens, scene.parts
    first = at
    while first and parts[first - 1] == parts[at]:
        first -= 1
    last = at
    while last + 1 < len(tokens) and parts[last + 1] == parts[at]:
        last += 1
    verb = next((i for i in range(first + 1, min(first + 3, len(tokens))) if not is_adverb(tokens[i])), first)
    if first and tokens[first].tag == "CONTRAST" and scene.verb(verb) and not tokens[verb].lower.endswith("ing"):
        first -= 1
        while first and parts[first - 1] == parts[first]:
            first -= 1
    return tokens[first].start, tokens[last].end
