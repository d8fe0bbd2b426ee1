"""Whether the gates only save time: gated and ungated output compared over a corpus.

    python -m bench.gate CORPUS.jsonl[.gz]... [--rules DIR]

A corpus holds one JSON object a line with `title` and `abstract`. Prints each claim that one of the two
gives alone, then one line of JSON with the counts; exit code 1 where there is any.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from extract.models import Claim
from extract.pipeline import Pipeline


def differences(pipeline: Pipeline, papers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Claim]]:
    """Each claim that stands on one side alone, with "gated" or "ungated"; `papers` are (title, abstract)."""
    for title, abstract in papers:
        gated, ungated = (
            {claim for trace in pipeline.trace("", title, abstract, gated=on) for claim in trace.claims}
            for on in (True, False)
        )
        for side, alone in (("gated", gated - ungated), ("ungated", ungated - gated)):
            for claim in sorted(alone, key=lambda c: (c.start, c.end)):
                yield side, claim


def papers_of(path: Path) -> Iterator[tuple[str, str]]:
    """Title and abstract of each line of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                yield record.get("title") or "", record.get("abstract") or ""


@click.command(help=__doc__)
@click.argument("corpora", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rules", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(corpora: tuple[Path, ...], rules: Path | None) -> None:
    pipeline = Pipeline(rules)
    papers = [paper for path in corpora for paper in papers_of(path)]
    counts = {"papers": len(papers), "gated": 0, "ungated": 0}
    for side, claim in differences(pipeline, papers):
        counts[side] += 1
        click.echo(f"{side} alone: {claim.claim_type} {claim.text!r} by {claim.rule_id} in {claim.sentence!r}")
    click.echo(json.dumps(counts))
    sys.exit(counts["gated"] + counts["ungated"] > 0)


if __name__ == "__main__":
    main()
