"""The component in somebody's pipeline."""

from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import extract.spacy_component
from extract import extract_claims

TEXTS = [
    "SwiftNet trains 2.5x faster than Adam on ImageNet.",
    "😀 It needs 7B parameters, as large as GPT(3.5x).",
    "",
    "No number here.",
]


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("quantclaims")
    return nlp


def seen(doc: Doc) -> list[tuple[str, str, int, int]]:
    return [(each["claim_type"], each["text"], each["start"], each["end"]) for each in doc._.claims]


def expected(text: str) -> list[tuple[str, str, int, int]]:
    return [(each.claim_type, each.text, each.start, each.end) for each in extract_claims(text)]


@pytest.mark.parametrize("text", TEXTS)
def test_claims_are_those_of_the_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert seen(doc) == expected(text)
    assert [doc.text[each["start"] : each["end"]] for each in doc._.claims] == [each["text"] for each in doc._.claims]


def test_spans_are_whole_tokens_with_the_type_as_label(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    [span], [claim] = doc.spans["claims"], doc._.claims
    assert (span.text, span.label_) == ("2.5x", "speedup")
    assert claim["datasets"] == ["ImageNet"]
    assert span.id_ == claim["claim_id"]


def test_processes(nlp: Language) -> None:
    assert [seen(doc) for doc in nlp.pipe(TEXTS, n_process=2)] == [expected(text) for text in TEXTS]


def test_documents_are_kept(nlp: Language, tmp_path: Path) -> None:
    docs = [nlp(text) for text in TEXTS]
    packed = DocBin(store_user_data=True, docs=docs).to_bytes()
    for doc, text in zip(DocBin().from_bytes(packed).get_docs(nlp.vocab), TEXTS, strict=True):
        assert seen(doc) == expected(text)
        assert len(doc.spans["claims"]) == len(doc._.claims)
    docs[0].to_disk(tmp_path / "doc")
    assert seen(Doc(nlp.vocab).from_disk(tmp_path / "doc")) == expected(TEXTS[0])


def test_the_pipeline_is_kept(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "nlp")
    assert seen(spacy.load(tmp_path / "nlp")(TEXTS[0])) == expected(TEXTS[0])


def test_other_names_and_rules_and_a_pipe_before(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("span_ruler")
    ruler.add_patterns([{"label": "OPT", "pattern": "Adam"}])
    nlp.add_pipe("quantclaims", config={"spans_key": "numbers", "rules": str(tmp_path)})
    doc = nlp(TEXTS[0])
    assert [span.text for span in doc.spans["ruler"]] == ["Adam"]
    assert [span.text for span in doc.spans["numbers"]] == ["2.5x"]


def test_displacy_draws_the_spans(nlp: Language) -> None:
    html = displacy.render(nlp(TEXTS[0]), style="span", options={"spans_key": "claims"}, jupyter=False)
    assert "speedup" in html


def test_register_makes_saved_documents_readable() -> None:
    Doc.remove_extension("claims")
    extract.spacy_component.register()
    assert Doc(spacy.blank("en").vocab, ["a"])._.claims == []
