"""Whose quantity it is: the named method, model or data set.

What the sentence names in the subject's place comes first, then the paper's own name. Earlier work
is named by the phrase that stands for it, an own method only by a name.
"""

from collections.abc import Sequence

from extract.link.baselines import Site
from extract.link.paper import PaperContext
from extract.link.phrases import is_name
from extract.link.scene import ENDS, VERBS, Scene, Span, is_adverb
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
        return _collection(paper, scene, reading, rules)
    if owner == "prior":
        compared = _compared(scene, known, reading)
        phrase = compared or grammatical(scene, reading.token, rules)
        if phrase is None or (compared is None and generic(scene, phrase, rules)):
            return None
        name = named(scene, phrase, rules)
        return scene.raw(name or phrase)
    phrase = grammatical(scene, reading.token, rules)
    if phrase is not None:
        name = named(scene, phrase, rules)
        if name is not None:
            return _whole(paper, scene.raw(name))
    return paper.name


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
    if at and is_name(tokens[at - 1], rules) and tokens[at - 1].tag == "NAME":
        return _name_at(scene, at - 1, rules)
    return None


def _name_at(scene: Scene, at: int, rules: LinkRules) -> Span:
    start = at
    while start > 0 and is_name(scene.tokens[start - 1], rules):
        start -= 1
    return start, at + 1


def _collection(paper: PaperContext, scene: Scene, reading: Reading, rules: LinkRules) -> str | None:
    """The data set whose size a quantity is: named before it in the sentence, else the paper's, where it is spoken of."""
    tokens = scene.tokens
    heads = rules.words["dataset_heads"]
    spoken = False
    for at in range(reading.token - 1, -1, -1):
        token = tokens[at]
        spoken = spoken or token.lower in heads
        if not (is_name(token, rules) or token.tag == "DATASET"):
            continue
        behind = tokens[at + 1] if at + 1 < len(tokens) else token
        verb = tokens[at - 1].tag in VERBS if at else False
        if token.tag == "DATASET" or behind.lower in heads or behind.tag in ("COVER", "COMMA", "LPAR") or verb:
            return scene.raw(_name_at(scene, at, rules))
    return paper.name if spoken and paper.name is not None else None


def _compared(scene: Scene, known: Sequence[Site], reading: Reading) -> Span | None:
    """The baseline that a quantity belongs to: "MDM (21.5)", "a baseline of 0.3", "the O(n) of X"."""
    at = reading.token
    names = [name for site in known for name in site.names if name[1] <= at <= site.end + 2]
    return names[-1] if names else None


def grammatical(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """The noun phrase that is the subject of the clause that a token stands in."""
    tokens = scene.tokens
    verb = at
    for _ in range(8):
        verb = next((i for i in range(verb - 1, -1, -1) if tokens[i].tag in VERBS), -1)
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
    start = end
    while start > 0 and (tokens[start - 1].tag not in ENDS or tokens[start - 1].lower in ("of", "with", "-")):
        start -= 1
    while start < end and (tokens[start].tag in ENDS or tokens[start].lower in rules.words["determiners"]):
        start += 1
    return (start, end) if start < end else None


def named(scene: Scene, span: Span, rules: LinkRules) -> Span | None:
    """The name that a noun phrase is: name-like from its start but for general nouns behind; null where it is more."""
    tokens = scene.tokens
    start, end = span
    at = start
    while at < end and (is_name(tokens[at], rules) or (at > start and tokens[at].text == "-")):
        at += 1
    if at == start or any(tokens[i].tag == "DATASET" for i in range(start, at)):
        return None
    rest = tokens[at:end]
    if rest and rest[0].lower not in ("of", "with") and rest[-1].lower not in rules.words["generic_heads"]:
        return None
    return start, at


def generic(scene: Scene, span: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase names nothing: "our method", "the results"."""
    tokens = scene.tokens
    head = span[1] - 1
    for at in range(*span):
        if tokens[at].lower in ("of", "with"):
            head = max(span[0], at - 1)
            break
    return span[1] - span[0] == 1 and tokens[head].lower in rules.words["generic_heads"]
