"""Writes docs/licences.md from the packages' own metadata: python docs/make_licences.py"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = Path(__file__).with_name("licences.md")
LOCK = ROOT / "requirements.lock"
INTRODUCTION = """# Licences

quantclaims is under Apache-2.0. These are the packages of `requirements.lock` with the licences that their own
metadata name, made by `python docs/make_licences.py`; a test compares it with what is installed and fails for a
licence that is neither permissive nor MPL-2.0. *Needed* is what `pip install quantclaims` brings, the rest serves
tests, types, notebooks and building. Packages of the lock for other systems, or other Pythons, stand at the end.
"""
ACCEPTED = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MPL-2.0",
        "PSF-2.0", "Public-Domain", "Zlib",
    }
)  # fmt: skip
SPELLINGS = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd license": "BSD",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}


def licences_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def locked() -> list[str]:
    """The names in the lock, normal form, in order."""
    return sorted({normal(name) for name in re.findall(r"^([\w.-]+)==", LOCK.read_text("utf8"), re.MULTILINE)})


def licence(package: Distribution) -> str:
    """A package's licence: its expression, else its field where that is short, else its classifiers."""
    metadata = package.metadata
    classifiers = [
        name.rpartition(" :: ")[2] for name in metadata.get_all("Classifier") or [] if name.startswith("License ::")
    ]
    field = " ".join(metadata.get_all("License") or [])
    short = field if len(field) < 40 and "\n" not in field and not re.match(r"(?i)copyright|unknown|$", field) else ""
    said = " ".join(metadata.get_all("License-Expression") or []) or short or " AND ".join(classifiers)
    return SPELLINGS.get(said.casefold(), said)


def unaccepted() -> dict[str, str]:
    """The installed packages of the lock with a licence that is not accepted, or none."""
    return {name: said for name, (_, said) in _installed().items() if not _parts(said) or _parts(said) - ACCEPTED}


def normal(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _parts(expression: str) -> set[str]:
    return {
        SPELLINGS.get(part.casefold(), part)
        for part in re.split(r"\s*(?:[()]|\band\b|\bor\b)\s*", expression, flags=re.I)
        if part
    }


def _installed() -> dict[str, tuple[str, str]]:
    found = {normal(package.metadata["Name"]): package for package in distributions()}
    return {name: (found[name].version, licence(found[name])) for name in locked() if name in found}


def _needed() -> set[str]:
    """The packages that the project's own need, directly or not, whatever the system."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    found = {normal(package.metadata["Name"]): package for package in distributions()}
    open_, seen = [_name(line) for line in project["dependencies"]], set()
    while open_:
        name = open_.pop()
        if name not in seen:
            seen.add(name)
            required = (found[name].requires or []) if name in found else []
            open_ += [_name(line) for line in required if "extra ==" not in line]
    return seen


def _name(requirement: str) -> str:
    return normal(re.match(r"[\w.-]+", requirement)[0])  # type: ignore[index]


def _lines() -> Iterator[str]:
    installed, needed = _installed(), _needed()
    yield INTRODUCTION
    yield "| package | licence | needed |"
    yield "|---|---|---|"
    for name, (_, said) in installed.items():
        yield f"| {name} | {said} | {'yes' if name in needed else ''} |"
    yield f"\nFor other systems: {', '.join(name for name in locked() if name not in installed)}."
    yield ""


if __name__ == "__main__":
    PAGE.write_text(licences_page(), encoding="utf8")
