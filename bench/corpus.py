"""What is measured: real abstracts, each once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

from extract.models import Record
from extract.readers import read

PROJECT = Path(__file__).parents[1]
CAPTURES = PROJECT / "data" / "raw"
CORPUS = PROJECT.parent / "shared" / "corpus" / "abstracts.jsonl.gz"


def sources() -> Sequence[Path]:
    """The corpus in ../shared where it lies beside the project, else the captures that the project ships."""
    return (CORPUS,) if CORPUS.exists() else (CAPTURES,)


@lru_cache(maxsize=1)
def records(files: Sequence[Path] = (), limit: int | None = None) -> Sequence[Record]:
    """The papers of some files, no abstract twice: repeats flatter every cache."""
    unique = {item.abstract: item for item in read(files or sources()) if isinstance(item, Record)}
    return tuple(islice(unique.values(), limit))


def abstracts() -> Sequence[str]:
    """The abstracts alone."""
    return [record.abstract for record in records()]


def write_records(path: Path, papers: Sequence[Record]) -> None:
    """JSON Lines with title, abstract and an id that says nothing."""
    with path.open("w", encoding="utf-8") as file:
        for number, paper in enumerate(papers):
            line = {"id": f"bench:{number}", "title": paper.title, "abstract": paper.abstract}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_texts(path: Path, papers: Sequence[Record]) -> None:
    """The abstracts as one JSON list."""
    path.write_text(json.dumps([paper.abstract for paper in papers]), encoding="utf-8")
