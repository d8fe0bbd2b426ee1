"""An evaluation as figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from extract.evaluate.names import matched_names, verbatim
from extract.evaluate.pairing import Pair
from extract.evaluate.scoring import Evaluation, PaperScore
from extract.models import BOUND_TYPES

LISTS, SINGLES = ("datasets", "baselines"), ("metric", "subject")


def figures(evaluation: Evaluation) -> dict[str, Any]:
    """Every figure, rounded to four places."""
    papers = evaluation.papers
    present = [paper for paper in papers if not paper.absent]
    typed = [pair for paper in present for pair in paper.typed]
    columns = [right for paper in present for right in paper.columns]
    empty = [paper for paper in papers if not paper.gold.claims]
    by_type = _by_type(evaluation)
    n_gold, n_predicted = (sum(counts[i] for counts in by_type.values()) for i in (2, 1))
    found = sum(len(paper.pairing.pairs) for paper in present)
    exact = sum(pair.exact for pair in typed)
    return {
        "papers": len(papers),
        "absent": len(papers) - len(present),
        "gold": n_gold,
        "predicted": n_predicted,
        "found": f1(found, n_predicted, n_gold),
        "typed": f1(len(typed), n_predicted, n_gold),
        "exact": f1(exact, n_predicted, n_gold),
        "row": _share(sum(map(_row_right, typed, columns)), n_gold),
        "whole": sum(paper.whole for paper in papers),
        "bounds": _bounds(by_type, typed),
        "text_differs": sum(paper.text_differs for paper in present),
        "broken_span": sum(paper.broken_spans for paper in present),
        "false_on_empty": [sum(len(paper.predicted.claims) for paper in empty), len(empty)],
        "close_span": _share(sum(pair.close_span for pair in typed), len(typed)),
        "filled": {name: f1(*counts)["f1"] for name, counts in sorted(_filled(present).items())},
        "columns": _columns(columns),
        "by_type": {name: {"gold": counts[2], **f1(*counts)} for name, counts in sorted(by_type.items())},
    }


def f1(hit: int, predicted: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1."""
    p, r = hit / predicted if predicted else 0.0, hit / gold if gold else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r) if p + r else 0.0, 4)}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _by_type(evaluation: Evaluation) -> dict[str, tuple[int, int, int]]:
    exact: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for paper in evaluation.papers:
        gold.update(claim["type"] for claim in paper.gold.claims)
        if not paper.absent:
            predicted.update(row["claim_type"] for row in paper.predicted.claims)
            exact.update(pair.gold["type"] for pair in paper.typed if pair.exact)
    return {name: (exact[name], predicted[name], gold[name]) for name in gold | predicted}


def _row_right(pair: Pair, columns: Mapping[str, bool]) -> bool:
    """Whether the whole row of a claim is right, its subject aside."""
    return pair.exact and all(right for name, right in columns.items() if name != "subject")


def _columns(columns: Sequence[Mapping[str, bool]]) -> dict[str, float]:
    asked = Counter(name for right in columns for name in right)
    hits = Counter(name for right in columns for name, ok in right.items() if ok)
    return {name: _share(hits[name], asked[name]) for name in sorted(asked)}


def _bounds(by_type: Mapping[str, tuple[int, int, int]], typed: Sequence[Pair]) -> dict[str, Any]:
    totals = [sum(by_type.get(name, (0, 0, 0))[i] for name in BOUND_TYPES) for i in range(3)]
    unequal = [
        pair
        for pair in typed
        if pair.gold["type"] in BOUND_TYPES and pair.gold["symbol"] != "class" and pair.gold["expr"] and not pair.exact
    ]
    unread = sum(not pair.row["bound_expr"] for pair in unequal)
    return {**f1(*totals), "unread": unread, "wrong": len(unequal) - unread}


def _filled(present: Sequence[PaperScore]) -> dict[str, tuple[int, int, int]]:
    """Per column the filled cells (names of a list each) that are right, predicted and in the gold."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(name: str, hit: int, predicted: int, gold: int) -> None:
        for i, n in enumerate((hit, predicted, gold)):
            counts[name][i] += n

    for paper in present:
        text = " ".join(paper.predicted.title.split()) + "\n" + (paper.predicted.abstract or "")
        for pair, right in zip(paper.typed, paper.columns, strict=True):
            gold, row = pair.gold, pair.row
            for name in LISTS:
                hit = matched_names(gold[name] or [], row[name]) if verbatim(row[name], text) else 0
                add(name, hit, len(row[name]), len(gold[name] or []))
            for name in SINGLES:
                if name in right:
                    add(name, bool(gold[name] and row[name] and right[name]), bool(row[name]), bool(gold[name]))
            prior, said = gold["owner"] == "prior", row["owner"] == "prior"
            add("prior", prior and said, said, prior)
    return {name: (hit, predicted, gold) for name, (hit, predicted, gold) in counts.items()}
