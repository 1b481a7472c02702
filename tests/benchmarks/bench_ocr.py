"""The whole command from import to transcript against bare Tesseract and against ocrmypdf, on the same pages.

The two are run in turn, and the median of the ratios counts: one run differs from the next by some 5 %.

Run: python -m tests.benchmarks.bench_ocr [PAGES [ROUNDS]]
"""

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from tests.benchmarks.pages import draw_book

_API = None


def _begin(data: str) -> None:
    global _API
    import tesserocr

    _API = tesserocr.PyTessBaseAPI(path=data, lang="eng")


def _read(path: str) -> int:
    from PIL import Image

    assert _API is not None
    with Image.open(path) as image:
        _API.SetImage(image)
    return len(_API.GetUTF8Text())


def bare(scans: list[Path], processes: int) -> float:
    """Seconds of a bare pool: one thread each, the handle kept."""
    from familytales.transcription.tessdata import choose

    os.environ["OMP_THREAD_LIMIT"] = "1"
    started = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes, _begin, (str(choose(("eng",))),)) as pool:
        pool.map(_read, map(str, scans), chunksize=1)
    return time.perf_counter() - started


def whole(scans: Path, folder: Path) -> float:
    """Seconds from scans to a text file: import, transcripts and the simplest binding."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "familytales", "make", str(scans), "--title", "x", "--quiet", "--formats", "text"]
    command += ["--engine", "tesseract", "--no-enhance", "--library", str(folder / "library"), "--out", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def ocrmypdf(scans: list[Path], folder: Path) -> float | None:
    """Seconds of ocrmypdf on the same pages in one PDF; None where it is not installed."""
    if not find_spec("ocrmypdf") or not shutil.which("tesseract"):
        return None
    from PIL import Image

    images = [Image.open(path) for path in scans]
    images[0].save(folder / "in.pdf", save_all=True, append_images=images[1:], resolution=300)
    started = time.perf_counter()
    command = [sys.executable, "-m", "ocrmypdf", "--output-type", "pdf", "--optimize", "0"]
    subprocess.run(
        [*command, "--jobs", str(os.cpu_count()), str(folder / "in.pdf"), str(folder / "out.pdf")],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = draw_book(folder / "scans", pages)
        scans = sorted(book.rglob("*.jpg"))
        times = [(whole(book, folder / f"library {n}"), bare(scans, os.cpu_count() or 1)) for n in range(rounds)]
        other = ocrmypdf(scans, folder)
    ours, theirs = (median(column) for column in zip(*times, strict=True))
    ratios = sorted(bare_time / our_time for our_time, bare_time in times)
    print(f"bare pool   {60 * pages / theirs:7.1f} pages/min")
    print(f"familytales {60 * pages / ours:7.1f} pages/min")
    print(f"familytales is {median(ratios):.2f} x bare ({ratios[0]:.2f} to {ratios[-1]:.2f} in {rounds} rounds)")
    if other:
        print(f"ocrmypdf    {60 * pages / other:7.1f} pages/min  familytales is {other / ours:.2f} x")


if __name__ == "__main__":
    main()
