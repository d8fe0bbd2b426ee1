"""Examples and rejects of claim rules and of cues, through the pipeline itself."""

from collections.abc import Iterator
from dataclasses import replace

from extract.pipeline import Pipeline, Trace
from extract.rulecheck.outcome import Outcome
from extract.ruleset import ClaimRule
from extract.ruleset.claims import example
from extract.ruleset.linking import Cue

Span = tuple[int, int]


def check_claims(pipeline: Pipeline, only: str = "") -> Iterator[Outcome]:
    """Each claim rule: it reads its examples when it is alone, and among all rules none of its rejects.

    An example that another rule of the full set reads is a note.
    """
    for rule in pipeline.rules.claims:
        if not rule.id.startswith(only):
            continue
        alone = Pipeline(replace(pipeline.rules, claims=(rule,)))
        outcome = Outcome(rule.id, len(rule.examples), len(rule.rejects))
        for one in rule.examples:
            fired = fired_spans(rule, alone, one.text)
            for span in one.spans:
                quote = one.text[slice(*span)]
                if span not in fired:
                    outcome.faults.append(
                        f"does not read [{quote}] in its example {one.text!r}{_instead(one.text, fired)}"
                    )
                elif other := _outranked(rule, pipeline, one.text, span):
                    outcome.notes.append(f"[{quote}] in its example {one.text!r} is read by {other}")
        for one in rule.rejects:
            for span in sorted(fired_spans(rule, pipeline, one.text)):
                if any(start < span[1] and span[0] < end for start, end in one.spans):
                    outcome.faults.append(f"reads [{one.text[slice(*span)]}] in its reject {one.text!r}")
        yield outcome


def fired_spans(rule: ClaimRule, pipeline: Pipeline, text: str) -> set[Span]:
    """The spans that a rule makes claims of, or of which it says that they are none."""
    found: set[Span] = set()
    for trace in pipeline.trace("", "", text):
        found |= {(claim.start, claim.end) for claim in trace.claims if claim.rule_id == rule.id}
        found |= {span for span, by in refused_spans(trace) if by == rule.id}
    return found


def refused_spans(trace: Trace) -> set[tuple[Span, str]]:
    """The spans of which a rule says that they are no claim, with its id."""
    found: set[tuple[Span, str]] = set()
    if trace.resolved is None or trace.annotated is None or trace.cleaned is None:
        return found
    for dropped in trace.resolved.dropped:
        if dropped.reason == "no_claim":
            for quantity in trace.annotated.tokens[dropped.match.focus].quantities:
                start, end = trace.cleaned.raw(quantity.start, quantity.shown or quantity.end)
                found.add(((trace.sentence.start + start, trace.sentence.start + end), dropped.by))
    return found


def _instead(text: str, fired: set[Span]) -> str:
    quotes = ", ".join(f"[{text[slice(*span)]}]" for span in sorted(fired))
    return f" but {quotes}" if quotes else ""


def _outranked(rule: ClaimRule, pipeline: Pipeline, text: str, span: Span) -> str | None:
    """The rule of the full set that reads the span instead, if any."""
    by = "no rule"
    for trace in pipeline.trace("", "", text):
        for claim in trace.claims:
            if (claim.start, claim.end) == span:
                by = f"{claim.rule_id} ({claim.claim_type})"
        by = dict(refused_spans(trace)).get(span, by)
    return None if by.partition(" ")[0] == rule.id else by


def check_cues(pipeline: Pipeline, only: str = "") -> Iterator[Outcome]:
    """The cues of ownership: the bracketed quantity of an example is a claim of the cue's owner."""
    cues = {cue.id: cue for cue in pipeline.rules.linking.cue_of.values() if cue.id.startswith(only)}
    for cue in cues.values():
        outcome = Outcome(cue.id, len(cue.examples))
        for text in cue.examples:
            outcome.faults += _cue_faults(cue, pipeline, text)
        yield outcome


def _cue_faults(cue: Cue, pipeline: Pipeline, text: str) -> Iterator[str]:
    one = example(text)
    owners = {(claim.start, claim.end): claim.owner for claim in pipeline.extract("", "", one.text)}
    for span in one.spans:
        if owners.get(span) != cue.owner:
            quote, found = one.text[slice(*span)], owners.get(span, "no claim")
            yield f"[{quote}] in its example {one.text!r} is {found}, not {cue.owner}"
