"""`quantclaims` with the fake pipeline instead of the real one; worker processes import this file too."""

import extract.batches
from tests.fakes import FakeSpec

extract.batches.PipelineSpec = FakeSpec  # type: ignore[misc]

if __name__ == "__main__":
    from extract.cli import main

    main()
