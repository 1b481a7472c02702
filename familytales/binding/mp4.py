"""MPEG-4 files as boxes: the sound of many files in one, copied in bulk.

FFmpeg's writer keeps an entry of 80 bytes for every frame, 70 MB for ten hours, and wants each handed over one by one.
So it writes the file with one stand-in for all the sound of each part, and the tables of that track are made anew here
from those of the parts (ISO/IEC 14496-12, 8.5 to 8.7).
"""

import errno
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy
from numpy.typing import NDArray

Box: TypeAlias = tuple[bytes, bytes]
"""A box's type and what is in it."""
_INSIDE = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_DAMAGE = (ValueError, LookupError, struct.error)
_CHUNK = 24
"""Frames that one entry of the table of places stands for, a second: some players jump only to where one begins."""
_BLOCK = 1 << 20
_NARROW = 0xFFFF_0000
"""Bytes of sound for whose places four bytes are enough."""


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound of a file with a single track, whose frames lie one behind the other.

    Attributes:
        path: the file.
        start: where the first frame begins.
        sizes: bytes of each frame, big-endian.
        coding: what tells a decoder how to read them (the contents of `stsd`).
    """

    path: Path
    start: int
    sizes: bytes
    coding: bytes

    @property
    def frames(self) -> int:
        """How many there are."""
        return len(self.sizes) // 4

    @property
    def size(self) -> int:
        """Bytes of all of them."""
        return int(numpy.frombuffer(self.sizes, ">u4").sum(dtype=numpy.int64))


def sound(path: Path) -> Sound:
    """Where a file's sound is.

    Raises:
        ValueError: it is no such file, or not all of it is there.
    """
    try:
        with path.open("rb") as file:
            places = {kind: (start, end) for kind, start, end in _top(file)}
            table = _tables(_media(_read(file, *places[b"moov"]), b"soun"))
        same, count = struct.unpack_from(">II", table[b"stsz"], 4)
        sizes = struct.pack(">I", same) * count if same else table[b"stsz"][12 : 12 + 4 * count]
        (start,) = struct.unpack_from(">I", table[b"stco"], 8)
        made = Sound(path, start, sizes, table[b"stsd"])
    except _DAMAGE as error:
        raise ValueError("its index is damaged") from error
    if (start, start + made.size) != places.get(b"mdat") or made.frames != count:
        raise ValueError("its sound is not as its index tells")
    return made


@dataclass(frozen=True, slots=True)
class Fragments:
    """How a fragmented file is divided.

    Attributes:
        edges: where each fragment begins, and where the last one ends; what stands before the first is the index.
        times: the first sample of each.
    """

    edges: tuple[int, ...]
    times: tuple[int, ...]


def fragments(path: Path) -> Fragments:
    """The fragments of a file with one track.

    Raises:
        OSError: not all of it is there, as on a full disk.
    """
    edges, times = [], []
    try:
        with path.open("rb") as file:
            for kind, start, end in list(_top(file)):
                if kind == b"moof":
                    edges.append(start - 8)
                    times.append(_time(_read(file, start, end)))
            return Fragments((*edges, end), tuple(times))
    except _DAMAGE as error:
        raise OSError(errno.EIO, "the sound is incomplete, the disk may be full", str(path)) from error


def _time(moof: bytes) -> int:
    """The first sample of a fragment; FFmpeg tells it in 64 bits."""
    (time,) = struct.unpack_from(">Q", dict(_boxes(dict(_boxes(moof))[b"traf"]))[b"tfdt"], 4)
    return int(time)


def _top(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """The type of each of a file's boxes, and where what is in it begins and ends."""
    whole = file.seek(0, 2)
    at = 0
    while at < whole:
        file.seek(at)
        size, kind = struct.unpack(">I4s", _exactly(file, 8))
        head = 8
        if size == 1:
            (size,) = struct.unpack(">Q", _exactly(file, 8))
            head = 16
        if size < head or at + size > whole:
            raise ValueError("it is cut short")
        yield kind, at + head, at + size
        at += size


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise ValueError("it is cut short")
    return data


def _read(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return _exactly(file, end - start)


def _boxes(data: bytes) -> list[Box]:
    found: list[Box] = []
    at = 0
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if not 8 <= size <= len(data) - at:
            raise ValueError("its index is damaged")
        found.append((kind, data[at + 8 : at + size]))
        at += size
    return found


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def _media(moov: bytes, wanted: bytes) -> dict[bytes, bytes]:
    """What is told of the only track of a kind."""
    tracks = [mdia for kind, trak in _boxes(moov) if kind == b"trak" if (mdia := dict(_boxes(trak)).get(b"mdia"))]
    found = [mdia for mdia in tracks if _kind(mdia) == wanted]
    if len(found) != 1:
        raise ValueError("it does not hold one track of sound")
    return dict(_boxes(found[0]))


def _tables(media: dict[bytes, bytes]) -> dict[bytes, bytes]:
    return dict(_boxes(dict(_boxes(media[b"minf"]))[b"stbl"]))


def _kind(mdia: bytes) -> bytes:
    return dict(_boxes(mdia)).get(b"hdlr", b"")[8:12]


def with_sound(skeleton: BinaryIO, target: Path, parts: Sequence[Sound], step: int) -> None:
    """The skeleton, written by FFmpeg, with the sound of the parts in the place of its own.

    Args:
        skeleton: a file with as long a track of sound.
        target: written anew.
        parts: of one coding.
        step: samples of a frame.

    Raises:
        ValueError: the skeleton is not as FFmpeg writes it.
    """
    places = {kind: (start, end) for kind, start, end in _top(skeleton)}
    head, moov, rest = (_read(skeleton, *places[kind]) for kind in (b"ftyp", b"moov", b"mdat"))
    size = len(rest) + sum(part.size for part in parts)
    wide = size > _NARROW
    begin = 8 + len(head) + len(_moved(moov, parts, step, 0, 0, wide=wide)) + (16 if wide else 8)
    with target.open("xb") as out:
        out.write(_box(b"ftyp", head))
        out.write(_moved(moov, parts, step, begin - places[b"mdat"][0], begin + len(rest), wide=wide))
        out.write(struct.pack(">I4sQ", 1, b"mdat", 16 + size) if wide else struct.pack(">I4s", 8 + size, b"mdat"))
        out.write(rest)
        for part in parts:
            _copy(part, out)


def _copy(part: Sound, out: BinaryIO) -> None:
    left = part.size
    with part.path.open("rb") as file:
        file.seek(part.start)
        while left:
            left -= out.write(_exactly(file, min(left, _BLOCK)))


def _moved(moov: bytes, parts: Sequence[Sound], step: int, by: int, start: int, *, wide: bool) -> bytes:
    """The index, with the sound of the parts from `start` on and all else `by` bytes further on."""
    sizes = numpy.frombuffer(b"".join(part.sizes for part in parts), ">u4")
    chunks, left = divmod(len(sizes), _CHUNK)
    runs = [(1, _CHUNK)] * bool(chunks) + [(chunks + 1, left)] * bool(left)
    tables = {
        b"stsd": parts[0].coding,
        b"stts": struct.pack(">4I", 0, 1, len(sizes), step),
        b"stsc": struct.pack(">II", 0, len(runs)) + b"".join(struct.pack(">3I", *run, 1) for run in runs),
        b"stsz": struct.pack(">3I", 0, 0, len(sizes)) + sizes.tobytes(),
        b"stco": _places(start, sizes, wide=wide),
        b"mdhd": _media(moov, b"soun")[b"mdhd"],
    }
    return _rebuilt(b"moov", moov, tables, by, len(sizes), wide=wide, track=b"")


def _places(start: int, sizes: NDArray[numpy.uint32], step: int = _CHUNK, *, wide: bool = False) -> bytes:
    """The table of where every `step`-th of the samples begins that lie one behind the other."""
    places = start + numpy.concatenate(([0], numpy.cumsum(sizes, dtype=numpy.int64)[:-1]))[::step]
    return struct.pack(">II", 0, len(places)) + places.astype(">u8" if wide else ">u4").tobytes()


def _rebuilt(
    kind: bytes, content: bytes, tables: dict[bytes, bytes], by: int, frames: int, *, wide: bool, track: bytes
) -> bytes:
    """A box with what is in it, made anew as far as the sound and the chapters' titles are concerned."""
    if kind in _INSIDE:
        track = _kind(content) if kind == b"mdia" else track
        boxes = _boxes(content)
        boxes = _apart(boxes) if (kind, track) == (b"stbl", b"text") else boxes
        return _box(kind, b"".join(_rebuilt(*box, tables, by, frames, wide=wide, track=track) for box in boxes))
    if track == b"soun" and kind in tables:
        return _box(b"co64" if wide and kind == b"stco" else kind, tables[kind])
    if track == b"soun" and kind == b"sbgp":  # one entry, for all frames alike
        return _box(kind, content[:12] + struct.pack(">I", frames) + content[16:])
    if track == b"text" and kind == b"mdhd":  # in the sound's language: FFmpeg names none, which stands for English
        return _box(kind, content[:-4] + tables[kind][-4:-2] + content[-2:])
    if kind == b"stco":
        return _box(kind, content[:8] + (numpy.frombuffer(content[8:], ">u4") + by).astype(">u4").tobytes())
    return _box(kind, content)


def _apart(stbl: Sequence[Box]) -> list[Box]:
    """The tables of the chapters' titles, which lie one behind the other: each gets its own chunk."""
    found = dict(stbl)
    same, count = struct.unpack_from(">II", found[b"stsz"], 4)
    (first,) = struct.unpack_from(">I", found[b"stco"], 8)  # parsers such as music-metadata look for a title in each
    sizes = numpy.full(count, same, ">u4") if same else numpy.frombuffer(found[b"stsz"][12:], ">u4")
    found |= {b"stsc": struct.pack(">5I", 0, 1, 1, 1, 1), b"stco": _places(first, sizes, 1)}
    return list(found.items())
