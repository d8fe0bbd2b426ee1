"""Every package that the lock names is under a licence that lets anybody use it, and is pinned by its hashes."""

import re
import sys

import pytest

from docs.make_licences import LOCK, PAGE, licences_page, unaccepted


def test_every_licence_is_permissive_or_mpl() -> None:
    assert unaccepted() == {}


@pytest.mark.skipif(sys.platform != "linux", reason="the page is made on Linux")
def test_the_page_is_that_of_the_packages() -> None:
    assert PAGE.read_text(encoding="utf8") == licences_page(), "run: python docs/make_licences.py"


def test_every_package_is_pinned_with_hashes() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.read_text(encoding="utf8"))
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert len(packages) > 50
    for entry in packages:
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==\S+", entry), entry.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]
