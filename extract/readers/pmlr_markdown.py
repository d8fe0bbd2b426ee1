"""Posts of PMLR's volumes: Markdown files, one a paper, with all of it in YAML front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extract.readers import fields
from extract.readers.inputs import Source
from extract.readers.model import MAX_RECORD_BYTES, Broken, Draft, Entry, Head, Reader, ReadOptions, excerpt

FENCE = "---"
DEEPEST = 32


def entries(source: Source, options: ReadOptions) -> Iterator[Entry]:
    """The one record of the file."""
    import yaml

    with source.open() as stream:
        raw = stream.read(MAX_RECORD_BYTES + 1)
    if len(raw) > MAX_RECORD_BYTES:
        yield Broken("a file longer than a record may be", excerpt(raw), "too_long")
        return
    try:
        front = _front_matter(raw.decode("utf-8-sig"))
        fault = _fault(yaml.parse(front, Loader=yaml.CBaseLoader))
        if fault:
            yield Broken(f"no front matter: {fault}", excerpt(raw), "unsafe_yaml")
            return
        # Scalars stay text: a loader that resolves them turns ids into numbers.
        matter = yaml.load(front, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        yield Broken(f"no YAML: {' '.join(str(error).split())[:200]}", excerpt(raw))
        return
    yield draft(matter) if isinstance(matter, dict) else Broken("front matter without fields", excerpt(raw))


def draft(matter: Mapping[str, Any]) -> Draft:
    volume, name = matter.get("volume"), matter.get("id")
    known = f"pmlr:v{volume}/{name}" if volume and name else None
    published, precision = fields.day_of(matter.get("date"))
    return Draft(
        title=matter.get("title"),
        abstract=matter.get("abstract"),
        identifiers=fields.keys(
            known, fields.key("openreview", matter.get("openreview")), fields.address_key(matter.get("pdf"))
        ),
        published=published,
        published_precision=precision,
        n_authors=fields.count_of(matter.get("author")),
        url=f"https://proceedings.mlr.press/v{volume}/{name}.html" if known else None,
        venue=matter.get("container-title") or matter.get("booktitle") or None,
    )


def _fault(events: Iterable[Any]) -> str | None:
    """Why a document may not be loaded: the loader calls itself at each level, and aliases grow by doubling."""
    import yaml

    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            return "it has aliases, which are not expanded"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return f"it is nested more than {DEEPEST} levels deep"
    return None


def _front_matter(text: str) -> str:
    lines = text.splitlines(keepends=True)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), len(lines))
    return "".join(lines[1:end])


def _recognises(head: Head) -> bool:
    text = head.text
    return text.startswith(FENCE) and "\ntitle:" in text and head.name.endswith((".md", ".markdown", "-"))


READER = Reader(
    name="pmlr-markdown",
    description="posts of PMLR volumes, one file a paper (Markdown with YAML front matter)",
    recognised_by="a file *.md that begins with front matter with a title",
    recognises=_recognises,
    entries=entries,
)
