"""Whose quantity it is: the named method, model or data set.

What the sentence names in the subject's place comes first, then the paper's own name. Earlier work
is named by the phrase that stands for it, an own method only by a name.
"""

from collections.abc import Sequence

from extract.annotate import Token
from extract.link.baselines import Site
from extract.link.collection import brought, collection, sized_model
from extract.link.concepts import KNOWN
from extract.link.holder import holder, rival
from extract.link.paper import PaperContext
from extract.link.phrases import is_name
from extract.link.scene import ENDS, Scene, Span, is_adverb, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def subject(
    paper: PaperContext, scene: Scene, known: Sequence[Site], rivals: Sequence[Span], reading: Reading, owner: str
) -> str | None:
    """The name as written; null where the text says "we", "our method" or nothing."""
    rules = paper.rules.linking
    if reading.claim_type == "model_size":
        sized = sized_model(scene, reading, rules)
        if sized is not None:
            return scene.raw(sized)
    if reading.claim_type == "dataset_size":
        return collection(paper, scene, reading, rules) or (brought(paper) if owner == "own" else None)
    held = holder(scene, known, reading.token, rules)
    if owner == "prior":
        phrase = _compared(scene, known, reading) or held
        if phrase is None:
            phrase = grammatical(scene, reading.token, rules)
            cited = _cited(scene, phrase)
            if cited is not None:
                return scene.raw(cited)
            phrase = _of_measure(scene, phrase, rules)
            own = phrase is not None and paper.name is not None and scene.raw(phrase).startswith(paper.name)
            if phrase is None or own or not (specific(scene, phrase, rules) or _of_others(scene, phrase, rules)):
                return scene.name(rivals[0]) if rivals else None
        return scene.name(named(scene, phrase, rules) or phrase)
    name = held and named(scene, held, rules)
    if name is not None:
        return scene.name(name)
    phrase = _of_measure(scene, grammatical(scene, reading.token, rules), rules)
    if phrase is not None:
        name = named(scene, phrase, rules)
        if name is not None:
            return _whole(paper, scene.name(name))
        if paper.name is None and _says(scene, phrase, reading, rules):
            return scene.raw(phrase)
    return paper.name


_STUDIED = frozenset({"scope", "compute", "model_size"})
"""Types whose own subject is a name only."""

_PROVED = frozenset({"convergence_rate", "complexity"})
"""Types whose own subject is a name, or a phrase that says which algorithm it is."""


def _says(scene: Scene, phrase: Span, reading: Reading, rules: LinkRules) -> bool:
    """Whether a noun phrase without a name says well enough what an own quantity is of."""
    if reading.claim_type in _STUDIED or not specific(scene, phrase, rules):
        return False
    return reading.claim_type not in _PROVED or _algorithm(scene, phrase, rules)


def _algorithm(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase says which algorithm it is: "stochastic k-means", but not "an efficient algorithm"."""
    tokens = scene.tokens
    end = next((i for i in range(*phrase) if tokens[i].lower in ("of", "with")), phrase[1])
    if tokens[end - 1].lower not in rules.words["doers"]:
        return False
    return any(t.lower not in rules.words["vague"] and not is_adverb(t) for t in tokens[phrase[0] : end - 1])


def _cited(scene: Scene, phrase: Span | None) -> Span | None:
    """The authors of a cited work with its year: "Doe and Roe (2019), who gave"; null where none are."""
    tokens = scene.tokens
    if phrase is None or phrase[1] + 2 >= len(tokens) or tokens[phrase[1]].tag != "LPAR":
        return None
    if not tokens[phrase[1] + 1].text.isdigit() or tokens[phrase[1] + 2].tag != "RPAR":
        return None
    start = phrase[0]
    if start > 1 and tokens[start - 1].tag == "AND" and tokens[start - 2].text[:1].isupper():
        start -= 2
    return start, phrase[1] + 3


def _of_others(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase says no more than that it is of others: "existing methods", "prior work"."""
    tokens = scene.tokens[slice(*phrase)]
    return 1 < len(tokens) <= 4 and rival(tokens, rules) and tokens[-1].lower in rules.words["baseline_heads"]


def _of_measure(scene: Scene, phrase: Span | None, rules: LinkRules) -> Span | None:
    """What a measure is of, where a noun phrase is one: "the time complexity of X" is of X."""
    tokens = scene.tokens
    while phrase is not None:
        end = next((i for i in range(*phrase) if tokens[i].lower in ("of", "for")), None)
        if end is None or end == phrase[0]:
            return phrase
        head = tokens[end - 1]
        if head.tag not in KNOWN and head.lower not in rules.words["measure_heads"]:
            return phrase
        start = end + 1
        while start < phrase[1] and tokens[start].lower in rules.words["determiners"]:
            start += 1
        phrase = (start, phrase[1]) if start < phrase[1] else None
    return None


def _whole(paper: PaperContext, name: str) -> str:
    """The paper's name where the sentence's is a piece of it."""
    return paper.name if paper.name is not None and paper.name.startswith(name) else name


def _compared(scene: Scene, known: Sequence[Site], reading: Reading) -> Span | None:
    """The baseline that a quantity belongs to: "MDM (21.5)", "a baseline of 0.3", "the O(n) of X"."""
    at = reading.token
    names = [name for site in known for name in site.names if name[1] <= at <= site.end + 2]
    return names[-1] if names else None


def grammatical(scene: Scene, at: int, rules: LinkRules, *, whole: bool = False) -> Span | None:
    """The noun phrase that is the subject of the clause that a token stands in; its determiners too where `whole`."""
    verb = at
    for _ in range(8):
        verb = scene.verb_before[verb]
        if verb < 0:
            return None
        run = _run_before(scene, verb, rules, whole)
        if run is not None:
            return run
    return None


def _run_before(scene: Scene, verb: int, rules: LinkRules, whole: bool) -> Span | None:
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
    if end > 0 and tokens[end - 1].tag == "COMMA":
        end = _inserted(scene, end - 1)
    if end <= 0:
        return None
    start = _start(tokens, end)
    for _ in range(3):
        if start < 2 or tokens[start - 1].tag != "PREP" or start == end:
            break
        if tokens[start - 1].lower == "with" and tokens[verb].lower.endswith("ing"):
            break
        end = start - 1
        start = _start(tokens, end)
    while start < end and (
        tokens[start].tag in ENDS or (not whole and tokens[start].lower in rules.words["determiners"])
    ):
        start += 1
    return (start, end) if start < end else None


def _inserted(scene: Scene, closed: int) -> int:
    """Where the name ends behind which a remark was put in before the verb: "NAME, a variant of X, needs"; else 0."""
    tokens = scene.tokens
    opened = next((i for i in range(closed - 1, max(0, closed - 16), -1) if tokens[i].tag == "COMMA"), 0)
    remark = range(opened + 1, closed)
    if not opened or tokens[opened + 1].lower not in _REMARKS or any(scene.verb(i) for i in remark):
        return 0
    return opened if tokens[opened - 1].tag == "NAME" else 0


_REMARKS = frozenset(
    {"a", "an", "the", "our", "with", "together", "along", "combined", "based", "using", "even", "like"}
)


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
    if end <= span[0] or span[1] - span[0] > 6 or tokens[end - 1].tag in KNOWN or tokens[span[0]].tag == "WHICH":
        return False
    if tokens[end - 1].lower in rules.words["measure_heads"] or tokens[span[0]].lower in ("no", "first"):
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
