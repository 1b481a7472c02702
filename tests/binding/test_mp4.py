import struct
from contextlib import suppress
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.binding import mp4
from familytales.binding.m4b import M4bFormat
from familytales.domain.editions import Edition
from tests.binding.editions import FRAME, RATE, tone

FRAMES = 3


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return tone(tmp_path_factory.mktemp("mp4") / "tone.m4a", FRAMES * FRAME / RATE, 220.0).read_bytes()


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(audio=0) if packet.size]


def test_it_finds_the_frames(file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tone.m4a"
    path.write_bytes(file)
    found = mp4.sound(path)
    frames = packets(path)
    assert found.frames == len(frames) == FRAMES
    assert file[found.start : found.start + found.size] == b"".join(frames)


@given(data=st.data())
def test_a_damaged_file_is_never_taken_for_another(
    file: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "tone.m4a"
    cut = data.draw(st.integers(0, len(file) - 1))
    path.write_bytes(file[:cut])
    with pytest.raises(ValueError, match=r"damaged|as its index"):
        mp4.sound(path)
    broken = bytearray(file)
    broken[data.draw(st.integers(0, len(file) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(broken)
    with suppress(ValueError):
        assert mp4.sound(path).start + mp4.sound(path).size <= len(file)


def test_a_book_of_more_than_four_gigabytes_has_wide_places(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [packet for one in edition.documents() if one.audio for packet in packets(one.audio)]
    monkeypatch.setattr(mp4, "_NARROW", 0)
    M4bFormat().bind(edition, tmp_path / "book.m4b", lambda done, total: None)
    assert b"co64" in (tmp_path / "book.m4b").read_bytes()
    assert packets(tmp_path / "book.m4b") == parts
    with av.open(str(tmp_path / "book.m4b")) as container:
        assert len(list(container.chapters())) == 2


def test_each_title_lies_in_a_chunk_of_its_own_and_is_in_the_books_language(edition: Edition, tmp_path: Path) -> None:
    M4bFormat().bind(edition, tmp_path / "book.m4b", lambda done, total: None)
    data = (tmp_path / "book.m4b").read_bytes()
    titles = mp4._media(dict(mp4._boxes(data))[b"moov"], b"text")
    tables = mp4._tables(titles)
    places = struct.unpack(">2I", tables[b"stco"][8:])
    sizes = [struct.unpack_from(">H", data, place)[0] for place in places]
    assert tables[b"stsc"] == struct.pack(">5I", 0, 1, 1, 1, 1)
    assert [data[place + 2 : place + 2 + size].decode() for place, size in zip(places, sizes, strict=True)] == [
        "A Letter from the Farm (about August 1943)",
        "Grüße aus Lübeck (perhaps 1920 to 1930)",
    ]
    # ISO/IEC 14496-12, 8.4.2: three letters of five bits
    assert struct.unpack(">H", titles[b"mdhd"][-4:-2])[0] == sum((ord(c) - 96) << 5 * n for n, c in enumerate("gne"))


def test_sound_is_found_from_any_second_on(edition: Edition, tmp_path: Path) -> None:
    M4bFormat().bind(edition, tmp_path / "book.m4b", lambda done, total: None)
    sound = mp4._media(dict(mp4._boxes((tmp_path / "book.m4b").read_bytes()))[b"moov"], b"soun")
    (chunks,) = struct.unpack_from(">I", mp4._tables(sound)[b"stco"], 4)
    seconds = sum(one.narration.duration for one in edition.documents() if one.narration)
    assert chunks == pytest.approx(seconds, abs=1)


def test_fragments_of_a_file_that_was_cut_short_are_the_systems_error(tmp_path: Path) -> None:
    path = tmp_path / "sound.m4s"
    path.write_bytes(b"\0\0\0\x20moof")
    with pytest.raises(OSError, match="the disk may be full"):
        mp4.fragments(path)
