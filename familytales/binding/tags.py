"""What players show of a sound file: tags and the cover, by FFmpeg's names."""

import io
from collections.abc import Iterable
from typing import Any

import av
from PIL import Image

from familytales.binding import credits
from familytales.binding.names import book_title, clean
from familytales.binding.track import cut
from familytales.domain.books import Book
from familytales.domain.narration import Reader


def tags(book: Book, readers: Iterable[Reader]) -> dict[str, str]:
    """Those that all of a book's files have in common, and who reads in them; what nobody knows is left out."""
    author = cut(clean(book.author))
    found = {
        "title": cut(book_title(book)),
        "album": cut(book_title(book)),
        "artist": author,
        "album_artist": author,
        "description": cut(clean(book.subtitle)),
        "genre": "Audiobook",
    }
    return {name: text for name, text in found.items() if text} | credits.tags(readers)


def cover_size(jpeg: bytes) -> tuple[int, int]:
    """Width and height."""
    with Image.open(io.BytesIO(jpeg)) as image:
        return image.size


def add_cover(file: Any, jpeg: bytes) -> None:
    """Put the cover into a file of PyAV that is being written, before any sound."""
    width, height = cover_size(jpeg)
    stream = file.add_mux_stream("mjpeg", width=width, height=height)
    stream.disposition = av.stream.Disposition.attached_pic
    stream.metadata["comment"] = "Cover (front)"  # ID3 and FLAC tell a front cover from other pictures by this
    packet = av.Packet(jpeg)
    packet.stream = stream
    packet.pts = packet.dts = 0
    packet.is_keyframe = True
    file.mux_one(packet)
