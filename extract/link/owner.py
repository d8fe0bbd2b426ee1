"""Whose claim it is: this paper's own, or one of earlier work."""

from collections.abc import Sequence, Set

from extract.annotate import Token
from extract.link.called import named
from extract.link.clause import grammatical
from extract.link.comparisons import Site
from extract.link.holder import holder, leads, rival
from extract.link.paper import PaperContext
from extract.link.scene import CONCEDED, CREDITED, VERBS, CueHit, Scene, Span, is_adverb, is_genitive, is_quantity
from extract.models import BOUND_TYPES
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules
from extract.sentences import Sentence

CHANGES = frozenset({"speedup", "resource_change", "metric_gain", "scope"})
"""Types that a paper states of itself, whatever it compares with."""


_SPANS = frozenset({"compression", "model_size"})
"""Types of which "from A to B" says how far the paper's own settings reach."""

_MEASURED = frozenset({"metric_value", "dataset_size"})
"""Types that a paper may state of its own work before it first speaks of itself."""


def owner(
    paper: PaperContext, where: Sentence, scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int
) -> str:
    """ "own" or "prior"."""
    reading = readings[index]
    if reading.match is not None and reading.match.rule.owner:
        return reading.match.rule.owner
    if _of_rival(scene, known, reading, paper):
        return "prior"
    if reading.claim_type in CHANGES:
        return "own"
    changed = _changed(scene, readings, index)
    if changed is not None:
        return changed
    if reading.bound is not None and _listed(scene, readings, index):
        return owner(paper, where, scene, known, readings, index - 1)
    if _compared(scene, known, readings, index, paper.rules.linking) or _rivals(scene, known, readings, index, paper):
        return "prior"
    if _cued(scene, known, reading, paper) or (reading.bound is not None and where.text.rstrip().endswith("?")):
        return "prior"
    before = where.end <= paper.own_from and reading.claim_type not in _MEASURED
    return "prior" if before else "own"


def _of_rival(scene: Scene, known: Sequence[Site], reading: Reading, paper: PaperContext) -> bool:
    """Whether the subject of a clause is what was compared with before: "beats MEST, where MEST uses 12% more"."""
    before = [site for site in known if site.end <= reading.token]
    phrase = grammatical(scene, reading.token, paper.rules.linking) if before else None
    name = named(scene, phrase, paper.rules.linking) if phrase else None
    if phrase is None or name is None or any(site.cue < name[0] < site.end for site in before):
        return False
    return any(scene.raw(name) in scene.raw(other).split() for site in before for other in site.names)


def _listed(scene: Scene, readings: Sequence[Reading], index: int) -> bool:
    """Whether a bound goes on the list that the bound in front of it stands in: "O(n) and O(m)"."""
    if not index or readings[index - 1].bound is None:
        return False
    between = scene.tokens[readings[index - 1].token + 1 : readings[index].token]
    return bool(between) and all(t.tag in ("COMMA", "AND") for t in between)


def _changed(scene: Scene, readings: Sequence[Reading], index: int) -> str | None:
    """The owner by "from A to B" or "to B from A": what it was is prior, what it is now own."""
    tokens, at = scene.tokens, readings[index].token
    if readings[index].claim_type in _SPANS:
        return None
    here = tokens[at - 1].lower if at else ""
    if here not in ("from", "to"):
        return None
    for other in (readings[i].token for i in (index - 1, index + 1) if 0 <= i < len(readings)):
        there = tokens[other - 1].lower if other else ""
        if {here, there} == {"from", "to"} and abs(other - at) <= 8:
            return "prior" if here == "from" else "own"
    return None


def _compared(scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, rules: LinkRules) -> bool:
    """Whether a quantity belongs to what is compared with: "MDM (21.52)", "a baseline of 0.3", "X, which needs 3 h"."""
    tokens, at = scene.tokens, readings[index].token
    for site in known:
        end = site.end
        if site.cue < at <= end:
            if at == end and tokens[at].hedge.startswith(_WITHIN):
                continue
            return True
        if end >= len(tokens) or not end < at:
            continue
        behind = tokens[end]
        if behind.tag == "LPAR" and at == end + 1 and not leads(scene, readings[index]):
            return True
        if behind.lower in _OF[site.kind == "like"] and at <= end + 2:
            return True
        earlier = any(rival(tokens[slice(*name)], rules) for name in site.names)
        bound = readings[index].bound is not None
        if bound and earlier and behind.lower == "with" and _goes_with(scene, end, at):
            return True
        start = end + (behind.tag == "COMMA")
        told = tokens[start].lower in _TOLD_OF[earlier or tokens[site.cue].lower not in rules.words["doubtful"]]
        if told and not any(t.tag in ("COMMA", "CONTRAST") for t in tokens[start:at]):
            return True
    if index and tokens[at - 1].tag == "LPAR":
        before = readings[index - 1].token
        bracketed = tokens[before - 1].tag == "LPAR" and not any(t.tag in VERBS for t in tokens[before:at])
        return bracketed and _compared(scene, known, readings, index - 1, rules)
    return False


def _rivals(scene: Scene, known: Sequence[Site], readings: Sequence[Reading], index: int, paper: PaperContext) -> bool:
    """Whether what a quantity is said of is a rival: "the baseline scores 0.36", "31% for the strongest baseline"."""
    tokens, at, rules = scene.tokens, readings[index].token, paper.rules.linking
    held = holder(scene, known, readings[index], rules)
    if held is not None:
        named_before = any(held[0] < end and start < held[1] for site in known for start, end in site.names)
        return named_before or rival(tokens[slice(*held)], rules)
    phrase = grammatical(scene, at, rules, whole=True)
    if phrase is None or tokens[phrase[0] - 1].lower in ("our", "we"):
        return False
    if tokens[phrase[0]].start < _opposed(scene, paper, tokens[at].start):
        return False
    return rival(tokens[slice(*phrase)], rules) or _authored(scene, phrase, paper)


def _authored(scene: Scene, phrase: Span, paper: PaperContext) -> bool:
    """Whether a noun phrase is somebody's by name, in a clause in which the paper says nothing of itself."""
    tokens, rules = scene.tokens, paper.rules.linking
    theirs = next((i for i in range(phrase[0], phrase[1] - 1) if is_genitive(tokens[i])), None)
    if theirs is None or not tokens[theirs].text[:1].isupper():
        return False
    if paper.name is not None and tokens[theirs].text[:-2] in paper.name.split():
        return False
    heads = any(tokens[i].lower in rules.words["baseline_heads"] for i in range(theirs + 1, phrase[1]))
    return heads and rules.sought["own"].search(scene.text, 0, tokens[phrase[0]].start) is None


def _goes_with(scene: Scene, start: int, at: int) -> bool:
    """Whether a noun phrase alone leads from "with" to a bound: "over X with a complexity of O(n)"."""
    tokens = scene.tokens
    return at - start <= 8 and not any(t.tag in _PARTED or scene.verb(i) for i, t in enumerate(tokens[start:at], start))


_PARTED = frozenset({"COMMA", "CONTRAST", "AND"})

_TOLD_OF = (("which", "that"), ("which", "that", "who", "whose", "where", "including", "namely"))
"""What opens the clause that tells more of a name, and of one that is surely what is compared with."""

_WITHIN = ("within", "under", "below", "in ")
"""Hedges that are prepositions too: "higher than X within 10 rounds"."""

_OF = (("of",), ("of", "with"))
"""What joins a quantity to what is compared with, and to what something is like: "similar to X with 4 bits"."""


def _cued(scene: Scene, known: Sequence[Site], reading: Reading, paper: PaperContext) -> bool:
    """Whether the nearest cue that reaches a quantity says that it is of earlier work."""
    rules = paper.rules.linking
    if not scene.cues or reading.claim_type == "dataset_size":
        return False
    token, part = scene.tokens[reading.token], scene.parts[reading.token]
    if scene.tokens[reading.token - 1].lower == "by" and _improved(scene, reading):
        return False
    start, end = _reach(scene, reading.token)
    here = reading.quantity.start if reading.quantity is not None and reading.member else token.start
    own_at = max((m.start() for m in rules.sought["own"].finditer(scene.text, start, here)), default=-1)
    if paper.name:
        own_at = max(own_at, scene.text.rfind(paper.name, start, here))
    objects = [(scene.tokens[site.cue].start, scene.tokens[site.end - 1].end) for site in known]
    objects.append((0, _opposed(scene, paper, here)))
    for found in scene.cues:
        cue = found.cue
        whole = cue.reach == "sentence" and rules.sought["own"].search(scene.text, found.end, here) is None
        if not (whole or start <= found.start) or found.start >= end or not scene.within(found.start, reading.token):
            continue
        if cue.types and reading.claim_type not in cue.types:
            continue
        if cue is CONCEDED and "," in scene.text[found.end : here]:
            continue
        forward = cue.direction == "forward" or _opens(scene, found)
        if forward and found.end <= here and found.start > own_at:
            if cue.reach == "phrase":
                if _passes_by(scene, found, reading, here):
                    continue
            elif any(left <= found.start < right for left, right in objects) or _speaks_of_another(
                scene, paper, found, reading, own_at
            ):
                continue
            return cue.owner == "prior"
        behind = (
            cue.direction == "backward" and 0 <= found.start - token.end < 60 and scene.parts_at(found.start) == part
        )
        if behind and not _between(scene, token, found.start, VERBS if cue is CREDITED else _BEING):
            return cue.owner == "prior"
    return False


def _opens(scene: Scene, found: CueHit) -> bool:
    """Whether a cue opens the sentence, and so speaks of what follows: "In prior work a rate of x was shown"."""
    return not any(c.isalnum() for c in scene.text[: found.start])


def _passes_by(scene: Scene, found: CueHit, reading: Reading, here: int) -> bool:
    """Whether a cue that reaches no further than a phrase does not reach a quantity at the offset `here`."""
    between = scene.text[found.end : here]
    if len(between.split()) > 3 or _of_itself(scene, reading) or _goes_on(scene, found.end, reading.token):
        return True
    if scene.tokens[reading.token].hedge.startswith(_WITHIN) and between.strip():
        return True
    return reading.bound is not None and _threshold(scene.text[found.start : here], reading)


def _speaks_of_another(scene: Scene, paper: PaperContext, found: CueHit, reading: Reading, own_at: int) -> bool:
    """Whether a cue says of what is beaten, or of what the paper itself, named at `own_at`, shows something."""
    if _outdone(scene, found, reading):
        return True
    here = scene.tokens[reading.token].start
    return 0 <= own_at < found.start and (
        _analysed(scene, paper, (own_at, found.start), reading.token)
        or (
            reading.bound is not None
            and paper.rules.linking.patterns["beyond"].search(scene.text, found.end, here) is not None
        )
    )


def _outdone(scene: Scene, found: CueHit, reading: Reading) -> bool:
    """Whether a cue says what is beaten, and a level behind a comma by what: "beats prior art on X, with 50%"."""
    tokens, cue = scene.tokens, scene.at(found.start)
    if reading.claim_type != "metric_value" or not any(t.tag == "BEAT" for t in tokens[max(0, cue - 2) : cue]):
        return False
    return any(
        tokens[i].tag == "COMMA" and (tokens[i + 1].lower == "with" or tokens[i + 1].tag == "ACHIEVE")
        for i in range(cue, reading.token - 1)
    )


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


def _goes_on(scene: Scene, start: int, at: int) -> bool:
    """Whether another verb of the same subject stands between: "is faster than X and reaches 80%"."""
    tokens = scene.tokens
    return any(tokens[i].tag == "AND" and tokens[i].start >= start and scene.verb(i + 1) for i in range(at - 1))


def _opposed(scene: Scene, paper: PaperContext, here: int) -> int:
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


_BEING = frozenset({"BE"})


def _between(scene: Scene, token: Token, end: int, verbs: Set[str]) -> bool:
    """Whether another quantity or a verb of these stands between a token and an offset."""
    return any((is_quantity(t) or t.tag in verbs) and token.end <= t.start < end for t in scene.tokens)
