"""XML read element by element, with nothing in it to be expanded, loaded or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from extract.readers.inputs import Source
from extract.readers.model import Head, UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)[\s>/]")


def elements(source: Source, tag: str) -> Iterator[_Element]:
    """The elements named `tag`, each emptied once the next is asked for.

    Entities declared in the file are never expanded: a file with such declarations is not read.
    """
    from lxml import etree

    with source.open() as stream:
        found = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        checked = False
        try:
            for event, element in found:
                if not checked:
                    _refuse_entities(element)
                    checked = True
                if event == "end" and element.tag == tag:
                    yield element
                    element.clear()
                    while (before := element.getprevious()) is not None and before.tag == tag:
                        before.getparent().remove(before)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"no well-formed XML: {error}") from error


def _refuse_entities(element: _Element) -> None:
    declared = element.getroottree().docinfo.internalDTD
    # The stubs don't know the method.
    if declared is not None and any(True for _ in declared.iterentities()):  # type: ignore[attr-defined]
        raise UnreadableError("the XML declares entities of its own, which are not expanded", reason="unsafe_xml")


def inner_text(element: _Element | None, around: Mapping[str, str] | None = None) -> str | None:
    """All text within an element, that of the tags in `around` between its marks; None where there is no element."""
    if element is None:
        return None
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            mark = (around or {}).get(child.tag, "")
            parts += [mark, inner_text(child, around) or "", mark]
        elif not isinstance(child.tag, str) and child.text and child.text.startswith("&"):
            parts.append(child.text)
        parts.append(child.tail or "")
    return "".join(parts)


def root_of(head: Head) -> str:
    """The name of the root element, empty where the file is no XML."""
    text = head.text[:20_000].lstrip()
    if not text.startswith("<"):
        return ""
    text = re.sub(r"<!--.{0,10000}?-->", "", text, flags=re.DOTALL)
    found = ROOT.search(text)
    return found[1] if found else ""
