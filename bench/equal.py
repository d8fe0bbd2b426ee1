"""Whether a change of the code leaves every claim as it was: all of them written out, and compared.

    python -m bench.equal dump CORPUS.jsonl[.gz]... [-o CLAIMS.jsonl]
    python -m bench.equal compare REVISION CORPUS.jsonl[.gz]...

`dump` writes one JSON object a claim, every field in it, and prints their number and SHA-256. `compare` does so
with the code of a git revision and with the code as it stands here, both under the rules as they stand here, and
prints the lines of one alone; exit code 1 where there is any.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from bench.gate import papers_of

HERE = Path(__file__).resolve().parent.parent


def claim_lines(papers: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A line of JSON for each claim of `papers`, which are (title, abstract); the key is the paper's number."""
    from extract.pipeline import Pipeline

    pipeline = Pipeline()
    for number, (title, abstract) in enumerate(papers):
        for claim in pipeline.extract(str(number), title, abstract):
            yield json.dumps(asdict(claim), ensure_ascii=False)


@click.group(help=__doc__)
def main() -> None:
    pass


CORPORA = click.argument(
    "corpora", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


@main.command()
@CORPORA
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), default=Path(os.devnull))
def dump(corpora: tuple[Path, ...], out: Path) -> None:
    """Write the claims of CORPORA."""
    total, count = hashlib.sha256(), 0
    with out.open("w", encoding="utf-8") as file:
        for line in claim_lines(paper for path in corpora for paper in papers_of(path)):
            total.update(line.encode())
            count += 1
            file.write(line + "\n")
    click.echo(json.dumps({"claims": count, "sha256": total.hexdigest()}))


@main.command()
@click.argument("revision")
@CORPORA
def compare(revision: str, corpora: tuple[Path, ...]) -> None:
    """Compare the claims of CORPORA with those that the code of a git REVISION makes of them."""
    with tempfile.TemporaryDirectory() as folder:
        theirs = Path(folder) / "code"
        subprocess.run(
            ["git", "worktree", "add", "--detach", theirs, revision], cwd=HERE, check=True, capture_output=True
        )
        try:
            shutil.rmtree(theirs / "rules")
            shutil.copytree(HERE / "rules", theirs / "rules")
            shutil.copytree(HERE / "bench", theirs / "bench", dirs_exist_ok=True)
            dumps = [_dumped(code, Path(folder) / name, corpora) for name, code in (("then", theirs), ("now", HERE))]
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", theirs], cwd=HERE, check=True)
        diff = subprocess.run(["diff", *dumps], check=False, capture_output=True, text=True).stdout
    click.echo(diff or f"the claims are those of {revision}")
    sys.exit(bool(diff))


def _dumped(code: Path, out: Path, corpora: Iterable[Path]) -> Path:
    files = [str(path.resolve()) for path in corpora]
    command = [sys.executable, "-m", "bench.equal", "dump", *files, "-o", str(out)]
    subprocess.run(command, cwd=code, check=True, stdout=subprocess.DEVNULL)
    return out


if __name__ == "__main__":
    main()
