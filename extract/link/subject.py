"""Whose quantity it is: the named method, model or data set."""

from extract.link.phrases import has_name, is_name, noun_phrase
from extract.link.scene import ENDS, VERBS, Scene, Span, is_adverb
from extract.qualify import Reading
from extract.ruleset.linking import LinkRules


def subject(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """What the sentence says the quantity of; null where it says "we", "our method" or nothing."""
    if reading.claim_type == "model_size":
        named = _sized(scene, reading, rules)
        if named is not None:
            return named
    return grammatical(scene, reading.token, rules)


def _sized(scene: Scene, reading: Reading, rules: LinkRules) -> Span | None:
    """The model whose size a quantity is: "Llama-3-8B", "NAME (7B)", "7B NAME"."""
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


def grammatical(scene: Scene, at: int, rules: LinkRules) -> Span | None:
    """The noun phrase that is the subject of the clause that a token stands in, or its name alone."""
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
    if end and tokens[end - 1].tag == "COMMA":
        return None
    start = end
    while start > 0 and (tokens[start - 1].tag not in ENDS or tokens[start - 1].lower in ("of", "with", "-")):
        start -= 1
    while start < end and (tokens[start].tag in ENDS or tokens[start].lower in rules.words["determiners"]):
        start += 1
    return (start, end) if start < end else None


def named(scene: Scene, span: Span, rules: LinkRules) -> Span | None:
    """The name in a noun phrase: its first run of name-like tokens; null where it has none."""
    tokens = scene.tokens
    for at in range(*span):
        if tokens[at].lower == "of":
            return None
        if is_name(tokens[at], rules) and tokens[at].tag != "DATASET":
            end = at + 1
            while end < span[1] and (is_name(tokens[end], rules) or tokens[end].text == "-"):
                end += 1
            return at, end
    return None


def generic(scene: Scene, span: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase names nothing: "our method", "the results"."""
    tokens = scene.tokens
    head = span[1] - 1
    for at in range(*span):
        if tokens[at].lower in ("of", "with"):
            head = max(span[0], at - 1)
            break
    return tokens[head].lower in rules.words["generic_heads"]


__all__ = ["generic", "grammatical", "has_name", "named", "noun_phrase", "subject"]
