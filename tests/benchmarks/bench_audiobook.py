"""Long audiobooks: binding against one run of ffmpeg, the memory of short and long ones, one word said otherwise.

Run: python -m tests.benchmarks.bench_audiobook [encode|memory|fresh|remake]

The books repeat a hundred sentences, which are spoken once and then come from the cache: what is measured is the rest.
Only in those of `fresh` no sentence is like another.
"""

import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy

from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.library.store import Library
from familytales.narration import flac
from familytales.workflow.spoken import Spoken, load_spoken, narrated
from tests.benchmarks.bench_make import _children, _memory
from tests.benchmarks.pages import sentence
from tests.scans import draw

SENTENCES = 100
PER_MINUTE = 13
NAME = "Wojciech"


def transcript(texts: Sequence[str]) -> Transcript:
    """A page of these sentences, five to a paragraph."""
    blocks, number = [], 0
    for start in range(0, len(texts), 5):
        lines = []
        for text in texts[start : start + 5]:
            first = number
            number += len(text.split())
            words = [
                Word(f"w{first + index}", word, Box(index * 50, first, index * 50 + 40, first + 10), 1.0)
                for index, word in enumerate(text.split(), 1)
            ]
            lines.append(Line(tuple(words)))
        blocks.append(Block(tuple(lines)))
    return Transcript(2000, 100_000, tuple(blocks), engine="drawn")


def library(folder: Path, documents: int, minutes: int) -> None:
    """A narrated book of so many letters of so many minutes each; three sentences hold a name."""
    chance = random.Random(1943)
    pool = [sentence(chance) for _ in range(SENTENCES)]
    written(folder, documents, [chance.choice(pool) for _ in range(documents * minutes * PER_MINUTE)])
    run(folder, "narrate")


def written(folder: Path, documents: int, texts: Sequence[str]) -> None:
    """The same before it is narrated, of these sentences."""
    for number in range(documents):
        draw(folder / f"scans/{number:03}/page.png", str(number))
    run(folder, "add", str(folder / "scans"), "--title", "Long book")
    each = len(texts) // documents
    with Library.open(folder / "library") as found:
        for place, document in enumerate(found.documents.of_book(1)):
            said = list(texts[place * each : (place + 1) * each])
            if place % max(1, documents // 3) == 0 and place // max(1, documents // 3) < 3:
                said[3] = f"{NAME} walked to the harbour with {place} apples."
            (page,) = found.pages.of_document(document.id)
            found.transcripts.put(page.id, "benchmark", transcript(said))


def run(folder: Path, *arguments: str) -> tuple[float, float, float]:
    """Seconds of a command, and the highest memory in MB: of its largest process and of all of them together."""
    command = [sys.executable, "-m", "familytales", *arguments, "--quiet", "--library", str(folder / "library")]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peaks = [0.0, 0.0]
    watcher = threading.Thread(target=_watch, args=(process, peaks))
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - started
    watcher.join()
    assert code == 0, code
    return seconds, *peaks


def _watch(process: "subprocess.Popen[bytes]", peaks: list[float]) -> None:
    while process.poll() is None:
        each = [_memory(pid) for pid in (process.pid, *_children(process.pid))]
        peaks[:] = max(peaks[0], *each), max(peaks[1], sum(each))
        time.sleep(0.1)


def encode(folder: Path) -> None:
    """Two hours in twenty chapters: our binding, and ffmpeg on the same sentences, pauses and gain."""
    library(folder, 20, 6)
    listed, gain = concatenation(folder)
    theirs = folder / "theirs.m4a"
    adjust = f"volume={gain}dB,alimiter=limit=0.79:level=false"
    command = ["ffmpeg", "-v", "error", "-f", "concat", "-safe", "0", "-i", str(listed), "-af", adjust]
    started = time.perf_counter()
    subprocess.run([*command, "-c:a", "aac", "-b:a", "64k", "-y", str(theirs)], check=True)
    seconds = time.perf_counter() - started
    ours, *_ = run(folder, "bind", "--formats", "m4b", "--out", str(folder / "out"))
    print(f"ffmpeg, one run   {seconds:6.1f} s  {heard(theirs)}")
    print(f"bind --formats m4b {ours:5.1f} s  {heard(folder / 'out/Long book.m4b')}  {ours / seconds:.2f} x ffmpeg")


def concatenation(folder: Path) -> tuple[Path, float]:
    """ffmpeg's list of every clip and pause of the book, and the gain of its first document."""
    lines: list[str] = []
    with Library.open(folder / "library") as found:
        spoken = [load_spoken(found, wanted) for _, wanted in sorted(narrated(found, 1).items())]
        for one in spoken:
            lines += _listed(folder, found, one)
    path = folder / "list.txt"
    path.write_text("\n".join(lines))
    return path, spoken[0].gain


def _listed(folder: Path, found: Library, one: Spoken) -> list[str]:
    clips = [found.derived.path(clip, ".flac") for clip in one.clips]
    lengths = [found.derived.get(clip, ".flac").meta["samples"] for clip in one.clips]  # type: ignore[union-attr]
    starts = one.timeline.starts()
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    gaps = [
        starts[0],
        *(after - before for before, after in zip(ends, [*starts[1:], one.timeline.samples], strict=True)),
    ]
    files = [_silence(folder, gaps[0])]
    for clip, gap in zip(clips, gaps[1:], strict=True):
        files += [clip, _silence(folder, gap)]
    return [f"file '{path}'" for path in files]


def _silence(folder: Path, samples: int) -> Path:
    path = folder / f"silence-{samples}.flac"
    if not path.exists():
        path.write_bytes(flac.encode(numpy.zeros(samples, numpy.int16)))
    return path


def heard(path: Path) -> str:
    """Length, loudness and true peak, as ffmpeg measures them."""
    command = ["ffmpeg", "-hide_banner", "-nostats", "-i", str(path), "-map", "0:a"]
    meter = ["-filter_complex", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]
    said = subprocess.run([*command, *meter], capture_output=True, text=True, check=True).stderr
    hours, minutes, seconds = re.findall(r"Duration: (\d+):(\d+):([\d.]+)", said)[0]
    summary = said[said.rindex("Summary:") :]
    loudness, peak = re.findall(r"I:\s+(-?[\d.]+)", summary)[0], re.findall(r"Peak:\s+(-?[\d.]+)", summary)[0]
    return f"{int(hours) * 3600 + int(minutes) * 60 + float(seconds):.1f} s of sound, {loudness} LUFS, {peak} dBTP"


def memory(folder: Path) -> None:
    """Ten minutes and ten hours, mastered and bound in every coding; then narrated again with all in the cache."""
    for name, documents, minutes in (("ten minutes", 2, 5), ("ten hours", 60, 10)):
        place = folder / name
        library(place, documents, minutes)
        for formats in ("m4b,hls", "mp3"):
            seconds, largest, whole = run(place, "bind", "--formats", formats, "--out", str(place / "out"))
            print(f"{name}, bind {formats}: {seconds:.1f} s, largest {largest:.0f} MB, all {whole:.0f} MB", flush=True)
        seconds, largest, whole = run(place, "narrate", "--speed", "1.01" if documents == 2 else "1.0")
        print(f"{name}, narrate: {seconds:.1f} s, largest {largest:.0f} MB, all {whole:.0f} MB", flush=True)


def fresh(folder: Path) -> None:
    """Ten minutes and two hours narrated from nothing by the quickest engine."""
    for name, documents, minutes in (("ten minutes", 2, 5), ("two hours", 12, 10)):
        place, chance = folder / name, random.Random(1943)
        written(place, documents, [sentence(chance) for _ in range(documents * minutes * PER_MINUTE)])
        seconds, largest, whole = run(place, "narrate", "--voice", "espeak-en-US")
        print(f"{name}, narrate: {seconds:.1f} s, largest {largest:.0f} MB, all {whole:.0f} MB", flush=True)


def remake(folder: Path) -> None:
    """Ten hours, and one name in three sentences said otherwise."""
    library(folder, 60, 10)
    run(folder, "bind", "--formats", "m4b", "--out", str(folder / "out"))
    before = clips(folder)
    run(folder, "lexicon", "add", NAME, "--say", "VOY-chekh")
    times = [run(folder, "narrate")[0], run(folder, "bind", "--formats", "m4b", "--out", str(folder / "out"))[0]]
    after = clips(folder)
    print(f"{after['.flac'] - before['.flac']} sentences spoken, {after['.aac'] - before['.aac']} segments encoded")
    print(f"narrate {times[0]:.1f} s, bind {times[1]:.1f} s, together {sum(times):.1f} s")


def clips(folder: Path) -> dict[str, int]:
    """How many results of each kind the library holds."""
    with Library.open(folder / "library") as found:
        rows = found.database.rows("SELECT suffix, count(*) AS n FROM derived GROUP BY suffix")
    return {row["suffix"]: int(row["n"]) for row in rows}


def main() -> None:
    parts = {"encode": encode, "memory": memory, "fresh": fresh, "remake": remake}
    for name in sys.argv[1:] or parts:
        with tempfile.TemporaryDirectory() as folder:
            print(name, flush=True)
            parts[name](Path(folder))


if __name__ == "__main__":
    main()
