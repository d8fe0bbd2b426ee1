"""Two runs compared: claims gained and lost by paper, and the columns that changed in those that stayed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from extract.tables import read_table

KEYS = frozenset({"claim_id", "paper_id"})
SHOWN = ("claim_id", "paper_id", "claim_type", "text", "start", "sentence", "rule_id")


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that is in both runs: column -> (old value, new value)."""

    claim: dict[str, Any]
    columns: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What is in one run and not in the other; claims as rows of SHOWN, in the order of their tables."""

    titles: dict[str, str]
    papers_gained: tuple[str, ...]
    papers_lost: tuple[str, ...]
    papers_changed: tuple[str, ...]
    columns_gained: tuple[str, ...]
    columns_lost: tuple[str, ...]
    gained: tuple[dict[str, Any], ...]
    lost: tuple[dict[str, Any], ...]
    changed: tuple[Change, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__ if name != "titles")

    @property
    def columns_changed(self) -> dict[str, int]:
        """In how many claims each column changed, the most frequent first."""
        counts = Counter(name for change in self.changed for name in change.columns)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def compare(old: Path, new: Path, *, ignore: Sequence[str] = ()) -> Diff:
    """The differences of two output folders, but for the columns of `ignore`. Claims are matched by `claim_id`."""
    papers = [_papers(folder) for folder in (old, new)]
    before, after = (read_table(folder, "claims") for folder in (old, new))
    names = [[name for name in table.column_names if name not in ignore] for table in (before, after)]
    both = [name for name in names[0] if name in names[1] and name not in KEYS]
    return Diff(
        titles={paper_id: title for side in papers for paper_id, (title, _) in side.items()},
        papers_gained=tuple(paper_id for paper_id in papers[1] if paper_id not in papers[0]),
        papers_lost=tuple(paper_id for paper_id in papers[0] if paper_id not in papers[1]),
        papers_changed=tuple(key for key in papers[0] if key in papers[1] and papers[0][key] != papers[1][key]),
        columns_gained=tuple(name for name in names[1] if name not in names[0]),
        columns_lost=tuple(name for name in names[0] if name not in names[1]),
        gained=_without(after, before),
        lost=_without(before, after),
        changed=tuple(_changes(before, after, both)),
    )


def _papers(out: Path) -> dict[str, tuple[str, str]]:
    table = read_table(out, "papers", columns=["paper_id", "title", "abstract"])
    ids, titles, abstracts = (table[name].to_pylist() for name in table.column_names)
    return dict(zip(ids, zip(titles, abstracts, strict=True), strict=True))


def _without(table: pa.Table, other: pa.Table) -> tuple[dict[str, Any], ...]:
    known = pc.is_in(table["claim_id"], other["claim_id"].combine_chunks())
    return tuple(table.select(SHOWN).filter(pc.invert(known)).to_pylist())


def _changes(before: pa.Table, after: pa.Table, columns: Sequence[str]) -> Iterator[Change]:
    place = pc.index_in(before["claim_id"], value_set=after["claim_id"].combine_chunks()).combine_chunks()
    stayed = pc.indices_nonzero(pc.is_valid(place))
    before, after = before.take(stayed), after.take(place.take(stayed))
    changed: dict[int, dict[str, tuple[Any, Any]]] = {}
    for name in columns:
        for row, pair in enumerate(zip(before[name].to_pylist(), after[name].to_pylist(), strict=True)):
            if pair[0] != pair[1]:
                changed.setdefault(row, {})[name] = pair
    rows = sorted(changed)
    claims = after.select(SHOWN).take(pa.array(rows, pa.int64())).to_pylist()
    for row, claim in zip(rows, claims, strict=True):
        yield Change(claim, changed[row])


def summary(diff: Diff) -> list[str]:
    """The counts of a diff, a line each."""
    counts = {
        "papers": (diff.papers_gained, diff.papers_lost, diff.papers_changed),
        "claims": (diff.gained, diff.lost, diff.changed),
    }
    lines = [
        f"{what}: {len(gained):,} gained, {len(lost):,} lost, {len(changed):,} changed"
        for what, (gained, lost, changed) in counts.items()
    ]
    if diff.columns_gained or diff.columns_lost:
        lines.append(f"columns: gained {_names(diff.columns_gained)}, lost {_names(diff.columns_lost)}")
    if diff.columns_changed:
        lines.append("changed: " + ", ".join(f"{name} {n:,}" for name, n in diff.columns_changed.items()))
    return lines


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def by_paper(diff: Diff) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Each paper with what changed in it: (sign, quantity and type, detail); "+" gained, "-" lost, "~" changed."""
    of_paper: dict[str, list[tuple[int, str, str, str]]] = {}
    for sign, claims in (("-", diff.lost), ("+", diff.gained)):
        for claim in claims:
            entry = (claim["start"], sign, _named(claim), f"{claim['rule_id']}: {claim['sentence']}")
            of_paper.setdefault(claim["paper_id"], []).append(entry)
    for change in diff.changed:
        told = "; ".join(f"{name} {_value(old)} -> {_value(new)}" for name, (old, new) in change.columns.items())
        entry = (change.claim["start"], "~", _named(change.claim), told)
        of_paper.setdefault(change.claim["paper_id"], []).append(entry)
    for paper_id in sorted(of_paper):
        yield paper_id, [entry[1:] for entry in sorted(of_paper[paper_id])]


def _named(claim: dict[str, Any]) -> str:
    return f"{claim['text']} ({claim['claim_type']})"


def _value(value: Any) -> str:
    if value in (None, [], ""):
        return "nothing"
    return (
        f"{value:g}"
        if isinstance(value, float)
        else ", ".join(map(str, value))
        if isinstance(value, list)
        else str(value)
    )


def markdown(diff: Diff) -> Iterator[str]:
    """The diff as Markdown, a change of rules explained to its reader."""
    yield from (f"- {line}" for line in summary(diff))
    for paper_id, entries in by_paper(diff):
        yield f"\n### {_inert(diff.titles[paper_id] or paper_id)}\n"
        for sign, named, told in entries:
            yield f"- {SIGNS[sign]} **{_inert(named)}** {_inert(told)}"


SIGNS = {"+": "gained", "-": "lost", "~": "changed"}
MARKUP = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]<>#|!"} | {"\n": " ", "\r": " "})


def _inert(text: str) -> str:
    return text.translate(MARKUP)
