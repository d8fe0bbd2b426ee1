"""Calibrate confidence on annotated abstracts: `python -m extract.calibrate GOLD.jsonl ... [--write]`.

Prints how far the confidences can be trusted on papers that they were not made from (five folds by
paper), with the Brier score, the mean of (confidence - right)^2; `--write` makes
`rules/confidence.toml` from all papers. A claim is right where type and value are those of the gold.
"""

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

from extract.confidence import Evidence, confidence, evidence
from extract.evaluate.gold import GoldPaper, read_gold
from extract.evaluate.pairing import paired
from extract.paths import rules_dir
from extract.pipeline import Pipeline
from extract.ruleset.certainty import ConfidenceRules, Shares

FOLDS = 5
FEWEST = 20
"""Claims from which on a rule has shares of its own."""
PRIOR = 4.0
"""How many claims the share of the wider group counts for beside a group's own."""
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim of a gold paper: what spoke for it and whether it was right."""

    evidence: Evidence
    right: bool
    fold: int


def cases(papers: Iterable[GoldPaper], pipeline: Pipeline) -> Iterator[Case]:
    """The claims that the pipeline makes of gold papers."""
    for paper in papers:
        found, rows = [], []
        for trace in pipeline.trace("title:0", paper.title, paper.abstract):
            for reading, claim in zip(trace.readings, trace.claims, strict=True):
                assert trace.resolved is not None
                found.append(evidence(reading, trace.resolved))
                rows.append({field.name: getattr(claim, field.name) for field in fields(claim)})
        exact = {id(pair.row) for pair in paired(paper.claims, rows).pairs if pair.exact}
        fold = hashlib.sha256(paper.key.encode()).digest()[0] % FOLDS
        yield from (Case(e, id(row) in exact, fold) for e, row in zip(found, rows, strict=True))


def fitted(seen: Sequence[Case]) -> ConfidenceRules:
    """The shares of each rule with enough claims, of each type's others, and of all; each drawn towards the wider."""
    by_rule: dict[str, list[Case]] = defaultdict(list)
    for case in seen:
        by_rule[case.evidence.rule_id].append(case)
    own = {rule: group for rule, group in by_rule.items() if len(group) >= FEWEST}
    rest: dict[str, list[Case]] = defaultdict(list)
    for rule, group in by_rule.items():
        if rule not in own:
            for case in group:
                rest[case.evidence.claim_type].append(case)
    other = _shares(seen, (0.8, 0.6))
    types = {kind: _shares(group, other) for kind, group in sorted(rest.items())}
    return ConfidenceRules({rule: _shares(group, other) for rule, group in sorted(own.items())}, types, other)


def _shares(group: Sequence[Case], wider: Shares) -> Shares:
    """Sure before loose; what is loose is never trusted more."""
    sure, loose = (
        (sum(c.right for c in part) + PRIOR * prior) / (len(part) + PRIOR)
        for part, prior in (
            ([c for c in group if c.evidence.sure], wider[0]),
            ([c for c in group if not c.evidence.sure], wider[1]),
        )
    )
    return round(sure, 3), round(min(sure, loose), 3)


def cross_fitted(seen: Sequence[Case]) -> list[tuple[float, bool]]:
    """Each claim's confidence by the shares of the other folds' papers, and whether it was right."""
    found = []
    for fold in range(FOLDS):
        rules = fitted([case for case in seen if case.fold != fold])
        found += [(confidence(case.evidence, rules), case.right) for case in seen if case.fold == fold]
    return found


def brier(judged: Sequence[tuple[float, bool]]) -> float:
    """The mean squared distance of confidence and truth: 0 is best, always saying 0.5 gives 0.25."""
    return sum((share - right) ** 2 for share, right in judged) / len(judged) if judged else 0.0


def table(judged: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """The reliability table, a line a bin of confidence, and the Brier score."""
    yield "confidence   claims    mean   right"
    for low, high in pairwise(BINS):
        inside = [(share, right) for share, right in judged if low <= share < high or (share == high == 1.0)]
        if inside:
            mean, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            yield f"{low:.2f}-{high:.2f}  {len(inside):8}  {mean:6.3f}  {right:6.3f}"
    yield f"Brier score {brier(judged):.4f} over {len(judged)} claims"


def written(rules: ConfidenceRules, golds: Sequence[Path], claims: int) -> str:
    """The text of `rules/confidence.toml`."""
    lines = [
        "# How often claims were right on annotated abstracts: [with sure evidence, with loose evidence].",
        "# Written by `python -m extract.calibrate`; don't edit. Rules with few claims share their type's line.",
        f"# From {claims} claims of {', '.join(path.name for path in golds)}.",
        "",
        f"other = {list(rules.other)}",
        "",
        "[types]",
        *(f"{kind} = {list(shares)}" for kind, shares in rules.types.items()),
        "",
        "[rules]",
        *(f'"{rule}" = {list(shares)}' for rule, shares in rules.rules.items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="make rules/confidence.toml")
    options = parser.parse_args()
    pipeline = Pipeline()
    seen = [case for gold in options.gold for case in cases(read_gold(gold), pipeline)]
    print(*table(cross_fitted(seen)), sep="\n")
    if options.write:
        (rules_dir() / "confidence.toml").write_text(written(fitted(seen), options.gold, len(seen)), encoding="utf-8")


if __name__ == "__main__":
    main()
