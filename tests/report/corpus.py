"""Papers for the page: plain ones, one that attacks it, one whose claims lie in one another."""

from datetime import date

from extract.models import Claim, Paper
from tests.fakes import claim, paper

ATTACK = '</script><script>document.title="owned"</script><img src=x onerror="document.title=1">'


def dated(number: int, abstract: str, title: str = "", **fields: object) -> Paper:
    """A paper with further fields of its record, such as `published`."""
    made = paper(number, abstract, title)
    record = {name: getattr(made.record, name) for name in made.record.__dataclass_fields__} | fields
    return Paper(paper_id=made.paper_id, record=type(made.record)(**record))


def _claim(of: Paper, text: str, kind: str, **fields: object) -> Claim:
    abstract = of.record.abstract
    sentence = {"sentence": abstract, "sentence_start": 0, "sentence_end": len(abstract)}
    return claim(of.paper_id, text, abstract.index(text), claim_type=kind, norm_comparator="=", **sentence, **fields)


def _ends(value: tuple[float, float], norm: tuple[float, float], unit: str) -> dict[str, object]:
    names = ("value_low", "value_high", "norm_low", "norm_high")
    return {**dict(zip(names, (*value, *norm), strict=True)), "norm_unit": unit}


def _speedup(number: int, of: Paper) -> Claim:
    n = float(number)
    names = {"metric": "run time", "metric_id": "runtime", "baselines": ("Adam",)}
    data = {"datasets": ("ImageNet",), "dataset_ids": ("ImageNet",)}
    owner = "own" if number % 10 else "prior"
    return _claim(of, f"{number}x", "speedup", owner=owner, **names, **data, **_ends((n, n), (n, n), "factor"))


def papers_and_claims() -> tuple[list[Paper], list[Claim]]:
    """64 papers: 60 with a speedup each, one hostile, one in astral letters, one with nested claims, one without."""
    papers = [
        dated(n, f"Method {n} is {n}x faster than Adam on ImageNet.", published=date(2020 + n % 5, 1, 1))
        for n in range(1, 61)
    ]
    claims = [_speedup(n, paper) for n, paper in enumerate(papers, 1)]
    hostile = dated(61, f"Gains of 4%-8% {ATTACK} in accuracy.", ATTACK, url="javascript:alert(1)")
    letters = dated(62, "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 😀 needs 7B parameters.", "Letters", published=date(2024, 6, 1))
    nested = dated(63, "A sublinear rate O(1/T) holds.", "Nested")
    gain = _ends((4.0, 8.0), (0.04, 0.08), "fraction")
    size = _ends((7e9, 7e9), (7e9, 7e9), "parameters")
    named = {"unit": "class", "bound_symbol": "class", "bound_expr": "sublinear", "value_low": None, "value_high": None}
    bound = {"unit": "bound", "bound_symbol": "O", "bound_expr": "1/T", "value_low": None, "value_high": None}
    rate = {"norm_low": 1.0, "norm_high": 1.0, "norm_unit": "epsilon_exponent", "bound_exponents": (("T", -1.0),)}
    claims += [
        _claim(
            hostile, "4%-8%", "metric_gain", unit="percent", metric=ATTACK, subject=ATTACK, datasets=(ATTACK,), **gain
        ),
        _claim(letters, "7B", "model_size", unit="parameters", **size),
        _claim(nested, "sublinear rate O(1/T)", "convergence_rate", **named),
        _claim(nested, "O(1/T)", "convergence_rate", **bound, **rate),
    ]
    return [*papers, hostile, letters, nested, dated(64, "No number here.", "Empty")], claims
