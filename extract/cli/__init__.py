"""The command `quantclaims`: one module a command, each light to import."""

from extract.cli.main import main

__all__ = ["main"]
