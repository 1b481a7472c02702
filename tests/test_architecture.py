"""The shape of the house: what stands at the top, who prints, what loads, which commands the README names."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from familytales import registry
from familytales.cli.app import COMMANDS

CHECKOUT = Path(__file__).parents[1]
PACKAGE = CHECKOUT / "familytales"
TOP = {"pyproject.toml", "familytales", "plugins", "tests", "examples", "README.md", "CHANGELOG.md"}


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("needs a git checkout")
    return listed.stdout.splitlines()


def test_nothing_else_stands_at_the_top() -> None:
    visible = {Path(name).parts[0] for name in tracked()} - {".ci", ".gitignore"}
    assert visible <= TOP


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{path.relative_to(CHECKOUT)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        if PACKAGE / "cli" not in path.parents
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in registry.Kind for name in registry.names(kind)], ids=str
)
def test_everything_registered_loads(kind: registry.Kind, name: str) -> None:
    assert registry.load(kind, name).name == name  # type: ignore[call-overload]


def test_the_readme_names_no_command_that_is_not_there() -> None:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)\s*(?:familytales|ft) ([a-z]+)", text, re.MULTILINE))
    assert named <= set(COMMANDS)


def test_the_readme_names_scripts_that_are_there() -> None:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    scripts = re.findall(r"^\s+sh (\S+)", text, re.MULTILINE)
    assert scripts
    assert all((CHECKOUT / script).is_file() for script in scripts)


def test_continuous_integration_runs_the_readmes_test_command() -> None:
    assert "sh tests/run.sh" in (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert "exec sh tests/run.sh" in (CHECKOUT / ".ci/run").read_text(encoding="utf-8")
