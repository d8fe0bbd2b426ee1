"""The nouns of the pipeline, in the order in which a paper meets them. Nothing here extracts.

Spans are half-open ranges of Unicode code points. A span named without more counts in the raw
abstract of the paper, as it stands in `papers.parquet`.
"""

from dataclasses import dataclass
from datetime import date

CLAIM_TYPES = (
    "speedup", "resource_change", "metric_gain", "metric_value", "convergence_rate", "complexity", "model_size",
    "dataset_size", "runtime", "compute", "compression", "steps", "scope", "statistic",
)  # fmt: skip
"""What a claim can be; their order is that of the tables' dictionary."""

BOUND_TYPES = frozenset({"convergence_rate", "complexity"})
"""Types that state an expression or a named class and no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One paper as a source gives it, its text undone of its container only.

    `identifiers` are canonical keys ("arxiv:2310.02025", "doi:10.1000/1"), the preferred one
    first, without version; empty where the source has none. `published_precision` is "day",
    "month" or "year", and null together with `published`. `source_file` is relative to the input
    folder, `source_record` the position of the record in it, from 0.
    """

    source: str
    source_file: str
    source_record: int
    title: str
    abstract: str
    identifiers: tuple[str, ...] = ()
    published: date | None = None
    published_precision: str | None = None
    n_authors: int | None = None
    url: str | None = None
    doi: str | None = None
    venue: str | None = None
    categories: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An input record that gave no paper, or with `source_record` null a fault of a whole file.

    `reason` is a code ("duplicate", "no_abstract", "malformed", "too_long", ...), `message` one
    line for people (for a duplicate the `paper_id` that it was folded into), `excerpt` at most
    200 characters of what stood there.
    """

    source_file: str
    source_record: int | None
    reason: str
    message: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A record that is kept, under its key."""

    paper_id: str
    record: Record


@dataclass(frozen=True, slots=True)
class Bound:
    """An asymptotic expression, or the words that name a rate, in a text.

    `symbol` is one of O, O~, Omega, Omega~, Theta, Theta~, o, "=" (an expression without a
    symbol) or "class" (a named rate, whose class stands in `expr`). `expr` is canonical plain
    Python syntax, null where the text can't be read for certain; `reason` is then a code saying
    why. `exponents` holds the dominant term's exponent of each variable, log powers under
    "log(n)"; empty where it can't be said.
    """

    start: int
    end: int
    symbol: str
    expr: str | None
    exponents: tuple[tuple[str, float], ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One row of `claims.parquet`; the columns' meanings stand in `extract.tables.CLAIMS`."""

    claim_id: str
    paper_id: str
    claim_type: str
    text: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    value_low: float | None
    value_high: float | None
    unit: str
    comparator: str
    direction: str | None
    norm_low: float | None
    norm_high: float | None
    norm_unit: str | None
    norm_comparator: str | None
    metric: str | None
    metric_id: str | None
    datasets: tuple[str, ...]
    dataset_ids: tuple[str, ...]
    baselines: tuple[str, ...]
    subject: str | None
    owner: str
    measure: str | None
    bound_symbol: str | None
    bound_expr: str | None
    bound_exponents: tuple[tuple[str, float], ...]
    bound_target: str | None
    rule_id: str
    confidence: float
