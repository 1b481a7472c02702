"""M4B: the whole book as one audiobook, a chapter for each narrated document, nothing encoded again."""

import re
from pathlib import Path
from typing import Any

import av

from familytales.binding.cover import cover_jpeg
from familytales.binding.tags import add_cover, tags
from familytales.binding.track import Opened, Track
from familytales.domain.editions import Edition
from familytales.domain.narration import Coding
from familytales.ports import Progress

_LANGUAGE = re.compile("[a-z]{3}")
# `bitexact` leaves out the muxer's version and the time; `faststart` puts the index first, for players on the web.
# The brand is what Apple's own audiobooks carry (FFmpeg's `ipod` format would write it, but takes no cover).
_OPTIONS = {"fflags": "+bitexact", "movflags": "+faststart", "brand": "M4B "}
_AUDIOBOOK = "2"
"""iTunes' number for an audiobook (`stik`), which players sort by."""


class M4bFormat:
    """One audiobook with chapters, cover and tags."""

    name = "m4b"
    suffix = ".m4b"
    needs_audio = True
    coding = Coding.AAC
    uses_views = False
    uses_scans = False
    version = "2"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the audiobook; see `Track.add_all` for what can go wrong."""

        def begin(stream: Any) -> Opened:
            file = av.open(str(target.absolute()), "w", format="mp4", options=_OPTIONS)
            file.metadata.update({**tags(edition.book, edition.readers), "media_type": _AUDIOBOOK})
            sound = file.add_stream_from_template(stream)
            languages = edition.book.languages
            if languages and _LANGUAGE.fullmatch(languages[0]):
                sound.metadata["language"] = languages[0]
            add_cover(file, cover_jpeg(edition))
            return file, sound

        Track(begin).add_all(edition, progress)
