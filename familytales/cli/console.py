"""Owns stderr: notes, warnings, questions, and progress bars where somebody watches."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from familytales.cli.output import printable
from familytales.domain.errors import FamilyTalesError

if TYPE_CHECKING:
    from rich.console import Console as RichConsole
    from rich.progress import Progress, TaskID


class Bars:
    """Progress bars by name; without a terminal it shows nothing."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def show(self, name: str, done: int, total: int) -> None:
        """`done` of `total` parts of `name` are finished; the first call makes its bar."""
        if self._progress is None:
            return
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=total)
        self._progress.update(self._tasks[name], completed=done, total=total)


class Console:
    """Talks to people on stderr.

    Args:
        quiet: say nothing but errors.
        bars: whether progress bars may be drawn (on a terminal only, and never in CI).
    """

    def __init__(self, *, quiet: bool = False, bars: bool = True) -> None:
        self.quiet = quiet
        self._bars = bars and not quiet

    @cached_property
    def _rich(self) -> RichConsole:
        from rich.console import Console as RichConsole

        return RichConsole(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)

    def note(self, text: str) -> None:
        """Something good to know."""
        if not self.quiet:
            self._rich.print(printable(text))

    def warn(self, text: str) -> None:
        """Something that should be looked at."""
        if not self.quiet:
            self._rich.print(f"Warning: {printable(text)}", style="yellow")

    def failed(self, text: str) -> None:
        """What failed alone, even when quiet."""
        self._rich.print(f"Failed: {printable(text)}", style="red")

    def error(self, error: FamilyTalesError) -> None:
        """An error, even when quiet."""
        self._rich.print(f"Error: {printable(str(error))}", style="red")

    def ask(self, question: str) -> bool:
        """Whether the person at the terminal says yes; no is the default."""
        self._rich.print(f"{printable(question)} [y/N] ", end="")
        return sys.stdin.readline().strip().lower() in {"y", "yes"}

    def answer(self, prompt: str, *, prefilled: str = "") -> str | None:
        """A line that the person at the terminal writes, beginning with `prefilled` where it can; None at the end."""
        self._rich.print(prompt, end="")
        with _prefilled(prefilled):
            try:
                return input()
            except EOFError:
                return None

    @contextmanager
    def progress(self) -> Iterator[Bars]:
        """Bars for the length of a `with` statement."""
        if not self._bars or not sys.stderr.isatty() or os.environ.get("CI"):
            yield Bars(None)
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._rich, transient=True) as progress:
            yield Bars(progress)


@contextmanager
def _prefilled(text: str) -> Iterator[None]:
    """Put a text into the line that is edited next, where this Python has readline."""
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield
    finally:
        readline.set_startup_hook()
