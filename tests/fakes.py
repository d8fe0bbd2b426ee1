"""A pipeline whose claims are easy to foretell, and inputs for it; importable from worker processes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extract.batches import Extractor, PipelineSpec
from extract.models import Claim, Paper, Record


def claim(paper_id: str = "arxiv:1", text: str = "2x", start: int = 0, **fields: object) -> Claim:
    """A claim of `text`, its other fields as given or plain."""
    values: dict[str, object] = {
        "claim_id": hashlib.sha256(f"{paper_id}/{start}".encode()).hexdigest()[:16],
        "paper_id": paper_id,
        "claim_type": "steps",
        "text": text,
        "start": start,
        "end": start + len(text),
        "sentence": text,
        "sentence_start": start,
        "sentence_end": start + len(text),
        "value_low": 2.0,
        "value_high": 2.0,
        "unit": "x",
        "comparator": "=",
        "owner": "own",
        "datasets": (),
        "dataset_ids": (),
        "baselines": (),
        "bound_exponents": (),
        "rule_id": "fake.number",
        "confidence": 0.5,
    }
    absent = {name: None for name in Claim.__dataclass_fields__ if name not in values}
    return Claim(**{**values, **absent, **fields})  # type: ignore[arg-type]


def paper(number: int = 1, abstract: str = "It takes 2 steps.", title: str = "") -> Paper:
    record = Record(
        source="jsonl", source_file="a.jsonl", source_record=number, title=title or f"Title {number}", abstract=abstract
    )
    return Paper(paper_id=f"arxiv:{number}", record=record)


class FakePipeline:
    """A claim a number in the abstract; "slow", "killed" and "broken" in an abstract do as they say."""

    def extract(self, paper_id: str, title: str, abstract: str) -> list[Claim]:
        if "slow" in abstract:
            time.sleep(0.006)
        if "killed" in abstract:
            os.kill(os.getpid(), signal.SIGKILL)
        if "broken" in abstract:
            raise ValueError("broken on purpose")
        return [
            claim(paper_id, found[0], found.start(), value_low=float(found[0]), value_high=float(found[0]))
            for found in re.finditer(r"\d+", abstract)
        ]


@dataclass(frozen=True, slots=True)
class FakeSpec(PipelineSpec):
    """Makes fake pipelines; another `rules_digest` stands for other rules."""

    rules_digest: str = "00" * 32

    def digest(self) -> str:
        return self.rules_digest

    def build(self) -> Extractor:
        return FakePipeline()


def write_input(path: Path, abstracts: Iterable[str], *, first: int = 0) -> Path:
    """A JSON Lines file with a record an abstract, identifiers counted from `first`."""
    with path.open("w", encoding="utf8") as file:
        for number, abstract in enumerate(abstracts, first):
            file.write(json.dumps({"id": f"p{number}", "title": f"Title {number}", "abstract": abstract}) + "\n")
    return path


def abstracts(count: int, *, words: str = "") -> list[str]:
    """Abstracts that differ, with no number, one or two of them."""
    return [
        f"We study problem {'ABC'[n % 3] * (n % 7 + 1)} {words} {' and '.join(map(str, range(n, n + n % 3)))}."
        for n in range(count)
    ]


def tables(out: Path) -> dict[str, bytes]:
    """The bytes of every table file in an output folder, by path."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}
