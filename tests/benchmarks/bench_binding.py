"""How long a book takes to bind, and in how much memory: `python -m tests.benchmarks.bench_binding`.

The pages are one noisy A4 scan of 300 dpi under many names, with 300 words each; every document has two pages and
three minutes of sound. Each figure is of a process of its own.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from familytales import registry
from familytales.domain.books import Book, Document, Page
from familytales.domain.editions import Edition, EditionDocument, EditionPage, EditionThread
from familytales.domain.narration import Narration
from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from tests.binding.editions import FRAME, RATE, tone

WIDTH, HEIGHT = 2480, 3508
SECONDS = 4219 * FRAME / RATE
FORMATS = ("pdf", "m4b")


def make_scan(path: Path) -> None:
    """A page whose noise makes it as large as a real scan: about 1.5 MB."""
    noise = np.random.default_rng(1).normal(225, 9, (HEIGHT, WIDTH)).clip(0, 255)
    Image.fromarray(noise.astype(np.uint8)).convert("RGB").save(path, quality=80)


def make_transcript(page: int) -> Transcript:
    lines = []
    for row in range(30):
        top = 200 + 100 * row
        words = [
            Word(
                f"w{row * 10 + column + 1}",
                f"word{page}",
                Box(200 + 200 * column, top, 380 + 200 * column, top + 60),
                0.9,
            )
            for column in range(10)
        ]
        lines.append(Line(tuple(words)))
    return Transcript(WIDTH, HEIGHT, (Block(tuple(lines)),))


def make_edition(folder: Path, pages: int) -> Edition:
    documents = tuple(Document(number, 1, f"Letter {number}", date="1943-08") for number in range(1, pages // 2 + 1))

    def content(number: int) -> EditionDocument:
        found = []
        for page in (2 * number - 1, 2 * number):
            scan = folder / f"{page}.jpg"
            if not scan.exists():
                os.link(folder / "scan.jpg", scan)
            found.append(
                EditionPage(Page(page, number, "", 0, WIDTH, HEIGHT, 300.0), make_transcript(page), scan, scan)
            )
        narration = Narration(SECONDS, (), "", "", "", -18.0)
        return EditionDocument(documents[number - 1], tuple(found), narration, folder / "sound.m4a")

    return Edition(Book(1, "u", "A large book"), (EditionThread("", documents),), folder / "scan.jpg", content)


def measure(format_name: str, pages: int) -> None:
    """In a process of its own: bind once and print seconds, peak MB and the file's MB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder)
        edition = make_edition(folder, pages)
        target = folder / "book"
        start = time.perf_counter()
        registry.load(registry.Kind.BINDING, format_name).bind(edition, target, lambda done, total: None)
        seconds = time.perf_counter() - start
        size = target.stat().st_size / 1e6
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{format_name} {pages:4} pages  {seconds:6.2f} s  {peak:6.0f} MB peak  {size:7.1f} MB")


def make_files(folder: Path) -> None:
    """Made by another process, so that its memory is not counted."""
    subprocess.run([sys.executable, "-m", __spec__.name, "files", str(folder)], check=True)


def main(arguments: list[str]) -> None:
    match arguments:
        case ["files", folder]:
            make_scan(Path(folder) / "scan.jpg")
            tone(Path(folder) / "sound.m4a", SECONDS, 220.0)
        case [format_name, pages]:
            measure(format_name, int(pages))
        case _:
            for format_name in FORMATS:
                for count in (10, 200, 500):
                    subprocess.run([sys.executable, "-m", __spec__.name, format_name, str(count)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
