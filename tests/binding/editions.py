"""A small memory book to bind: two letters and a photograph, drawn, spoken and hostile in places."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from familytales.domain.books import Book, Document, Page
from familytales.domain.editions import Edition, EditionDocument, EditionPage, EditionThread
from familytales.domain.narration import Coding, Narration, Reader, TimedUtterance, TimedWord, TimingSource
from familytales.domain.provenance import Provenance
from familytales.domain.reading import Paragraph, RunningWord, paragraphs
from familytales.domain.transcripts import Block, BlockKind, Box, Line, Transcript, Word
from familytales.narration.codings import encode, suffix

RATE = 24_000
FRAME = 1024
SIZE = (1000, 1400)

HOSTILE = "Aunt \"Mae\" & <script>alert('x')</script>"

IDA = Reader("Aunt Ida & Co.", "about 1998", "For the <family> only,\nand not for sale")

Lines = Sequence[str]
Blocks = Sequence[tuple[BlockKind, Lines]]

LETTER = (
    (
        (BlockKind.HEADING, ["A Letter from the Farm"]),
        (BlockKind.TEXT, ["Dear Mother,"]),
        (
            BlockKind.TEXT,
            [
                "We came home on Monday, and the whole or-",
                "chard stood in bloom. Tell little Wojciech that",
                "his pony waits & eats <all> the apples. It was the",
            ],
        ),
        (BlockKind.PAGE_NUMBER, ["1"]),
    ),
    (
        (BlockKind.TEXT, ["warmest spring we ever saw. Write soon!"]),
        (BlockKind.TEXT, ["Your loving son,", "Edward"]),
        (BlockKind.PAGE_NUMBER, ["2"]),
    ),
)
BRIEF = (
    (
        (BlockKind.TEXT, ["Liebe Großmutter, wir grüßen dich herz-", "lich aus Lübeck. Alles blüht."]),
        (BlockKind.TEXT, ["Deine Änne"]),
    ),
)
PHOTOGRAPH = (((BlockKind.CAPTION, ["</script><script>alert(1)</script> ]]> 1920"]),),)


@dataclass
class _Sheet:
    """A page being drawn: words go where their boxes say."""

    image: Image.Image = field(default_factory=lambda: Image.new("RGB", SIZE, (246, 239, 222)))
    top: int = 90
    count: int = 0

    def line(self, text: str) -> Line:
        """Draw one line and remember where each of its words stands."""
        draw = ImageDraw.Draw(self.image)
        font = ImageFont.load_default(34)
        words, left = [], 70.0
        parts = text.split()
        for part in parts:
            self.count += 1
            # Pillow's own font knows ASCII only; the transcript keeps the real letters.
            shown = part.encode("ascii", "replace").decode()
            draw.text((left, self.top), shown, (52, 44, 40), font)
            box = Box(*(round(edge) for edge in draw.textbbox((left, self.top), shown, font)))
            hyphenated = part.endswith("-") and part is parts[-1]
            words.append(Word(f"w{self.count}", part, box, 0.93, hyphenated=hyphenated))
            left = box.right + 14
        self.top += 62
        return Line(tuple(words))

    def block(self, kind: BlockKind, lines: Lines) -> Block:
        """Draw one block and leave room after it."""
        made = Block(tuple(self.line(text) for text in lines), kind)
        self.top += 40
        return made


def draw_page(folder: Path, page: Page, blocks: Blocks, *, rotation: int = 0) -> EditionPage:
    """Draw an upright page; the page image it stands for was scanned turned back by `rotation`."""
    sheet = _Sheet()
    upright = tuple(sheet.block(kind, lines) for kind, lines in blocks)
    turned = tuple(_turned(block, -rotation % 360) for block in upright)
    scan, view = folder / f"{page.id}-scan.jpg", folder / f"{page.id}-view.jpg"
    sheet.image.save(scan, quality=90, dpi=(120, 120))
    sheet.image.resize((SIZE[0] // 2, SIZE[1] // 2)).save(view, quality=80)
    transcript = Transcript(page.width, page.height, turned, rotation, "tesseract", "5.3.0", ("eng",))
    return EditionPage(page, transcript, scan, view)


def _turned(block: Block, rotation: int) -> Block:
    def turn(word: Word) -> Word:
        return Word(word.id, word.text, word.box.rotated(rotation, *SIZE), word.confidence, None, word.hyphenated)

    return Block(tuple(Line(tuple(map(turn, line.words))) for line in block.lines), block.kind)


def make_page(number: int, document: int, *, rotation: int = 0) -> Page:
    width, height = SIZE if rotation in (0, 180) else SIZE[::-1]
    return Page(number, document, f"{number:064x}", 0, width, height, 120.0, f"scan {number}.jpg")


def narrate(pages: Sequence[EditionPage], *, pace: float = 0.3, source: TimingSource = TimingSource.MODEL) -> Narration:
    """Say every word for `pace` seconds, 0.4 s of rest after each sentence, 0.25 s before the first."""
    utterances: list[TimedUtterance] = []
    clock = 0.25
    for paragraph in paragraphs([(page.page.id, page.transcript) for page in pages]):
        for sentence in _sentences(paragraph):
            words = []
            start = clock
            for word in sentence:
                words.extend(TimedWord(ref, clock, clock + pace) for ref in word.refs)
                clock += pace
            text = " ".join(word.text for word in sentence)
            utterances.append(TimedUtterance(text, start, clock, tuple(words), source))
            clock += 0.4
    frames = -(-round(clock * RATE) // FRAME)
    return Narration(frames * FRAME / RATE, tuple(utterances), "fay", "hibari", "0.2.1", -18.0)


def _sentences(paragraph: Paragraph) -> list[list[RunningWord]]:
    found: list[list[RunningWord]] = [[]]
    for word in paragraph.words:
        found[-1].append(word)
        if word.text.endswith((".", "!", "?")):
            found.append([])
    return [sentence for sentence in found if sentence]


def tone(path: Path, seconds: float, pitch: float) -> Path:
    """Exactly `seconds` (whole AAC frames) of a quiet tone as mono 24 kHz AAC-LC in MP4, without encoder priming."""
    samples = round(seconds * RATE)
    sound = (np.sin(np.arange(samples + FRAME) * (2 * np.pi * pitch / RATE)) * 3000).astype(np.int16)
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as file:
        stream = file.add_stream("aac", rate=RATE, layout="mono", bit_rate=48_000)
        written = 0
        for packet in _packets(stream, sound):
            # The first packet is the encoder's run-up: books are joined from packets that sound from their start.
            if packet.pts is not None and packet.pts >= 0 and written * FRAME < samples:
                packet.pts = packet.dts = written * FRAME
                packet.time_base = Fraction(1, RATE)
                file.mux(packet)
                written += 1
    return path


def coded(edition: Edition, folder: Path, coding: Coding) -> Edition:
    """The same book with a tone of each narration's length in another coding; the first document in two files."""
    contents = {}
    for content in edition.documents():
        number, files = content.document.id, ()
        if content.narration:
            times = (content.narration.duration, 1.0) if number == 1 else (content.narration.duration,)
            files = tuple(folder / f"{number}-{part}{suffix(coding)}" for part in range(len(times)))
            for path, seconds in zip(files, times, strict=True):
                whole = np.sin(np.arange(round(seconds * RATE)) * (2 * np.pi * 220 / RATE)).astype(np.float32) * 0.15
                encode([whole[: RATE // 2], whole[RATE // 2 :]], coding, path)
        contents[number] = replace(content, audio=next(iter(files), None), continued=files[1:])
    return replace(edition, content=partial(dict.__getitem__, contents))


def in_person(edition: Edition) -> Edition:
    """The same book, its first document read by a person."""
    contents = {content.document.id: content for content in edition.documents()}
    spoken = contents[1].narration
    assert spoken is not None
    contents[1] = replace(contents[1], narration=replace(spoken, voice=IDA.who, engine="recording", reader=IDA))
    return replace(edition, content=partial(dict.__getitem__, contents), readers=(IDA,))


def _packets(stream, sound):
    for start in range(0, len(sound), FRAME):
        frame = av.AudioFrame.from_ndarray(sound[None, start : start + FRAME], format="s16", layout="mono")
        frame.sample_rate = RATE
        frame.pts = start
        frame.time_base = Fraction(1, RATE)
        yield from stream.encode(frame)
    yield from stream.encode(None)


def make_edition(folder: Path) -> Edition:
    """Write the files of a small book into `folder` and return the book."""
    letter = Document(
        1,
        1,
        "A Letter from the Farm",
        date="1943-08~",
        author="Edward Kowalski",
        people=("Edward Kowalski", "Wojciech"),
        place="Łódź",
        provenance=Provenance("3", "2", "14", "Found in the attic"),
    )
    brief = Document(2, 2, "Grüße aus Lübeck", date="1920?/1930", languages=("deu",))
    photograph = Document(3, 2, HOSTILE, kind="photograph", people=("<b>Mae</b>",))
    letter_pages = tuple(draw_page(folder, make_page(n, 1), LETTER[n - 1]) for n in (1, 2))
    brief_pages = (draw_page(folder, make_page(3, 2, rotation=90), BRIEF[0], rotation=90),)
    photo_pages = (draw_page(folder, make_page(4, 3), PHOTOGRAPH[0]),)
    spoken, gesprochen = narrate(letter_pages), narrate(brief_pages, source=TimingSource.ESTIMATED)
    contents = {
        1: EditionDocument(letter, letter_pages, spoken, tone(folder / "1.m4a", spoken.duration, 220.0)),
        2: EditionDocument(brief, brief_pages, gesprochen, tone(folder / "2.m4a", gesprochen.duration, 330.0)),
        3: EditionDocument(photograph, photo_pages),
    }
    book = Book(
        1,
        "4fdc1c1e-9f43-4a52-9d0e-0c5f6a4b8d11",
        "The Kowalski Letters & <other> papers",
        subtitle="From Łódź to Lübeck",
        author="The Kowalski family",
        languages=("eng", "deu"),
    )
    threads = (EditionThread("", (letter,)), EditionThread("Oma's <box>", (brief, photograph)))
    return Edition(book, threads, None, partial(dict.__getitem__, contents))
