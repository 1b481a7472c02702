"""A family's folders, and the command line run on them."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from familytales import registry
from familytales.cli.app import app
from familytales.library.store import Library
from tests.scans import shoebox


@dataclass
class Home:
    """A family's folders and the command line, in process."""

    scans: Path
    library: Path
    out: Path

    def run(self, *arguments: str, code: int = 0) -> list[dict[str, object]]:
        """The JSON lines of a command, which must end with that exit code."""
        result = CliRunner().invoke(app, [*arguments, "--json", "--library", str(self.library)])
        assert result.exit_code == code, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    def make(self, *more: str, formats: str = "epub,m4b,pdf,site", code: int = 0) -> list[dict[str, object]]:
        """`make` of the scans with the quick engine."""
        arguments = ("--title", "Harbour letters", "--out", str(self.out), "--formats", formats)
        return self.run("make", str(self.scans), *arguments, "--engine", "tesseract", *more, code=code)

    def opened(self) -> Library:
        """The library."""
        return Library.open(self.library)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three pages of two letters, and nothing imported yet."""
    return Home(shoebox(tmp_path / "scans"), tmp_path / "library", tmp_path / "out")


@contextmanager
def plugged(folder: Path, points: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Engines as an installed package has them, in this process and in workers.

    Args:
        folder: for the package.
        points: what its `entry_points.txt` says.
        monkeypatch: of the test.
    """
    about = folder / "plugin-1.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1\n")
    (about / "entry_points.txt").write_text(points)
    monkeypatch.syspath_prepend(folder)
    registry._found.cache_clear()
    yield
    registry._found.cache_clear()


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder and its SHA-256."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def done(events: list[dict[str, object]], step: str) -> list[dict[str, object]]:
    """The items of a step that a run did."""
    return [event for event in events if event.get("event") == "done" and event["step"] == step]
