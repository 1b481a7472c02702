from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.binding.cover import cover_jpeg
from familytales.binding.m4b import M4bFormat
from familytales.binding.tags import tags
from familytales.binding.track import chapter_title
from familytales.domain.books import Book, Document
from familytales.domain.editions import Edition, EditionDocument, EditionThread
from familytales.domain.errors import BadInput, FamilyTalesError
from familytales.ports import BindingFormat
from tests.binding.editions import FRAME, RATE, tone


def ignore(done: int, total: int) -> None:
    pass


def bound(edition: Edition, target: Path) -> Path:
    M4bFormat().bind(edition, target, ignore)
    return target


def book_of(*parts: tuple[str, Path | None]) -> Edition:
    documents = tuple(Document(number, 1, title) for number, (title, _) in enumerate(parts))

    def content(number: int) -> EditionDocument:
        return EditionDocument(documents[number], (), None, parts[number][1])

    return Edition(Book(1, "u", "A book"), (EditionThread("", documents),), None, content)


def heard(path: Path) -> np.ndarray:
    with av.open(str(path)) as file:
        return np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=0)])


def packets(path: Path) -> list[tuple[int | None, bytes]]:
    with av.open(str(path)) as file:
        return [(packet.pts, bytes(packet)) for packet in file.demux(audio=0) if packet.size]


def chapters(path: Path) -> list[tuple[str, float, float]]:
    with av.open(str(path)) as file:
        return [(_title(item), _time(item, "start"), _time(item, "end")) for item in file.chapters()]


def _title(item: Any) -> str:
    return item["metadata"]["title"]


def _time(item: Any, end: str) -> float:
    return float(item[end] * item["time_base"])


@pytest.fixture(scope="module")
def m4b(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bound(edition, tmp_path_factory.mktemp("m4b") / "book.m4b")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, float], Path]:
    folder = tmp_path_factory.mktemp("sound")

    def make(frames: int, pitch: float) -> Path:
        return tone(folder / f"{frames}-{pitch}.m4a", frames * FRAME / RATE, pitch)

    return make


def test_it_is_a_binding_format() -> None:
    assert isinstance(M4bFormat(), BindingFormat)


def test_made_twice_it_is_the_same(edition: Edition, m4b: Path, tmp_path: Path) -> None:
    assert bound(edition, tmp_path / "again.m4b").read_bytes() == m4b.read_bytes()


def test_nothing_is_encoded_again(edition: Edition, m4b: Path) -> None:
    parts = [packets(document.audio) for document in edition.documents() if document.audio]
    assert [data for _, data in packets(m4b)] == [data for part in parts for _, data in part]


def test_packets_follow_each_other_without_a_gap(m4b: Path) -> None:
    times = [time for time, _ in packets(m4b)]
    assert times == [number * FRAME for number in range(len(times))]


def test_narrated_documents_are_chapters_at_the_right_times(edition: Edition, m4b: Path) -> None:
    first, second = (document.narration.duration for document in edition.documents() if document.narration)
    assert chapters(m4b) == [
        ("A Letter from the Farm (about August 1943)", 0.0, pytest.approx(first, abs=0.001)),
        (
            "Grüße aus Lübeck (perhaps 1920 to 1930)",
            pytest.approx(first, abs=0.001),
            pytest.approx(first + second, abs=0.001),
        ),
    ]


def test_each_chapter_sounds_like_its_document(edition: Edition, m4b: Path) -> None:
    whole = heard(m4b)
    start = 0
    for document in edition.documents():
        if document.audio:
            part = heard(document.audio)
            # An AAC frame sounds into the next: only a document's first one is heard with its forerunner's end.
            assert np.allclose(whole[start + FRAME : start + len(part)], part[FRAME:], atol=1e-4)
            start += len(part)
    assert start == len(whole)


def test_it_carries_tags_language_and_cover(edition: Edition, m4b: Path) -> None:
    with av.open(str(m4b)) as file:
        assert file.metadata["title"] == file.metadata["album"] == "The Kowalski Letters & <other> papers"
        assert file.metadata["artist"] == "The Kowalski family"
        assert file.metadata["genre"] == "Audiobook"
        assert "creation_time" not in file.metadata
        assert file.streams.audio[0].language == "eng"
        picture = file.streams.video[0]
        assert picture.disposition == av.stream.Disposition.attached_pic
        assert bytes(next(file.demux(picture))) == cover_jpeg(edition)


def test_progress_counts_documents(edition: Edition, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    M4bFormat().bind(edition, tmp_path / "book.m4b", lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_long_book_has_all_its_chapters(sound: Callable[[int, float], Path], tmp_path: Path) -> None:
    # Nero's list ends at 255 chapters; the QuickTime track does not.
    part = sound(2, 220.0)
    found = chapters(bound(book_of(*((f"Letter {number}", part) for number in range(300))), tmp_path / "b.m4b"))
    assert [title for title, _, _ in found] == [f"Letter {number}" for number in range(300)]
    assert found[299][1] == pytest.approx(299 * 2 * FRAME / RATE, abs=0.001)


def test_hostile_titles_do_no_harm(sound: Callable[[int, float], Path], tmp_path: Path) -> None:
    part = sound(2, 220.0)
    titles = ["line\nbreak\0nul", "😀" * 10_000, "", "\ud800", "=;#\\ [CHAPTER]"]
    edition = book_of(*((title, part) for title in titles))
    edition = replace(edition, book=replace(edition.book, title="A\nbook\0 " + "ü" * 10_000, languages=("x/y",)))
    found = [title for title, _, _ in chapters(bound(edition, tmp_path / "b.m4b"))]
    assert found == ["line breaknul", "😀" * 63 + "…", "Untitled", "Untitled", "=;#\\ [CHAPTER]"]


def test_a_name_with_a_colon_is_no_address(sound: Callable[[int, float], Path], tmp_path: Path) -> None:
    odd = tmp_path / "http:odd 😀\nname%03d.m4a"
    odd.write_bytes(sound(2, 220.0).read_bytes())
    target = bound(book_of(("A letter", odd)), tmp_path / "rtp:book.m4b")
    assert len(chapters(target)) == 1


def test_a_book_nobody_narrated_is_an_error_that_helps(tmp_path: Path) -> None:
    with pytest.raises(FamilyTalesError, match="narrated") as caught:
        bound(book_of(("A letter", None)), tmp_path / "b.m4b")
    assert "familytales narrate" in caught.value.remedy


def test_documents_encoded_differently_are_not_joined(sound: Callable[[int, float], Path], tmp_path: Path) -> None:
    other = tmp_path / "other.m4a"
    with av.open(str(other), "w", format="mp4") as file:
        stream = file.add_stream("aac", rate=48_000, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 2048), np.int16), format="s16", layout="stereo")
        frame.sample_rate = 48_000
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    with pytest.raises(FamilyTalesError, match="'Second' is encoded differently"):
        bound(book_of(("First", sound(2, 220.0)), ("Second", other)), tmp_path / "b.m4b")


@pytest.mark.parametrize("data", [b"", b"not a sound at all", b"\0" * 5000])
def test_damaged_audio_is_named(data: bytes, tmp_path: Path) -> None:
    damaged = tmp_path / "d7.m4a"
    damaged.write_bytes(data)
    with pytest.raises(BadInput, match=r"'A letter', d7\.m4a"):
        bound(book_of(("A letter", damaged)), tmp_path / "b.m4b")


def test_missing_audio_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        bound(book_of(("A letter", tmp_path / "gone.m4a")), tmp_path / "b.m4b")


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_chapter_title_always_fits(title: str, date: str) -> None:
    made = chapter_title(Document(1, 1, title, date=date))
    assert 0 < len(made.encode()) <= 255
    assert made.isprintable() or not any(ord(char) < 32 for char in made)


def test_a_long_title_keeps_its_date() -> None:
    made = chapter_title(Document(1, 1, "My dear, dear sister " * 50, date="1943-08~"))
    assert made.endswith("… (about August 1943)")


def test_tags_nobody_knows_are_left_out() -> None:
    assert tags(Book(1, "u", "A book"), ()) == {
        "title": "A book",
        "album": "A book",
        "genre": "Audiobook",
    }
