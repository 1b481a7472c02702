"""HLS: the book as a folder that a web server streams from, with Apple's chapters; any static server will do.

RFC 8216 with one fragmented MP4 file in byte ranges: as few files as can be, and players fetch what they play.
"""

import errno
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av

from familytales.binding.cover import cover_jpeg
from familytales.binding.names import language
from familytales.binding.track import Chapter, Opened, Track
from familytales.domain.editions import Edition
from familytales.domain.narration import Coding
from familytales.ports import Progress

_SECONDS = 6
"""Length of a segment, as Apple's HLS Authoring Specification asks for (7.5)."""
_OPTIONS = {
    "fflags": "+bitexact",
    "hls_segment_type": "fmp4",
    "hls_flags": "single_file",
    "hls_playlist_type": "vod",
    "hls_time": str(_SECONDS),
    "hls_list_size": "0",
}
_PEAK = 80_000  # bits a second: what the encoder is given, with room for the container and for uneven segments
_MEDIA, _SOUND, _CHAPTERS, _COVER = "sound.m3u8", "sound.m4s", "chapters.json", "cover.jpg"


class HlsFormat:
    """A folder whose `index.m3u8` is a complete recording for players on the web."""

    name = "hls"
    suffix = " (HLS)"
    needs_audio = True
    coding = Coding.AAC
    uses_views = False
    uses_scans = False
    version = "1"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the folder; see `Track.add_all` for what can go wrong."""
        target.mkdir()

        def begin(stream: Any) -> Opened:
            file = av.open(str(target.absolute() / _MEDIA), "w", format="hls", options=_OPTIONS)
            return file, file.add_stream_from_template(stream)

        track = Track(begin)
        track.add_all(edition, progress)
        _check_size(target)
        (target / _COVER).write_bytes(cover_jpeg(edition))
        _write(target / _CHAPTERS, _chapters(track.chapters, track.rate, language(edition.book)))
        _write(target / "index.m3u8", _INDEX)


def _check_size(folder: Path) -> None:
    """FFmpeg's writer of HLS keeps silent when the disk is full: then the file is shorter than its playlist says."""
    playlist = (folder / _MEDIA).read_text("utf-8")
    ranges = re.findall(r'BYTERANGE[:=]"?(\d+)@(\d+)', playlist)
    end = max((int(size) + int(start) for size, start in ranges), default=0)
    if not playlist.endswith("#EXT-X-ENDLIST\n") or (folder / _SOUND).stat().st_size < end:
        raise OSError(errno.EIO, "the sound is incomplete, the disk may be full", str(folder / _SOUND))


_INDEX = f"""#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-SESSION-DATA:DATA-ID="com.apple.hls.chapters",URI="{_CHAPTERS}"
#EXT-X-STREAM-INF:BANDWIDTH={_PEAK},CODECS="mp4a.40.2"
{_MEDIA}
"""


def _chapters(chapters: Sequence[Chapter], rate: int, tag: str) -> str:
    """The chapters as Apple's players read them (JSON chapters for HLS); the cover stands for each of them."""
    found = [
        {
            "chapter": number,
            "start-time": chapter.start / rate,
            "duration": (chapter.end - chapter.start) / rate,
            "titles": [{"language": tag, "title": chapter.title}],
        }
        for number, chapter in enumerate(chapters, 1)
    ]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
