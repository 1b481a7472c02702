"""The options every command has, given before or after its name."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from familytales.cli.run import Flags, Run
from familytales.cli.steps import settle

_KEY = "familytales.flags"


@dataclass(frozen=True)
class _Shared:
    """How the shared options are declared; the fields' names are those of `Flags`."""

    json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes, no progress.")] = False
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Answer every question yes.")] = False
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; stop where an answer is needed.")] = False
    library: Annotated[Path | None, typer.Option("--library", metavar="DIR", help="The library's folder.")] = None
    offline: Annotated[bool, typer.Option("--offline", help="Send nothing, fetch nothing.")] = False
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False


_SHARED = [
    parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
    for parameter in inspect.signature(_Shared, eval_str=True).parameters.values()
]
_NAMES = frozenset(field.name for field in fields(Flags))
_CONTEXT = inspect.Parameter("_context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)


def with_run(function: Callable[..., Any]) -> Callable[..., None]:
    """The function as Typer wants it: its first parameter, `run: Run`, becomes the shared options."""

    @wraps(function)
    def called(*, _context: typer.Context, **values: Any) -> None:
        flags = _merged(_context, values)
        run = Run(flags)
        function(run, **{name: value for name, value in values.items() if name not in _NAMES})
        settle(run)

    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    return _signed(called, own)


def group_options() -> Callable[..., None]:
    """A callback for a group: takes the shared options between the group's name and the command's."""

    def options(*, _context: typer.Context, **values: Any) -> None:
        _merged(_context, values)

    return _signed(options, [])


def _signed(function: Callable[..., None], own: Sequence[inspect.Parameter]) -> Callable[..., None]:
    parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    function.__signature__ = inspect.Signature([*parameters, *_SHARED, _CONTEXT])  # type: ignore[attr-defined]
    function.__annotations__ = {}
    return function


def _merged(context: typer.Context, values: dict[str, Any]) -> Flags:
    given = {name: values[name] for name in _NAMES if values[name]}
    flags: Flags = replace(context.meta.get(_KEY, Flags()), **given)
    context.meta[_KEY] = flags
    return flags
