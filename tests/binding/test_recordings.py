from pathlib import Path

import av
import numpy as np
import pytest

from familytales import registry
from familytales.domain.books import Book, Document
from familytales.domain.editions import Edition, EditionDocument, EditionThread
from familytales.domain.errors import BadInput, FamilyTalesError
from familytales.domain.narration import Coding
from familytales.ports import BindingFormat
from tests.binding.editions import RATE, coded, make_edition
from tests.homes import digests

NAMES = ["001-a-letter-from-the-farm", "002-a-letter-from-the-farm", "003-grusse-aus-lubeck"]
TITLES = [
    "A Letter from the Farm (about August 1943), part 1",
    "A Letter from the Farm (about August 1943), part 2",
    "Grüße aus Lübeck (perhaps 1920 to 1930)",
]


def ignore(done: int, total: int) -> None:
    pass


def format_of(coding: Coding) -> BindingFormat:
    found: BindingFormat = registry.load(registry.Kind.BINDING, coding)
    return found


@pytest.fixture(scope="module", params=[Coding.MP3, Coding.OPUS, Coding.FLAC])
def coding(request: pytest.FixtureRequest) -> Coding:
    return Coding(request.param)


@pytest.fixture(scope="module")
def edition(coding: Coding, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp(coding)
    return coded(make_edition(folder), folder, coding)


@pytest.fixture(scope="module")
def folder(coding: Coding, edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bound") / "book"
    format_of(coding).bind(edition, target, ignore)
    return target


def sources(edition: Edition) -> list[Path]:
    return [path for one in edition.documents() if one.audio for path in (one.audio, *one.continued)]


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name[0] == "0")


def heard(path: Path) -> np.ndarray:
    with av.open(str(path)) as file:
        return np.concatenate([frame.to_ndarray().reshape(-1) for frame in file.decode(audio=0)])


def test_there_is_a_file_for_each_narrated_document_and_its_parts(coding: Coding, folder: Path) -> None:
    assert [path.stem for path in files(folder)] == NAMES
    assert {path.suffix for path in files(folder)} == {f".{coding}"}
    assert (folder / "cover.jpg").read_bytes().startswith(b"\xff\xd8")


def test_the_sound_is_the_document_s(edition: Edition, folder: Path) -> None:
    for source, bound in zip(sources(edition), files(folder), strict=True):
        assert np.array_equal(heard(source), heard(bound))


def test_the_playlist_names_every_file_in_order(edition: Edition, folder: Path) -> None:
    lines = (folder / "playlist.m3u8").read_text("utf-8").splitlines()
    assert lines[0] == "#EXTM3U"
    assert lines[2::2] == [path.name for path in files(folder)]
    assert [line.partition(",")[2] for line in lines[1::2]] == TITLES


def test_made_twice_it_is_the_same(coding: Coding, edition: Edition, folder: Path, tmp_path: Path) -> None:
    format_of(coding).bind(edition, tmp_path / "again", ignore)
    assert digests(tmp_path / "again") == digests(folder)


def book_of(audio: Path | None) -> Edition:
    document = Document(1, 1, "A letter")
    content = EditionDocument(document, (), None, audio)
    return Edition(Book(1, "u", "A book"), (EditionThread("", (document,)),), None, lambda _: content)


def test_a_book_nobody_narrated_is_an_error_that_helps(coding: Coding, tmp_path: Path) -> None:
    with pytest.raises(FamilyTalesError, match="narrated") as caught:
        format_of(coding).bind(book_of(None), tmp_path / "b", ignore)
    assert "familytales narrate" in caught.value.remedy


def test_damaged_audio_is_named(coding: Coding, tmp_path: Path) -> None:
    damaged = tmp_path / f"d7.{coding}"
    damaged.write_bytes(b"not a sound at all")
    with pytest.raises(BadInput, match=rf"'A letter', d7\.{coding}"):
        format_of(coding).bind(book_of(damaged), tmp_path / "b", ignore)


def test_files_are_as_long_as_their_narrations(edition: Edition, folder: Path) -> None:
    wanted = [one.narration.duration for one in edition.documents() if one.narration]
    first, _, last = (len(heard(path)) for path in files(folder))
    rate = 2 * RATE if files(folder)[0].suffix == ".opus" else RATE  # Opus is always decoded at 48 kHz
    assert [first / rate, last / rate] == pytest.approx(wanted, abs=1e-4)
