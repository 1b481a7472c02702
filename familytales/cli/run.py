"""What a command is given: its flags, the settings, the library, and the two streams it talks on."""

from __future__ import annotations

import getpass
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from familytales.cli.console import Console
from familytales.cli.output import Output
from familytales.domain.errors import UsageError

if TYPE_CHECKING:
    from familytales.library.store import Library
    from familytales.settings import Settings
    from familytales.workflow.events import ItemFailed


@dataclass(frozen=True, slots=True)
class Flags:
    """The options of every command."""

    json: bool = False
    quiet: bool = False
    yes: bool = False
    no_input: bool = False
    library: Path | None = None
    offline: bool = False
    debug: bool = False


@dataclass
class Verdict:
    """What is to be said when the command is through: see `familytales.cli.steps.settle`.

    Attributes:
        failures: what failed alone, in the order it did.
        sound: whether anything was done, or was found done.
        marked: whether the proofreader found something to listen to.
    """

    failures: list[ItemFailed] = field(default_factory=list)
    sound: bool = False
    marked: bool = False


class Run:
    """One run of one command.

    Attributes:
        flags: the options of every command.
        out: stdout, for data.
        console: stderr, for people.
        verdict: what the command will have to answer for at its end.
    """

    def __init__(self, flags: Flags) -> None:
        self.flags = flags
        self.out = Output(json=flags.json)
        self.console = Console(quiet=flags.quiet, bars=not flags.json)
        self.verdict = Verdict()

    @cached_property
    def settings(self) -> Settings:
        """The settings, flags applied.

        Raises:
            BadInput: the configuration file or an environment variable holds something that cannot be used.
        """
        from familytales import settings

        found = settings.load()
        changes: dict[str, object] = {"library": (self.flags.library or found.library).expanduser()}
        if self.flags.offline:
            changes["offline"] = True
        return found.model_copy(update=changes)

    def library(self, *, create: bool = False) -> Library:
        """The family's library, open; use it in a `with` statement.

        Raises:
            BadInput: there is none in that folder and `create` is false, or it cannot be read.
        """
        from familytales.library.store import Library

        return Library.open(self.settings.library, create=create)

    @cached_property
    def person(self) -> str:
        """Who works at this terminal, for the history."""
        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return "unknown"

    @property
    def attended(self) -> bool:
        """Whether somebody is there who can be asked."""
        return not self.flags.no_input and not self.flags.json and sys.stdin.isatty()

    def confirm(self, question: str) -> bool:
        """Ask on the terminal; `--yes` is the answer where nobody can be asked.

        Raises:
            UsageError: nobody can be asked and `--yes` was not given.
        """
        if self.flags.yes:
            return True
        if self.flags.no_input or not sys.stdin.isatty():
            raise UsageError(
                f"This needs an answer: {question}", remedy="Add --yes to answer yes.", kept="Nothing was changed."
            )
        return self.console.ask(question)
