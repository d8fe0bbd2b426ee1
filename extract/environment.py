"""What besides the input decides the rows: the project's code, the rules, and the libraries beneath."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("spacy", "regex", "google-re2", "lark", "pyahocorasick", "pyarrow")


def versions(rules_digest: str) -> dict[str, object]:
    """Versions as run.json names them."""
    from extract import __version__
    from extract.tables import SCHEMA_VERSION

    libraries = {name: version(name) for name in LIBRARIES}
    return {
        "tool": __version__,
        "rules_digest": rules_digest,
        "schema": SCHEMA_VERSION,
        "python": platform.python_version(),
        "libraries": libraries,
    }


def environment_digest(rules_digest: str) -> str:
    """Hash of everything but the records that the claims of a record depend on.

    The project's own files count by their bytes, so that a change of the code during development
    is met like a new version.
    """
    total = hashlib.blake2b(digest_size=16)
    total.update(repr(sorted(versions(rules_digest).items())).encode())
    package = Path(__file__).resolve().parent
    for path in sorted(package.rglob("*.py")):
        body = path.read_bytes()
        total.update(f"{path.relative_to(package).as_posix()}/{len(body)}\0".encode())
        total.update(body)
    return total.hexdigest()
