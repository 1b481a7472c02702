"""A run may be killed at any moment: the same command again ends in the same library and the same bindings."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from familytales.library.check import check
from familytales.library.store import Library
from tests.homes import digests
from tests.scans import shoebox

KILLS = 20

pytestmark = pytest.mark.slow


def command(scans: Path, folder: Path) -> list[str]:
    make = [sys.executable, "-m", "familytales", "make", str(scans), "--title", "Harbour letters", "--quiet"]
    return [*make, "--engine", "tesseract", "--library", str(folder / "library"), "--out", str(folder / "out")]


def facts(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a library knows but for what is about the moment: `derived` may hold results nobody asked for twice."""
    with Library.open(folder / "library") as library:
        tables = ("books", "threads", "documents", "pages", "originals", "transcripts", "transcript_data", "outcomes")
        rows = {table: library.database.rows(f"SELECT * FROM {table}") for table in tables}
    found = {table: sorted((tuple(row) for row in rows[table]), key=str) for table in tables}
    found["outcomes"] = [tuple(row[:6]) for row in found["outcomes"] if "out" not in str(row)]
    return found


def run_and_kill(arguments: list[str], after: float) -> float | None:
    """Run in a process group of its own and kill it after some seconds; how long it took if it was done before."""
    started = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return None
    return time.monotonic() - started


def test_a_killed_run_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    scans = shoebox(tmp_path / "scans")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    started = time.monotonic()
    subprocess.run(command(scans, whole), check=True)
    length = time.monotonic() - started
    chance = random.Random(1943)
    killed = 0
    for _ in range(4 * KILLS):
        if killed == KILLS:
            break
        took = run_and_kill(command(scans, broken), chance.uniform(0.05, 0.9) * length)
        killed += took is None
        length = took or length  # the next is killed within what such a run still takes
        for binding in (broken / "out").glob("*.pdf"):
            binding.unlink()  # so that there is always something left to disturb
    subprocess.run(command(scans, broken), check=True)
    assert killed == KILLS
    assert facts(broken) == facts(whole)
    assert digests(broken / "out") == digests(whole / "out")
    assert check(broken / "library").ok
