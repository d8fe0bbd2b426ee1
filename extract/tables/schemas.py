"""The Arrow schemas of the three tables. A change here is a new SCHEMA_VERSION and a line in docs/schema-changes.md."""

from __future__ import annotations

import pyarrow as pa

from extract.models import CLAIM_TYPES

SCHEMA_VERSION = 1


STRING, INT32, FLOAT = pa.string(), pa.int32(), pa.float64()
NAMES = pa.list_(pa.string())


def _field(name: str, kind: pa.DataType, description: str, *, required: bool = False) -> pa.Field:
    return pa.field(name, kind, nullable=not required, metadata={"description": description})


def _always(name: str, kind: pa.DataType, description: str) -> pa.Field:
    return _field(name, kind, description, required=True)


PAPERS = pa.schema(
    [
        _always(
            "paper_id", STRING, "Key: the best identifier of the paper (arxiv:, doi:, ...), else title: and a hash"
        ),
        _always("title", STRING, "Title as the source gives it"),
        _always("abstract", STRING, "Abstract as the source gives it; the offsets of claims count its code points"),
        _field("published", pa.date32(), "Date of publication, its first day where only month or year are known"),
        _field("published_precision", STRING, "day, month or year: how much of `published` the source says"),
        _field("n_authors", INT32, "Number of authors"),
        _always("source", STRING, "Name of the input format"),
        _always("source_file", STRING, "Path of the input file, relative to the input folder"),
        _always("source_record", pa.int64(), "Position of the record in its file, from 0"),
        _field("url", STRING, "Address of the paper"),
        _field("doi", STRING, "DOI without a prefix"),
        _field("venue", STRING, "Conference or journal as the source names it"),
        _field("categories", STRING, "Subject categories as the source gives them"),
        _always("n_claims", INT32, "Number of rows in claims"),
    ],
    metadata={"description": "One row a paper, in the order of the input"},
)

CLAIMS = pa.schema(
    [
        _always("claim_id", STRING, "Key: a hash of paper_id, start, end and claim_type, the same in every run"),
        _always("paper_id", STRING, "Key into papers"),
        _always("claim_type", pa.dictionary(pa.int8(), STRING), "What kind of claim: " + ", ".join(CLAIM_TYPES)),
        _always("text", STRING, "The quantity as written; abstract[start:end] == text"),
        _always("start", INT32, "Where `text` begins in the abstract, in code points"),
        _always("end", INT32, "Where `text` ends in the abstract, exclusive"),
        _always("sentence", STRING, "The sentence it stands in; abstract[sentence_start:sentence_end] == sentence"),
        _always("sentence_start", INT32, "Where `sentence` begins in the abstract"),
        _always("sentence_end", INT32, "Where `sentence` ends in the abstract, exclusive"),
        _field("value_low", FLOAT, "The number as written, scale resolved (2K is 2000, 4% is 4.0); low end of a range"),
        _field("value_high", FLOAT, "High end of a range, else equal to value_low; null for bounds and named rates"),
        _always("unit", STRING, "percent, pp, x, points, score, parameters, s, ...; a plural noun; bound or class"),
        _always("comparator", STRING, "=, ~ (about), <= (up to, less than) or >= (at least, over), as written"),
        _field("direction", STRING, "up or down: which way the measured thing changes; null for a level"),
        _field("norm_low", FLOAT, "Comparable value in norm_unit, the lower end; null where there is none"),
        _field("norm_high", FLOAT, "Comparable value in norm_unit, the higher end"),
        _field("norm_unit", STRING, "Unit of norm_low and norm_high: factor, fraction, points, s, bits, tokens, ..."),
        _field("norm_comparator", STRING, "`comparator`, turned where the norm falls as the value rises"),
        _field("metric", STRING, "What is measured, as written"),
        _field("metric_id", STRING, "Canonical name of the metric"),
        _always("datasets", NAMES, "Data sets or tasks it was measured on, as written"),
        _always("dataset_ids", NAMES, "Canonical names of the data sets"),
        _always("baselines", NAMES, "What it is compared with, as written"),
        _field("subject", STRING, "The method, model or data set that the quantity describes, as written"),
        _always("owner", STRING, "own: claimed by the paper of its own work; prior: of earlier or other work"),
        _field("measure", STRING, "What a bound counts: rate, iterations, oracle, samples, regret, time, space, ..."),
        _field("bound_symbol", STRING, "O, O~, Omega, Omega~, Theta, Theta~, o, = or class"),
        _field("bound_expr", STRING, "The bound in plain Python syntax, or the class of a named rate"),
        _always("bound_exponents", pa.map_(STRING, FLOAT), "Exponent of each variable in the dominant term"),
        _field("bound_target", STRING, "What the accuracy of a convergence rate is measured in"),
        _always("rule_id", STRING, "The rule that made the claim"),
        _always("confidence", FLOAT, "0 to 1: the share of such claims that is right"),
    ],
    metadata={"description": "One row a claim, ordered by paper and offset"},
)

REJECTED = pa.schema(
    [
        _always("source_file", STRING, "Path of the input file, relative to the input folder"),
        _field("source_record", pa.int64(), "Position of the record in its file, from 0; null for a fault of the file"),
        _always("reason", STRING, "Code: duplicate, no_abstract, malformed, too_long, ..."),
        _always("message", STRING, "One line for people; for a duplicate the paper_id that it was folded into"),
        _always("excerpt", STRING, "At most 200 characters of what stood there"),
    ],
    metadata={"description": "One row an input record that gave no row in papers, or a fault of a file"},
)

SCHEMAS = {"papers": PAPERS, "claims": CLAIMS, "rejected": REJECTED}

PREFIX = "quantclaims."


def stamped(schema: pa.Schema, *, version: str, rules_digest: str) -> pa.Schema:
    """`schema` with what its file's metadata says of its making."""
    stamp = {"schema_version": str(SCHEMA_VERSION), "version": version, "rules_digest": rules_digest}
    return schema.with_metadata({**(schema.metadata or {}), **{PREFIX + key: value for key, value in stamp.items()}})
