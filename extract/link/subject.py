"""Whose quantity it is: the named method, model or data set.

What the sentence names in the subject's place comes first, then the paper's own name. Earlier work
is named by the phrase that stands for it, an own method only by a name.
"""

from collections.abc import Sequence

from extract.annotate import Token
from extract.link.baselines import Site
from extract.link.concepts import KNOWN
from extract.link.paper import PaperContext
from extract.link.phrases import is_name, starts_like
from extract.link.scene import ENDS, Scene, Span, is_adverb, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def subject(paper: PaperContext, scene: Scene, known: Sequence[Site], reading: Reading, owner: str) -> str | None:
    """The name as written; null where the text says "we", "our method" or nothing."""
    rules = paper.rules.linking
    if reading.claim_type == "model_size":
        sized = _sized(scene, reading, rules)
        if sized is not None:
            return scene.raw(sized)
    if reading.claim_type == "dataset_size":
        return _collection(paper, scene, reading, rules) or (_brought(paper) if owner == "own" else None)
    if owner == "prior":
        compared = _compared(scene, known, reading)
        phrase = compared or grammatical(scene, reading.token, rules)
        if phrase is None or (compared is None and not specific(scene, phrase, rules)):
            return None
        name = named(scene, phrase, rules)
        return scene.raw(name or phrase)
    phrase = grammatical(scene, reading.token, rules)
    if phrase is not None:
        name = named(scene, phrase, rules)
        if name is not None:
            return _whole(paper, scene.raw(name))
        if paper.name is None and reading.claim_type not in _STUDIED and specific(scene, phrase, rules):
            return scene.raw(phrase)
    return paper.name


_STUDIED = frozenset({"scope", "compute", "model_size", "convergence_rate", "complexity"})
"""Types whose own subject is a name only."""


def _whole(paper: PaperContext, name: str) -> str:
    """The paper's name where the sentence's is a piece of it."""
    return paper.name if paper.name is not None and paper.name.startswith(name) else name


def _sized(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """The model whose size a quantity is: "Llama-3-8B", "NAME (7B)", "NAME 7B"."""
    tokens, at = scene.tokens, reading.token
    if tokens[at].tag == "Q.named":
        start, end = at, at + 1
        while start > 0 and tokens[start - 1].end == tokens[start].start and tokens[start - 1].tag in ("NAME", "PUNCT"):
            start -= 1
        while end + 1 < len(tokens) and tokens[end].start == tokens[end - 1].end and tokens[end].text == "-":
            end += 2
        return start, end
    if at > 1 and tokens[at - 1].tag == "LPAR" and is_name(tokens[at - 2], rules):
        return _name_at(scene, at - 2, rules)
    for back in range(at - 1, max(-1, at - 9), -1):
        if is_name(tokens[back], rules) and (back == at - 1 or starts_like(tokens[back], rules.words["model_names"])):
            return _name_at(scene, back, rules)
        if is_quantity(tokens[back]) or tokens[back].tag in ("COMMA", "CONTRAST"):
            break
    return None


def _name_at(scene: Scene, at: int, rules: LinkRules) -> Span:
    start = at
    while start > 0 and is_name(scene.tokens[start - 1], rules):
        start -= 1
    return start, at + 1


def _collection(paper: PaperContext, scene: Scene, reading: Reading, rules: LinkRules) -> str | None:
    """The data set whose size a quantity is: named before it, else the paper's where the sentence means it."""
    tokens = scene.tokens
    heads = rules.words["dataset_heads"]
    meant = False
    for at in range(reading.token - 1, -1, -1):
        token = tokens[at]
        if (
            token.lower in heads
            and at
            and tokens[at - 1].lower in ("the", "this", "our", "resulting", "whose", "final")
        ):
            meant = True
        meant = meant or (token.lower in ("it", "which") and at < 3)
        if not (is_name(token, rules) or token.tag == "DATASET") or token.lower in rules.words["model_names"]:
            continue
        behind, before = tokens[at + 1], tokens[max(0, at - 1)]
        if (
            behind.lower in heads
            or behind.tag == "COVER"
            or (at and before.tag in ("COVER", "ACHIEVE", "USE"))
            or _apposed(tokens, at, rules)
        ):
            return scene.raw(_name_at(scene, at, rules))
    return paper.name if meant else None


def _apposed(tokens: Sequence[Token], at: int, rules: LinkRules) -> bool:
    """Whether a name is that of the collection that was just spoken of: "a dataset, called X"."""
    start = at
    while start and tokens[start - 1].lower in rules.words["naming"]:
        start -= 1
    return 0 < start < at and tokens[start - 1].lower.rpartition(" ")[2] in rules.words["collections"]


def _brought(paper: PaperContext) -> str | None:
    """The paper's name where its title says that this is a collection: "X: A Corpus of ..."."""
    name, _, rest = paper.title.partition(":")
    brings = not paper.rules.linking.words["collections"].isdisjoint(rest.casefold().split())
    return paper.name if brings and paper.name is not None and paper.name in name else None


def _compared(scene: Scene, known: Sequence[Site], reading: Reading) -> Span | None:
    """The baseline that a quantity belongs to: "MDM (21.5)", "a baseline of 0.3", "the O(n) of X"."""
    at = reading.token
    names = [name for site in known for name in site.names if name[1] <= at <= site.end + 2]
    return names[-1] if names else None


def grammatical(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """The noun phrase that is the subject of the clause that a token stands in."""
    verb = at
    for _ in range(8):
        verb = scene.verb_before[verb]
        if verb < 0:
            return None
        run = _run_before(scene, verb, rules)
        if run is not None:
            return run
    return None


def _run_before(scene: Scene, verb: int, rules: LinkRules) -> Span | None:
    """The noun phrase that ends right before a verb; null where none does."""
    tokens = scene.tokens
    end = verb
    while end > 0 and (is_adverb(tokens[end - 1]) and tokens[end - 1].tag in ("WORD", "PREP")):
        end -= 1
    if end and tokens[end - 1].tag == "WHICH":
        if tokens[end - 1].lower not in ("which", "that", "who"):
            return end - 1, end
        end -= 1
        while end and tokens[end - 1].tag == "COMMA":
            end -= 1
    if end and tokens[end - 1].tag == "RPAR":
        while end and tokens[end - 1].tag != "LPAR":
            end -= 1
        end -= 1
    if end <= 0 or tokens[end - 1].tag == "COMMA":
        return None
    start = _start(tokens, end)
    for _ in range(3):
        if start < 2 or tokens[start - 1].tag != "PREP" or start == end:
            break
        if tokens[start - 1].lower == "with" and tokens[verb].lower.endswith("ing"):
            break
        end = start - 1
        start = _start(tokens, end)
    while start < end and (tokens[start].tag in ENDS or tokens[start].lower in rules.words["determiners"]):
        start += 1
    return (start, end) if start < end else None


def _start(tokens: Sequence[Token], end: int) -> int:
    """Where the noun phrase begins that ends here, with its "of"."""
    start = end
    while start > 0 and (tokens[start - 1].tag not in ENDS or tokens[start - 1].lower in ("of", "-")):
        start -= 1
    return start


def named(scene: Scene, span: Span, rules: LinkRules) -> Span | None:
    """The name that a noun phrase is, general nouns behind it aside; null where it says more."""
    tokens = scene.tokens
    start, end = span
    at = start
    while at < end and (is_name(tokens[at], rules) or (at > start and tokens[at].text == "-")):
        at += 1
    if at == start or any(tokens[i].tag == "DATASET" for i in range(start, at)):
        return None
    rest = tokens[at:end]
    if (
        not rest
        or rest[0].lower in ("of", "with")
        or (len(rest) == 1 and rest[0].lower in rules.words["generic_heads"])
    ):
        return start, at
    return (start, end) if len(rest) <= 3 and rest[-1].lower in rules.words["generic_heads"] else None


def specific(scene: Scene, span: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase without a name says what it is: "data augmentation", but not "our method"."""
    tokens = scene.tokens
    end = next((i for i in range(*span) if tokens[i].lower in ("of", "with")), span[1])
    if end <= span[0] or span[1] - span[0] > 6 or tokens[end - 1].tag in KNOWN:
        return False
    if any(is_quantity(tokens[i]) or tokens[i].tag in ("DATASET", "MASK") for i in range(*span)):
        return False
    if any(tokens[i].lower in ("a", "an", "the") for i in range(span[0] + 1, end)):
        return False
    if (
        is_adverb(tokens[end - 1])
        or len(tokens[end - 1].text) < 3
        or tokens[end - 1].lower in rules.words["baseline_adjectives"]
    ):
        return False
    modifiers = end - span[0] - 1
    if tokens[end - 1].lower in rules.words["generic_heads"]:
        return modifiers >= 2
    return modifiers >= 1 or tokens[end - 1].text[0].isupper()
