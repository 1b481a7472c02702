import subprocess
import sys

import pytest

from familytales.cli.app import COMMANDS

HEAVY = ("cv2", "onnxruntime", "av", "textual", "numpy", "pydantic", "sqlite_utils", "PIL", "httpx")
_PROGRAM = """
import atexit, os, runpy, sys
os._exit = sys.exit
atexit.register(lambda: print(*sorted(name for name in {watched!r} if name in sys.modules), file=sys.stderr))
sys.argv = ["familytales", *{arguments!r}]
runpy.run_module("familytales", run_name="__main__")
"""


def imported(*arguments: str, watched: tuple[str, ...] = HEAVY) -> list[str]:
    program = _PROGRAM.format(watched=watched, arguments=arguments)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stderr.split()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_nothing_heavy_is_imported_for_help(option: str) -> None:
    assert imported(option) == []


def test_no_commands_module_imports_a_room() -> None:
    # Typer itself takes pydantic in to read a command's arguments
    modules = [f"familytales.cli.{name}" for name in COMMANDS]
    watched = set(HEAVY) - {"pydantic"}
    program = f"import sys, {', '.join(modules)}; print(*{watched!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []


def test_version_imports_no_typer() -> None:
    assert imported("--version", watched=("typer", "rich", "familytales.cli")) == []


def test_the_watch_itself_sees_what_is_imported() -> None:
    assert "pydantic" in imported("config", "--json")
