"""An audiobook's file: MP4 with tags, cover and chapters, into which the sound of the documents is copied as it is."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av

from familytales.binding import mp4
from familytales.binding.cover import cover_jpeg
from familytales.binding.tags import add_cover, tags
from familytales.binding.track import Opened, Track
from familytales.domain.editions import Edition
from familytales.ports import Progress

_LANGUAGE = re.compile("[a-z]{3}")
# `bitexact` leaves out the muxer's version and the time.
# The brand is what Apple's own audiobooks carry (FFmpeg's `ipod` format would write it, but takes no cover).
_OPTIONS = {"fflags": "+bitexact", "brand": "M4B "}
_AUDIOBOOK = "2"
"""iTunes' number for an audiobook (`stik`), which players sort by."""


def write(edition: Edition, target: Path, progress: Progress) -> None:
    """Write the audiobook; see `Track.add_all` for what can go wrong."""
    skeleton = io.BytesIO()

    def begin(stream: Any) -> Opened:
        file = av.open(skeleton, "w", format="mp4", options=_OPTIONS)
        file.metadata.update({**tags(edition.book, edition.readers), "media_type": _AUDIOBOOK})
        sound = file.add_stream_from_template(stream)
        languages = edition.book.languages
        if languages and _LANGUAGE.fullmatch(languages[0]):
            sound.metadata["language"] = languages[0]
        add_cover(file, cover_jpeg(edition))
        return file, sound

    book = _Whole(begin)
    book.add_all(edition, progress)
    mp4.with_sound(skeleton, target, book.parts, book.step)


class _Whole(Track):
    """A track on which a single stand-in is written for all the sound of a document."""

    def __init__(self, begin: Callable[[Any], Opened]) -> None:
        super().__init__(begin)
        self.parts: list[mp4.Sound] = []
        self.step = 0

    def _packets(self, source: Any, path: Path) -> Iterator[tuple[Any, int]]:
        self.step = source.streams.audio[0].codec_context.frame_size
        found = mp4.sound(path)
        if found.frames:
            self.parts.append(found)
            yield av.Packet(bytes(1)), found.frames * self.step
