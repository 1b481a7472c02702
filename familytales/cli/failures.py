"""Every way a command can end badly, in words and with its exit code."""

import errno
import sys
import traceback
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from familytales.cli.console import Console
from familytales.cli.output import Output
from familytales.domain.errors import ExitCode, FamilyTalesError, TryAgainLater, UsageError

_FULL = {errno.ENOSPC, errno.EDQUOT}


class Interrupted(FamilyTalesError):  # noqa: N818 - a person's decision, not an error
    """Ctrl-C."""

    exit_code = ExitCode.INTERRUPTED

    def __init__(self) -> None:
        super().__init__(
            "Interrupted.", kept="What was finished is kept.", remedy="The same command goes on from there."
        )


def report(error: BaseException, arguments: Sequence[str]) -> int:
    """Tell what went wrong, as text or JSON according to the command line, and return the exit code."""
    given = set(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    if "--debug" in given:
        traceback.print_exception(error, file=sys.stderr)
    failure = explained(error)
    if "--json" in given:
        Output(json=True).error(failure)
    else:
        Console().error(failure)
    return int(failure.exit_code)


def explained(error: BaseException) -> FamilyTalesError:
    """Any exception as one that says what to do next."""
    if isinstance(error, FamilyTalesError):
        return error
    if isinstance(error, TyperException):
        return UsageError(error.format_message(), remedy=_help(error))
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return Interrupted()
    if isinstance(error, OSError):
        return _system(error)
    return FamilyTalesError(
        f"Something unexpected went wrong ({type(error).__name__}: {error}).",
        remedy="This is a fault in FamilyTales: please report it with what the same command prints with --debug.",
    )


def _help(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    return f"See `{context.command_path} --help`." if context else "See `familytales --help`."


def _system(error: OSError) -> FamilyTalesError:
    where = f" at {error.filename}" if error.filename else ""
    if error.errno in _FULL:
        return TryAgainLater(
            f"The disk is full{where}.",
            kept="What was finished is kept.",
            remedy="Make room, then run the same command again: it goes on from there.",
        )
    reason = error.strerror or str(error) or type(error).__name__
    if not error.filename:
        remedy = "The same command with --debug shows what it was doing."
    else:
        remedy = "Check the permissions of that file and its folder." if isinstance(error, PermissionError) else ""
    return FamilyTalesError(f"The system refused{where}: {reason}.", remedy=remedy)
