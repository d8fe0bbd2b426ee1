"""Why a text gives the claims it gives, and why the rest gives none: a tree for each sentence."""

from pathlib import Path

from extract.explain.nodes import Node, lines
from extract.explain.sentence import SentenceTree
from extract.pipeline import Pipeline

__all__ = ["Node", "explain", "lines", "trees"]


def explain(text: str, *, title: str = "", rules: Path | None = None) -> str:
    """The trees of all sentences of an abstract as plain text, `rules` laid over the shipped ones.

    Raises `extract.ruleset.RuleError` for faulty rules.
    """
    return "\n".join(line for _, line in lines(trees(text, title=title, rules=rules)))


def trees(text: str, *, title: str = "", rules: Path | None = None) -> list[Node]:
    """One tree a sentence, and a last node that counts."""
    pipeline = Pipeline(rules)
    traces = list(pipeline.trace("", title, text))
    found = [SentenceTree(trace, pipeline.rules).tree() for trace in traces]
    claims = sum(len(trace.claims) for trace in traces)
    count = f"{len(traces)} sentence{'s' * (len(traces) != 1)}, {claims} claim{'s' * (claims != 1)}"
    return [*found, Node("claim" if claims else "nothing", count)]
