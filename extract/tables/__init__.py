"""The tables: what their columns mean, rows to Arrow, Arrow to Parquet and back."""

from extract.models import CLAIM_TYPES
from extract.tables.columns import claims_batch, papers_batch, rejected_batch
from extract.tables.reading import Tables, TablesError, load, read_table
from extract.tables.schemas import CLAIMS, PAPERS, REJECTED, SCHEMA_VERSION, SCHEMAS, stamped
from extract.tables.writing import TableFile, TableWriter

__all__ = [
    "CLAIMS",
    "CLAIM_TYPES",
    "PAPERS",
    "REJECTED",
    "SCHEMAS",
    "SCHEMA_VERSION",
    "TableFile",
    "TableWriter",
    "Tables",
    "TablesError",
    "claims_batch",
    "load",
    "papers_batch",
    "read_table",
    "rejected_batch",
    "stamped",
]
