"""The console command in a process of its own, with the fake pipeline and batches of 4 papers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Starts `quantclaims` with these arguments."""
    program = ROOT / "tests" / "run" / "fake_quantclaims.py"
    command = [sys.executable, str(program), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment, **options
    )


def call(*arguments: object, before: Callable[[], None] | None = None, **options: Any) -> tuple[int, str, str]:
    """Exit code, output and errors of `quantclaims` with these arguments."""
    process = start(*arguments, preexec_fn=before, **options)
    out, errors = process.communicate(timeout=120)
    return process.returncode, out, errors


def one_line(errors: str) -> str:
    """The one line that a failing command says."""
    [line] = errors.splitlines()
    assert line.startswith("quantclaims: ")
    return line.removeprefix("quantclaims: ")
