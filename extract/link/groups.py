"""The places of a sentence that name data sets, benchmarks or tasks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.annotate import Token
from extract.link.comparisons import Site
from extract.link.phrases import coordinated, has_name, is_adjective, is_name, noun_phrase, starts_like
from extract.link.scene import VERBS, Scene, Span, is_adverb, is_quantity
from extract.ruleset.linking import LinkRules
from extract.unguarded import unguarded


@unguarded
@dataclass(frozen=True, slots=True)
class Group:
    """Names of one list, the token of the preposition before them, and where it ends.

    `named` tells that they are data sets by name, not tasks; `rests` that something was trained on them, and so
    measured where nothing else is named.
    """

    cue: int
    names: tuple[Span, ...]
    end: int
    named: bool
    rests: bool = False

    def known(self, scene: Scene) -> bool:
        """Whether each name is known to be a data set's."""
        return all(any(t.tag == "DATASET" for t in scene.tokens[slice(*name)]) for name in self.names)

    def strong(self, scene: Scene, rules: LinkRules) -> bool:
        """Whether it stands behind "on" or "across", which tell of hardly anything but where something was measured."""
        return scene.tokens[self.cue].lower in rules.words["on_strong"]

    def task(self, scene: Scene) -> bool:
        """Whether it is but a task that something is "for"; the data set may have been named before."""
        return not self.named and scene.tokens[self.cue].lower == "for"


def groups(scene: Scene, known: Sequence[Site], rules: LinkRules) -> list[Group]:
    """The lists of data sets and tasks of a sentence, in order."""
    tokens = scene.tokens
    taken = {i for site in known for name in site.names for i in range(*name)}
    found: list[Group] = []
    at = 0
    on = rules.words["on"]
    beside: list[tuple[int, Span]] = []
    while at < len(tokens):
        token = tokens[at]
        group = None
        if token.lower in on:
            group = _behind(scene, at, rules)
            if group is None and _behind_level(scene, at):
                beside.append((at, noun_phrase(tokens, at + 1, rules)))
            if _leans(scene, at, rules):
                end = max(at + 1, coordinated(scene, at + 1, rules)[1])
                group = _trained_on(scene, at, group)
                if group is None:
                    at = end
                    continue
        elif token.tag == "DATASET" and not (at and tokens[at - 1].tag == "THAN"):
            names, end = coordinated(scene, at, rules)
            names = [n for n in names if has_name(tokens, n, rules) and not _ran(scene, n, rules)]
            group = Group(at, tuple(name_of(scene, n, rules) for n in names), end, named=True) if names else None
        if group is not None and not any(i in taken for name in group.names for i in range(*name)):
            found.append(group)
            at = max(group.end, at + 1)
        else:
            at += 1
    return sorted([*found, *_in_series(scene, found, beside, rules)], key=lambda group: group.cue) if beside else found


def _behind_level(scene: Scene, cue: int) -> bool:
    """Whether "on" or "for" stands behind a quantity or its measure: "83.8% on ", "80.9% Dice for "."""
    tokens = scene.tokens
    if tokens[cue].lower not in ("on", "for") or not cue:
        return False
    measured = tokens[cue - 1].tag == "METRIC" and cue > 1
    return is_quantity(tokens[cue - 1 - measured])


def _in_series(
    scene: Scene, found: Sequence[Group], beside: Sequence[tuple[int, Span]], rules: LinkRules
) -> list[Group]:
    """What stands behind other levels as a data set or task does behind one: "96% on parsing, 84% on long texts"."""
    tokens = scene.tokens
    like = {tokens[g.cue].lower for g in found if _behind_level(scene, g.cue)}
    return [
        Group(cue, (name_of(scene, phrase, rules),), phrase[1], named=False)
        for cue, phrase in beside
        if tokens[cue].lower in like and phrase[0] < phrase[1] and not _ran(scene, phrase, rules)
    ]  # fmt: skip


def _leans(scene: Scene, cue: int, rules: LinkRules) -> bool:
    """Whether a preposition belongs to a word that doesn't say where was measured: "based on", "than on"."""
    tokens, at = scene.tokens, cue - 1
    while at > 0 and is_adverb(tokens[at]):
        at -= 1
    return at >= 0 and (tokens[at].lower in rules.words["leaning"] or tokens[at].tag == "THAN")


def _trained_on(scene: Scene, cue: int, group: Group | None) -> Group | None:
    """Data sets behind "trained on", but those that the paper tells of itself; else nothing."""
    if group is None or not group.named or scene.tokens[cue - 1].tag != "TRAIN":
        return None
    own = any(t.tag == "DATASET" and not t.entry for name in group.names for t in scene.tokens[slice(*name)])
    return None if own else replace(group, rests=True)


def _behind(scene: Scene, at: int, rules: LinkRules) -> Group | None:
    strong = scene.tokens[at].lower in rules.words["on_strong"]
    if _no_place(scene, at + 1, rules):
        return None
    at_part = _part(scene, at + 1, rules)
    counted = at + 1 < len(scene.tokens) and scene.tokens[at + 1].tag == "Q.count"
    sorted_ = scene.sorted
    phrases, end = coordinated(scene, at_part or at + 1 + counted, rules, split=sorted_)
    opens = not at and phrases and not has_name(scene.tokens, phrases[0], rules)
    if opens or (not at and end < len(scene.tokens) and scene.tokens[end].tag in VERBS):
        comma = next((i for i in range(end) if scene.tokens[i].tag == "COMMA"), end)
        phrases, end = [p for p in phrases if p[1] <= comma], comma
    if not phrases or any(_ran(scene, phrase, rules) for phrase in phrases):
        return None
    phrases, end = _before_measure(scene, phrases, end)
    sorted_names = sorted_ and len(phrases) > 1 and all(_alone(scene, phrase, rules) for phrase in phrases)
    described = strong and not counted and not is_quantity(scene.tokens[max(0, phrases[0][0] - 1)])
    names = [
        name for name in phrases
        if sorted_names or _measured_on(scene, name, strong, rules) or (described and _described(scene, name, rules))
        or (strong and not at and _frames(scene, name, rules))
    ]  # fmt: skip
    if names and sorted_:
        names = phrases
    if not names or _runs(scene, phrases[-1], rules):
        return None
    if len(names) < len(phrases):
        names = [n for n in phrases if n in names or (has_name(scene.tokens, n, rules) and not _ran(scene, n, rules))]
        if len(names) < len(phrases) and not strong:
            return None
    counted = counted or scene.tokens[at + 1].lower in rules.words["many"]
    kinds = counted and len(names) == 1 and scene.tokens[names[0][1] - 1].tag == "BENCH"
    named = not kinds and any(
        has_name(scene.tokens, n, rules) and scene.tokens[n[1] - 1].lower not in rules.words["task_heads"]
        for n in names
    )
    return Group(at, tuple(name_of(scene, name, rules) for name in names), end, named)


def _no_place(scene: Scene, at: int, rules: LinkRules) -> bool:
    """Whether what stands behind a preposition are the measures, or what ran, of which names are but examples: "across
    all metrics (ABC: 5.3)", "across frameworks, such as A and B"."""
    tokens, words = scene.tokens, rules.words
    start, end = noun_phrase(tokens, at, rules)
    head = tokens[end - 1].lower
    if head in words["judging"] or start == end:
        return head in words["judging"]
    ran = head in words["baseline_heads"] and head not in words["dataset_heads"] and head not in words["task_heads"]
    return ran and not has_name(tokens, (start, end), rules) and end < len(tokens) and tokens[end].tag != "AND"


def _part(scene: Scene, at: int, rules: LinkRules) -> int:
    """Where the data set begins of which a part stands here: "on the test split of NAME"; 0 where none does."""
    tokens = scene.tokens
    while at < len(tokens) and (tokens[at].lower in rules.words["determiners"] or is_quantity(tokens[at])):
        at += 1
    end = noun_phrase(tokens, at, rules)[1]
    parts = end > at and tokens[end - 1].lower in rules.words["parts"]
    return end + 1 if parts and end + 1 < len(tokens) and tokens[end].lower == "of" else 0


def _alone(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a phrase is a single name, and none of a measure: "in Kannada and Tamil, respectively"."""
    token = scene.tokens[phrase[0]]
    return phrase[1] == phrase[0] + 1 and token.tag != "METRIC" and is_name(token, rules)


def _measured_on(scene: Scene, phrase: Span, strong: bool, rules: LinkRules) -> bool:
    """Whether a noun phrase behind a preposition names a data set, a benchmark or a task."""
    tokens = scene.tokens[phrase[0] : phrase[1]]
    head = next((t for t in reversed(tokens) if not t.text.isdecimal()), tokens[-1])
    if any(t.tag == "DATASET" for t in tokens):
        return True
    if head.tag == "METRIC":
        return False
    tasks = rules.words["task_heads"]
    if head.lower in tasks or (
        len(tokens) > 1 and head.lower in rules.words["dataset_heads"] and tokens[-2].lower in tasks
    ):
        return len(tokens) > 1 or strong or phrase[0] == 1
    named = [t for t in tokens if is_name(t, rules) and not _adjective(t, rules)]
    if named and head.lower in rules.words["dataset_heads"]:
        return True
    return strong and bool(named) and named[-1] is head


def _described(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a word in front of "benchmarks" says which they are: "short-context benchmarks", but not "image data"."""
    first, head = scene.tokens[phrase[0]], scene.tokens[phrase[1] - 1].lower
    told = "-" in first.text and first.lower not in rules.words["vague"]
    return told and phrase[1] - phrase[0] == 2 and head in rules.words["dataset_heads"]


def _frames(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a name opens the noun phrase, up to a comma or bracket, that a sentence begins with: "On Foo tests, "."""
    tokens = scene.tokens
    if phrase[1] >= len(tokens) or tokens[phrase[1]].tag not in ("COMMA", "LPAR"):
        return False
    return is_name(tokens[phrase[0]], rules) and not _adjective(tokens[phrase[0]], rules)


def _adjective(token: Token, rules: LinkRules) -> bool:
    """Whether a word that is shaped like a name describes ("PII-related") or measures ("512x512")."""
    return is_adjective(token, rules) or _SIZE.issuperset(token.lower)


_SIZE = frozenset("0123456789x×")


def _runs(scene: Scene, last: Span, rules: LinkRules) -> bool:
    """Whether a list of names ends in a word for what ran: "ShuffleNet and MobileNet models"."""
    head = scene.tokens[last[1] - 1].lower.rpartition(" ")[2]
    words = rules.words
    return head in words["baseline_heads"] and head not in words["dataset_heads"] and head not in words["task_heads"]


def _before_measure(scene: Scene, phrases: list[Span], end: int) -> tuple[list[Span], int]:
    """A list and its end in front of a member that is but a measure: "36.2 on news and F1 of 22.4 on speech"."""
    for at, phrase in enumerate(phrases):
        if at and all(token.tag == "METRIC" for token in scene.tokens[slice(*phrase)]):
            return phrases[:at], phrases[at - 1][1]
    return phrases, end


def _ran(scene: Scene, phrase: Span, rules: LinkRules) -> bool:
    """Whether a noun phrase names a model or hardware, which ran and was not what was measured on."""
    models, hardware = rules.words["model_names"], rules.words["hardware_names"]
    return any(
        starts_like(t, models) or starts_like(t, hardware)
        for t in scene.tokens[phrase[0] : phrase[1]]
        if is_name(t, rules)
    )


def name_of(scene: Scene, span: Span, rules: LinkRules) -> Span:
    """A data set's name alone where it has one; a task without the noun behind it."""
    start, end = span
    tokens = scene.tokens
    at = next((i for i in range(start, end) if tokens[i].tag == "DATASET"), None)
    if at is not None:
        start, end = at, at + 1
        while start > span[0] and is_name(tokens[start - 1], rules):
            start -= 1
        while end < span[1] and (is_name(tokens[end], rules) or tokens[end].text == "-"):
            end += 1
        return start, end - (tokens[end - 1].text == "-")
    described = not has_name(tokens, span, rules) and _described(scene, span, rules)
    while not described and end - start > 1 and tokens[end - 1].lower in rules.words["dataset_heads"]:
        end -= 1
    while end - start > 1 and has_name(tokens, span, rules) and not is_name(tokens[start], rules):
        start += 1
    named = start
    while named < end and is_name(tokens[named], rules):
        named += 1
    told = named < end - 1 and tokens[end - 1].lower in rules.words["task_heads"]
    return (start, named) if start < named and told and not _adjective(tokens[named - 1], rules) else (start, end)
