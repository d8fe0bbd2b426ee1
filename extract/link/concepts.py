"""The concepts of the lexicon that linking asks for, in groups."""

_QUALITY = frozenset({"METRIC"})
_SPEEDY = frozenset({"TIME", "SPEED", "SPEEDUP", "STEP"})
_COSTLY = frozenset({"RESOURCE", "PARAMETER", "DATA", "STEP", "HARDWARE", "OVERHEAD"})
CONCEPTS = {
    "metric_gain": _QUALITY, "metric_value": _QUALITY, "speedup": _SPEEDY | _QUALITY,
    "resource_change": _COSTLY | _SPEEDY,
}  # fmt: skip
"""The concepts that can be what a type measures."""

KNOWN = _QUALITY | _SPEEDY | _COSTLY
COMPARATIVES = frozenset({"MORE", "LESS", "FASTER", "SLOWER", "EFFICIENT"})
CHANGES = frozenset({"GAIN", "DROP", "UP", "DOWN", "SPEEDUP", "OVERHEAD"})
MOVES = frozenset({"UP", "DOWN", "ACCELERATE"})
