"""A long book: made, made again, one word corrected; and the memory of a short and a long one.

Run: python -m tests.benchmarks.bench_make [PAGES]
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.benchmarks.pages import draw_book


def run(arguments: list[str], folder: Path) -> tuple[float, float]:
    """Seconds, and the highest sum of the memory of all processes in MB."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "familytales", *arguments, "--quiet", "--library", str(folder / "library")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak))
    watcher.start()
    code = process.wait()
    watcher.join()
    assert code == 0, code
    return time.perf_counter() - started, peak[0]


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_memory, [process.pid, *_children(process.pid)])))
        time.sleep(0.2)


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, parent = int(status.parent.name), int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == pid:
            found += [number, *_children(number)]
    return found


def _memory(pid: int) -> float:
    """Proportional set size in MB: shared pages are counted once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    except (OSError, StopIteration):
        return 0.0


def make(book: Path, folder: Path) -> tuple[float, float]:
    """`make` with all four formats."""
    arguments = ["make", str(book), "--title", "Long book", "--engine", "tesseract", "--no-enhance"]
    return run([*arguments, "--out", str(folder / "out")], folder)


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    os.environ["FAMILYTALES_ENHANCE"] = "false"
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name, "small"), Path(name, "large")
        for folder, number in ((small, 10), (large, pages)):
            book = draw_book(folder / "scans", number, words=120, documents=max(1, number // 10))
            seconds, peak = make(book, folder)
            print(f"make, {number} pages: {seconds:.1f} s, peak memory {peak:.0f} MB", flush=True)
        seconds, _ = make(large / "scans", large)
        print(f"make again, nothing changed: {seconds:.2f} s", flush=True)
        word = _a_word(large / "library")
        run(["correct", "p7", "--word", word, "--to", "Wojciech"], large)
        seconds, _ = make(large / "scans", large)
        print(f"make after one word was corrected: {seconds:.1f} s", flush=True)


def _a_word(folder: Path) -> str:
    from familytales.library.store import Library

    with Library.open(folder) as library:
        transcript = library.transcripts.get(7)
        assert transcript is not None
        return next(word.id for word in transcript.words() if word.text == "garden")


if __name__ == "__main__":
    main()
