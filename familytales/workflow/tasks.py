"""What runs in a worker process: plain functions of files and values, none of which reads the database.

Each imports the room it needs when it is called, so that a worker loads only the libraries of the steps it is given.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from familytales.domain.narration import Coding, LexiconEntry, Utterance, Voice
from familytales.domain.reading import Paragraph
from familytales.domain.transcripts import Box, Transcript

if TYPE_CHECKING:
    from familytales.imaging.decoding import ScanInfo
    from familytales.imaging.enhancement import Enhanced
    from familytales.imaging.spread import Part
    from familytales.library.blobs import Written
    from familytales.narration.clips import Clip
    from familytales.narration.evidence import Evidence
    from familytales.narration.following import Followed
    from familytales.narration.recogniser import Found
    from familytales.narration.timeline import Segment
    from familytales.ports import OcrEngine


READING = (
    "familytales.imaging.decoding",
    "familytales.imaging.fingerprints",
    "familytales.library.blobs",
    "familytales.transcription.pictures",
    "familytales.transcription.tesseract",
    "familytales.transcription.transcribe",
)
"""Modules that importing and reading need, for workers to load before there is a page."""
ENHANCING = (
    "familytales.imaging.enhancement",
    "familytales.imaging.spread",
    "familytales.transcription.facing",
    "familytales.transcription.quality",
)
"""What they need as well where pages are prepared for reading, and readings weighed."""
SPEAKING = ("familytales.narration.script", "familytales.narration.speaking", "onnxruntime")
"""Modules that narrating needs, whatever the engine."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How pages are to be read: part of their transcripts' key."""

    engine: str
    languages: tuple[str, ...]
    enhance: bool
    model: str = ""
    """Digest of a model that was trained for the author, "" for none."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page's transcript and how long its reading took, in seconds."""

    transcript: Transcript
    seconds: float


@dataclass(frozen=True, slots=True)
class Examined:
    """A sound scan, stored among the originals: what it holds and how each of its frames looks (fingerprints)."""

    info: "ScanInfo"
    fingerprints: tuple[str, ...]
    written: "Written"


def examine(library: Path, path: Path, max_pixels: int) -> Examined:
    """Decode every frame of a scan once, so that only sound scans are kept, then copy it into `originals/`.

    Raises:
        BadInput: it is damaged, locked, too large, or no scan.
    """
    from familytales.imaging.decoding import decode, inspect
    from familytales.imaging.fingerprints import fingerprint
    from familytales.library.blobs import store_original

    info = inspect(path, max_pixels=max_pixels)
    prints = tuple(fingerprint(decode(path, n, max_pixels=max_pixels, rough=True)) for n in range(len(info.frames)))
    return Examined(info, prints, store_original(library, path))


def read_page(
    original: Path,
    frame: int,
    how: Reading,
    max_pixels: int,
    family: frozenset[str] = frozenset(),
    model: Path | None = None,
) -> ReadPage:
    """What a page says. A born-digital page says it itself; any other is prepared and read by the engine.

    `family` is what the family's own names and words are: an engine may prefer them where it is in doubt. `model` is
    the file of the model that `how` names.
    """
    start = time.perf_counter()
    made = _read(original, frame, how, max_pixels, family, model)
    return ReadPage(made, time.perf_counter() - start)


def _read(
    original: Path, frame: int, how: Reading, max_pixels: int, family: frozenset[str], model: Path | None
) -> Transcript:
    from familytales.imaging import media
    from familytales.imaging.decoding import decode
    from familytales.ports import FamiliarEngine
    from familytales.transcription import pictures
    from familytales.transcription.transcribe import transcribe

    image = decode(original, frame, max_pixels=max_pixels)
    size = (image.shape[1], image.shape[0])
    if media.sniff_file(original) == media.PDF and (born := _embedded(original, frame, how, max_pixels, size)):
        return born
    engine = engine_of(how.engine, model)
    if isinstance(engine, FamiliarEngine):
        engine = engine.knowing(family)
    photographs = pictures.find(image)
    if not how.enhance:
        return transcribe(image, engine, how.languages, size=size, pictures=photographs)
    from familytales.imaging.spread import parts  # slow to import, as all that finds lines of text is
    from familytales.transcription.facing import joined

    return joined([_read_part(part, engine, how.languages, size, photographs) for part in parts(image)])


def _embedded(original: Path, frame: int, how: Reading, max_pixels: int, size: tuple[int, int]) -> Transcript | None:
    """What a born-digital page of a PDF says of itself."""
    from familytales.imaging.pdf import embedded_text
    from familytales.transcription.layout import arrange

    found = embedded_text(original, frame, max_pixels=max_pixels)
    if found is None:
        return None
    return arrange(found, size=size, engine="embedded", engine_version="1", languages=how.languages)


def _read_part(
    part: "Part", engine: "OcrEngine", languages: Sequence[str], size: tuple[int, int], photographs: Sequence[Box]
) -> Transcript:
    """What one page of an image of that size says.

    What seems to shine through from the paper's other side may be pale writing of this one, as on a form that somebody
    has filled in: such a page is read both ways.
    """
    from familytales.imaging.enhancement import BACK, enhance
    from familytales.transcription.transcribe import surer, transcribe

    def read(made: "Enhanced") -> Transcript:
        return transcribe(
            made.image,
            engine,
            languages,
            size=size,
            rotation=made.rotation,
            to_page=lambda box: part.on_page(made.to_page.box(box)),
            options=made.applied,
            pictures=photographs,
        )

    made = enhance(part.image)
    found = read(made)
    return surer(found, read(enhance(part.image, front=False))) if BACK in made.applied else found


def engine_of(name: str, model: Path | None) -> "OcrEngine":
    """The engine of that name, with a trained model where there is one and the engine can read with it."""
    from familytales import registry
    from familytales.ports import TrainableEngine

    engine = registry.load(registry.Kind.OCR, name)
    return engine.trained(model) if model and isinstance(engine, TrainableEngine) else engine


def other_language(text: str, expected: Sequence[str]) -> str:
    """The language a text is clearly in, where that is none of those expected; else ""."""
    from familytales.transcription.tongues import suggestion

    return suggestion(text, expected)


def prepare_script(
    paragraphs: Sequence[Paragraph], language: str, lexicon: Sequence[LexiconEntry], illegible: str, quotations: bool
) -> tuple[Utterance, ...]:
    """The sentences of a document, ready to be spoken."""
    from familytales.narration.script import prepare

    return prepare(paragraphs, language=language, lexicon=lexicon, illegible=illegible, quotations=quotations)


def speak(
    library: Path, key: str, voice: Voice, utterance: Utterance, speed: float, louder: float
) -> tuple["Clip", "Written"]:
    """Speak one sentence into `derived/` as FLAC."""
    from familytales import registry
    from familytales.library.blobs import write_derived
    from familytales.narration.speaking import speak as say

    clip, flac = say(registry.load(registry.Kind.SPEECH, voice.engine), voice, utterance, speed=speed, louder=louder)
    return clip, write_derived(library, key, ".flac", flac)


def cut_recording(library: Path, digest: str, source: Path, name: str) -> list[tuple[str, "Clip", "Written"]]:
    """Cut a recording into stretches, each a FLAC file in `derived/`: key, what is known of it, file.

    Raises:
        BadInput: it cannot be used; what was written so far is found again, or pruned.
    """
    from familytales.library.blobs import write_derived
    from familytales.narration import flac, recordings
    from familytales.workflow.keys import key

    found = []
    for number, stretch in enumerate(recordings.stretches(source, name)):
        wanted = key("stretch", recordings.REVISION, digest, number)
        written = write_derived(library, wanted, ".flac", flac.encode(stretch))
        found.append((wanted, recordings.clip_of(stretch), written))
    recordings.check_audible([clip for _, clip, _ in found], name)
    return found


def listen(utterances: Sequence[Utterance], stretch: Path, start: float) -> tuple["Found", ...]:
    """What a stretch of a recording, which begins `start` seconds into it, holds of a text."""
    from familytales.narration import flac, following

    return following.listen(utterances, flac.decode(stretch.read_bytes(), str(stretch)), start)


def follow(utterances: Sequence[Utterance], parts: "Sequence[Found]", stretches: Sequence[Path]) -> "Followed":
    """The reading of a text, from what was heard of it in each stretch of a recording."""
    from familytales.narration import following
    from familytales.narration.stretches import Sound

    sound = Sound(stretches)
    return following.follow(utterances, parts, sound.between, sound.duration)


def pace(utterances: Sequence[Utterance], stretches: Sequence[Path]) -> "Followed":
    """The reading of a text in a language that no recogniser knows, by its pauses."""
    from familytales.narration import pacing
    from familytales.narration.following import Followed
    from familytales.narration.stretches import Sound

    return Followed(pacing.paced(utterances, Sound(stretches).levels()), (), 1.0)


def notice(
    library: Path, key: str, utterance: Utterance, clip: Path, language: str, model: str
) -> tuple["Evidence", "Written"]:
    """What a machine ear notices about a spoken sentence, into `derived/`."""
    from familytales.library.blobs import write_derived
    from familytales.narration import evidence, flac, whisper
    from familytales.workflow.spoken import adapter

    follow = whisper.follower(model, language) if model else evidence.follower(language)
    found = evidence.notice(utterance, flac.decode(clip.read_bytes(), str(clip)), follow)
    return found, write_derived(library, key, ".json", adapter(evidence.Evidence).dump_json(found))


def measure(audio: Path, spans: Sequence[tuple[int, int]]) -> list[float]:
    """How loud a finished narration is between those samples, in decibels."""
    from familytales.narration.finished import levels

    return levels(audio, spans)


def encode_segment(library: Path, key: str, segment: "Segment", clips: Sequence[Path], gain: float) -> "Written":
    """Master a few paragraphs of speech and encode them as AAC into `derived/`."""
    from familytales.library.blobs import write_derived
    from familytales.narration.mastering import encode_segment as encode

    return write_derived(library, key, ".aac", encode(segment, clips, gain))


def join_segments(library: Path, key: str, segments: Sequence[Path]) -> "Written":
    """Join encoded segments to one document's .m4a in `derived/`, without encoding again."""
    from familytales.library.blobs import make_derived
    from familytales.narration.mastering import join

    return make_derived(library, key, ".m4a", lambda target: join(segments, target))


def record_sound(
    library: Path, key: str, coding: Coding, segments: Sequence["Segment"], clips: Sequence[Path], gain: float
) -> "Written":
    """Master a document's sound, or a part of it, and encode it as a file to be handed out, into `derived/`."""
    from familytales.library.blobs import make_derived
    from familytales.narration import acx
    from familytales.narration.codings import encode, mastered, suffix

    def make(target: Path) -> None:
        made = acx.prepared if coding is Coding.ACX else mastered
        encode(made(segments, clips, gain), coding, target)

    return make_derived(library, key, suffix(coding), make)


def view_page(library: Path, key: str, original: Path, frame: int, rotation: int, max_pixels: int) -> "Written":
    """A page for screens, into `derived/`: a smaller upright JPEG."""
    from familytales.imaging.decoding import decode
    from familytales.imaging.views import upright_jpeg
    from familytales.library.blobs import write_derived

    image = decode(original, frame, max_pixels=max_pixels, true_colours=True)
    return write_derived(library, key, ".jpg", upright_jpeg(image, rotation))


def scan_page(library: Path, key: str, original: Path, frame: int, rotation: int, max_pixels: int) -> "Written":
    """A page at full resolution for print, into `derived/`: upright JPEG."""
    from familytales.imaging.views import upright_scan
    from familytales.library.blobs import write_derived

    data, suffix = upright_scan(original, frame, rotation, max_pixels=max_pixels)
    return write_derived(library, key, suffix, data)
