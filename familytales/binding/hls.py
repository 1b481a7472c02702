"""HLS: the book as a folder that a web server streams from, with Apple's chapters; any static server will do.

RFC 8216 with one fragmented MP4 file in byte ranges: as few files as can be, and players fetch what they play.
"""

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import av

from familytales.binding import mp4
from familytales.binding.cover import cover_jpeg
from familytales.binding.names import language
from familytales.binding.track import Chapter, Opened, Track
from familytales.domain.editions import Edition
from familytales.domain.narration import Coding
from familytales.ports import Progress

_SECONDS = 6
"""Length of a segment, as Apple's HLS Authoring Specification asks for (7.5)."""
# written here and not by FFmpeg's own writer of HLS, which keeps 11 kB for every segment until its end
_OPTIONS = {
    "fflags": "+bitexact",
    "movflags": "+empty_moov+default_base_moof+skip_trailer",
    "frag_duration": str(_SECONDS * 1_000_000),
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
    version = "2"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the folder; see `Track.add_all` for what can go wrong."""
        target.mkdir()

        def begin(stream: Any) -> Opened:
            file = av.open(str(target.absolute() / _SOUND), "w", format="mp4", options=_OPTIONS)
            return file, file.add_stream_from_template(stream)

        track = Track(begin)
        track.add_all(edition, progress)
        _write(target / _MEDIA, _playlist(mp4.fragments(target / _SOUND), track))
        (target / _COVER).write_bytes(cover_jpeg(edition))
        _write(target / _CHAPTERS, _chapters(track.chapters, track.rate, language(edition.book)))
        _write(target / "index.m3u8", _INDEX)


def _playlist(found: mp4.Fragments, track: Track) -> str:
    """The segments, each a range of bytes. The times of the fragments tell how long each but the last is."""
    ends = [*found.times[1:], track.samples]
    seconds = [(end - start) / track.rate for start, end in zip(found.times, ends, strict=True)]
    parts = (
        f"#EXTINF:{length:.6f},\n#EXT-X-BYTERANGE:{end - start}@{start}\n{_SOUND}"
        for length, (start, end) in zip(seconds, pairwise(found.edges), strict=True)
    )
    head = _HEAD.format(longest=max(map(round, seconds)), first=found.edges[0])
    return "\n".join((head, *parts, "#EXT-X-ENDLIST", ""))


_HEAD = f"""#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:{{longest}}
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="{_SOUND}",BYTERANGE="{{first}}@0\""""
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
