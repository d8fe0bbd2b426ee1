"""The notation of token patterns, and its translation to spaCy's.

A pattern is written as elements with a space between them:

    Q             the quantity that becomes a claim, of one of the rule's units
    QQ            any other quantity
    METRIC        a token of this concept; METRIC|TIME is one of either
    by            this word; by|of one of either, case folded
    ~4            up to four tokens, no quantity or clause break among them
    _3            up to three tokens of a noun phrase: no preposition, verb, comma or quantity
    *6            up to six tokens whatever they are, clause breaks aside
    !METRIC       a token of any other concept
    X?            X or nothing
    DATA|text     either a token of the concept or the word

"REDUCE _3 RESOURCE by Q" so finds "reduces the peak memory by 40%". Hedges ("up to"), articles and
the like in front of a quantity are part of its token and need no element.
"""

from collections.abc import Iterable

import regex

from extract.ruleset.loading import RuleError
from extract.ruleset.tables import Element

QUANTITY = "Q."
_ELEMENT = regex.compile(
    r"(?P<gap>[~_*])(?P<most>\d{1,2})|(?P<not>!)?(?P<concept>[A-Z][A-Z]*(?:\|[A-Z]+)*)(?P<maybe>\?)?"
    r"|(?P<word>[a-zα-ω0-9_(),:/%\"=&→↑↓<>≤≥×+'^.-]+(?:\|[a-zα-ω0-9_(),:/%\"=&→↑↓<>≤≥×+'^.-]+)*)(?P<perhaps>\?)?"
)


def parse_all(text: str, concepts: frozenset[str]) -> list[tuple[Element, ...]]:
    """The patterns that a written one stands for: an element of concepts and words is two alternatives."""
    variants: list[list[str]] = [[]]
    for written in text.split():
        body, maybe = (written[:-1], "?") if written.endswith("?") and len(written) > 1 else (written, "")
        options = body.split("|")
        upper, lower = [o for o in options if o.isupper()], [o for o in options if not o.isupper()]
        groups = ["|".join(group) + maybe for group in (upper, lower) if group] if upper and lower else [written]
        variants = [[*variant, group] for variant in variants for group in groups]
    return [parse(" ".join(variant), concepts) for variant in variants]


def parse(text: str, concepts: frozenset[str]) -> tuple[Element, ...]:
    """The elements of a pattern; RuleError for one that is misspelt or names an unknown concept."""
    elements = []
    for written in text.split():
        match = _ELEMENT.fullmatch(written)
        if match is None:
            raise RuleError(f"pattern {text!r}: {written!r} is no element")
        if match["gap"]:
            kind = next(kind for kind, sign in _GAPS.items() if sign == match["gap"])
            elements.append(Element(kind, low=0, high=int(match["most"])))
            continue
        low = 0 if match["maybe"] or match["perhaps"] else 1
        if match["word"]:
            elements.append(Element("word", tuple(match["word"].split("|")), low=low))
            continue
        values = tuple(match["concept"].split("|"))
        unknown = [v for v in values if v not in concepts and v not in ("Q", "QQ")]
        if unknown:
            raise RuleError(f"pattern {text!r}: there is no concept {unknown[0]!r}")
        kind = "not" if match["not"] else {"Q": "focus", "QQ": "quantity"}.get(values[0], "concept")
        elements.append(Element(kind, values, low=low))
    if sum(e.kind == "focus" for e in elements) != 1:
        raise RuleError(f"pattern {text!r}: needs Q exactly once")
    return tuple(elements)


def written(elements: Iterable[Element]) -> str:
    """A pattern in the notation, as it was parsed."""
    return " ".join(map(_element, elements))


def _element(element: Element) -> str:
    maybe = "" if element.low else "?"
    match element.kind:
        case "focus":
            return "Q"
        case "quantity":
            return f"QQ{maybe}"
        case "loose" | "phrase" | "any":
            return f"{_GAPS[element.kind]}{element.high}"
        case "not":
            return f"!{'|'.join(element.values)}{maybe}"
    return "|".join(element.values) + maybe


_GAPS = {"loose": "~", "phrase": "_", "any": "*"}


def to_spacy(elements: tuple[Element, ...], units: frozenset[str], tags: "TagSets") -> list[dict[str, object]]:
    """A spaCy token pattern over documents whose tags are concepts and whose words are case folded."""
    pattern: list[dict[str, object]] = []
    for e in elements:
        repeat: dict[str, object] = {} if (e.low, e.high) == (1, 1) else {"OP": f"{{{e.low},{e.high}}}"}
        if e.kind == "focus":
            pattern.append({"TAG": {"IN": sorted(QUANTITY + unit for unit in units)}})
        elif e.kind == "quantity":
            pattern.append({"TAG": {"IN": tags.quantities}} | repeat)
        elif e.kind == "concept":
            pattern.append({"TAG": {"IN": list(e.values)} if len(e.values) > 1 else e.values[0]} | repeat)
        elif e.kind == "word":
            pattern.append({"ORTH": {"IN": list(e.values)} if len(e.values) > 1 else e.values[0]} | repeat)
        elif e.kind == "not":
            pattern.append({"TAG": {"NOT_IN": list(e.values)}} | repeat)
        elif e.high:
            banned = {
                "loose": tags.quantities + tags.breaks,
                "phrase": tags.quantities + tags.breaks + tags.stops + ["COMMA"],
                "any": tags.breaks,
            }[e.kind]
            pattern.append({"TAG": {"NOT_IN": banned}} | repeat)
    return pattern


class TagSets:
    """The tags that gaps stop at: all quantities, the clause breaks, the ends of a noun phrase."""

    def __init__(self, units: list[str], breaks: list[str], stops: list[str]) -> None:
        self.quantities = [QUANTITY + unit for unit in units]
        self.breaks = breaks
        self.stops = stops
