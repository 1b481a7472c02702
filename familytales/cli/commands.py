"""How commands become Typer's: shared options, examples left as they are written, groups."""

import re
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from familytales.cli.options import group_options, with_run

_Function = TypeVar("_Function", bound=Callable[..., None])
_EXAMPLES = re.compile(r"^(?=Examples?:)", re.MULTILINE)


_VALUES = {str: "TEXT", int: "N", float: "NUMBER", Path: "PATH"}
"""What stands in the help for a value of a type."""
_TYPE = re.compile(r" <.*>$")
_BRACES = re.compile(r"[{}]")


class Command(TyperCommand):
    """A command whose help keeps the lines of its examples and speaks of values, not of Python's types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help = _kept(self.help)
        for parameter in self.params:
            parameter.metavar = parameter.metavar or _value(parameter)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What must be given plainly, what may be left out in brackets."""
        return [_BRACES.sub("", piece) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments without their types, then options."""
        records = [(found, record) for found in self.get_params(ctx) if (record := found.get_help_record(ctx))]
        for title, kind in (("Arguments", "argument"), ("Options", "option")):
            rows = [(_TYPE.sub("", name), help) for found, (name, help) in records if found.param_type_name == kind]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Group(TyperGroup):
    """A group of commands; without one it does what `bare` says, with the arguments given where `open` is true."""

    bare = "--help"
    open = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help = _kept(self.help)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Every command with the whole first sentence of its help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_sentence(self.commands[name].help)) for name in self.list_commands(ctx)])

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Arguments, with `bare` among them when they name no command; where it takes arguments, before them."""
        words = [argument for argument in args if not argument.startswith("-")]
        asked = "--help" in args
        if self.open and (words or not asked) and not any(word in self.commands for word in words):
            args = [self.bare, *args]
        elif not words and not asked:
            args = [*args, self.bare]
        return super().parse_args(ctx, args)


def _value(parameter: Any) -> str | None:
    """What stands for the parameter's value: an argument's name, the choices of an option, or its type's word."""
    if parameter.param_type_name == "argument":
        return str(parameter.name).upper()
    kind = parameter.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(choice.value) for choice in kind)
    return _VALUES.get(kind)


def _first_sentence(text: str | None) -> str:
    paragraph = " ".join((text or "").strip().partition("\n\n")[0].split())
    return re.split(r"(?<=[.!?:;]) (?=[A-Z])", paragraph, maxsplit=1)[0].rstrip(":;")


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
