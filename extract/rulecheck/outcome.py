"""What checking one rule gave."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """A rule's id, how many of its examples and rejects ran, what failed, and what is worth knowing."""

    rule: str
    examples: int = 0
    rejects: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
