"""M4B: the whole book as one audiobook, a chapter for each narrated document, nothing encoded again."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image

from familytales.binding.cover import cover_jpeg
from familytales.binding.names import book_title, clean, date, title
from familytales.domain.books import Book, Document
from familytales.domain.editions import Edition, EditionDocument
from familytales.domain.errors import BadInput, FamilyTalesError
from familytales.ports import Progress

_LONGEST = 255
"""Bytes of a title: the length in Nero's chapter list is one byte."""
_LANGUAGE = re.compile("[a-z]{3}")
# `bitexact` leaves out the muxer's version and the time; `faststart` puts the index first, for players on the web.
# The brand is what Apple's own audiobooks carry (FFmpeg's `ipod` format would write it, but takes no cover).
_OPTIONS = {"fflags": "+bitexact", "movflags": "+faststart", "brand": "M4B "}
_AUDIOBOOK = "2"
"""iTunes' number for an audiobook (`stik`), which players sort by."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document's span of the audiobook, in samples."""

    title: str
    start: int
    end: int


class M4bFormat:
    """One audiobook with chapters, cover and tags."""

    name = "m4b"
    suffix = ".m4b"
    needs_audio = True
    uses_audio = True
    uses_views = False
    uses_scans = False
    version = "1"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the audiobook, one packet in memory at a time.

        Raises:
            FamilyTalesError: nothing is narrated, or documents are encoded differently.
            BadInput: a document's audio cannot be read.
        """
        total = sum(len(thread.documents) for thread in edition.threads)
        writer = _Audiobook(edition, target)
        try:
            for done, content in enumerate(edition.documents(), 1):
                writer.add(content)
                progress(done, total)
        finally:
            writer.close()
        if not writer.chapters:
            raise FamilyTalesError(
                f"No document of {book_title(edition.book)!r} is narrated.",
                remedy="Narrate the book first: `familytales narrate`.",
            )


class _Audiobook:
    """An audiobook under way; the file begins with the first narrated document, whose coding is everyone's."""

    def __init__(self, edition: Edition, target: Path) -> None:
        self._edition = edition
        self._target = target
        self._file: Any = None
        self._sound: Any = None
        self._coding: tuple[object, ...] = ()
        self._samples = 0
        self.chapters: list[Chapter] = []

    def add(self, content: EditionDocument) -> None:
        """Append a document's audio and note its chapter; a document without narration changes nothing."""
        if content.audio is None:
            return
        start = self._samples
        try:
            # An absolute path, as FFmpeg would take "a:b.m4a" for an address.
            with av.open(str(content.audio.absolute())) as source:
                self._append(source, content.document)
        except av.InvalidDataError as error:
            raise BadInput(
                f"The narration of {title(content.document)!r}, {content.audio.name}, is damaged: {error.strerror}.",
                remedy="Run `familytales library check`; it says what to do about damaged files.",
            ) from error
        if self._samples > start:
            self.chapters.append(Chapter(chapter_title(content.document), start, self._samples))

    def close(self) -> None:
        """Write the chapters and the index."""
        if self._file is None:
            return
        rate = Fraction(1, self._sound.rate)
        self._file.set_chapters(
            [
                {
                    "id": number,
                    "start": chapter.start,
                    "end": chapter.end,
                    "time_base": rate,
                    "metadata": {"title": chapter.title},
                }
                for number, chapter in enumerate(self.chapters)
            ]
        )
        self._file.close()

    def _append(self, source: Any, document: Document) -> None:
        if not source.streams.audio:
            raise BadInput(f"The narration of {title(document)!r} holds no sound.", remedy="Narrate the book again.")
        stream = source.streams.audio[0]
        coding = _coding(stream)
        if self._file is None:
            self._begin(stream, coding)
        elif coding != self._coding:
            raise FamilyTalesError(
                f"The narration of {title(document)!r} is encoded differently from the documents before it.",
                remedy="Narrate the book again, so that all of it is made by one version.",
            )
        step = stream.codec_context.frame_size
        for packet in _packets(source, stream):
            packet.pts = packet.dts = self._samples
            packet.duration = step
            packet.time_base = Fraction(1, self._sound.rate)
            packet.stream = self._sound
            self._file.mux_one(packet)
            self._samples += step

    def _begin(self, stream: Any, coding: tuple[object, ...]) -> None:
        self._coding = coding
        self._file = av.open(str(self._target.absolute()), "w", format="mp4", options=_OPTIONS)
        self._file.metadata.update(tags(self._edition.book))
        self._sound = self._file.add_stream_from_template(stream)
        languages = self._edition.book.languages
        if languages and _LANGUAGE.fullmatch(languages[0]):
            self._sound.metadata["language"] = languages[0]
        self._cover(cover_jpeg(self._edition))

    def _cover(self, jpeg: bytes) -> None:
        with Image.open(io.BytesIO(jpeg)) as image:
            width, height = image.size
        stream = self._file.add_mux_stream("mjpeg", width=width, height=height)
        stream.disposition = av.stream.Disposition.attached_pic
        packet = av.Packet(jpeg)
        packet.stream = stream
        packet.pts = packet.dts = 0
        packet.is_keyframe = True
        self._file.mux_one(packet)


def _coding(stream: Any) -> tuple[object, ...]:
    """What must be equal for packets to follow each other in one track."""
    context = stream.codec_context
    return context.name, context.profile, stream.rate, context.layout.name, context.frame_size, context.extradata


def _packets(source: Any, stream: Any) -> Iterator[Any]:
    # The demuxer ends with an empty packet, meant to flush a decoder.
    return (packet for packet in source.demux(stream) if packet.size)


def tags(book: Book) -> dict[str, str]:
    """The tags players show, by FFmpeg's names."""
    author = _cut(clean(book.author))
    found = {
        "title": _cut(book_title(book)),
        "album": _cut(book_title(book)),
        "artist": author,
        "album_artist": author,
        "description": _cut(clean(book.subtitle)),
        "genre": "Audiobook",
        "media_type": _AUDIOBOOK,
    }
    return {name: text for name, text in found.items() if text}


def chapter_title(document: Document) -> str:
    """`Title (date)` on one line, at most 255 bytes of UTF-8; a long title is cut, the date is kept."""
    when = date(document)
    ending = f" ({when})" if when else ""
    if len(ending.encode()) > _LONGEST // 2:
        ending = ""
    return _cut(title(document), _LONGEST - len(ending.encode())) + ending


def _cut(text: str, longest: int = _LONGEST) -> str:
    """At most so many bytes of UTF-8, no character broken, with an ellipsis where something is missing."""
    if len(text.encode()) <= longest:
        return text
    return text.encode()[: longest - len("…".encode())].decode(errors="ignore").rstrip() + "…"
