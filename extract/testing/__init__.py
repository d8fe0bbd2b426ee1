"""Regression tests of extraction for pytest or anything else: expected claims against found ones, told apart readably.

    from extract.testing import assert_claims, assert_table

    assert_claims("SGD needs 2x fewer steps.", [{"text": "2x", "claim_type": "speedup", "value_low": 2.0}])
    assert_table("data/out", "expected.toml")

`extract.testing.cases` says how a file of cases is written; `quantclaims expect OUT` writes one to start from.
"""

from extract.testing.cases import Case, CaseError, expected_toml, read_cases
from extract.testing.compare import assert_case, assert_claims, assert_table

__all__ = ["Case", "CaseError", "assert_case", "assert_claims", "assert_table", "expected_toml", "read_cases"]
