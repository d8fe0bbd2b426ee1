"""The readers on files as downloaded, where a folder of them lies beside the project. Not part of the project."""

import csv
import io
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from extract.models import Record
from extract.readers import read

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
pytestmark = pytest.mark.skipif(not FORMATS.is_dir(), reason="the folder of real files is not there")

COUNTS = {
    "acl_anthology": {"acl-xml": 342, "no_abstract": 42},
    "api_arxiv_atom": {"arxiv-atom": 7},
    "api_hf_daily_papers": {"hf-papers": 30},
    "api_openalex": {"no_abstract": 3},
    "api_pubmed": {"pubmed": 5},
    "api_semantic_scholar": {"semantic-scholar": 5, "unknown_format": 1},
    "arxiv_archive": {"tsv": 1248, "malformed": 1},
    "arxiv_daily": {"arxiv-list": 305},
    "arxiv_hdshang": {"arxiv-list": 113},
    "arxiv_kaggle": {"arxiv-snapshot": 200},
    "iclr2021_openreview": {"tsv": 50},
    "openreview_csv": {"no_column": 2},
    "paperlists": {"paper-lists": 120, "no_abstract": 60},
    "pmlr": {"bibtex": 812, "no_abstract": 59, "pmlr-markdown": 45},
}
IDENTIFIED = {
    "acl_anthology": r"(doi:10\.18653/v1/|doi:10\.1162/|acl:).+",
    "api_arxiv_atom": r"arxiv:\d{4}\.\d{5}",
    "api_hf_daily_papers": r"arxiv:\d{4}\.\d{5}",
    "api_pubmed": r"doi:10\..+",
    "api_semantic_scholar": r"arxiv:\d{4}\.\d{4,5}",
    "arxiv_archive": r"arxiv:(\d{4}\.\d{4,5}|[a-z-]+/\d{7})",
    "arxiv_daily": r"arxiv:\d{4}\.\d{5}",
    "arxiv_hdshang": r"arxiv:\d{4}\.\d{5}",
    "arxiv_kaggle": r"arxiv:0704\.\d{4}",
    "iclr2021_openreview": r"openreview:[\w-]{8,}",
    "paperlists": r"(pmlr|openreview|icml|iclr|neurips):.+",
}


@pytest.mark.parametrize("folder", COUNTS)
def test_counts(folder: str) -> None:
    found = Counter(item.source if isinstance(item, Record) else item.reason for item in read([FORMATS / folder]))
    assert found == COUNTS[folder]


@pytest.mark.parametrize("folder", IDENTIFIED)
def test_identifiers(folder: str) -> None:
    keys = [item.identifiers[0] for item in read([FORMATS / folder]) if isinstance(item, Record)]
    assert [key for key in keys if not re.fullmatch(IDENTIFIED[folder], key)] == []


@pytest.mark.parametrize("folder", ["acl_anthology", "api_arxiv_atom", "api_hf_daily_papers", "arxiv_kaggle"])
def test_every_record_is_dated(folder: str) -> None:
    assert all(item.published for item in read([FORMATS / folder]) if isinstance(item, Record))


@pytest.mark.parametrize("folder", [name for name in COUNTS if name not in ("api_openalex", "openreview_csv")])
def test_abstracts_equal_those_of_another_parser(folder: str) -> None:
    found: dict[str, list[str]] = {}
    for item in read([FORMATS / folder]):
        if isinstance(item, Record):
            found.setdefault(item.source_file, []).append(item.abstract)
    for name, abstracts in found.items():
        expected = [text for text in plainly(FORMATS / folder / name) if text and text.strip()]
        assert abstracts == expected[: len(abstracts)]
        assert len(expected) - len(abstracts) in (0, 1 if name == "cs.MS.head200.tsv" else 0)


def plainly(path: Path) -> Iterator[str | None]:
    """The abstracts of a file by the shortest means that read all of it at once."""
    if ".tsv" in path.name:
        raw = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        quoting = csv.QUOTE_NONE if "paperlist" in path.name else csv.QUOTE_MINIMAL
        rows = csv.DictReader(io.StringIO(raw.decode(), newline=""), delimiter="\t", quoting=quoting)
        return (row["abstract"] for row in rows)
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    if path.suffix == ".xml":
        return of_xml(text)
    if path.suffix == ".md":
        return iter([yaml.safe_load(text.split("\n---")[0]).get("abstract")])
    if path.suffix == ".bib":
        return of_bibtex(text)
    return of_json(text)


def of_xml(text: str) -> Iterator[str | None]:
    root = ElementTree.fromstring(re.sub(r"</?tex-math>", "$", text))
    for entry in root.iter("{http://www.w3.org/2005/Atom}entry"):
        yield entry.findtext("{http://www.w3.org/2005/Atom}summary")
    for paper in root.iter("paper"):
        yield "".join(node.itertext()) if (node := paper.find("abstract")) is not None else None
    for abstract in root.iter("Abstract"):
        parts = abstract.findall("AbstractText")
        labels = [f"{part.get('Label')}: " if part.get("Label") else "" for part in parts]
        yield "\n".join(label + "".join(part.itertext()) for label, part in zip(labels, parts, strict=True))


def of_json(text: str) -> Iterator[str | None]:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        whole = [json.loads(line) for line in text.splitlines() if line]
    records = whole if isinstance(whole, list) else whole.get("data") or whole.get("papers")
    for record in records:
        record = record.get("paper", record)
        yield record["summary"] if "summary" in record else record.get("abstract")


def of_bibtex(text: str) -> Iterator[str | None]:
    """Every braced `abstract`, up to the brace that closes it."""
    for found in re.finditer(r"(?:^|,)\s*abstract\s*=\s*\{", text, re.MULTILINE | re.IGNORECASE):
        end, depth = found.end(), 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        if not re.search("[\udc80-\udcff]", text[found.end() : end]):
            yield text[found.end() : end - 1]
