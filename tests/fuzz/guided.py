"""Inputs that atheris finds by the code that they reach: `python -m tests.fuzz.guided KIND [libFuzzer's options]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["extract"]):
    from extract.pipeline import Pipeline
    from tests.fuzz import inputs
    from tests.fuzz.invariants import check_bounds, check_file, check_text


def target(kind: str, folder: Path) -> Callable[[bytes], None]:
    """What is done with the bytes of one input."""
    if kind == "file":
        names = [name for name, _ in inputs.samples()]

        def read(data: bytes) -> None:
            path = folder / names[data[0] % len(names) if data else 0]
            path.write_bytes(data[1:])
            check_file(path)
            path.unlink()

        return read
    if kind == "expression":
        return lambda data: check_bounds(data.decode("utf8", "ignore"))
    pipeline = Pipeline()
    return lambda data: check_text(pipeline, "", data.decode("utf8", "ignore")) and None


def main() -> None:
    kind = sys.argv.pop(1)
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        given = [content for _, content in inputs.samples()] if kind == "file" else inputs.sentences()[:300]
        for number, one in enumerate(given):
            (seeds / str(number)).write_bytes(bytes([number]) + one if isinstance(one, bytes) else one.encode())
        atheris.Setup([*sys.argv, str(seeds)], target(kind, Path(folder)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
