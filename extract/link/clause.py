"""The grammatical subject of the clause that a quantity stands in."""

from bisect import bisect_right
from collections.abc import Collection, Sequence

from extract.annotate import Token
from extract.link.phrases import is_name
from extract.link.scene import ARTICLES, ENDS, Scene, Span, is_adverb, is_quantity
from extract.ruleset.linking import LinkRules


def grammatical(scene: Scene, at: int, rules: LinkRules, *, whole: bool = False) -> Span | None:
    """The noun phrase that is the subject of the clause that a token stands in; its determiners too where `whole`.

    Looked for once, for owner and subject ask alike.
    """
    if (at, whole) not in scene.subjects:
        scene.subjects[at, whole] = _grammatical(scene, at, rules, whole)
    return scene.subjects[at, whole]


def _grammatical(scene: Scene, at: int, rules: LinkRules, whole: bool) -> Span | None:
    if scene.tokens[at].text.lower().rpartition(" ")[2] in rules.words["multiplying"]:
        return _run_before(scene, at, rules, whole)
    verb, adds = at, False
    for _ in range(8):
        verb = scene.verb_before[verb]
        if verb < 0:
            return _behind(scene, at, rules, whole) if scene.verb_before[at] < 0 else None
        participle = scene.tokens[verb].lower.endswith("ing")
        run = None if adds and participle else _run_before(scene, verb, rules, whole)
        if run is not None and not (participle and scene.tokens[run[1] - 1].tag == "METRIC" and run[1] == verb):
            return run
        adds = adds or (participle and verb > 0 and scene.tokens[verb - 1].tag == "COMMA")
    return None


def _behind(scene: Scene, at: int, rules: LinkRules, whole: bool) -> Span | None:
    """The subject of a main clause that begins behind a token and a comma: "Within 4 hours, NAME verifies"."""
    tokens = scene.tokens
    behind = bisect_right(scene.open_commas, at)
    if scene.depths[at] or behind == len(scene.open_commas):
        return None
    comma = scene.open_commas[behind]
    if scene.verb_before[comma] > at:
        return None
    verb = next((i for i in range(comma + 1, len(tokens)) if scene.verb(i)), None)
    if verb is None or any(t.tag in ("COMMA", "CONTRAST") for t in tokens[comma + 1 : verb]):
        return None
    return _run_before(scene, verb, rules, whole)


def _run_before(scene: Scene, verb: int, rules: LinkRules, whole: bool) -> Span | None:
    """The noun phrase that ends right before a verb; null where none does."""
    tokens = scene.tokens
    end = verb
    while end > 0 and (
        (is_adverb(tokens[end - 1]) and tokens[end - 1].tag in ("WORD", "PREP")) or tokens[end - 1].lower == "either"
    ):
        end -= 1
    if end and tokens[end - 1].tag == "WHICH":
        if tokens[end - 1].lower not in ("which", "that", "who", "whose"):
            return end - 1, end
        end -= 1
        while end and tokens[end - 1].tag == "COMMA":
            end -= 1
    if end and tokens[end - 1].tag == "RPAR":
        while end and tokens[end - 1].tag != "LPAR":
            end -= 1
        end -= 1
    if end > 0 and tokens[end - 1].tag == "COMMA":
        apposed = _apposed(tokens, end - 1)
        if apposed is not None:
            return apposed
        end = _inserted(scene, end - 1, rules)
    return _phrase_before(scene, end, verb, rules, whole) if end > 0 else None


def _phrase_before(scene: Scene, end: int, verb: int, rules: LinkRules, whole: bool) -> Span | None:
    """The noun phrase that ends at a token, without what prepositions lead to: "the accuracy of NAME on A"."""
    tokens, determiners = scene.tokens, rules.words["determiners"]
    start = _start(tokens, end)
    for _ in range(3):
        if 1 < start < end and tokens[start - 1].tag == "AND" and _under_preposition(tokens, start - 1):
            start = _start(tokens, start - 1)
        governed = _governing(tokens, start, determiners) if start < end else start
        if governed < 2 or tokens[governed - 1].tag != "PREP" or start == end:
            break
        if tokens[governed - 1].lower in determiners:
            break
        if tokens[start - 1].lower == "with" and tokens[verb].lower.endswith("ing"):
            break
        if _variant(tokens, start, end):
            start = _start(tokens, start - 1)
            break
        end = governed - 1
        while end > 1 and tokens[end - 1].tag == "PREP" and tokens[end - 1].lower not in determiners:
            end -= 1
        start = _start(tokens, end)
    inner = [i for i in range(start + 1, end) if tokens[i].lower in ARTICLES and tokens[i - 1].lower != "of"]
    start = inner[-1] if inner else start
    while start < end and (
        tokens[start].tag in ENDS or (not whole and tokens[start].lower in rules.words["determiners"])
    ):
        start += 1
    return (start, end) if start < end else None


def _governing(tokens: Sequence[Token], start: int, determiners: Collection[str]) -> int:
    """Where what a preposition leads to begins, with what is done to it: "for solving this problem"."""
    begin = start
    while begin > 1 and tokens[begin - 1].lower in determiners and tokens[begin - 1].lower != "that":
        begin -= 1
    done = begin > 1 and tokens[begin - 1].lower.endswith("ing") and tokens[begin - 2].tag == "PREP"
    return begin - 1 if done else start


def _variant(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether what stands behind "with" makes a variant of the name before it: "NAME with random pruning"."""
    words = tokens[start:end]
    told = tokens[start - 1].lower == "with" and tokens[start - 2].tag in ("NAME", "Q.named")
    return told and len(words) <= 3 and not any(is_quantity(t) or t.lower in ARTICLES for t in words)


def _under_preposition(tokens: Sequence[Token], joint: int) -> bool:
    """Whether "and" joins what a preposition speaks of: "our results on A and B show"."""
    start = _start(tokens, joint)
    return 0 < start < joint and tokens[start - 1].lower in ("on", "across", "over")


def _apposed(tokens: Sequence[Token], closed: int) -> Span | None:
    """The name that stands between two commas behind what it is: "our algorithm, NAME, needs"."""
    start = closed
    while start > 0 and (tokens[start - 1].tag in _NAMED or tokens[start - 1].text == "-"):
        start -= 1
    if start == closed or start < 2 or tokens[start - 1].tag != "COMMA" or tokens[start - 2].tag in ("NAME", "DATASET"):
        return None
    return start, closed


def told_of(scene: Scene, phrase: Span, rules: LinkRules) -> Span | None:
    """The name that a noun phrase with an article tells of, behind it and a comma: "NAME, a kernel that needs"."""
    tokens, at = scene.tokens, phrase[0] - 2
    if at < 1 or tokens[at + 1].lower not in ARTICLES or tokens[at].tag != "COMMA":
        return None
    end = at - 3 if tokens[at - 1].tag == "RPAR" and at > 3 and tokens[at - 3].tag == "LPAR" else at
    start = end
    while start > 0 and is_name(tokens[start - 1], rules) and tokens[start - 1].tag == "NAME":
        start -= 1
    told = start == 0 or tokens[start - 1].tag not in ("COMMA", "AND", "PREP")
    return (start, end) if start < end and told else None


def _inserted(scene: Scene, closed: int, rules: LinkRules) -> int:
    """Where the name ends behind which a remark was put in before the verb: "NAME, a variant of X, needs"; else 0."""
    tokens = scene.tokens
    opened = next((i for i in range(closed - 1, max(0, closed - 16), -1) if tokens[i].tag == "COMMA"), 0)
    remark = range(opened + 1, closed)
    if not opened or tokens[opened + 1].lower not in rules.words["remarking"] or any(scene.verb(i) for i in remark):
        return 0
    return opened if tokens[opened - 1].tag == "NAME" or tokens[opened - 1].lower == "algorithm" else 0


_NAMED = frozenset({"NAME", "Q.named"})
"""What a name is made of, the size in a model's too: "Foo-7B"."""


def _start(tokens: Sequence[Token], end: int) -> int:
    """Where the noun phrase begins that ends here, with its "of"."""
    start = end
    while start > 0:
        if start > 3 and tokens[start - 1].tag == "RPAR" and tokens[start - 3].tag == "LPAR":
            start -= 3
        elif start > 3 and tokens[start - 1].lower == "and" and _authors(tokens, start):
            start -= 1
        elif tokens[start - 1].tag in ENDS and tokens[start - 1].lower not in ("of", "-"):
            break
        start -= 1
    return start


def _authors(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and" in front of a token joins the authors of something: "the method of Doe and Roe"."""
    return tokens[at].tag == tokens[at - 2].tag == "NAME" and tokens[at - 3].lower in ("of", "by", "from")


def exemplified(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a phrase in front of a participle ends a list of what something was done on: "on sets including A and B
    reaching", "across A, B and C achieving"."""
    tokens, at = scene.tokens, phrase[0] - 1
    listed = at > 0 and tokens[at].tag in ("AND", "COMMA")
    if phrase[1] >= len(tokens) or not tokens[phrase[1]].lower.endswith("ing"):
        return False
    while at > 0 and tokens[at].tag in ("AND", "COMMA", "NAME", "DATASET", "PUNCT"):
        at -= 1
    placed = tokens[at].lower in rules.words["on_strong"] or tokens[at].lower in rules.words["such_as"]
    return at >= 0 and placed and (listed or tokens[at].lower in rules.words["such_as"])


def cited(scene: Scene, phrase: Span | None) -> Span | None:
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
