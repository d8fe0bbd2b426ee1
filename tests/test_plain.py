"""Texts in other dress, and the way back to their raw characters."""

import pytest

from extract.paths import rules_dir
from extract.pipeline import Pipeline
from extract.plain import PlainText, plain
from extract.ruleset import CleanRules, load


@pytest.fixture(scope="module")
def rules() -> CleanRules:
    return load(rules_dir()).clean


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2.5x faster", "2.5x faster"),
        ("２．５ｘ", "2.5x"),
        ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
        ("two  blanks", "two blanks"),
        ("one\r\n  line", "one line"),
        ("one\u2028line\x85more", "one line more"),
        ("one.\n \nTwo", "one.\n\nTwo"),
        ("one.\u2029Two", "one.\n\nTwo"),
        ("it is so.\nRESULTS: 5%", "it is so.\nRESULTS: 5%"),
        ("2\u200b.\u00ad5\u200fx", "2.5x"),
        ("a \u200b b", "a b"),
        ("Schro\u0308dinger", "Schrödinger"),
        ("Schro\u200b\u0308dinger", "Schrödinger"),
        ("4.7 k\u2126", "4.7 kΩ"),
        ("a −5, two‐way, 3‒4", "a -5, two-way, 3–4"),
        (
            "Rank\u20121 of Top–5, RWKV–7, p = –0.5 (–8%), $10^{–4}$",
            "Rank-1 of Top-5, RWKV-7, p = -0.5 (-8%), $10^{-4}$",
        ),
        ("gains of 3 –5%, 2x–3x", "gains of 3 –5%, 2x–3x"),
        ("English\u2012French, Eng\u200dlish\u200d–\u200eHindi", "English-French, English-Hindi"),
        ("a lan-\n guage out- performs pre- and post-training", "a language outperforms pre- and post-training"),
        (r"{\em linear} rate, \textbf{2.5}x, \emph {so}, $\text{x}$", "linear rate, 2.5x, so, $\\text{x}$"),
        ("4–bit but 3–4 and 125M–770M", "4-bit but 3–4 and 125M–770M"),
        ("p &lt; 0.01 &amp;amp; 3&nbsp;&#215; &#x2013; &unheard;", "p < 0.01 & 3 × – &unheard;"),
        ("3Ã— Î± â‰¤ 5â\x80\x93 7", "3× α ≤ 5– 7"),
        ("a 3×\u00a0speedup, Âme, ÉDITÉ", "a 3× speedup, Âme, ÉDITÉ"),
        ("we\n% 5% of old\nshow", "we show"),
        ("by 5\n% of it", "by 5 % of it"),
        ("Fast. 🚀 Very 👩‍💻.", "Fast. Very."),
        ("fast🚀slow", "fast slow"),
    ],
)
def test_plain(raw: str, expected: str, rules: CleanRules) -> None:
    read = plain(raw, rules)
    assert read.text == expected
    assert read.changed == (raw != expected)


def test_a_text_all_in_capitals_is_read_in_small_letters(rules: CleanRules) -> None:
    raw = "WE CUT THE COST BY 40% OF $O(N)$ FOR 7B MODELS. IT TAKES \\ALPHA STEPS AND 3 HOURS OF TIME ON IMAGENET."
    read = plain(raw, rules)
    assert read.text == (
        "We cut the cost by 40% of $O(N)$ for 7B models. It takes \\alpha steps and 3 hours of time on imagenet."
    )
    raw = "IT NEEDS $\\TILDE{\\OMEGA}(N)$ OR $\\OMEGA\\LEFT( \\FRAC{D}{\\EPSILON^2}\\RIGHT)$ SAMPLES, $\\OMEGA$ FEW."
    assert plain(raw, rules).text == (
        "It needs $\\tilde{\\Omega}(N)$ or $\\Omega\\left( \\frac{D}{\\epsilon^2}\\right)$ samples, $\\omega$ few."
    )
    assert plain("SHORT ACRONYM (NASA)", rules).text == "SHORT ACRONYM (NASA)"


def test_pieces_lead_back(rules: CleanRules) -> None:
    read = plain("On Im\u00adage\u200bNet&#8209;1K: &nbsp;２．５×", rules)
    assert read.text == "On ImageNet-1K: 2.5×"
    assert read.raw_piece("ImageNet-1K") == "Im\u00adage\u200bNet&#8209;1K"
    assert read.raw_piece("2.5×") == "２．５×"
    assert read.raw_piece("COCO") is None
    assert isinstance(read, PlainText)


def test_claims_quote_the_raw_text() -> None:
    title = "Swift\u200bNet: fast training"
    abstract = (
        "We train Swift\u200bNet\r\n  ２．５× faster than Ad\u00adam on ImageNet\u20111K as before.It reaches "
        "78.4&#37; top\u20101 accuracy."
    )
    first, second = Pipeline().extract("arxiv:1", title, abstract)
    for claim in (first, second):
        assert abstract[claim.start : claim.end] == claim.text
        assert abstract[claim.sentence_start : claim.sentence_end] == claim.sentence
        assert all(name in abstract for name in (*claim.datasets, *claim.baselines))
    assert (first.text, first.value_low, first.norm_low, first.claim_type) == ("２．５×", 2.5, 2.5, "speedup")
    assert (first.baselines, first.datasets) == (("Ad\u00adam",), ("ImageNet\u20111K",))
    assert first.sentence.endswith("as before.")
    assert (second.text, second.value_low, second.unit) == ("78.4&#37;", 78.4, "percent")
    assert second.metric == "top\u20101 accuracy"
