"""AAC-LC frames: encoded segment by segment, joined without encoding again."""

import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy

from familytales.domain.errors import BadInput
from familytales.narration.clips import RATE
from familytales.narration.sound import Samples

FRAME = 1024
"""Samples per frame of AAC-LC (ISO/IEC 14496-3)."""
SUFFIX = ".aac"
BIT_RATE = 64_000
"""Ample for one voice at 24 kHz."""
_TICK = Fraction(1, RATE)
# ISO/IEC 14496-3, 1.A.2.2: sync word, MPEG-4, no checksum; AAC-LC, 24 kHz (index 6), one channel
_ADTS = 0xFFF1_0000_0000_00 | (1 << 38) | (6 << 34) | (1 << 30)


def encode(sound: Samples) -> bytes:
    """The sound (24 kHz, a whole number of frames) as ADTS, frame k starting exactly at sample 1024 k.

    The encoder's first frame only primes the decoder; it is left out. That does no harm where the sound begins with
    a frame of silence, for then there is nothing to overlap with.
    """
    context: Any = av.CodecContext.create("aac", "w")
    context.sample_rate, context.layout, context.format = RATE, "mono", "fltp"
    context.bit_rate, context.time_base, context.thread_count = BIT_RATE, _TICK, 1
    # the thorough coder is three times dearer than the voice itself; at this bit rate the fast one has bits to spare
    context.options = {"aac_coder": "fast", "flags": "+bitexact"}
    packets: list[bytes] = []
    for frame in _frames(sound):
        packets.extend(bytes(packet) for packet in context.encode(frame))
    packets.extend(bytes(packet) for packet in context.encode(None))
    return b"".join(_header(len(packet)) + packet for packet in packets[1 : len(sound) // FRAME + 1])


def decode(data: bytes) -> Samples:
    """What players will hear of a segment made by `encode`."""
    with av.open(io.BytesIO(data), "r", format="aac") as container:
        parts = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    return numpy.concatenate(parts or [numpy.zeros(0, numpy.float32)])


def _frames(sound: Samples) -> Iterator[av.AudioFrame]:
    for start in range(0, len(sound), FRAME):
        frame = av.AudioFrame.from_ndarray(sound[None, start : start + FRAME], format="fltp", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = RATE, _TICK, start
        yield frame


def _header(size: int) -> bytes:
    whole = size + 7
    # 11 bits say "variable bit rate"; the last two count further blocks: none
    return (_ADTS | (whole << 13) | (0x7FF << 2)).to_bytes(7, "big")


def join(segments: Sequence[Path], target: Path) -> None:
    """Write the segments, one behind the other, as an MPEG-4 audio file (.m4a); the same segments give the same bytes.

    Sample 0 of the first segment is at time 0, by an edit list that tells players there is nothing to skip.

    Raises:
        BadInput: a segment is damaged.
    """
    options = {"fflags": "+bitexact", "use_editlist": "1", "movflags": "+faststart"}
    with av.open(str(target), "w", format="ipod", options=options) as container:
        stream: Any = None
        at = 0
        for path in segments:
            for source, packet in _packets(path):
                if stream is None:
                    stream = container.add_stream_from_template(source)
                packet.stream = stream
                packet.pts = packet.dts = at
                packet.duration, packet.time_base = FRAME, _TICK
                container.mux(packet)
                at += FRAME


def _packets(path: Path) -> Iterator[tuple[Any, Any]]:
    try:
        with av.open(str(path), format="aac") as container:
            stream = container.streams.audio[0]
            for packet in container.demux(stream):
                if packet.size:
                    yield stream, packet
    except (av.FFmpegError, IndexError) as error:
        raise BadInput(
            f"The encoded segment {path} is damaged.", remedy="Delete it and run `familytales narrate` again."
        ) from error
