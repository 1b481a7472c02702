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
    """A group of commands; without one it does what `bare` says, with the arguments given where `open` is true."""

    bare = "--help"
    open = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help = _kept(self.help)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Arguments, with `bare` among them when they name no command; where it takes arguments, before them."""
        words = [argument for argument in args if not argument.startswith("-")]
        asked = "--help" in args
        if self.open and (words or not asked) and not any(word in self.commands for word in words):
            args = [self.bare, *args]
        elif not words and not asked:
            args = [*args, self.bare]
        return super().parse_args(ctx, args)


def _kept(text: str | None) -> str:
    """Mark a paragraph that starts with "Example:" as not to be wrapped (Click's sign is a backspace)."""
    return _EXAMPLES.sub("\b\n", text or "")


class Commands(typer.Typer):
    """What a command module offers as `app`: one command, or a group of them when `help` is given.

    Args:
        help: what the group is for, with an example.
        bare: the command that the group's name alone stands for.
        open: that command takes arguments, so the group's name may be followed by them.
    """

    def __init__(self, help: str = "", bare: str = Group.bare, *, open: bool = False) -> None:
        super().__init__(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        if help:
            self.callback(help=help, cls=type("Bare", (Group,), {"bare": bare, "open": open}))(group_options())

    def add(self, name: str) -> Callable[[_Function], _Function]:
        """Decorator: `def command(run: Run, ...)` under that name, with the options of every command."""

        def decorate(function: _Function) -> _Function:
            self.command(name, cls=Command)(with_run(function))
            return function

        return decorate
