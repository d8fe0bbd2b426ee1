"""Expected claims against found ones, and the differences as lines that people can read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from extract.pipeline import Pipeline
from extract.tables import read_table
from extract.testing.cases import ANCHORS, Case, CaseError, occurrences, read_cases

TOLERANCE = 5e-4
"""Relative: a normalised value is given with four digits."""

Row = Mapping[str, Any]


def assert_claims(
    text: str,
    expected: Sequence[Mapping[str, Any]],
    *,
    title: str = "",
    others: str = "forbidden",
    rules: Path | str | None = None,
) -> None:
    """Asserts that extraction from `text` finds the expected claims, and with `others` "forbidden" no more than those.

    Each is a mapping with `text` and any column of `claims`, as in a file of cases; `rules` is a
    folder laid over the shipped ones. Raises AssertionError with all differences, CaseError where
    an expected claim is faulty.
    """
    assert_case(Case(name=_short(text), text=text, title=title, others=others, claims=tuple(expected)), rules=rules)


def assert_case(case: Case, *, rules: Path | str | None = None) -> None:
    """The same for a case of a file; a case with `xfail` must fail."""
    found = _pipeline(Path(rules) if rules else None).extract("", case.title, case.text)
    _judge([(case, differences(case, case.text, [asdict(claim) for claim in found]))])


def assert_table(out: Path | str, expected: Path | str) -> None:
    """Asserts that the tables in the folder `out` hold what the file of cases `expected` says of their papers.

    A case names its paper by `paper_id`, or else by the whole abstract in `text`.
    """
    papers = read_table(Path(out), "papers", columns=["paper_id", "abstract"]).to_pylist()
    abstracts = {paper["paper_id"]: paper["abstract"] for paper in papers}
    ids = {paper["abstract"]: paper["paper_id"] for paper in papers}
    claims = read_table(Path(out), "claims")
    judged = []
    for case in read_cases(expected):
        paper_id = case.paper_id or ids.get(case.text, "")
        if paper_id in abstracts:
            judged.append((case, differences(case, abstracts[paper_id], _claims_of(claims, paper_id))))
        else:
            judged.append((case, [f"no paper {case.paper_id or _short(case.text)!r} in {out}"]))
    _judge(judged)


def _claims_of(claims: pa.Table, paper_id: str) -> list[Row]:
    rows: list[Row] = claims.filter(pc.equal(claims["paper_id"], paper_id)).to_pylist()
    return rows


@lru_cache(maxsize=4)
def _pipeline(rules: Path | None) -> Pipeline:
    return Pipeline(rules)


def _judge(judged: Sequence[tuple[Case, list[str]]]) -> None:
    lines = []
    for case, faults in judged:
        if case.xfail:
            faults = [] if faults else [f"passes, though it is expected to fail: {case.xfail}"]
        if faults:
            lines += [case.name, *(f"  {line}" for line in faults)]
    if lines:
        raise AssertionError("\n".join(["claims are not as expected", *lines]))


def differences(case: Case, text: str, found: Sequence[Row]) -> list[str]:
    """What of a case does not hold, a line each: missing and invented claims, and columns that differ."""
    left = list(found)
    missing, different = [], []
    for expected in case.claims:
        row = _taken(expected, _place(case, expected, text), left)
        if row is None:
            missing.append(f"missing    {expected['text']!r} {expected.get('claim_type', '')}".rstrip())
        elif faults := list(_columns(expected, row)):
            different += [f"different  {expected['text']!r}", *(f"           {fault}" for fault in faults)]
    invented = [f"invented   {row['text']!r} {row['claim_type']} by {row['rule_id']}" for row in left]
    return [*missing, *(invented if case.others == "forbidden" else ()), *different]


def _place(case: Case, expected: Row, text: str) -> int:
    nth = expected.get("nth", 1)
    start = next(islice(occurrences(expected["text"], text), nth - 1, None), None)
    if start is None:
        raise CaseError(f"{case.name}: the text holds no {expected['text']!r} number {nth}")
    return start


def _taken(expected: Row, start: int, left: list[Row]) -> Row | None:
    """The found claim at the place of the expected one, of its type if there is one; it is taken from `left`."""
    here = [row for row in left if row["start"] == start and row["text"] == expected["text"]]
    if not here:
        return None
    row = next((row for row in here if row["claim_type"] == expected.get("claim_type")), here[0])
    left.remove(row)
    return row


def _columns(expected: Row, row: Row) -> Iterator[str]:
    for name, value in expected.items():
        if name not in ANCHORS and not _same(value, row[name]):
            yield f"{name}: expected {value!r}, found {_plain(row[name])!r}"
    for name in expected.get("empty", ()):
        if row[name] not in (None, (), []):
            yield f"{name}: expected nothing, found {_plain(row[name])!r}"


def _same(expected: Any, found: Any) -> bool:
    found = _plain(found)
    if isinstance(expected, dict):
        return dict(expected) == dict(found)
    if isinstance(expected, (int, float)) and isinstance(found, (int, float)):
        return math.isclose(expected, found, rel_tol=TOLERANCE, abs_tol=1e-12)
    return bool(_plain(expected) == found)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
