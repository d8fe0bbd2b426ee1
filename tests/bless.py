"""What the rules give on the captures, as text that a person can read and compare; and how good that is.

    python -m tests.bless

accepts what they give now: `tests/golden/captures.txt` (every claim of the annotated papers),
`tests/golden/others.toml` (counts and a digest of the rest) and `tests/gold/ratchet.toml` (the scores).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from extract.evaluate import Evaluation, read_gold
from extract.evaluate.figures import figures
from extract.evaluate.gold import GoldPaper, Predicted
from extract.evaluate.names import fold
from extract.evaluate.scoring import score
from extract.identity import assign
from extract.models import Claim, Paper
from extract.pipeline import Pipeline
from extract.readers import read

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests/gold/captures.jsonl"
RATCHET = ROOT / "tests/gold/ratchet.toml"
CAPTURES = ROOT / "tests/golden/captures.txt"
OTHERS = ROOT / "tests/golden/others.toml"
ENOUGH = 15
"""Claims of a type in the gold from which its score is held."""


@cache
def pipeline() -> Pipeline:
    """The shipped rules."""
    return Pipeline()


@cache
def gold() -> Mapping[str, GoldPaper]:
    """The annotated papers by folded title."""
    return {paper.key: paper for paper in read_gold(GOLD)}


@cache
def claims() -> Mapping[str, tuple[Paper, list[Claim]]]:
    """Every distinct paper of the captures with its claims, by folded title."""
    papers = [item for item in assign(read([ROOT / "data/raw"])) if isinstance(item, Paper)]
    return {
        fold(paper.record.title): (
            paper,
            pipeline().extract(paper.paper_id, paper.record.title, paper.record.abstract),
        )
        for paper in papers
    }


KEYS = ("claim_id", "paper_id", "sentence", "sentence_start", "sentence_end", "claim_type", "text", "start", "end")
"""Columns that stand elsewhere in a line, or follow from others."""
CALIBRATED = ("confidence",)


def line(claim: Claim) -> str:
    """One claim with all that the table says of it, but keys, sentence and confidence."""
    row = {name: value for name, value in asdict(claim).items() if name not in KEYS + CALIBRATED}
    cells = [f"{name}={_cell(value)}" for name, value in row.items() if value is not None and value != ()]
    return f"{claim.claim_type} [{' '.join(claim.text.split())}] {claim.start}:{claim.end}  {'  '.join(cells)}"


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        return "|".join(f"{part[0]}:{part[1]:g}" if isinstance(part, tuple) else part for part in value)
    return " ".join(str(value).split())


def golden_text() -> str:
    """The claims of the annotated papers, a paragraph a paper, in the order of their titles."""
    parts = []
    for key in sorted(gold()):
        paper, found = claims()[key]
        parts.append("\n".join([f"# {paper.record.title}", *map(line, found)]))
    return "\n\n".join(parts) + "\n"


def by_paper(text: str) -> dict[str, list[str]]:
    """The lines of a golden text by title."""
    parts = [part.split("\n") for part in text.rstrip("\n").split("\n\n")]
    return {part[0].removeprefix("# "): part[1:] for part in parts}


def changes(before: str, after: str) -> list[str]:
    """Gains and losses, paper by paper, in the manner of a diff."""
    old, new = by_paper(before), by_paper(after)
    told = []
    for title in sorted(old.keys() | new.keys()):
        lost = [one for one in old.get(title, []) if one not in new.get(title, [])]
        won = [one for one in new.get(title, []) if one not in old.get(title, [])]
        if lost or won:
            told += [f"# {title}", *(f"- {one}" for one in lost), *(f"+ {one}" for one in won)]
    return told


def others_toml() -> str:
    """Counts and a digest over the papers that are not annotated here."""
    rest = [claims()[key] for key in sorted(claims().keys() - gold().keys())]
    counts = Counter(claim.claim_type for _, found in rest for claim in found)
    lines = [f"{paper.paper_id} {line(claim)}" for paper, found in rest for claim in found]
    return "\n".join(
        [
            "# What the rules give on the captures' other papers; written by `make bless`.",
            f"papers = {len(rest)}",
            f"papers_with_claims = {sum(bool(found) for _, found in rest)}",
            f"claims = {len(lines)}",
            f'digest = "{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()}"',
            "",
            "[types]",
            *(f"{name} = {count}" for name, count in sorted(counts.items())),
            "",
        ]
    )


def evaluation() -> Evaluation:
    """The claims of the annotated papers against the gold."""
    scores = []
    for key, paper in gold().items():
        found, rows = claims()[key]
        predicted = Predicted(found.record.title, found.record.abstract, tuple(asdict(row) for row in rows))
        scores.append(score(paper, predicted))
    return Evaluation(tuple(scores))


def ratchet() -> dict[str, float]:
    """The scores that may not fall: totals, columns, and types of which the gold holds enough."""
    found = figures(evaluation())
    held = {f"{name}_f1": found[name]["f1"] for name in ("found", "typed", "exact")}
    held |= {"row": found["row"], "close_span": found["close_span"], "papers_right": float(found["whole"])}
    held["minus_false_on_empty"] = -float(found["false_on_empty"][0])
    held |= {f"column.{name}": value for name, value in found["columns"].items()}
    held |= {f"type.{name}": s["f1"] for name, s in found["by_type"].items() if s["gold"] >= ENOUGH}
    return held


def ratchet_toml(held: Mapping[str, float]) -> str:
    """The scores as a file."""
    lines = ["# Scores on captures.jsonl that may not fall; written by `make bless`."]
    return "\n".join([*lines, *(f'"{name}" = {value}' for name, value in held.items()), ""])


def files() -> Iterator[tuple[Path, str]]:
    """What `main` writes."""
    yield CAPTURES, golden_text()
    yield OTHERS, others_toml()
    yield RATCHET, ratchet_toml(ratchet())


def main(_: Sequence[str] = ()) -> None:
    """Accepts what the rules give now."""
    for path, text in files():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
