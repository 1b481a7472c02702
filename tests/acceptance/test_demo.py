"""The demo's book, made by the command a newcomer types, as others' tools see it."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from familytales.cli.app import app
from familytales.library.store import Library
from familytales.workflow.status import sounds
from tests.acceptance.test_epub import test_epubcheck_finds_no_error_and_no_warning as epubcheck_finds_nothing
from tests.acceptance.test_pdf import class_path, judged

__all__ = ["class_path"]

# One worker runs them all: the demo is made once.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("acceptance of the demo")]
TITLE = "The Blue Door"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    result = CliRunner().invoke(app, ["demo", "--out", str(folder), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout.splitlines()[-1])["event"] == "finished"
    return folder


def test_epubcheck(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    epubcheck_finds_nothing(out / f"{TITLE}.epub", monkeypatch)


def test_verapdf(out: Path, class_path: str) -> None:
    result = judged(class_path, out / f"{TITLE}.pdf")
    assert result.returncode == 0, result.stdout + result.stderr


def test_ffmpeg_hears_one_even_loudness(out: Path) -> None:
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("ffmpeg, whose loudness meter is asked, is not installed")
    command = [program, "-hide_banner", "-i", str(out / f"{TITLE}.m4b"), "-map", "0:a", "-af", "ebur128=peak=true"]
    heard = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    assert float(re.findall(r"I:\s+(-?[\d.]+) LUFS", heard)[-1]) == pytest.approx(-18.0, abs=0.5)
    assert float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", heard)[-1]) <= -1.5


def test_ffprobe_finds_every_document(out: Path) -> None:
    program = shutil.which("ffprobe")
    if program is None:
        pytest.skip("ffprobe is not installed")
    command = [program, "-v", "error", "-of", "json", "-show_chapters", "-show_format", str(out / f"{TITLE}.m4b")]
    probed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    with Library.open(out / "library") as library:
        parts = sounds(library, library.books.get(1))
    assert len(probed["chapters"]) == len(parts) == 6
    assert float(probed["format"]["duration"]) == pytest.approx(sum(part.seconds for part in parts), abs=0.05)
