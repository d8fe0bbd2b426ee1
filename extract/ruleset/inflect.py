"""Regular English inflection, so that a lexicon lists base forms alone."""

_VOWELS = frozenset("aeiou")


def plurals(noun: str) -> tuple[str, str]:
    """A noun and its regular plural: "accuracy" -> ("accuracy", "accuracies")."""
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun, noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun, noun + "es"
    return noun, noun + "s"


def verb_forms(verb: str) -> tuple[str, ...]:
    """Base, third person, past and participle of a regular verb; "cut/cuts/cutting" lists its own forms."""
    if "/" in verb:
        return tuple(verb.split("/"))
    base, _, rest = verb.partition(" ")
    stem = base[:-1] if base.endswith("e") else base
    past = base[:-1] + "ied" if base.endswith("y") and base[-2:-1] not in _VOWELS else stem + "ed"
    forms = (base, plurals(base)[1], past, (base if base.endswith("ee") else stem) + "ing")
    return tuple(f"{form} {rest}" for form in forms) if rest else forms
