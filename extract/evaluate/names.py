"""When two annotators would say that they wrote the same name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def fold(text: str) -> str:
    """Lower case without accents, hyphens joined, everything but letters and digits a space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", re.sub(r"(?<=\w)[-\u2010\u2011](?=\w)", "", plain)).strip()


def same_words(one: str | None, other: str | None) -> bool:
    """Whether two names agree: over half of the longer one's words are shared, or the shorter is part of the other.

    The other is then at most three times as long. Words with digits in both must be the same:
    CIFAR-10 is not CIFAR-100.
    """
    if not one or not other:
        return not one and not other
    words, others = set(fold(one).split()), set(fold(other).split())
    if not words or not others:
        return one.strip() == other.strip()
    numbered, others_numbered = _with_digits(words), _with_digits(others)
    if numbered and others_numbered and numbered != others_numbered:
        return False
    shared, shorter, longer = len(words & others), *sorted((len(words), len(others)))
    return shared * 2 > longer or (shared == shorter and longer <= 3 * shared)


def matched_names(names: Sequence[str], others: Sequence[str]) -> int:
    """How many of `names` have a partner of their own in `others`."""
    left = list(others)
    for name in names:
        partner = next((other for other in left if same_words(name, other)), None)
        if partner is not None:
            left.remove(partner)
    return len(others) - len(left)


def same_names(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each name has its partner and none is left over."""
    return len(names) == len(others) == matched_names(names, others)


def verbatim(names: str | Sequence[str] | None, text: str) -> bool:
    """Whether a name, or every name of a list, stands in the text as written, white space aside."""
    text = " ".join(text.split())
    listed = [names] if isinstance(names, str) else names or []
    return all(" ".join(name.split()) in text for name in listed if name)


def _with_digits(words: set[str]) -> set[str]:
    return {word for word in words if any(char.isdigit() for char in word)}
