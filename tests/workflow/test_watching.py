"""Following a folder that a scanner writes to."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from familytales.library.store import Library
from familytales.workflow.watching import SETTLE, Watch
from tests.homes import Home
from tests.scans import draw


class Clock:
    """Time that passes only by waiting."""

    now = 0.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


def test_files_that_were_put_back_are_given_again(tmp_path: Path) -> None:
    clock, scan = Clock(), draw(tmp_path / "a.png", "x")
    watch = Watch(tmp_path, clock, clock.wait)
    rounds = watch.rounds(SETTLE)
    assert next(rounds) == [scan]
    watch.put_back([scan])
    assert next(rounds) == [scan]
    assert watch.finished() == []


@contextmanager
def watching(home: Home) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "familytales", "watch", str(home.scans), "--title", "x", "--every", "0.2"]
    with subprocess.Popen(
        [*command, "--json", "--library", str(home.library)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def finished(process: "subprocess.Popen[str]") -> dict[str, object]:
    """The next round's last word."""
    assert process.stdout
    return next(event for line in process.stdout if (event := json.loads(line))["event"] == "finished")


@pytest.mark.slow
def test_watch_goes_on_after_a_bad_scan_and_waits_for_another_run(home: Home) -> None:
    for scan in home.scans.rglob("*.png"):
        scan.unlink()
    (home.scans / "bad.png").write_bytes(b"no picture")
    with watching(home) as process:
        assert process.stderr
        assert finished(process)["read"] == 0
        assert "bad.png" in process.stderr.readline()
        with Library.open(home.library) as library, library.lock():
            draw(home.scans / "good.png", "The boats are home.")
            assert "holds the library" in process.stderr.readline()
        assert finished(process)["read"] == 1
        process.terminate()
        assert "holds the library" not in process.stderr.read()
