import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
import webvtt

from familytales.binding.webvtt import WebVttFormat, captions
from familytales.domain.editions import Edition
from familytales.domain.narration import Narration, TimedUtterance

CLOCK = r"\d\d:[0-5]\d:[0-5]\d\.\d{3}"


def bind(edition: Edition, target: Path) -> Path:
    WebVttFormat().bind(edition, target, lambda done, total: None)
    return target


@pytest.fixture(scope="module")
def archive(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bind(edition, tmp_path_factory.mktemp("webvtt") / "book.vtt.zip")


def milliseconds(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


def test_each_narrated_document_has_captions_beside_its_audio(archive: Path, edition: Edition) -> None:
    with ZipFile(archive) as found:
        assert found.namelist() == [
            "001-a-letter-from-the-farm.vtt",
            "001-a-letter-from-the-farm.m4a",
            "002-grusse-aus-lubeck.vtt",
            "002-grusse-aus-lubeck.m4a",
        ]
        audio = edition.content(1).audio
        assert audio is not None
        assert found.read("001-a-letter-from-the-farm.m4a") == audio.read_bytes()


def test_another_parser_reads_every_sentence_and_its_times(archive: Path, edition: Edition, tmp_path: Path) -> None:
    with ZipFile(archive) as found:
        found.extract("001-a-letter-from-the-farm.vtt", tmp_path)
    cues = webvtt.read(str(tmp_path / "001-a-letter-from-the-farm.vtt"))
    narration = edition.content(1).narration
    assert narration is not None
    assert [(milliseconds(cue.start), milliseconds(cue.end)) for cue in cues] == [
        (round(said.start * 1000), round(said.end * 1000)) for said in narration.utterances
    ]
    assert [cue.identifier for cue in cues] == [str(number) for number in range(1, 8)]
    assert cues[5].text == "Write soon!"


def test_times_within_a_cue_rise_between_its_ends(edition: Edition) -> None:
    content = edition.content(1)
    assert content.narration is not None
    made = captions(edition, content, content.narration)
    cues = re.findall(rf"\n\n\d+\n({CLOCK}) --> ({CLOCK})\n([^\n]+)", made)
    assert len(cues) == 7
    for start, end, text in cues:
        inside = [start, *re.findall(rf"<({CLOCK})>", text), end]
        assert inside == sorted(set(inside))
        assert len(inside) == 2 + text.count(" ")


def test_markup_in_words_and_titles_is_only_text(edition: Edition) -> None:
    content = edition.content(1)
    assert content.narration is not None
    made = captions(edition, content, content.narration)
    assert "&lt;all&gt;" in made
    assert "<all>" not in made
    arrow = replace(content, document=replace(content.document, title="a --> b\n\n9\n"))
    assert "NOTE The Kowalski Letters &amp; &lt;other&gt; papers: a --&gt; b 9\n\n1\n" in captions(
        edition, arrow, content.narration
    )


def test_sentences_that_take_no_time_or_overlap_do_not_break_the_file(edition: Edition) -> None:
    content = edition.content(1)
    assert content.narration is not None

    def moved(said: TimedUtterance, index: int) -> TimedUtterance:
        return replace(said, start=1.0, end=1.0 + index)

    utterances = tuple(moved(said, index) for index, said in enumerate(content.narration.utterances))
    narration: Narration = replace(content.narration, utterances=utterances)
    made = captions(edition, replace(content, narration=narration), narration)
    times = [tuple(map(milliseconds, pair)) for pair in re.findall(rf"({CLOCK}) --> ({CLOCK})", made)]
    assert times[0] == (1000, 2000)
    assert all(start < end for start, end in times)
    assert all(before[1] <= after[0] for before, after in pairwise(times))


def test_bound_twice_it_is_the_same(edition: Edition, archive: Path, tmp_path: Path) -> None:
    assert bind(edition, tmp_path / "again.vtt.zip").read_bytes() == archive.read_bytes()
