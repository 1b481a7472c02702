"""Folders of sound files as FFmpeg's prober and mutagen see them."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from familytales import registry
from familytales.domain.narration import Coding
from tests.binding.editions import coded, make_edition

mutagen = pytest.importorskip("mutagen", reason="no mutagen: install the dev extra")

CODECS = {
    Coding.MP3: ("mp3", 24_000),
    Coding.OPUS: ("opus", 48_000),
    Coding.FLAC: ("flac", 24_000),
    Coding.ACX: ("mp3", 44_100),
}
TITLE = "A Letter from the Farm (about August 1943), part 1"


@pytest.fixture(scope="module", params=list(CODECS))
def bound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Coding, list[Path]]:
    folder = tmp_path_factory.mktemp(request.param)
    edition = coded(make_edition(folder), folder, request.param)
    registry.load(registry.Kind.BINDING, request.param).bind(edition, folder / "book", lambda done, total: None)
    return request.param, sorted(path for path in (folder / "book").iterdir() if path.name[0] == "0")


def probed(path: Path) -> dict[str, Any]:
    if shutil.which("ffprobe") is None:
        pytest.skip("no ffprobe: install ffmpeg")
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_ffprobe_finds_sound_tags_and_cover(bound: tuple[Coding, list[Path]]) -> None:
    coding, files = bound
    found = probed(files[0])
    sound, cover = sorted(found["streams"], key=lambda stream: str(stream["codec_type"]))
    assert (sound["codec_name"], int(sound["sample_rate"]), sound["channels"]) == (*CODECS[coding], 1)
    assert (cover["codec_name"], cover["disposition"]["attached_pic"]) == ("mjpeg", 1)
    told = {**sound.get("tags", {}), **found["format"].get("tags", {})}
    tags = {name.lower(): text for name, text in told.items()}
    assert tags["title"] == TITLE
    assert tags["album"] == "The Kowalski Letters & <other> papers"
    assert tags["track"].startswith("1")


def test_ffmpeg_decodes_all_of_it(bound: tuple[Coding, list[Path]]) -> None:
    if shutil.which("ffmpeg") is None:
        pytest.skip("no ffmpeg: install ffmpeg")
    for path in bound[1]:
        command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a", "-f", "null", "-"]
        assert subprocess.run(command, capture_output=True, check=True).stderr == b""


def test_mutagen_finds_the_same(bound: tuple[Coding, list[Path]]) -> None:
    coding, files = bound
    for number, path in enumerate(files, 1):
        found = mutagen.File(path, easy=True)
        assert found["album"] == ["The Kowalski Letters & <other> papers"]
        assert found["artist"] == ["The Kowalski family"]
        assert found["genre"] == ["Audiobook"]
        assert found["tracknumber"][0].split("/")[0] == str(number)
    assert pictures(coding, files[0])[0].startswith(b"\xff\xd8")
    if coding is Coding.ACX:
        assert found.info.bitrate == 192_000
        assert found.info.bitrate_mode == mutagen.mp3.BitrateMode.CBR


def pictures(coding: Coding, path: Path) -> list[bytes]:
    found = mutagen.File(path)
    if coding is Coding.FLAC:
        return [picture.data for picture in found.pictures if picture.type == 3]
    if coding is Coding.OPUS:
        import base64

        from mutagen.flac import Picture

        blocks = [Picture(base64.b64decode(text)) for text in found["metadata_block_picture"]]
        return [block.data for block in blocks if block.type == 3]
    return [frame.data for frame in found.tags.getall("APIC") if frame.type == 3]
