"""Whether the rules keep what they promise: every example fires, no reject does, no pattern is dead or explodes.

Loading alone finds what is misspelt, there twice or unknown (`extract.ruleset.RuleError`); what is
checked here takes the pipeline.
"""

from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from extract.paths import rules_dir
from extract.pipeline import Pipeline
from extract.rulecheck.bounds import check_bounds
from extract.rulecheck.dead import dead_patterns, unused_frames
from extract.rulecheck.examples import check_claims, check_cues
from extract.rulecheck.outcome import Outcome

__all__ = ["Report", "check"]


@dataclass(slots=True)
class Report:
    """What ran, and one line for each fault; `notes` tell of examples that another rule of the full set reads."""

    rules: int = 0
    examples: int = 0
    rejects: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """One rule's outcome."""
        self.rules += 1
        self.examples += outcome.examples
        self.rejects += outcome.rejects
        self.faults += [f"{outcome.rule}: {fault}" for fault in outcome.faults]
        self.notes += [f"{outcome.rule}: {note}" for note in outcome.notes]


def check(rules: Path | None = None, *, only: str = "") -> Report:
    """All checks on the shipped rules, with the folder `rules` laid over them; `only` on ids that begin so.

    Raises RuleError where they can't be loaded.
    """
    pipeline = Pipeline(rules)
    report = Report()
    for outcome in chain(check_claims(pipeline, only), check_cues(pipeline, only), check_bounds(only)):
        report.add(outcome)
    report.faults += dead_patterns(pipeline.rules, only)
    report.faults += unused_frames([folder for folder in (rules_dir(), rules) if folder is not None])
    return report
