"""The group of commands, and how every failure ends: in one line and an exit code.

0 done, 1 failed, 2 wrong usage, 130 and 143 stopped by SIGINT and SIGTERM, 141 where the reader of
the output went away, of which nothing is said.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

import click

from extract import __version__
from extract.cli.diff import diff_command
from extract.cli.evaluate import eval_command
from extract.cli.expect import expect_command
from extract.cli.explain import explain_command
from extract.cli.formats import formats_command
from extract.cli.report import report_command
from extract.cli.rules import rules_group
from extract.cli.run import run_command
from extract.cli.show import show_command

FAILED, USAGE = 1, 2
STOPS = {signal.SIGINT: "interrupted", signal.SIGTERM: "stopped"}
DEBUG = "QUANTCLAIMS_DEBUG"


class StoppedError(BaseException):
    """SIGINT or SIGTERM came."""


class ReaderGoneError(BaseException):
    """Nobody reads the output any more."""


class Commands(click.Group):
    """A group that tells of a reader who went away, of which click itself makes an exit of any failure."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise ReaderGoneError from None
        return result


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="quantclaims")
def cli() -> None:
    """Quantitative claims in machine-learning abstracts, as Parquet tables.

    \b
    Examples:
      quantclaims run data/raw -o data/out
      quantclaims explain "trains 2x faster than Adam on ImageNet"
      quantclaims show data/out --type speedup --sort -norm_low
      quantclaims report data/out -o report.html
      quantclaims eval data/out --gold tests/gold/captures.jsonl
      quantclaims rules check
    """


for command in (
    run_command,
    show_command,
    explain_command,
    report_command,
    eval_command,
    diff_command,
    expect_command,
    rules_group,
    formats_command,
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The console command: runs it and ends the process with its code."""
    for number in STOPS:
        signal.signal(number, _stop)
    try:
        cli.main(arguments, prog_name="quantclaims", standalone_mode=False)
    except BaseException as error:
        sys.exit(_ended(error))
    sys.exit(0)


def _stop(number: int, frame: FrameType | None) -> None:
    raise StoppedError(number)


def _ended(error: BaseException) -> int:
    """Says on standard error what went wrong and gives the exit code."""
    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case ReaderGoneError():
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 128 + signal.SIGPIPE
        case SystemExit():
            return error.code if isinstance(error.code, int) else FAILED
        case click.exceptions.NoArgsIsHelpError():
            error.show()
            return USAGE
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "quantclaims"
            return _say(f"{error.format_message()} (see {command} --help)", USAGE)
        case click.ClickException():
            return _say(error.format_message(), FAILED)
        case StoppedError():
            [number] = error.args
            return _say(f"{STOPS[number]}; the same command goes on where it was", 128 + number)
    if os.environ.get(DEBUG):
        raise error
    return _say(*_failure(error))


def _failure(error: BaseException) -> tuple[str, int]:
    from extract.batches import ExtractionError
    from extract.engine import WorkerError
    from extract.readers import InputError, StrictError
    from extract.ruleset import RuleError
    from extract.run import UnusableInputError
    from extract.store import LockedError
    from extract.tables import TablesError

    match error:
        case InputError():
            return str(error), USAGE
        case RuleError() | StrictError() | UnusableInputError() | LockedError() | TablesError() | WorkerError():
            return str(error), FAILED
        case ExtractionError():
            return f"a defect in the extraction, please report it: {error}", FAILED
        case OverflowError():
            return str(error), FAILED
        case MemoryError():
            return "out of memory; --workers 1 takes least", FAILED
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            return f"{where}{error.strerror or error}; earlier tables are as they were", FAILED
    return f"a defect, please report it: {type(error).__name__}: {error} ({DEBUG}=1 shows where)", FAILED


def _say(message: str, code: int) -> int:
    line = " ".join(message.split())
    try:
        print(f"quantclaims: {line}", file=sys.stderr)
    except OSError:
        return code
    return code
