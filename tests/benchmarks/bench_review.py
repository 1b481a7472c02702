"""Time of the review queue on a large book: listing it, and what a correction costs that teaches a common slip.

python -m tests.benchmarks.bench_review [--pages 1000]
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.library.store import Library
from familytales.workflow import correcting
from familytales.workflow.reviewing import Review
from tests.benchmarks.pages import WORDS

LINES, ACROSS = 35, 9


def page(chance: random.Random) -> Transcript:
    """A full page, one word in ten doubtful, "tbe" for "the" now and then."""
    lines = []
    for row in range(LINES):
        words = []
        for column in range(ACROSS):
            text = "tbe" if chance.random() < 0.01 else chance.choice(WORDS)
            box = Box(200 + 230 * column, 100 + 90 * row, 400 + 230 * column, 150 + 90 * row)
            sure = chance.random() if chance.random() < 0.1 else 0.995
            words.append(Word(f"w{row * ACROSS + column + 1}", text, box, 0.9, calibrated=round(sure, 4)))
        lines.append(Line(tuple(words)))
    return Transcript(2480, 3508, (Block(tuple(lines)),), engine="test")


def timed(what: str, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    found = work()
    print(f"{what:58} {1000 * (time.perf_counter() - start):8.0f} ms   {found}", flush=True)


def fill(folder: Path, pages: int) -> None:
    chance = random.Random(1943)
    with Library.open(folder, create=True) as library:
        book = library.books.create("Large")
        document = library.documents.create(library.threads.of_book(book.id)[0].id, "All of it")
        (folder / "scan").write_bytes(b"no image")
        original = library.originals.add(folder / "scan")
        for number in range(pages):
            with library.atomic():
                made = library.pages.create(document.id, original.sha256, number, 2480, 3508)
                library.transcripts.put(made.id, "key", page(chance))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "library")
        timed(f"store {pages} pages", lambda: fill(folder, pages))
        with Library.open(folder) as library:
            review = Review(library, library.books.get(1))
            timed("queue of 50, first time", lambda: len(review.queue(50)))
            review.forget()
            timed("queue of 50, asked again", lambda: len(review.queue(50)))
            (place,) = library.saying("tbe", 1, limit=1)
            word = next(word for word in correcting.current(library, place).words() if word.text == "tbe")
            made = correcting.of_word(library, place, word.id, "the")
            timed("record a correction", lambda: len(review.keep({place: made}, "bench")))
            timed("queue of 50 with a slip on most pages", lambda: len(review.queue(50)))
            timed("every place of that slip", lambda: sum(map(len, review.elsewhere(made).values())))
            timed("accept a line", lambda: len(review.accept(place, 1, "bench")))
            timed("queue of 1", lambda: len(review.queue(1)))
        command = [sys.executable, "-m", "familytales", "review", "--list", "--limit", "50", "--library", str(folder)]
        timed("familytales review --list --limit 50", lambda: subprocess.run(command, capture_output=True).returncode)


if __name__ == "__main__":
    main()
