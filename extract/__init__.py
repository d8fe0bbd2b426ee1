"""Quantitative claims in machine-learning abstracts, as tables. The names here are the public ones."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from extract import bounds
    from extract.batches import PipelineSpec, run_batch
    from extract.models import Claim, Paper, Record, Rejected
    from extract.pipeline import Pipeline, extract_claims
    from extract.tables import Tables, load

__all__ = [
    "Claim",
    "Paper",
    "Pipeline",
    "PipelineSpec",
    "Record",
    "Rejected",
    "Tables",
    "__version__",
    "bounds",
    "extract_claims",
    "load",
    "run_batch",
]

_HOMES = {
    "batches": ("PipelineSpec", "run_batch"),
    "models": ("Claim", "Paper", "Record", "Rejected"),
    "pipeline": ("Pipeline", "extract_claims"),
    "tables": ("Tables", "load"),
}


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for."""
    if name == "bounds":
        return import_module("extract.bounds")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"extract.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
