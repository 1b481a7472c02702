"""A library of 100,000 pages: how long the questions take that `search`, `status` and `book list` ask, and adding.

    python tests/benchmarks/bench_library.py [PAGES]

Builds the library in bulk (rows as the program writes them, 200 words a page with the word frequencies of English),
then times each call and whole commands in milliseconds, the best and the worst of five, and adding in chunks to show
that it stays linear.
"""

import random
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

from familytales.domain.books import Book
from familytales.domain.corrections import Correction
from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.library.overviews import overviews
from familytales.library.store import Library
from familytales.library.transcripts import encode

ENDS = [f"{a}{b}" for a in "lmnrst" for b in ("", "a", "en", "ing", "er", "o", "y", "us", "et", "im")]
WORDS = [f"{first}{second}{end}" for end in ENDS for second in "aeiou" for first in "bdfgklmnprst"]
CUMULATIVE = list(accumulate(1 / (rank + 1) for rank in range(len(WORDS))))
PAGES_PER_DOCUMENT = 5
DOCUMENTS_PER_BOOK = 200


def text_of(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, cum_weights=CUMULATIVE, k=200))


def build(library: Library, pages: int) -> None:
    chance = random.Random(1)
    data = zlib.compress(encode(Transcript(2480, 3508, ())))
    per_book = PAGES_PER_DOCUMENT * DOCUMENTS_PER_BOOK
    database = library.database
    with library.atomic():
        for first in range(1, pages + 1, per_book):
            book = library.books.create(f"Book {first // per_book + 1}")
            thread = library.threads.of_book(book.id)[0].id
            documents = [
                library.documents.create(thread, f"Letter {n} {chance.choice(WORDS)}", people=("Mabel", "Karl")).id
                for n in range(DOCUMENTS_PER_BOOK)
            ]
            numbers = range(first, min(first + per_book, pages + 1))
            digests = [sha256(str(number).encode()).hexdigest() for number in numbers]
            database.executemany("INSERT INTO originals VALUES (?, 1, 'scan.png')", [(digest,) for digest in digests])
            database.executemany(
                "INSERT INTO pages VALUES (?, ?, ?, 0, 2480, 3508, 300, 'scan.png', '', ?, ?, NULL, 0)",
                [
                    (
                        number,
                        documents[(number - first) // PAGES_PER_DOCUMENT],
                        digest,
                        f"{chance.getrandbits(64):016x}",
                        number % PAGES_PER_DOCUMENT,
                    )
                    for number, digest in zip(numbers, digests, strict=True)
                ],
            )
            rows = list(zip(numbers, digests, strict=True))
            database.executemany(
                "INSERT INTO transcripts VALUES (?, ?, ?, 'tesseract', 200, 0.9)", [(n, d, d) for n, d in rows]
            )
            database.executemany(
                "INSERT INTO transcript_data VALUES (?, ?)", [(n, data + bytes(1500)) for n, _ in rows]
            )
            database.executemany(
                "INSERT INTO words (rowid, body) VALUES (?, ?)", [(n, text_of(chance)) for n, _ in rows]
            )
            for step in ("import", "enhance", "transcribe"):
                database.executemany(
                    f"INSERT INTO outcomes VALUES ('{step}', ?, 'p', ?, ?, ?, '', '{{}}')",
                    [(f"p{n}", n, d, "bad scan" if n % 500 == 0 else "") for n, d in rows],
                )


def timed(name: str, call: Callable[[], object]) -> None:
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        found = call()
        spent.append((time.perf_counter() - start) * 1000)
    size = len(found) if hasattr(found, "__len__") else ""
    print(f"{name:58} {min(spent):8.1f} ms  worst {max(spent):8.1f} ms  {size}", flush=True)


def questions(library: Library, last: Book) -> Iterator[tuple[str, Callable[[], object]]]:
    common, middle, rare = WORDS[0], WORDS[40], WORDS[-1]
    yield "book list: books, documents and pages of each", lambda: (library.books.all(), library.books.counts())
    yield "status: overviews (books, pages, pages read)", lambda: overviews(library)
    yield "status: failures", library.outcomes.failures
    yield "status of one book: keys", lambda: library.transcripts.keys(last.id)
    yield "status of one book: outcomes", lambda: library.outcomes.all("transcribe", last.id)
    yield "status of one book: failures", lambda: library.outcomes.failures(last.id)
    yield "search: rare word", lambda: library.search(rare)
    yield "search: word on many pages", lambda: library.search(middle)
    yield "search: word on nearly every page", lambda: library.search(common)
    yield "search: three common words", lambda: library.search(" ".join(WORDS[:3]))
    yield "search: prefix of one letter", lambda: library.search("b*")
    yield "search: phrase", lambda: library.search(f'"{WORDS[0]} {WORDS[1]}"')
    yield "search: name in every document", lambda: library.search("mabel")
    yield "search: word on nearly every page, last book only", lambda: library.search(common, book_id=last.id)
    yield "search: two common words, last book only", lambda: library.search(" ".join(WORDS[:2]), book_id=last.id)
    yield "page: similar, distance 3", lambda: library.pages.similar("0123456789abcdef", 3)
    yield "page: similar, distance 10", lambda: library.pages.similar("0123456789abcdef", 10)
    yield "page: of_book, 1,000 pages", lambda: library.pages.of_book(last.id)
    yield "page: find_original", lambda: library.pages.find_original(sha256(b"77").hexdigest())


def transcript(chance: random.Random) -> Transcript:
    words = [
        Word(f"w{n + 1}", word, Box(n % 10 * 200, n // 10 * 60, n % 10 * 200 + 180, n // 10 * 60 + 40), 0.93)
        for n, word in enumerate(text_of(chance).split())
    ]
    lines = tuple(Line(tuple(words[n : n + 10])) for n in range(0, 200, 10))
    return Transcript(2480, 3508, (Block(lines),), engine="tesseract")


def adding(library: Library, folder: Path, chance: random.Random, count: int) -> float:
    """Milliseconds to add a page the way a run does, each fact in its own transaction."""
    made = transcript(chance)
    document = library.documents.create(1, "Added").id
    start = time.perf_counter()
    for number in range(count):
        scan = folder / f"{document}-{number}.png"
        scan.write_bytes(chance.randbytes(1000))
        original = library.originals.add(scan).sha256
        fingerprint = f"{chance.getrandbits(64):016x}"
        library.pages.similar(fingerprint, 10)
        page = library.pages.create(document, original, 0, 2480, 3508, fingerprint=fingerprint)
        library.transcripts.put(page.id, original, made)
        library.outcomes.record("transcribe", f"p{page.id}", original)
    return (time.perf_counter() - start) * 1000 / count


def correcting(library: Library, chance: random.Random) -> Callable[[], object]:
    page = library.database.value("SELECT max(id) FROM pages")

    def correct() -> None:
        found = library.transcripts.get(page)
        assert found is not None
        word = next(found.words())
        library.corrections.add(page, [Correction(word.id, word.text, word.box, text_of(chance)[:5])], "me")

    return correct


def command(folder: Path, *arguments: str) -> Callable[[], object]:
    """The whole command, from starting Python to its end."""
    whole = [sys.executable, "-m", "familytales", *arguments, "--library", str(folder)]
    return lambda: subprocess.run(whole, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    chance = random.Random(2)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "library"
        with Library.open(target, create=True) as library:
            library.books.create("First")
            empty = adding(library, Path(folder), chance, 200)
        target = Path(folder) / "large"
        with Library.open(target, create=True) as library:
            start = time.perf_counter()
            build(library, pages)
            size = (target / "library.db").stat().st_size / 1e6
            print(f"{pages} pages built in {time.perf_counter() - start:.0f} s, library.db {size:.0f} MB")
        with Library.open(target) as library:
            for name, call in questions(library, library.books.all()[-1]):
                timed(name, call)
            adding(library, Path(folder), chance, 200)  # the first ones sort the index that was built in bulk
            now = adding(library, Path(folder), chance, 200)
            print(f"adding a page: {empty:.1f} ms in an empty library, {now:.1f} ms in this one")
            timed("correcting a word", correcting(library, chance))
        for arguments in (("search", WORDS[40]), ("search", WORDS[0]), ("status",), ("book", "list")):
            timed(f"familytales {' '.join(arguments)}", command(target, *arguments))
        timed("python -c 'pass' as a process", lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))


if __name__ == "__main__":
    main()
