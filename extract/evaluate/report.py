"""An evaluation for people: its figures, a list of differences, and how far confidence can be trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extract.evaluate.figures import figures
from extract.evaluate.pairing import Pair
from extract.evaluate.scoring import Evaluation

LEVELS = ("found", "typed", "exact")
FIELDS = {"comparator": ("cmp", "comparator"), "factor": ("norm_low", "norm_low")}
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def lines(evaluation: Evaluation) -> Iterator[str]:
    """The figures for people."""
    out = figures(evaluation)
    yield (
        f"{out['papers']} papers ({out['absent']} absent from the table), "
        f"{out['gold']} gold claims, {out['predicted']} predicted"
    )
    for level in LEVELS:
        yield f"{level:6}  precision {out[level]['p']:.3f}  recall {out[level]['r']:.3f}  F1 {out[level]['f1']:.3f}"
    yield f"row     {out['row']:.3f} of gold claims have their whole row right"
    yield f"papers  {out['whole']} of {out['papers']} have every claim exact and none invented"
    for label, name in (("columns", "columns"), ("filled cells, F1", "filled")):
        yield f"{label} (over typed pairs): " + ", ".join(f"{key} {value:.3f}" for key, value in out[name].items())
    bounds = out["bounds"]
    yield (
        f"bounds  exact F1 {bounds['f1']:.3f} over both types; "
        f"{bounds['unread']} expressions not read, {bounds['wrong']} wrong"
    )
    false, empty = out["false_on_empty"]
    yield (
        f"spans   {out['close_span']:.3f} of typed pairs share at least half; "
        f"{false} claims on {empty} papers without any"
    )
    if out["text_differs"] or out["broken_span"]:
        yield (
            f"WARNING {out['text_differs']} abstracts differ from the gold's, "
            f"{out['broken_span']} claims whose text is not abstract[start:end]"
        )
    for name, s in out["by_type"].items():
        yield f"  {name:17} gold {s['gold']:4}  exact F1 {s['f1']:.3f}  (p {s['p']:.3f}, r {s['r']:.3f})"


def differences(evaluation: Evaluation) -> Iterator[str]:
    """Every claim and column that differs, paper by paper."""
    for paper in evaluation.papers:
        if paper.absent:
            continue
        title = repr(paper.gold.title[:50])
        columns = iter(paper.columns)
        for pair in paper.pairing.pairs:
            if not pair.exact:
                yield _wrong(title, pair)
            for name, right in next(columns).items() if pair.typed else ():
                if not right:
                    gold_name, row_name = FIELDS.get(name, (name, name))
                    values = f"{pair.gold[gold_name]!r} -> {pair.row[row_name]!r}"
                    yield f"  {name:10} {title} {pair.gold['quote']!r}: {values}"
        for gold in paper.pairing.missed:
            yield f"MISSED {title} {gold['type']} {gold['quote']!r}"
        for row in paper.pairing.spurious:
            yield f"EXTRA  {title} {row['claim_type']} {row['text']!r} ({row['rule_id']})"


def reliability(evaluation: Evaluation) -> Iterator[str]:
    """For claims of like confidence how many are right, and the Brier score of confidence against being exact."""
    bins: dict[int, list[tuple[float, bool, bool]]] = defaultdict(list)
    for paper in evaluation.papers:
        answers = {id(pair.row): pair for pair in paper.pairing.pairs}
        for row in paper.predicted.claims:
            pair = answers.get(id(row))
            at = max(i for i, low in enumerate(BINS[:-1]) if row["confidence"] >= low)
            bins[at].append((row["confidence"], bool(pair and pair.typed), bool(pair and pair.exact)))
    yield "confidence   claims    mean   typed   exact"
    squares, total = 0.0, sum(map(len, bins.values()))
    for at, claims in sorted(bins.items()):
        mean, typed, exact = (sum(column) / len(claims) for column in zip(*claims, strict=True))
        squares += sum((confidence - right) ** 2 for confidence, _, right in claims)
        yield f"{BINS[at]:.2f}-{BINS[at + 1]:.2f}  {len(claims):8}  {mean:6.3f}  {typed:6.3f}  {exact:6.3f}"
    yield f"Brier score {squares / total if total else 0.0:.4f} over {total} claims"


def _wrong(title: str, pair: Pair) -> str:
    gold, row = pair.gold, pair.row
    wanted = f"{gold['low']}..{gold['high']} {gold['unit']} {gold['cmp']} {gold['symbol']} {gold['expr']}"
    got = (
        f"{row['value_low']}..{row['value_high']} {row['unit']} {row['comparator']} "
        f"{row['bound_symbol']} {row['bound_expr']}"
    )
    quoted = f"{gold['quote']!r} -> {row['claim_type']} {row['text']!r}"
    return f"WRONG  {title} {gold['type']} {quoted} value {wanted} -> {got}"
