"""`quantclaims formats`: what can be read."""

from __future__ import annotations

import click


@click.command("formats")
def formats_command() -> None:
    """List the input formats in the order in which they are tried, and what each is recognised by.

    \b
    Example:
      quantclaims formats
    """
    from extract.readers import formats

    for reader in formats():
        click.echo(f"{reader.name}\n    {reader.description}\n    recognised by {reader.recognised_by}")
