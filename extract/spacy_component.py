"""The component "quantclaims" of a spaCy pipeline: claims in `doc.spans["claims"]` and `doc._.claims`.

    nlp = spacy.blank("en")
    nlp.add_pipe("quantclaims")

A claim need not begin and end with a token, so its span is widened to whole tokens; `doc._.claims`
has the exact offsets: plain dicts with the columns of the claims table. They live in
`doc.user_data`, so that DocBin (with `store_user_data=True`), `to_disk` and `n_process` keep them.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extract.models import Claim
from extract.pipeline import Pipeline

KEY = "quantclaims"


def register() -> None:
    """Makes `doc._.claims` known; needed by hand only to read saved documents without the component."""
    if not Doc.has_extension("claims"):
        Doc.set_extension("claims", getter=_claims)


def _claims(doc: Doc) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = doc.user_data.get(KEY, [])
    return claims


@Language.factory(
    "quantclaims",
    assigns=["doc._.claims", "doc.spans"],
    default_config={"spans_key": "claims", "rules": None},
)
def make_component(nlp: Language, name: str, spans_key: str, rules: str | None) -> ClaimFinder:
    """Called by `nlp.add_pipe`. `rules` names a folder of rules that is laid over the shipped ones."""
    register()
    return ClaimFinder(spans_key=spans_key, rules=rules)


class ClaimFinder:
    """Reads the text of a document, and as the paper's title what stands in `doc.user_data["title"]`, if anything."""

    def __init__(self, *, spans_key: str = "claims", rules: str | None = None) -> None:
        self.spans_key = spans_key
        self.rules = rules

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.spans_key, self.rules)

    @cached_property
    def pipeline(self) -> Pipeline:
        """Loaded with the first document, in each process anew."""
        return Pipeline(Path(self.rules) if self.rules else None)

    def __call__(self, doc: Doc) -> Doc:
        claims = self.pipeline.extract("", doc.user_data.get("title", ""), doc.text)
        spans = (
            doc.char_span(each.start, each.end, label=each.claim_type, alignment_mode="expand", span_id=each.claim_id)
            for each in claims
        )
        doc.spans[self.spans_key] = [span for span in spans if span is not None]
        doc.user_data[KEY] = [_plain(claim) for claim in claims]
        return doc


def _made(spans_key: str, rules: str | None) -> ClaimFinder:
    return ClaimFinder(spans_key=spans_key, rules=rules)


def _plain(claim: Claim) -> dict[str, Any]:
    row = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(claim).items()}
    return row | {"bound_exponents": dict(claim.bound_exponents)}
