import pytest

from extract.readers import columns


@pytest.mark.parametrize(
    ("value", "column", "given", "key"),
    [
        ("2310.02025v2", "id", False, "arxiv:2310.02025"),
        (1502.00318, "arxiv_id", False, "arxiv:1502.00318"),
        (1502.00318, "id", False, None),
        ("10.1000/A", "id", False, "doi:10.1000/a"),
        ("https://openalex.org/W12", "id", False, "openalex:W12"),
        ("pmlr-v132-wang21a", "id", False, "pmlr:v132/wang21a"),
        ("P19-1001", "acl_id", False, "acl:P19-1001"),
        (232352874, "corpusid", False, "s2:232352874"),
        ("title:0123456789abcdef", "paper_id", False, "title:0123456789abcdef"),
        ("x-9", "id", False, "id:x-9"),
        (17, "id", False, "own:17"),
        (17, "id", True, "id:17"),
        ("nan", "id", False, None),
        (None, "id", False, None),
    ],
)
def test_key_of(value: object, column: str, given: bool, key: str | None) -> None:
    assert columns.key_of(value, column, "folder/own.jsonl.gz", given=given) == key
