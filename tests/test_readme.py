"""What the README shows is there: each of its commands is parsed by the command line, and its main one is run."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from familytales.cli.app import app
from familytales.workflow.demo_scans import demo_scans

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^    familytales (.+)$", README, re.MULTILINE) + re.findall(r"`familytales ([a-z][^`]*)`", README)


@pytest.mark.parametrize("line", dict.fromkeys(SHOWN))
def test_commands_are_understood(line: str) -> None:
    result = CliRunner().invoke(app, [*shlex.split(line), "--help"])
    assert result.exit_code == 0, result.output


@pytest.mark.slow
def test_the_main_command_makes_what_the_readme_says(tmp_path: Path) -> None:
    shown = next(line for line in SHOWN if line.startswith("make"))
    arguments = shlex.split(shown.replace("~/Scans/letters", str(demo_scans())).replace("~/Books", str(tmp_path)))
    assert arguments.count(str(tmp_path)) == 1
    result = CliRunner().invoke(app, [*arguments, "--library", str(tmp_path / "library"), "--quiet"])
    assert result.exit_code == 0, result.output
    for suffix in (".epub", ".m4b", ".pdf", "/index.html"):
        assert (tmp_path / f"Letters from Grandmother{suffix}").is_file()


@pytest.mark.slow
def test_the_narration_commands_work_on_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    section = README.partition("## A voice worth listening to")[2].partition("\n## ")[0]
    shown = ["demo", *re.findall(r"^    familytales (.+)$", section, re.MULTILINE)]
    assert len(shown) == 6
    for line in shown:
        library = [] if line == "demo" else ["--library", "familytales-demo/library"]
        result = CliRunner().invoke(app, [*shlex.split(line), *library])
        # the proofreader may have found a misread word to listen to
        assert result.exit_code in ({0, 3} if line.endswith("--check") else {0}), (line, result.output)
    assert Path("larkhill.wav").stat().st_size > 10_000
