"""Lines of a shell that a page shows, read as the command line itself reads them."""

import shlex
from itertools import takewhile

import click

from extract.cli.main import cli


def superfluous(line: str) -> list[str]:
    """What `quantclaims ...` has that its command doesn't take. Raises `click.UsageError` where it can't be read."""
    command: click.Command = cli
    _, *arguments = takewhile(lambda word: word not in (">", "|"), shlex.split(line, comments=True))
    while isinstance(command, click.Group):
        command = command.commands[arguments.pop(0)]
    return command.make_parser(click.Context(command)).parse_args(arguments)[1]
