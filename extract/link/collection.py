"""The data set or the model whose size a quantity is."""

from extract.link.paper import PaperContext
from extract.link.phrases import is_name, noun_phrase, starts_like
from extract.link.scene import ENDS, Scene, Span, is_quantity
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def sized_model(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """The model whose size a quantity is, with it: "Llama-3-8B", "NAME (7B)", "NAME 7B"; null where none is named."""
    tokens, at = scene.tokens, reading.token
    if tokens[at].tag == "Q.named":
        return _hyphened(scene, (at, at + 1), rules)
    joined = at > 1 and tokens[at - 1].text == "-" and tokens[at - 1].end == tokens[at].start
    if joined and tokens[at - 2].tag in _SIZED:
        return _hyphened(scene, (at - 2, at + 1), rules)
    alone = len(tokens[at].quantities) == 1
    if at > 1 and tokens[at - 1].tag == "LPAR" and is_name(tokens[at - 2], rules):
        start, end = _name_at(scene, at - 2, rules)
        return (start, at + 2) if alone and at + 1 < len(tokens) and tokens[at + 1].tag == "RPAR" else (start, end)
    if (
        tokens[at].tag == "Q.sized"
        and at + 1 < len(tokens)
        and tokens[at + 1].tag == "NAME"
        and is_name(tokens[at + 1], rules)
    ):
        return at + 1, at + 2
    for back in range(at - 1, max(-1, at - 9), -1):
        if is_name(tokens[back], rules) and (back == at - 1 or starts_like(tokens[back], rules.words["model_names"])):
            start, end = _name_at(scene, back, rules)
            if alone and end + 1 == at and tokens[end].text.replace(".", "").isdigit():
                end = at
            return (start, _hyphened(scene, (at, at + 1), rules)[1]) if alone and end == at else (start, end)
        if is_quantity(tokens[back]) or tokens[back].tag in ("COMMA", "CONTRAST"):
            break
    return None


_SIZED = frozenset({"Q.named", "Q.sized"})
"""What stands in front of the active parameters of a model in its name: "Foo-30B-A3B"."""


def _hyphened(scene: Scene, sizes: Span, rules: LinkRules) -> Span:
    """The whole name that the sizes of a model stand in: "Foo-30B-A3B-Instruct"."""
    tokens, (start, end) = scene.tokens, sizes
    if tokens[start].tag == "Q.sized" and start and is_name(tokens[start - 1], rules):
        start -= 1
    while start > 0 and tokens[start - 1].end == tokens[start].start and tokens[start - 1].tag in ("NAME", "PUNCT"):
        start -= 1
    while end + 1 < len(tokens) and tokens[end].start == tokens[end - 1].end and tokens[end].text == "-":
        if tokens[end + 1].lower in rules.words["adjective_tails"]:
            break
        end += 2
    return start, end


def _name_at(scene: Scene, at: int, rules: LinkRules) -> Span:
    start = at
    while start > 0 and is_name(scene.tokens[start - 1], rules):
        start -= 1
    return start, at + 1


def collection(paper: PaperContext, scene: Scene, reading: Reading, rules: LinkRules) -> str | None:
    """The data set whose size a quantity is: in front of its bracket, named before it, or the paper's where meant."""
    at = reading.token
    bracketed = _bracketed(scene, at, rules)
    if bracketed is not None:
        return scene.raw(bracketed)
    name, meant = _named_before(scene, at, rules)
    if name is None:
        name = _named_behind(scene, at, rules)
    if name is not None:
        return scene.raw(name)
    return paper.name if meant or _of_release(scene, at, rules) else None


def _bracketed(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """The data set in front of the bracket that tells its size: "a small French dataset (n = 57)"."""
    tokens, opened = scene.tokens, scene.depths[at] - 1
    if opened < 1 or at - opened > 4:
        return None
    end = opened
    start = end
    while start > 0 and tokens[start - 1].tag not in ENDS:
        start -= 1
    if start > 1 and tokens[start - 1].lower == "of":
        before = start - 1
        while before > 0 and tokens[before - 1].tag not in ENDS:
            before -= 1
        if tokens[start - 2].lower in rules.words["dataset_heads"]:
            start, end = before, start - 1
    while start < end and tokens[start].lower in rules.words["determiners"]:
        start += 1
    if any(is_quantity(t) for t in tokens[start:end]):
        return None
    headed = end - start > 1 and tokens[end - 1].lower in rules.words["dataset_heads"]
    named = start < end and (is_name(tokens[start], rules) or tokens[start].tag == "DATASET")
    return (start, end) if headed or named else None


def _named_before(scene: Scene, at: int, rules: LinkRules) -> tuple[Span | None, bool]:
    """The data set that is named nearest before a quantity, and whether the paper's own is meant without its name."""
    tokens, heads = scene.tokens, rules.words["dataset_heads"]
    meant = False
    for back in range(at - 1, -1, -1):
        token = tokens[back]
        before, behind = tokens[max(0, back - 1)], tokens[back + 1]
        if token.lower in heads and back and before.lower in _ARTICLES:
            meant = True
        meant = meant or (token.lower in ("it", "which") and back < 3)
        if not (is_name(token, rules) or token.tag == "DATASET") or token.lower in rules.words["model_names"]:
            continue
        told = behind.lower in heads or behind.tag == "COVER" or (back and before.tag in ("COVER", "ACHIEVE", "USE"))
        listed = before.tag in ("AND", "COMMA")
        apposed = behind.tag == "COMMA" and not listed and back + 2 < len(tokens) and _tells(scene, back + 2, rules)
        if told or apposed or _called(scene, back, rules):
            return _name_at(scene, back, rules), meant
    return None, meant


_ARTICLES = ("the", "this", "our", "resulting", "whose", "final")


def _called(scene: Scene, at: int, rules: LinkRules) -> bool:
    """Whether a name is that of the collection that was just spoken of: "a dataset, called X"."""
    tokens, start = scene.tokens, at
    while start and tokens[start - 1].lower in rules.words["naming"]:
        start -= 1
    return 0 < start < at and tokens[start - 1].lower.rpartition(" ")[2] in rules.words["collections"]


def _tells(scene: Scene, at: int, rules: LinkRules) -> bool:
    """Whether what stands behind a name and a comma tells of its size: ", with", ", which contains", ", a corpus"."""
    tokens = scene.tokens
    if tokens[at].lower in ("a", "an"):
        end = noun_phrase(tokens, at, rules)[1]
        return tokens[end - 1].lower in rules.words["dataset_heads"]
    if tokens[at].lower in ("which", "that") and at + 1 < len(tokens):
        at += 1
    return tokens[at].tag == "COVER" or tokens[at].lower in ("with", "consists", "consisting", "comprised")


def _named_behind(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """The data set that the counted things are of: "200,000 scans of the FooScan dataset"."""
    tokens = scene.tokens
    end = noun_phrase(tokens, at + 1, rules)[1]
    if end >= len(tokens) or tokens[end].lower not in ("of", "from", "in") or end == at + 1:
        return None
    span = noun_phrase(tokens, end + 1, rules)
    phrase = tokens[slice(*span)]
    headed = bool(phrase) and phrase[-1].lower in rules.words["dataset_heads"]
    if not any(t.tag == "DATASET" or (headed and is_name(t, rules)) for t in phrase):
        return None
    return span


def _of_release(scene: Scene, at: int, rules: LinkRules) -> bool:
    """Whether the subject of the nearest verb before a quantity is a data set that has no other name."""
    tokens, verb = scene.tokens, scene.verb_before[at]
    if verb < 1 or tokens[verb].tag not in ("COVER", "BE", "ACHIEVE"):
        return False
    return (
        tokens[verb - 1].lower in rules.words["collections"]
        and verb >= 2
        and tokens[verb - 2].tag not in ("NAME", "DATASET")
    )


def brought(paper: PaperContext) -> str | None:
    """The paper's name where its title says that this is a collection: "X: A Corpus of ..."."""
    name, _, rest = paper.title.partition(":")
    brings = not paper.rules.linking.words["collections"].isdisjoint(rest.casefold().split())
    return paper.name if brings and paper.name is not None and paper.name in name else None
