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
    """A group of commands; without one it does what `bare` says.

    Where `given` is true, `bare` also takes what names no command: `narrate "Letters"` is `narrate book "Letters"`.
    """

    bare = "--help"
    given = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help = _kept(self.help)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Arguments, with `bare` among them when they name no command."""
        first = next((argument for argument in args if not argument.startswith("-")), None)
        if self.given and first is not None and first not in self.commands:
            return super().parse_args(ctx, [self.bare, *args])
        return super().parse_args(ctx, args if first is not None or "--help" in args else [*args, self.bare])


def _kept(text: str | None) -> str:
    """Mark a paragraph that starts with "Example:" as not to be wrapped (Click's sign is a backspace)."""
    return _EXAMPLES.sub("\b\n", text or "")


class Commands(typer.Typer):
    """What a command module offers as `app`: one command, or a group of them when `help` is given.

    Args:
        help: what the group is for, with an example.
        bare: the command that the group's name alone stands for.
        given: whether it also stands for that command where something else than a command is given.
    """

    def __init__(self, help: str = "", bare: str = Group.bare, *, given: bool = Group.given) -> None:
        super().__init__(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        if help:
            self.callback(help=help, cls=type("Bare", (Group,), {"bare": bare, "given": given}))(group_options())

    def add(self, name: str) -> Callable[[_Function], _Function]:
        """Decorator: `def command(run: Run, ...)` under that name, with the options of every command."""

        def decorate(function: _Function) -> _Function:
            self.command(name, cls=Command)(with_run(function))
            return function

        return decorate
