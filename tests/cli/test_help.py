"""What help texts and messages say of the command line is true of it."""

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from familytales.cli.app import COMMANDS, app

ROOT = Path(__file__).parents[2]
SAID = re.compile(
    r"`(?:familytales|ft) ([^`]*)`|Examples?: +(?:familytales|ft) (.*)|^ +(?:familytales|ft) ([a-z].*)", re.M
)
OPTION = re.compile(r"`(--[a-z-]+)")


@cache
def commands() -> dict[tuple[str, ...], Any]:
    """Every command by its words; groups among them."""
    root: Any = get_command(app)
    found: dict[tuple[str, ...], Any] = {(): root}
    for name in COMMANDS:
        command = root.get_command(None, name)
        found[name,] = command
        found.update({(name, more): inner for more, inner in getattr(command, "commands", {}).items()})
    return found


def options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")} | {"--help"}


def texts() -> Iterator[tuple[str, str]]:
    """Every string of the package, f-strings with a word in the place of each value, and the README."""
    yield "README.md", (ROOT / "README.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "familytales").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.JoinedStr):
                yield where, "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield where, node.value


def lines() -> Iterator[tuple[str, str]]:
    """Every command line that is shown to a person, without `familytales`."""
    for where, text in texts():
        for found in SAID.finditer(text):
            line = next(part for part in found.groups() if part is not None)
            if line[:1].islower() or line.startswith("--"):
                yield where, line.partition("  ")[0].rstrip(".,;:")


def called(line: str) -> tuple[Any, list[str]]:
    """The command that a line calls, and its options."""
    try:
        words = shlex.split(line)
    except ValueError:
        words = line.split()
    given = [word.partition("=")[0] for word in words if word.startswith("--")]
    plain = tuple(word for word in words if not word.startswith("-"))
    found = commands().get(plain[:2]) or commands().get(plain[:1])
    return found, given


def test_every_command_line_in_a_message_or_help_text_exists() -> None:
    wrong = []
    for where, line in lines():
        command, given = called(line)
        known = options(command) | options(commands()[()]) if command else set()
        bare = commands().get((command.name, command.bare)) if command and hasattr(command, "bare") else None
        if bare is not None:
            known |= options(bare)
        if command is None or not set(given) <= known:
            wrong.append(f"{where}: {line}")
    assert not wrong, "\n".join(wrong)


def test_every_option_in_a_message_exists() -> None:
    known = set().union(*map(options, commands().values()))
    said = [(where, option) for where, text in texts() for option in OPTION.findall(text)]
    wrong = [f"{where}: {option}" for where, option in said if option not in known]
    assert said
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("words", [pytest.param(words, id=" ".join(words) or "all") for words in commands()])
def test_help_is_whole_and_speaks_of_values(ft, words) -> None:  # type: ignore[no-untyped-def]
    shown = ft(*words, "--help").out
    assert not re.search(r"<(str|int|float|Path|list)|[{}]|list\[|^  \S.* \w+\.\.\.$", shown, re.M), shown
    assert "\nOptions:\n" in shown
