"""The audiobook as FFmpeg's prober and mutagen see it."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from familytales.binding.m4b import M4bFormat
from familytales.domain.editions import Edition
from tests.binding.editions import make_edition

mutagen_mp4 = pytest.importorskip("mutagen.mp4", reason="no mutagen: install the dev extra")

TITLES = ["A Letter from the Farm (about August 1943)", "Grüße aus Lübeck (perhaps 1920 to 1930)"]


def ignore(done: int, total: int) -> None:
    pass


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return make_edition(tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="module")
def m4b(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("m4b") / "book.m4b"
    M4bFormat().bind(edition, target, ignore)
    return target


def durations(edition: Edition) -> list[float]:
    return [document.narration.duration for document in edition.documents() if document.narration]


def probed(path: Path, *what: str) -> dict[str, Any]:
    if shutil.which("ffprobe") is None:
        pytest.skip("no ffprobe: install ffmpeg")
    command = ["ffprobe", "-v", "error", "-of", "json", *what, str(path)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_ffprobe_finds_the_chapters(edition: Edition, m4b: Path) -> None:
    found = probed(m4b, "-show_chapters")["chapters"]
    first, second = durations(edition)
    assert [chapter["tags"]["title"] for chapter in found] == TITLES
    assert [float(chapter["start_time"]) for chapter in found] == pytest.approx([0.0, first], abs=0.05)
    assert [float(chapter["end_time"]) for chapter in found] == pytest.approx([first, first + second], abs=0.05)


def test_ffprobe_finds_the_sum_of_the_parts(edition: Edition, m4b: Path) -> None:
    found = probed(m4b, "-show_format", "-show_streams")
    assert float(found["format"]["duration"]) == pytest.approx(sum(durations(edition)), abs=0.05)
    sound = next(stream for stream in found["streams"] if stream["codec_type"] == "audio")
    assert (sound["codec_name"], sound["profile"], sound["channels"]) == ("aac", "LC", 1)
    assert sound["tags"]["language"] == "eng"


def test_ffmpeg_decodes_all_of_it(edition: Edition, m4b: Path) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("no ffmpeg: install ffmpeg")
    command = ["ffmpeg", "-v", "error", "-i", str(m4b), "-map", "0:a", "-f", "s16le", "-"]
    result = subprocess.run(command, capture_output=True, check=True)
    assert result.stderr == b""
    assert len(result.stdout) / 2 / 24_000 == pytest.approx(sum(durations(edition)), abs=0.05)


def test_mutagen_finds_chapters_tags_and_cover(edition: Edition, m4b: Path) -> None:
    found = mutagen_mp4.MP4(m4b)
    assert [chapter.title for chapter in found.chapters] == TITLES
    assert [chapter.start for chapter in found.chapters] == pytest.approx([0.0, durations(edition)[0]], abs=0.05)
    assert found.info.length == pytest.approx(sum(durations(edition)), abs=0.05)
    assert found.tags["©alb"] == ["The Kowalski Letters & <other> papers"]
    assert found.tags["©ART"] == ["The Kowalski family"]
    assert found.tags["©gen"] == ["Audiobook"]
    assert found.tags["stik"] == [2]
    (cover,) = found.tags["covr"]
    assert cover.imageformat == mutagen_mp4.MP4Cover.FORMAT_JPEG
    assert bytes(cover).startswith(b"\xff\xd8")
