"""What the README shows is there: each of its commands is parsed by the command line, and its main one is run."""

import contextlib
import re
import shlex
import shutil
from collections.abc import Collection, Iterator
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


def run(line: str, *more: str, codes: Collection[int] = (0,)) -> None:
    library = [] if line == "demo" else ["--library", "familytales-demo/library"]
    result = CliRunner().invoke(app, [*shlex.split(line), *more, *library])
    assert result.exit_code in codes, (line, result.output)


# One worker runs both tests: the demo is made once.
on_the_demo = pytest.mark.xdist_group("README on the demo")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the demo's book in it, which is the working directory."""
    folder = tmp_path_factory.mktemp("family")
    with contextlib.chdir(folder):
        run("demo")
        yield folder


@pytest.mark.slow
@on_the_demo
def test_the_narration_commands_work_on_the_demo(demo: Path) -> None:
    section = README.partition("## A voice worth listening to")[2].partition("\n## ")[0]
    shown = re.findall(r"^    familytales (.+)$", section, re.MULTILINE)
    assert len(shown) == 5
    for line in shown:
        # the proofreader may have found a misread word to listen to
        run(line, codes={0, 3} if line.endswith("--check") else {0})
    assert (demo / "larkhill.wav").stat().st_size > 10_000


ELSEWHERE = {
    "make": "the test of the main command",
    "voice add": "fetches a file; tests of its own",
    "engine train": "needs lines that were corrected; tests of its own",
    "evaluate": "takes long; tests of its own",
    "transcribe": "takes long; tests of its own",
}
"""Commands shown that are not tried on the demo, and why."""
NAMES = {"add", "book", "config", "status"}
"""Lines that name a command, without what else it needs."""


@pytest.mark.slow
@on_the_demo
def test_the_commands_of_the_tables_work_on_the_demo(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    scans = demo_scans()
    run("bind --formats mp3 --out sound")
    (recording,) = (demo / "sound").rglob("003-*.mp3")
    shutil.copy(recording, demo / "ida.m4a")
    run("document delete d6 --yes")
    stand_ins = {
        "~/Scans/letters": str(scans),
        "~/Scans/inbox": f"{scans} --once",
        '"Letters"': '"The Blue Door"',
        "p12": "p1",
    }
    tables = re.findall(r"`familytales ([a-z][^`]*)`", README)
    for line in [line for line in tables if line not in NAMES and not line.startswith(tuple(ELSEWHERE))]:
        tried = line
        for shown, real in stand_ins.items():
            tried = tried.replace(shown, real)
        run(tried, *(["--yes"] if "--replace" in tried else []))
    for made in ("stages.png", "names.csv"):
        assert (demo / made).stat().st_size > 10
