"""Environments for what the project is measured against, one each, made once and kept in the user's cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PEERS = Path(__file__).with_name("peers.py")
PACKAGES = {
    "spacy": ("spacy>=3.8,<4",),
    "re2": ("google-re2>=1.1",),
    "quantulum3": ("quantulum3>=0.9", "setuptools<81"),
}
"""What each needs; quantulum3 imports pkg_resources without asking for it."""


def python_of(tool: str) -> Path:
    """The interpreter of a tool's environment, which is made where there is none."""
    folder = _cache() / f"{tool}-{sys.version_info.major}.{sys.version_info.minor}"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *PACKAGES[tool]], check=True)
        (folder / "ready").touch()
    return python


def measured(tool: str, texts: Path) -> dict[str, Any]:
    """What `bench.peers` says of a tool; hashes are fixed, for the output of quantulum3 depends on them."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore"}
    command = [str(python_of(tool)), str(PEERS), tool, str(texts)]
    done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "quantclaims" / "bench"
