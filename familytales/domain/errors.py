"""Errors that say what happened, to which file, what was kept and what to do next, each with its exit code."""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What a command's exit status means to scripts; documented in the README."""

    DONE = 0
    FAILURE = 1
    USAGE = 2
    SOME_FAILED = 3
    BUSY = 4
    MISSING = 5
    SIGN_IN = 6
    TRY_LATER = 7
    BAD_INPUT = 8
    INTERRUPTED = 130


class FamilyTalesError(Exception):
    """An expected failure: one paragraph for a person, an exit code for a script.

    Args:
        message: what happened, naming the file or thing it happened to.
        remedy: what to do next, as a sentence or a command.
        kept: what was kept safe, when that is in doubt.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAILURE

    def __init__(self, message: str, *, remedy: str = "", kept: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.kept = kept

    def __str__(self) -> str:
        return " ".join(part for part in (self.message, self.kept, self.remedy) if part)

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders: pickle must keep the keyword-only parts.
        return (_rebuild, (type(self), self.message, self.remedy, self.kept))


def _rebuild(kind: type[FamilyTalesError], message: str, remedy: str, kept: str) -> FamilyTalesError:
    return kind(message, remedy=remedy, kept=kept)


class UsageError(FamilyTalesError):
    """The command line asks for something that makes no sense."""

    exit_code = ExitCode.USAGE


class SomeFailed(FamilyTalesError):  # noqa: N818 - not an error of the program: a batch with some bad items
    """Some items of a batch failed; the rest are done."""

    exit_code = ExitCode.SOME_FAILED


class LibraryBusy(FamilyTalesError):  # noqa: N818
    """Another run holds the library's lock."""

    exit_code = ExitCode.BUSY


class MissingDependency(FamilyTalesError):  # noqa: N818
    """An engine, voice, language or program that this needs is not installed."""

    exit_code = ExitCode.MISSING


class TryAgainLater(FamilyTalesError):  # noqa: N818
    """The network, a quota or the disk refused for now."""

    exit_code = ExitCode.TRY_LATER


class BadInput(FamilyTalesError):  # noqa: N818
    """A file or a value that cannot be used: damaged, locked, too large, not what it says it is."""

    exit_code = ExitCode.BAD_INPUT
