"""One long track from the documents' audio: packet by packet, nothing encoded again, any length in the same memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import av

from familytales.binding.names import book_title, date, title
from familytales.domain.books import Document
from familytales.domain.editions import Edition, EditionDocument
from familytales.domain.errors import BadInput, FamilyTalesError
from familytales.ports import Progress

Opened: TypeAlias = tuple[Any, Any]
"""A file of PyAV to write to and its audio stream."""
_LONGEST = 255
"""Bytes of a title: the length in Nero's chapter list is one byte."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document's span of the track, in samples."""

    title: str
    start: int
    end: int


class Track:
    """A track under way; it begins with the first narrated document, whose coding is everyone's.

    Args:
        begin: opens the file, given the first document's audio stream.
    """

    def __init__(self, begin: Callable[[Any], Opened]) -> None:
        self._begin = begin
        self._file: Any = None
        self._sound: Any = None
        self._coding: tuple[object, ...] = ()
        self._samples = 0
        self.chapters: list[Chapter] = []

    @property
    def rate(self) -> int:
        """Samples a second."""
        return int(self._sound.rate)

    @property
    def samples(self) -> int:
        """Samples so far."""
        return self._samples

    def add_all(self, edition: Edition, progress: Progress) -> None:
        """Append every document's audio and end the file with its chapters.

        Raises:
            FamilyTalesError: nothing is narrated, or documents are encoded differently.
            BadInput: a document's audio cannot be read.
        """
        total = sum(len(thread.documents) for thread in edition.threads)
        try:
            for done, content in enumerate(edition.documents(), 1):
                self._add(content)
                progress(done, total)
        finally:
            self._close()
        if not self.chapters:
            raise not_narrated(edition)

    def _add(self, content: EditionDocument) -> None:
        if content.audio is None:
            return
        start = self._samples
        try:
            # An absolute path, as FFmpeg would take "a:b.m4a" for an address.
            with av.open(str(content.audio.absolute())) as source:
                self._append(source, content.document, content.audio)
        except (av.InvalidDataError, ValueError) as error:
            raise damaged(content.document, content.audio, error) from error
        if self._samples > start:
            self.chapters.append(Chapter(chapter_title(content.document), start, self._samples))

    def _append(self, source: Any, document: Document, path: Path) -> None:
        if not source.streams.audio:
            raise BadInput(f"The narration of {title(document)!r} holds no sound.", remedy="Narrate the book again.")
        stream = source.streams.audio[0]
        coding = _coding(stream)
        if self._file is None:
            self._coding = coding
            self._file, self._sound = self._begin(stream)
        elif coding != self._coding:
            raise FamilyTalesError(
                f"The narration of {title(document)!r} is encoded differently from the documents before it.",
                remedy="Narrate the book again, so that all of it is made by one version.",
            )
        for packet, samples in self._packets(source, path):
            packet.pts = packet.dts = self._samples
            packet.duration = samples
            packet.time_base = Fraction(1, stream.rate)
            packet.stream = self._sound
            self._file.mux_one(packet)
            self._samples += samples

    def _packets(self, source: Any, path: Path) -> Iterator[tuple[Any, int]]:
        """What is written of a document's audio, and how many samples it stands for."""
        stream = source.streams.audio[0]
        return ((packet, stream.codec_context.frame_size) for packet in packets(source, stream))

    def _close(self) -> None:
        if self._file is None:
            return
        rate = Fraction(1, self.rate)
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


def _coding(stream: Any) -> tuple[object, ...]:
    """What must be equal for packets to follow each other in one track."""
    context = stream.codec_context
    return context.name, context.profile, stream.rate, context.layout.name, context.frame_size, context.extradata


def packets(source: Any, stream: Any) -> Iterator[Any]:
    """A stream's packets; the demuxer ends with an empty one, meant to flush a decoder, which is left out."""
    return (packet for packet in source.demux(stream) if packet.size)


def not_narrated(edition: Edition) -> FamilyTalesError:
    """What to say of a book without any sound."""
    return FamilyTalesError(
        f"No document of {book_title(edition.book)!r} is narrated.",
        remedy="Narrate the book first: `familytales narrate`.",
    )


def damaged(document: Document, audio: Path, error: av.FFmpegError | ValueError) -> BadInput:
    """What to say of a document's audio that cannot be read."""
    why = error.strerror if isinstance(error, OSError) else str(error)
    return BadInput(
        f"The narration of {title(document)!r}, {audio.name}, is damaged: {why}.",
        remedy="Run `familytales library check`; it says what to do about damaged files.",
    )


def chapter_title(document: Document) -> str:
    """`Title (date)` on one line, at most 255 bytes of UTF-8; a long title is cut, the date is kept."""
    when = date(document)
    ending = f" ({when})" if when else ""
    if len(ending.encode()) > _LONGEST // 2:
        ending = ""
    return cut(title(document), _LONGEST - len(ending.encode())) + ending


def cut(text: str, longest: int = _LONGEST) -> str:
    """At most so many bytes of UTF-8, no character broken, with an ellipsis where something is missing."""
    if len(text.encode()) <= longest:
        return text
    return text.encode()[: longest - len("…".encode())].decode(errors="ignore").rstrip() + "…"
