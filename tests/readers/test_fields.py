from datetime import date

import pytest

from extract.readers import fields


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("2101.11408", "arxiv:2101.11408"),
        ("2510.14968v12", "arxiv:2510.14968"),
        ("http://arxiv.org/abs/2510.14968v1", "arxiv:2510.14968"),
        ("https://export.arxiv.org/pdf/2510.14968v1.pdf", "arxiv:2510.14968"),
        ("arXiv:math/9801152", "arxiv:math/9801152"),
        ("math.GT/0309136v2", "arxiv:math/0309136"),
        ("hep-th/9901001", "arxiv:hep-th/9901001"),
        ("10.48550/arXiv.2101.11408", None),
        ("2101.114088", None),
        ("", None),
        (None, None),
    ],
)
def test_arxiv_key(written: str | None, key: str | None) -> None:
    assert fields.arxiv_key(written) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("807.175", "arxiv:0807.1750"),
        (1502.0031800000002, "arxiv:1502.00318"),
        ("1903.0129", "arxiv:1903.01290"),
        ("0704.0001", "arxiv:0704.0001"),
        ("909.4888", "arxiv:0909.4888"),
        ("1001.12345", "arxiv:1001.12345"),
        ("1399.1234", None),
        ("cs/9301114", "arxiv:cs/9301114"),
    ],
)
def test_arxiv_key_read_as_a_number(written: object, key: str | None) -> None:
    assert fields.arxiv_key_from_column(written) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("https://doi.org/10.1128/Spectrum.02643-25", "doi:10.1128/spectrum.02643-25"),
        ("doi: 10.1000/a, 10.1000/b", "doi:10.1000/a"),
        ("10.48550/arXiv.2101.11408", "arxiv:2101.11408"),
        ("none", None),
    ],
)
def test_doi_key(written: str, key: str | None) -> None:
    assert fields.doi_key(written) == key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://openreview.net/forum?id=0JzWiigkUy", "openreview:0JzWiigkUy"),
        ("https://proceedings.mlr.press/v238/heidrich24a.html", "pmlr:v238/heidrich24a"),
        ("http://proceedings.mlr.press/v97/mao19a/mao19a.pdf", "pmlr:v97/mao19a"),
        ("https://aclanthology.org/2024.tacl-1.5/", "acl:2024.tacl-1.5"),
        ("https://www.aclanthology.org/P19-1001.pdf", "acl:P19-1001"),
        ("https://nips.cc/virtual/2018/poster/11127", "neurips:2018/11127"),
        ("https://icml.cc/virtual/2024/poster/None", None),
        ("https://example.org/x", None),
    ],
)
def test_address_key(address: str, key: str | None) -> None:
    assert fields.address_key(address) == key


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [
        ("2026-05-30T00:00:00.000Z", date(2026, 5, 30), "day"),
        ("2023-12", date(2023, 12, 1), "month"),
        (2023, date(2023, 1, 1), "year"),
        ("Mon, 2 Apr 2007 19:18:42 GMT", date(2007, 4, 2), "day"),
        ("Oct 29, 2020", date(2020, 10, 29), "day"),
        ("August 2019", date(2019, 8, 1), "month"),
        (date(2020, 1, 2), date(2020, 1, 2), "day"),
        ("2021-02-30", date(2021, 2, 1), "month"),
        ("2021-00-10", date(2021, 1, 1), "year"),
        ("Oct 7", None, None),
        ("0000", None, None),
        ("20231", None, None),
        (None, None, None),
    ],
)
def test_day_of(written: object, day: date | None, precision: str | None) -> None:
    assert fields.day_of(written) == (day, precision)
