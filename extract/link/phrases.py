"""Noun phrases of a sentence and the names in them."""

from extract.annotate import Token
from extract.link.scene import ARTICLES, ENDS, VERBS, Scene, Span, is_adverb, is_genitive, is_quantity
from extract.ruleset.linking import LinkRules

_JOINERS = ("-", "–")


def noun_phrase(tokens: list[Token], at: int, rules: LinkRules) -> Span:
    """The noun phrase that begins at a token, without its determiners; empty where none does."""
    determiners = rules.words["determiners"]
    while at < len(tokens) and tokens[at].lower in determiners and not tokens[at].quantities:
        at += 1
    end = at
    while end < len(tokens) and (_nominal(tokens, end) or _noun_here(tokens, end, rules)):
        if end > at and tokens[end].lower in ARTICLES and tokens[end].text != "A":
            break
        end += 1
    while end > at and is_adverb(tokens[end - 1]):
        end -= 1
    if (
        at < end < len(tokens)
        and tokens[end].text.isdigit()
        and tokens[end - 1].tag == "NAME"
        and not is_genitive(tokens[end - 1])
    ):
        end += 1
    if (
        end > at
        and tokens[end - 1].lower == "state"
        and [t.lower for t in tokens[end : end + 3]] == ["of", "the", "art"]
    ):
        end += 3
        while end < len(tokens) and tokens[end].tag not in ENDS and not tokens[end].quantities:
            end += 1
    return at, end


def phrase_start(tokens: list[Token], end: int) -> int:
    """Where the noun phrase that ends before a token begins, its article left out; `end` where there is none."""
    start = end
    while start > 0 and tokens[start - 1].tag not in ENDS and not is_quantity(tokens[start - 1]):
        if tokens[start - 1].lower in ARTICLES:
            break
        start -= 1
    return start


def _nominal(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.text in _JOINERS or token.text == "'":
        return 0 < at < len(tokens) - 1 and tokens[at - 1].end == token.start and tokens[at + 1].start == token.end
    if token.quantities:
        return token.tag == "Q.named" or (
            len(token.quantities) == 1 and at + 1 < len(tokens) and tokens[at + 1].start == token.end
            and tokens[at + 1].text in _JOINERS
        )  # fmt: skip
    if token.tag == "TRAIN" and token.lower.endswith("ed") and _modifies_next(tokens, at):
        return True
    if token.tag == "TRAIN" and token.lower.endswith("ing") and at:
        return tokens[at - 1].tag in ("NAME", "DATASET", "WORD") and not (
            at + 1 < len(tokens) and _noun(tokens[at + 1])
        )
    return token.tag not in ENDS


def _modifies_next(tokens: list[Token], at: int) -> bool:
    """Whether a participle stands in front of its noun: "a fine-tuned baseline", not "models trained only"."""
    return at + 1 < len(tokens) and _noun(tokens[at + 1]) and not is_adverb(tokens[at + 1])


def _noun_here(tokens: list[Token], at: int, rules: LinkRules) -> bool:
    """Whether a word that is a verb as often stands as a noun behind an adjective: "the existing results"."""
    return at > 0 and tokens[at].lower in rules.words["noun_verbs"] and tokens[at - 1].tag == "WORD"


def _noun(token: Token) -> bool:
    return token.tag not in ENDS and not token.quantities


def coordinated(scene: Scene, at: int, rules: LinkRules, *, split: bool = False) -> tuple[list[Span], int]:
    """The noun phrases of a list that begins at a token ("A, B, and C", "A/B"), and where it ends.

    "X such as A and B" and "X (A, B)" are the names A and B; "single-agent and multi-agent
    baselines" is one phrase unless `split`. Brackets around a quantity are passed over.
    """
    tokens = scene.tokens
    first = noun_phrase(tokens, at, rules)
    if first[0] == first[1]:
        return [], at
    found, end = [first], first[1]
    head = tokens[end - 1].lower
    general = not has_name(tokens, first, rules) or head in rules.words["baseline_heads"]
    examples = _examples(scene, end, rules, listed=head in rules.words["dataset_heads"]) if general else None
    if examples is not None:
        return examples
    closed = False
    while True:
        following = _joined(scene, end, rules)
        if following is None:
            return found, end
        joints = {t.tag for t in tokens[end : following[0]]}
        if closed and "AND" not in joints:
            return found, end
        closed = joints >= {"AND", "COMMA"}
        if not has_name(tokens, found[-1], rules) and not has_name(tokens, following, rules):
            joined = tokens[following[0] - 1].tag == "AND" and tokens[end].tag != "LPAR"
            if not split and not _whole(tokens, found[-1]) and joined:
                found[-1] = (found[-1][0], following[1])
                end = following[1]
                continue
            if tokens[following[0] - 1].tag == "COMMA":
                return found, end
        found.append(following)
        end = following[1]


def _joined(scene: Scene, end: int, rules: LinkRules) -> Span | None:
    """The noun phrase that a comma, a slash or "and" joins to one that ends here."""
    tokens = scene.tokens
    end = _past_quantity(scene, end)
    at = end
    while at < len(tokens) and at < end + 2 and tokens[at].tag in ("COMMA", "AND"):
        at += 1
    if at == end or at >= len(tokens):
        return None
    phrase = noun_phrase(tokens, at, rules)
    if phrase[0] == phrase[1] or phrase[0] > at + 2:
        return None
    after = tokens[phrase[1]].tag if phrase[1] < len(tokens) else ""
    comma = any(tokens[i].tag == "COMMA" for i in range(end, phrase[0]))
    joint = any(tokens[i].tag == "AND" for i in range(end, phrase[0]))
    if comma and not joint and tokens[at].lower in ("a", "an"):
        return None
    behind = tokens[phrase[0] + 1].lower if phrase[0] + 1 < len(tokens) else ""
    if tokens[phrase[0]].lower.endswith("ing") and (behind == "itself" or behind in rules.words["determiners"]):
        return None
    if comma and (after in _FINITE if joint else after not in _GOES_ON):
        return None
    if after == "MASK" or tokens[phrase[0]].lower in ("thus", "then"):
        return None
    return phrase


def _past_quantity(scene: Scene, end: int) -> int:
    """Behind the bracket with a quantity, or "at" a quantity, that follows a name: "A (AUC 0.8)", "A at 20 ms"."""
    tokens = scene.tokens
    if end + 1 < len(tokens) and tokens[end].lower == "at" and tokens[end + 1].quantities:
        return end + 2
    if end >= len(tokens) or tokens[end].tag != "LPAR":
        return end
    close = next((i for i in range(end + 1, min(end + 8, len(tokens))) if tokens[i].tag == "RPAR"), None)
    if close == end + 2 and tokens[end + 1].tag == "NAME" and close + 1 < len(tokens):
        return close + 1 if tokens[close + 1].tag in ("AND", "COMMA") else end
    held = close is not None and any(is_quantity(t) for t in tokens[end + 1 : close])
    return close + 1 if close is not None and held else end


_FINITE = VERBS - {"TRAIN"}
_GOES_ON = frozenset({"COMMA", "AND", "RPAR", "PUNCT", "LPAR", ""})
"""What follows a member of a list that a comma alone joins to the one before."""


def _whole(tokens: list[Token], phrase: Span) -> bool:
    """Whether a phrase ends in a noun that can stand by itself."""
    return tokens[phrase[1] - 1].tag not in ("WORD",)


def _examples(scene: Scene, end: int, rules: LinkRules, *, listed: bool) -> tuple[list[Span], int] | None:
    """Names given as examples of what a noun phrase that ends here speaks of: "(A and B)", "such as A, B", and where
    they are `listed` behind a mark alone: "two data sets, A and B"."""
    tokens = scene.tokens
    at = end
    while at < len(tokens) and (tokens[at].tag in ("COMMA", "LPAR") or tokens[at].lower in rules.words["such_as"]):
        at += 1
    if at == end or at >= len(tokens) or (at == end + 1 and tokens[end].tag == "COMMA" and not listed):
        return None
    first = at
    found: list[Span] = []
    while True:
        phrase = noun_phrase(tokens, at, rules)
        if phrase[0] == phrase[1] or not has_name(tokens, phrase, rules):
            break
        found.append(phrase)
        at = behind = _past_quantity(scene, phrase[1])
        while at < len(tokens) and tokens[at].tag in ("COMMA", "AND"):
            at += 1
        if at == behind:
            break
    bare = first == end + 1 and tokens[end].tag == "COMMA"
    partial = listed and any(t.lower == "including" for t in tokens[end:first])
    if not found or partial or (bare and len(found) < 2):
        return None
    end = found[-1][1]
    if end < len(tokens) and tokens[end].tag == "RPAR":
        end += 1
    return found, end


def is_name(token: Token, rules: LinkRules) -> bool:
    """Whether a token is shaped like a name and is none of the words that only look so."""
    namelike = token.tag in _NAMELIKE and token.text[:1].isupper() and (token.start or not token.text[1:].islower())
    abbreviated = token.tag == "PLURAL" and token.text[:-1].isupper()
    if token.tag not in ("NAME", "Q.named") and not namelike and not abbreviated:
        return False
    written = len(token.text) > 1 and any(c.isupper() for c in token.text)
    return written and token.lower.rstrip(".") not in rules.words["not_names"]


_NAMELIKE = frozenset({"DATASET", "RESOURCE", "SPEED", "TIME", "SCOPE", "DATA", "METRIC", "HARDWARE"})


def is_adjective(token: Token, rules: LinkRules) -> bool:
    """Whether a name is but in an adjective: "ADMM-based solvers"."""
    head, _, tail = token.lower.rpartition("-")
    return bool(head) and tail in rules.words["adjective_tails"]


def has_name(tokens: list[Token], span: Span, rules: LinkRules) -> bool:
    return any(is_name(t, rules) or t.tag == "DATASET" for t in tokens[span[0] : span[1]])


def starts_like(token: Token, stems: frozenset[str]) -> bool:
    """Whether a name, up to its first hyphen, digit or slash, is one of `stems`."""
    text = token.lower
    if text in stems:
        return True
    head = text.split("-", 1)[0]
    return head in stems or head.rstrip("0123456789.") in stems
