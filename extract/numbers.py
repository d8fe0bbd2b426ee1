"""Numbers as written, to floats: "1,025", "three", "1.9×10^3", "175 billion"."""

import math

import regex

from extract.ruleset import NumberRules

_SCIENTIFIC = regex.compile(
    r"(?P<mantissa>[\d.,]+)?\s?(?:×|x|·|\*|times)?\s?10\s?\^\s?(?P<power>[+-]?\d{1,3})|(?P<plain>[\d.,]+)[eE](?P<e>[+-]?\d{1,3})"
)
_DECIMAL_COMMA = regex.compile(r",(?=\d{1,2}\Z)")
_MAX_DIGITS = 400


def to_float(text: str, rules: NumberRules) -> float | None:
    """The finite value of a number in digits or words, without sign and scale; None where it is none."""
    value = _words(text.casefold(), rules) if text[0].isalpha() else _digits(text)
    return value if value is not None and math.isfinite(value) else None


def _digits(text: str) -> float | None:
    if len(text) > _MAX_DIGITS:
        return None
    scientific = _SCIENTIFIC.fullmatch(text)
    try:
        if scientific is None:
            return float(_DECIMAL_COMMA.sub(".", text).replace(",", "").replace(" ", ""))
        if scientific["plain"]:
            return float(text.replace(",", ""))
        mantissa = (scientific["mantissa"] or "1").replace(",", "")
        return float(f"{mantissa}e{scientific['power']}")
    except ValueError:
        return None


def _words(text: str, rules: NumberRules) -> float | None:
    """Number words add up, and "hundred" multiplies: "twenty-five" is 25, "three hundred" 300."""
    total = 0.0
    for word in text.replace("-", " ").split():
        if word in rules.scales and total:
            total *= rules.scales[word]
        elif word in rules.words:
            total += rules.words[word]
        else:
            return None
    return total or None
