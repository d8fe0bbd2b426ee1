"""Where something was measured that has no name: the noun phrase behind "on"."""

from extract.link.phrases import coordinated, is_name, noun_phrase, starts_like
from extract.link.scene import VERBS, Scene, Span, is_adverb, is_quantity
from extract.ruleset.linking import LinkRules

LONG = 5
"""Words that a phrase for a place has at most."""


def behind_level(scene: Scene, cue: int) -> bool:
    """Whether "on" or "for" stands behind a quantity or its measure: "83.8% on ", "80.9% Dice for "."""
    tokens = scene.tokens
    if tokens[cue].lower not in ("on", "for") or not cue:
        return False
    measured = tokens[cue - 1].tag == "METRIC" and cue > 1
    return is_quantity(tokens[cue - 1 - measured])


def leans(scene: Scene, cue: int, rules: LinkRules) -> bool:
    """Whether a preposition belongs to a word that doesn't say where was measured: "based on", "than on"."""
    tokens, at = scene.tokens, cue - 1
    while at > 0 and is_adverb(tokens[at]):
        at -= 1
    return at >= 0 and (tokens[at].lower in rules.words["leaning"] or tokens[at].tag == "THAN")


def ran(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase names a model or hardware, which ran and was not what was measured on."""
    models, hardware = rules.words["model_names"], rules.words["hardware_names"]
    return any(
        starts_like(t, models) or starts_like(t, hardware)
        for t in scene.tokens[phrase[0] : phrase[1]]
        if is_name(t, rules)
    )


def places(scene: Scene, cue: int, rules: LinkRules) -> tuple[int, list[Span], int] | None:
    """What stands behind "on" where that opens a sentence or stands right behind a level, and says where it was
    measured: "On grazed pastures, it reaches 93%", "95% recall on long prompts", but not "3% on average".

    The token of the level, -1 where it opens the sentence, the places, and where their list ends.
    """
    tokens = scene.tokens
    level = _level(scene, cue) if cue else -1
    if tokens[cue].lower != "on" or level is None:
        return None
    found, end = coordinated(scene, cue + 1, rules, split=True)
    if not cue and len(found) > 1 and end < len(tokens) and tokens[end].tag in VERBS:
        found, end = found[:1], found[0][1]
    if not cue and (end >= len(tokens) or tokens[end].tag not in ("COMMA", "LPAR")):
        return None
    whole = end >= len(tokens) or tokens[end].text != "/"
    return (level, found, end) if found and whole and all(_is_place(scene, f, cue, rules) for f in found) else None


def _is_place(scene: Scene, phrase: Span, cue: int, rules: LinkRules) -> bool:
    tokens, words, (start, end) = scene.tokens, rules.words, phrase
    inside, head = tokens[start:end], tokens[end - 1]
    if not 0 < len(inside) <= LONG or any(t.tag == "DATASET" for t in inside) or ran(scene, phrase, rules):
        return False
    if any(t.lower in words["anaphoric"] or is_quantity(t) for t in tokens[cue + 1 : end]):
        return False
    if head.tag in _NO_PLACE or any(head.lower in words[kind] for kind in ("nowhere", "parts", "measure_heads")):
        return False
    general = head.lower in words["dataset_heads"] or head.lower in words["generic_heads"]
    told = any(t.lower not in words["vague"] and t.tag not in ("BENCH", "METRIC") for t in inside[:-1])
    part = any(t.lower in words["dataset_heads"] or t.lower in words["nowhere"] for t in inside[:-1])
    return not general or (told and not part)


_NO_PLACE = frozenset({"METRIC", "HARDWARE", "TIME", "RESOURCE", "SPEED", "MASK", "BENCH"})


def _level(scene: Scene, cue: int) -> int | None:
    """The quantity in front of a preposition, with its measure and an opened bracket between."""
    tokens, at = scene.tokens, cue - 1
    if tokens[at].tag == "LPAR":
        at -= 1
    while at > 0 and at > cue - 4 and tokens[at].tag in ("METRIC", "WORD"):
        at -= 1
    return at if at >= 0 and is_quantity(tokens[at]) else None


def other_sets(scene: Scene, rules: LinkRules) -> bool:
    """Whether a sentence tells of data sets of its own without their names: "on two public datasets", "across multiple
    benchmarks", "on a benchmark of 40 letters"; those that were named before are not meant then."""
    tokens = scene.tokens
    for cue, token in enumerate(tokens[:-1]):
        if token.lower not in rules.words["on_strong"]:
            continue
        start, end = noun_phrase(tokens, cue + 1 + is_quantity(tokens[cue + 1]), rules)
        head = tokens[end - 1]
        new = is_quantity(tokens[cue + 1]) or any(t.lower in _NEW for t in tokens[cue + 1 : start + 1])
        if (
            start < end
            and new
            and (head.tag == "BENCH" or head.lower in rules.words["collections"])
            and not leans(scene, cue, rules)
        ):
            return True
    return False


_NEW = frozenset({"a", "an", "several", "multiple", "various", "many", "diverse", "different"})
