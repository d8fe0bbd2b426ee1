"""The places of a sentence that compare with something, and the names there."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.annotate import Token
from extract.link.phrases import coordinated, has_name, is_name, noun_phrase
from extract.link.scene import VERBS, Scene, Span, is_genitive, is_quantity, without_genitive
from extract.ruleset.linking import LinkRules
from extract.unguarded import unguarded


@unguarded
@dataclass(frozen=True, slots=True)
class Site:
    """A place that names baselines: the token of its cue, its names, where it ends.

    `kind` is "lead" (in front of all, "compared to X, ..."), "beat" (a verb's object), "than", or
    "like" ("comparable results to X").
    """

    cue: int
    names: tuple[Span, ...]
    end: int
    kind: str


def sites(scene: Scene, rules: LinkRules) -> list[Site]:
    """The comparisons of a sentence, in order."""
    tokens = scene.tokens
    found: list[Site] = []
    at = 0
    beating, likening = rules.words["beating"], rules.words["likening"]
    for place, token in enumerate(tokens):
        lower = token.lower
        opens = (
            token.tag in _OPENING or lower in beating or lower in likening or (lower == "as" and _equals(tokens, place))
        )
        site = _site(scene, place, rules) if opens and place >= at else None
        if site is not None:
            found.append(site)
            at = site.end
            if site.kind == "beat":
                found += _further(scene, site, rules)
    return found


def _equals(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is the second "as" of "as fast as"."""
    if tokens[at].lower != "as" or at < 2:
        return False
    if tokens[at - 2].lower != "as" and not tokens[at - 1].lower.startswith("as "):
        return False
    return at + 1 < len(tokens) and not is_quantity(tokens[at + 1])


_OPENING = frozenset({"BEAT", "UP", "THAN"})
"""Concepts whose words can open a comparison."""


def _site(scene: Scene, at: int, rules: LinkRules) -> Site | None:
    kind, start = _kind(scene, at, rules)
    if not kind:
        return None
    tokens, split = scene.tokens, scene.sorted
    start = _object(scene, start, rules)
    counted = start < len(tokens) and tokens[start].tag == "Q.count"
    names, end = coordinated(scene, start + counted, rules, split=split)
    if names and not split and tokens[names[-1][1] - 1].lower in rules.words["works"]:
        names, end = _by_authors(scene, names, end, rules)
    cue = "than" if kind == "like" else tokens[at].lower
    if len(names) > 1 and not split and _adjective(tokens, names[-1]):
        names, end = names[:-1], names[-2][1]
    if split and len(names) > 1:
        return Site(at, tuple(names), end, kind)
    if kind != "beat" and not split:
        more, end = _each_with_value(scene, end, rules)
        names = [*names, *more]
    surely = bool(names) and _comparable(scene, names[0], cue, kind, rules) and kind == "than"
    cues = [cue, *(["than"] if surely else [cue]) * (len(names) - 1)]
    pairs = zip(names, cues, strict=False)
    names = [
        _told(scene, _shortened(scene, name, rules), rules)
        for name, as_ in pairs
        if _comparable(scene, name, as_, kind, rules)
    ]
    return Site(at, tuple(names), end, kind) if names else None


def _kind(scene: Scene, at: int, rules: LinkRules) -> tuple[str, int]:
    """The kind of the comparison that a token opens, empty where it opens none, and where its object begins."""
    tokens, token = scene.tokens, scene.tokens[at]
    beats = token.tag == "BEAT" or token.lower in rules.words["beating"]
    if beats or (token.tag == "UP" and _bettered(scene, at, rules)):
        return "beat", at + 1
    if token.tag == "THAN" and not token.text.isupper() and not (at and tokens[at - 1].lower == "rather"):
        return "lead" if _leads(scene, at) else "than", at + 1
    if token.lower == "as":
        return "than", at + 1
    near = range(at + 1, min(at + 5, len(tokens))) if token.lower in rules.words["likening"] else ()
    joint = next((i for i in near if tokens[i].lower in ("to", "as", "with")), None)
    return ("", at) if joint is None else ("like", joint + 1)


def _each_with_value(scene: Scene, end: int, rules: LinkRules) -> tuple[list[Span], int]:
    """The names that go on a list of values: "against 31% for A and 75% for B"."""
    tokens, found = scene.tokens, []
    while end + 2 < len(tokens) and tokens[end].tag in ("AND", "COMMA"):
        at = end + 1 + (tokens[end + 1].tag == "AND")
        if not is_quantity(tokens[at]) or at + 1 >= len(tokens) or tokens[at + 1].lower not in ("for", "of", "by"):
            break
        phrase = noun_phrase(tokens, at + 2, rules)
        if phrase[0] == phrase[1]:
            break
        found.append(phrase)
        end = phrase[1]
    return found, end


def _by_authors(scene: Scene, names: list[Span], end: int, rules: LinkRules) -> tuple[list[Span], int]:
    """A list of names whose last is somebody's: "the method of Doe and Roe", "the work of Doe et al."."""
    tokens = scene.tokens
    if end + 1 >= len(tokens) or tokens[end].lower not in ("of", "by") or tokens[end + 1].tag != "NAME":
        return names, end
    whole = noun_phrase(tokens, end + 1, rules)[1]
    if whole + 1 < len(tokens) and tokens[whole].lower == "and" and tokens[whole + 1].tag == "NAME":
        whole = noun_phrase(tokens, whole + 1, rules)[1]
    return [*names[:-1], (names[-1][0], whole)], whole


def _adjective(tokens: Sequence[Token], last: Span) -> bool:
    """Whether the last of a list is the next adjective of the sentence: "faster than X and robust across"."""
    behind = tokens[last[1]].tag if last[1] < len(tokens) else ""
    return behind == "PREP" and last[1] == last[0] + 1 and tokens[last[0]].tag == "WORD"


def _object(scene: Scene, start: int, rules: LinkRules) -> int:
    """Where the name of what is compared with begins: behind "most of the", "the 57% accuracy of", "the speed of"."""
    tokens = scene.tokens
    if (
        start + 1 < len(tokens)
        and tokens[start + 1].lower == "of"
        and tokens[start].lower in rules.words["determiners"]
    ):
        start += 2
    start += start < len(tokens) and tokens[start].lower == "using"
    at = start
    while at < len(tokens) and tokens[at].lower in rules.words["determiners"] and not tokens[at].quantities:
        at += 1
    if at >= len(tokens):
        return start
    measured = is_quantity(tokens[at]) and tokens[at].tag != "Q.named" and tokens[at].tag != "Q.count"
    end = noun_phrase(tokens, at + measured, rules)[1]
    measured = measured or (end > at and tokens[end - 1].tag in ("METRIC", "TIME", "SPEED", "RESOURCE"))
    if end < len(tokens) and tokens[end].lower in rules.words["known_by"]:
        end += 1
    return end + 1 if measured and end < len(tokens) and tokens[end].lower in ("of", "for", "by") else start


def _leads(scene: Scene, at: int) -> bool:
    """Whether "compared to X" stands in front of its clause: "Compared to X, ...", "show that, relative to X, ..."."""
    tokens = scene.tokens
    if any(t.quantities for t in tokens[:at]):
        return False
    opens = at <= 2 or tokens[at - 1].tag in ("WHICH", "COMMA")
    return opens and any(t.tag == "COMMA" for t in tokens[at : at + 14])


def _bettered(scene: Scene, at: int, rules: LinkRules) -> bool:
    """Whether "improves" takes what it is better than: a name, or something earlier."""
    start, end = noun_phrase(scene.tokens, at + 1, rules)
    phrase = scene.tokens[start:end]
    measured = any(t.tag in ("METRIC", "TIME", "SPEED", "RESOURCE") or is_genitive(t) for t in phrase)
    if not phrase or measured:
        return False
    return all(is_name(t, rules) for t in phrase) or any(t.lower in rules.words["earlier"] for t in phrase)


def _told(scene: Scene, name: Span, rules: LinkRules) -> Span:
    """A general noun with what tells which is meant: "a baseline without pruning"."""
    tokens, (start, end) = scene.tokens, name
    words = rules.words
    general = any(tokens[end - 1].lower in words[kind] for kind in ("baseline_heads", "generic_heads"))
    if end - start > 1 or not general or end + 1 >= len(tokens) or tokens[end].lower not in ("with", "without"):
        return name
    first, last = noun_phrase(tokens, end + 1, rules)
    last += first < last < len(tokens) and tokens[last].tag == "TRAIN"
    told = tokens[first:last]
    plain = 0 < len(told) <= 3 and not any(is_quantity(t) or t.tag in ("METRIC", "TIME") for t in told)
    cut = last < len(tokens) and tokens[last].tag == "LPAR"
    return (start, last) if plain and not cut else name


def _shortened(scene: Scene, name: Span, rules: LinkRules) -> Span:
    """A phrase with a name in it, without numbers before and the general noun behind: "512k-sample X baseline" is X."""
    tokens = scene.tokens
    name = _without_participle(tokens, name, rules)
    at = [i for i in range(*name) if is_name(tokens[i], rules) and not tokens[i].quantities]
    first = name[0]
    if at and any(c.isdigit() for t in tokens[first : at[0]] for c in t.text):
        first = at[0]
    if not at or any(tokens[i].lower not in rules.words["baseline_heads"] for i in range(at[-1] + 1, name[1])):
        return name
    end = at[-1] + 1
    if (
        end + 2 < len(tokens)
        and tokens[end].tag == "LPAR"
        and tokens[end + 1].tag in _SIZES
        and tokens[end + 2].tag == "RPAR"
    ):
        end += 3
    return first, end


def _without_participle(tokens: Sequence[Token], name: Span, rules: LinkRules) -> Span:
    """Of "a strong baseline relying on rules" the baseline."""
    last, heads = tokens[name[1] - 1], rules.words["baseline_heads"]
    relative = name[1] - name[0] > 1 and last.tag == "WORD" and last.lower.endswith("ing") and last.lower not in heads
    leads_on = name[1] < len(tokens) and tokens[name[1]].tag == "PREP"
    return (name[0], name[1] - 1) if relative and leads_on and tokens[name[1] - 2].lower in heads else name


_SIZES = frozenset({"Q.scaled", "Q.parameters", "Q.sized"})


def _comparable(scene: Scene, name: Span, cue: str, kind: str, rules: LinkRules) -> bool:
    """Whether a noun phrase can be what something is compared with."""
    tokens = scene.tokens[name[0] : name[1]]
    head, noun = tokens[-1], without_genitive(tokens[-1].lower)
    if (kind == "beat" and head.tag == "METRIC") or (len(tokens) == 1 and head.lower in ("one", "ones")):
        return False
    if head.lower == "possible":
        return False
    alone = len(tokens) == 1 and head.lower not in ("sota", "state-of-the-art")
    adjectives = any(t.lower in rules.words["baseline_adjectives"] for t in tokens)
    if adjectives and not alone and (head.tag == "BENCH" or head.tag not in _NOT_COMPARED):
        return True
    if noun in rules.words["baseline_heads"] or any(t.lower in rules.words["baseline_heads"] for t in tokens[-2:-1]):
        return True
    if has_name(scene.tokens, name, rules):
        return head.tag not in ("DATASET", "BENCH") and head.lower not in rules.words["dataset_heads"]
    if kind == "like":
        return False
    before = scene.tokens[name[0] - 1].lower
    return (
        cue not in rules.words["doubtful"]
        and head.tag not in _NOT_COMPARED
        and before not in ("those", "that")
        and len(head.text) > 2
    )


_NOT_COMPARED = frozenset({"TIME", "DATA", "STEP", "BENCH", "DATASET", "PARAMETER"})


def _further(scene: Scene, site: Site, rules: LinkRules) -> list[Site]:
    """ "outperforms A by 4% and B by 2%": what stands behind the verb's first quantity."""
    tokens = scene.tokens
    at, found = site.end, []
    while at < len(tokens) and at < site.end + 24 and tokens[at].tag not in VERBS and tokens[at].tag != "CONTRAST":
        if tokens[at].tag in ("AND", "COMMA"):
            phrase = noun_phrase(tokens, at + 1, rules)
            by = phrase[1] < len(tokens) and tokens[phrase[1]].lower == "by"
            if by and phrase[0] < phrase[1] and _comparable(scene, phrase, "over", "beat", rules):
                found.append(Site(at, (phrase,), phrase[1], "beat"))
        at += 1
    return found
