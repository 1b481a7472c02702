"""The book as a folder of sound files, one for each narrated document, for players that know no chapters."""

import base64
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av

from familytales.binding.cover import cover_jpeg
from familytales.binding.names import clean, stem, title
from familytales.binding.tags import add_cover, cover_size, tags
from familytales.binding.track import chapter_title, damaged, not_narrated, packets
from familytales.domain.books import Document
from familytales.domain.editions import Edition
from familytales.domain.narration import Coding, Reader
from familytales.ports import Progress

_FRONT_COVER = 3
"""Kind of picture, in FLAC's and so in Opus's metadata."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A file of the folder: where its sound is, what it will be called and what players show.

    Attributes:
        document: the document's title.
        source: where its sound is.
        name: of the file.
        title: that players show.
        seconds: of the document, -1 where nobody knows.
        reader: the person who reads, None for a computer voice.
    """

    document: Document
    source: Path
    name: str
    title: str
    seconds: int
    reader: Reader | None


class Recordings:
    """Numbered files with tags and cover, and a playlist of them; the sound is copied as it is."""

    coding: Coding
    needs_audio = True
    uses_views = False
    uses_scans = False
    version = "2"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the folder.

        Raises:
            FamilyTalesError: nothing is narrated.
            BadInput: a document's audio cannot be read.
        """
        found = list(_recordings(edition))
        if not found:
            raise not_narrated(edition)
        target.mkdir()
        cover = cover_jpeg(edition)
        (target / "cover.jpg").write_bytes(cover)
        for number, one in enumerate(found, 1):
            shown = {
                **tags(edition.book, filter(None, [one.reader])),
                "title": one.title,
                "track": f"{number}/{len(found)}",
            }
            try:
                self._copy(one.source, target / one.name, shown, cover)
            except (av.InvalidDataError, av.ArgumentError) as error:
                raise damaged(one.document, one.source, error) from error
            progress(number, len(found))
        _playlist(target, found)

    def _copy(self, source: Path, target: Path, shown: dict[str, str], cover: bytes) -> None:
        with (
            av.open(str(source.absolute())) as given,
            av.open(str(target.absolute()), "w", options={"fflags": "+bitexact"}) as file,
        ):
            stream = given.streams.audio[0]
            sound = file.add_stream_from_template(stream)
            self._describe(file, sound, shown, cover)
            for packet in packets(given, stream):
                packet.stream = sound
                file.mux_one(packet)

    def _describe(self, file: Any, sound: Any, shown: dict[str, str], cover: bytes) -> None:
        file.metadata.update(shown)
        add_cover(file, cover)


class Mp3Format(Recordings):
    """MP3 files, which every player knows."""

    name = "mp3"
    suffix = " (MP3)"
    coding = Coding.MP3


class FlacFormat(Recordings):
    """FLAC files: the mastered sound without loss, to keep or to work on."""

    name = "flac"
    suffix = " (FLAC)"
    coding = Coding.FLAC


class OpusFormat(Recordings):
    """Opus files: half the size of MP3."""

    name = "opus"
    suffix = " (Opus)"
    coding = Coding.OPUS

    def _describe(self, file: Any, sound: Any, shown: dict[str, str], cover: bytes) -> None:
        # Ogg has no place for pictures; players find them in a tag that holds FLAC's picture block (RFC 7845, 5.2)
        sound.metadata.update({**shown, "METADATA_BLOCK_PICTURE": base64.b64encode(_picture(cover)).decode()})


def _picture(jpeg: bytes) -> bytes:
    """The picture block of RFC 9639, 8.8: kind, media type, no description, size, 24 bits a pixel, no palette, data."""
    media_type = b"image/jpeg"
    head = struct.pack(">II", _FRONT_COVER, len(media_type)) + media_type
    return head + struct.pack(">6I", 0, *cover_size(jpeg), 24, 0, len(jpeg)) + jpeg


def _recordings(edition: Edition) -> Iterator[Recording]:
    number = 0
    for content in edition.documents():
        files = (content.audio, *content.continued) if content.audio else ()
        for part, source in enumerate(files, 1):
            number += 1
            shown = chapter_title(content.document)
            if len(files) > 1:
                shown = f"{shown}, part {part}"
            name = stem(number, title(content.document)) + source.suffix
            narration = content.narration
            seconds = round(narration.duration) if narration else -1
            yield Recording(content.document, source, name, shown, seconds, narration.reader if narration else None)


def _playlist(folder: Path, found: Sequence[Recording]) -> None:
    lines = ["#EXTM3U"]
    for one in found:
        lines += [f"#EXTINF:{one.seconds},{clean(one.title)}", one.name]
    (folder / "playlist.m3u8").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
