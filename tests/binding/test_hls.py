import json
import re
from pathlib import Path

import av
import pytest

from familytales.binding.hls import HlsFormat
from familytales.domain.editions import Edition
from familytales.ports import BindingFormat
from tests.binding.editions import make_edition
from tests.homes import digests


def ignore(done: int, total: int) -> None:
    pass


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return make_edition(tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="module")
def folder(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("hls") / "book"
    HlsFormat().bind(edition, target, ignore)
    return target


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as file:
        return [bytes(packet) for packet in file.demux(audio=0) if packet.size]


def test_it_is_a_binding_format() -> None:
    assert isinstance(HlsFormat(), BindingFormat)


def test_nothing_is_encoded_again(edition: Edition, folder: Path) -> None:
    parts = [packet for one in edition.documents() if one.audio for packet in packets(one.audio)]
    assert packets(folder / "sound.m4s") == parts


def test_the_playlist_is_complete_and_tells_no_time_of_day(folder: Path) -> None:
    text = (folder / "sound.m3u8").read_text("utf-8")
    assert "#EXT-X-PLAYLIST-TYPE:VOD" in text
    assert text.endswith("#EXT-X-ENDLIST\n")
    assert "PROGRAM-DATE-TIME" not in text
    longest = max(float(found) for found in re.findall(r"#EXTINF:([\d.]+)", text))
    target = int(re.findall(r"#EXT-X-TARGETDURATION:(\d+)", text)[0])
    assert round(longest) <= target


def test_the_byte_ranges_cover_the_file(folder: Path) -> None:
    text = (folder / "sound.m3u8").read_text("utf-8")
    at = 0
    for size, start in re.findall(r'BYTERANGE[:=]"?(\d+)@(\d+)', text):
        assert int(start) == at
        at += int(size)
    assert at == (folder / "sound.m4s").stat().st_size


def test_the_index_names_what_is_there(folder: Path) -> None:
    index = (folder / "index.m3u8").read_text("utf-8")
    assert 'DATA-ID="com.apple.hls.chapters",URI="chapters.json"' in index
    assert index.splitlines()[-1] == "sound.m3u8"
    bandwidth = int(re.findall(r"BANDWIDTH=(\d+)", index)[0])
    text = (folder / "sound.m3u8").read_text("utf-8")
    segments = re.findall(r"#EXTINF:([\d.]+),\n#EXT-X-BYTERANGE:(\d+)@", text)
    whole = [(float(seconds), int(size)) for seconds, size in segments if float(seconds) > 1]
    assert whole
    assert all(8 * size / seconds <= bandwidth for seconds, size in whole)


def test_chapters_follow_each_other(edition: Edition, folder: Path) -> None:
    chapters = json.loads((folder / "chapters.json").read_text("utf-8"))
    durations = [one.narration.duration for one in edition.documents() if one.narration]
    assert [one["titles"][0]["title"] for one in chapters] == [
        "A Letter from the Farm (about August 1943)",
        "Grüße aus Lübeck (perhaps 1920 to 1930)",
    ]
    assert [one["start-time"] for one in chapters] == pytest.approx([0.0, durations[0]])
    assert [one["duration"] for one in chapters] == pytest.approx(durations)


def test_made_twice_it_is_the_same(edition: Edition, folder: Path, tmp_path: Path) -> None:
    HlsFormat().bind(edition, tmp_path / "again", ignore)
    assert digests(tmp_path / "again") == digests(folder)
