"""How commands become Typer's: shared options, examples left as they are written, groups."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from familytales.cli.options import group_options, with_run

_Function = TypeVar("_Function", bound=Callable[..., None])
_EXAMPLES = re.compile(r"^(?=Examples?:)", re.MULTILINE)


class Command(TyperCommand):
    """A command whose help keeps the lines of its examples."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help = _kept(self.help)


class Group(TyperGroup):
    """A group of commands; without one it shows its help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help = _kept(self.help)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Arguments, or `--help` when there are none."""
        return super().parse_args(ctx, args or ["--help"])


def _kept(text: str | None) -> str:
    """Mark a paragraph that starts with "Example:" as not to be wrapped (Click's sign is a backspace)."""
    return _EXAMPLES.sub("\b\n", text or "")


class Commands(typer.Typer):
    """What a command module offers as `app`: one command, or a group of them when `help` is given."""

    def __init__(self, help: str = "") -> None:
        super().__init__(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        if help:
            self.callback(help=help, cls=Group)(group_options())

    def add(self, name: str) -> Callable[[_Function], _Function]:
        """Decorator: `def command(run: Run, ...)` under that name, with the options of every command."""

        def decorate(function: _Function) -> _Function:
            self.command(name, cls=Command)(with_run(function))
            return function

        return decorate
