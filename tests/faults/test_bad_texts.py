"""Texts that nobody would read aloud gladly: each is narrated as far as it goes, or fails alone and says why."""

from pathlib import Path

import pytest

from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.workflow.spoken import load_spoken, narrated
from tests.homes import Home
from tests.scans import draw

pytestmark = pytest.mark.slow

TEXTS = {
    "punctuation": "... !!! ?? -- ;;; ()",
    "emoji": "😀 😀 Dear Tom 👩‍👩‍👧 😀",
    "scripts": "Grüße an Иван und 小明 aus שלום in Łódź.",
    "endless": "word " * 3000,
    "unspeakable": "Zzxy wrote home.",
    "tongueless": "dub-sar lugal.",
}


def transcript(text: str) -> Transcript:
    words = [Word(f"w{at}", word, Box(at, 0, at + 1, 10), 1.0) for at, word in enumerate(text.split(), 1)]
    return Transcript(4000, 100, (Block((Line(tuple(words)),)),), engine="drawn")


def test_each_is_narrated_or_fails_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "scans", tmp_path / "library", tmp_path / "out")
    for number, title in enumerate(TEXTS):
        draw(home.scans / f"{number} {title}" / "page.png", title)
    home.run("add", str(home.scans), "--title", "Odd")
    with home.opened() as library:
        for page, text in zip(library.pages.of_book(1), TEXTS.values(), strict=True):
            library.transcripts.put(page.id, "drawn", transcript(text))
    home.run("document", "set", "d4", "--voice", "espeak-en-US")  # it would take a better one a minute
    home.run("document", "set", "d6", "--language", "sux")
    home.run("lexicon", "add", "Zzxy", "--ipa", "ǃʘǂɓ")

    told = home.run("narrate", code=3)
    (failed,) = (event for event in told if event.get("event") == "failed")
    assert failed["subject"] == "d6"
    assert "no voice for sux" in str(failed)
    with home.opened() as library:
        heard = narrated(library, 1)
        spoken = {number: load_spoken(library, wanted).narration for number, wanted in heard.items()}
    assert sorted(spoken) == [2, 3, 4, 5]  # nothing is to be said of punctuation alone
    for number, narration in spoken.items():
        words = [word.ref.word_id for utterance in narration.utterances for word in utterance.words]
        written = list(TEXTS.values())[number - 1].split()
        assert words == [f"w{at}" for at in range(1, len(written) + 1)]
    assert spoken[4].duration > 600
    home.run("bind", "--formats", "epub,site", "--out", str(home.out))
