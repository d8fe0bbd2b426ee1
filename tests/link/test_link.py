"""What each quantity is about, by the sentences of `cases.toml` and the examples beside the cues."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract.link.naming import paper_name
from extract.paths import rules_dir
from extract.pipeline import Pipeline

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]
CUES = tomllib.loads((rules_dir() / "linking.toml").read_text(encoding="utf-8"))["cue"]
EMPTY: dict[str, Any] = {"metric": None, "datasets": [], "baselines": [], "subject": None, "owner": "own"}
MEASURED = {"speedup", "resource_change", "metric_gain", "metric_value"}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_links(pipeline: Pipeline, case: dict[str, Any]) -> None:
    claims = pipeline.extract("", case.get("title", "A study"), case["text"])
    found = [
        {
            "text": claim.text,
            "metric": claim.metric if claim.claim_type in MEASURED else None,
            "datasets": list(claim.datasets),
            "baselines": list(claim.baselines),
            "subject": claim.subject,
            "owner": claim.owner,
        }
        for claim in claims
    ]
    assert found == [EMPTY | expected for expected in case["claims"]]


@pytest.mark.parametrize("cue", CUES, ids=[cue["id"] for cue in CUES])
def test_cues_by_their_examples(pipeline: Pipeline, cue: dict[str, Any]) -> None:
    for example in cue["examples"]:
        before, inside = example.split("[", 1)[0], example.split("[", 1)[1].split("]", 1)[0]
        text = example.replace("[", "").replace("]", "")
        claims = pipeline.extract("", "A study", f"We study solvers. {text}")
        owners = [c.owner for c in claims if c.start == len("We study solvers. ") + len(before)]
        assert owners == [cue["owner"]], (inside, claims)


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        ("FooNet: Fast object detection", "We detect objects.", "FooNet"),
        ("Foo Net: Fast object detection", "Foo-Net detects objects.", "Foo-Net"),
        ("Towards Better Parsing: A Study", "We study parsing.", None),
        ("Parsers Are Slow: A Study", "We study parsing.", None),
        ("On parsing", "We propose a parser called FooParser, which is fast.", "FooParser"),
        ("On parsing", "We introduce Greedy Arc Parsing (GAP), a parser. GAP is fast.", "GAP"),
        ("On parsing", "We introduce Greedy Arc Parsing (GAP), a parser.", "Greedy Arc Parsing (GAP)"),
        ("On parsing", "Our Greedy Arc Network (GAN2) uses arcs.", "GAN2"),
        ("On parsing", "Our parser (GAP-X) is fast.", "GAP-X"),
        ("On parsing", "Our parsing metric, GAPS, is strict.", "GAPS"),
        ("On parsing", "Parsing is slow. The proposed GapNet parser is fast.", "GapNet"),
        ("On parsing", "A Greedy Arc Method (GAM) algorithm is proposed.", "Greedy Arc Method (GAM)"),
        ("On parsing", "We call the proposed parser GapNet for short.", "GapNet"),
        ("On parsing", "We propose a net-based model, Gap Network, capable of parsing.", "Gap Network"),
        ("On parsing", "Arc parsing (ARCP) is hard. We construct a noisy ARCP dataset.", None),
        ("On parsing", "A benchmark GapBench was proposed by others. We parse.", None),
        ("On parsing", "We train a BERT model.", None),
        ("On parsing", "We introduce Gappy, a parser. Gappy is fast.", "Gappy"),
        ("On parsing", "We introduce Gappy, a parser.", None),
        ("On parsing", "We introduce the Greedy Arcs from Trees (GAFT) method. GAFT is fast.", "GAFT"),
        ("On parsing", "We name our parser GAP4 for Greedy Arcs.", "GAP4"),
        ("On parsing", "The proposed greedy, arc-first parser for graphs (GAPG) is fast.", "GAPG"),
        ("On parsing", "The proposed parser beats hidden Markov models (HMMs).", None),
        ("GapNet: Greedy arcs", "We propose GapNetwork, a parser. GapNetwork is fast.", "GapNetwork"),
        ("GapNN: Greedy arcs", "We propose a neural net (NN) parser. An NN is fast.", "GapNN"),
        ("On parsing", "We propose a conditional random field (CRF) decoder.", None),
    ],
)
def test_names_of_papers(pipeline: Pipeline, title: str, abstract: str, name: str | None) -> None:
    assert paper_name(title, abstract, pipeline.rules) == name


def test_ids_of_data_sets_are_canonical(pipeline: Pipeline) -> None:
    text = "Our model reaches 81.0% accuracy on ILSVRC-2012 and 92.0% accuracy on FooBank-2."
    ids = [claim.dataset_ids for claim in pipeline.extract("", "A study", text)]
    assert ids == [("imagenet-1k",), ("foobank-2",)]
