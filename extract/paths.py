"""Where the project's own data files lie."""

from pathlib import Path


def rules_dir() -> Path:
    """The folder of the shipped rules: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    shipped = package / "rules"
    return shipped if shipped.is_dir() else package.parent / "rules"
