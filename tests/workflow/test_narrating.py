from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from familytales.domain.books import Document
from familytales.domain.narration import LexiconEntry, Manner
from familytales.domain.reading import WordRef
from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.library.store import Library
from familytales.narration.loudness import integrated
from familytales.settings import Settings
from familytales.workflow.casting import lexicon_of
from familytales.workflow.events import Event, ItemDone, Noted
from familytales.workflow.make import narrate_book
from familytales.workflow.narrating import Narrating
from familytales.workflow.running import run
from familytales.workflow.session import Session
from familytales.workflow.spoken import load_spoken, narrated
from familytales.workflow.workers import Workers, staff

pytestmark = pytest.mark.slow

TOM = "Dear Ida, I read of Zelig. It rained. Zelig came by."
IDA = 'We had rain. He said, "Zelig is well and strong," and left. We are well.'
ENGLISH = "espeak-en-US"


def transcript(text: str, first: int = 1) -> Transcript:
    words = [
        Word(f"w{number}", word, Box(50 * number, 0, 50 * number + 40, 20), 0.9)
        for number, word in enumerate(text.split(), first)
    ]
    return Transcript(1000, 1000, (Block((Line(tuple(words)),)),), engine="drawn")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library", voices=tmp_path / "voices", workers=1)


def document(library: Library, tmp_path: Path, text: str, author: str, language: str = "eng") -> Document:
    title = "Letters"
    book = library.books.find(title) or library.books.create(title, voice=ENGLISH)
    made = library.documents.create(
        library.threads.of_book(book.id)[0].id, author, author=author, languages=(language,)
    )
    scan = tmp_path / f"{author}.png"
    scan.write_text(author)
    page = library.pages.create(made.id, library.originals.add(scan).sha256, 0, 1000, 1000, name=scan.name)
    library.transcripts.put(page.id, f"key{page.id}", transcript(text))
    return made


@pytest.fixture
def letters(library: Library, tmp_path: Path) -> list[Document]:
    return [document(library, tmp_path, TOM, "Tom"), document(library, tmp_path, IDA, "Ida")]


def narrate(library: Library, settings: Settings) -> list[Event]:
    events: list[Event] = []
    book = library.books.get(1)
    with staff(settings) as workers:
        _, failures = run(library, settings, events.append, partial(narrate_book, book=book), workers)
    assert not failures
    return events


def clips(library: Library) -> int:
    return int(library.database.value("SELECT count(*) FROM derived WHERE suffix = '.flac'"))


def stale(library: Library, settings: Settings) -> list[str]:
    narrating = Narrating(Session(library, settings, Workers(1), lambda _: None), library.books.get(1))
    heard = narrated(library, 1)
    return [one.title for one in library.documents.of_book(1) if narrating.wanted(one) != heard.get(one.id)]


@pytest.mark.usefixtures("letters")
def test_an_entry_makes_stale_what_holds_its_word_and_nothing_else(library: Library, settings: Settings) -> None:
    narrate(library, settings)
    assert clips(library) == 7
    library.lexicon.add(LexiconEntry("Wojciech", say="VOY-chekh"))
    assert stale(library, settings) == []
    library.lexicon.add(LexiconEntry("zelig", say="TSEH-lik"))
    assert stale(library, settings) == ["Tom", "Ida"]
    narrate(library, settings)
    assert clips(library) == 7 + 3
    library.lexicon.add(LexiconEntry("Zelig", say="SEH-lik", author="Ida"))
    assert stale(library, settings) == ["Ida"]
    narrate(library, settings)
    assert clips(library) == 7 + 3 + 1
    library.lexicon.remove(LexiconEntry("Zelig", author="Ida"))
    narrate(library, settings)
    assert clips(library) == 7 + 3 + 1


def test_a_lost_search_index_loses_no_entry(library: Library, letters: list[Document]) -> None:
    entry = LexiconEntry("Zelig", say="TSEH-lik")
    library.lexicon.add(entry)
    library.lexicon.add(LexiconEntry("Wojciech", say="VOY-chekh"))
    assert lexicon_of(library, library.books.get(1), letters[0]) == (entry,)
    library.database.execute("DELETE FROM words")
    assert len(lexicon_of(library, library.books.get(1), letters[0])) == 2


@pytest.mark.usefixtures("letters")
def test_an_entry_for_one_place_follows_its_ink(library: Library, settings: Settings) -> None:
    narrate(library, settings)
    spoken = clips(library)
    library.lexicon.add(LexiconEntry("Zelig", say="SEH-lik", place=WordRef(1, "w9")), Box(450, 0, 490, 20))
    narrate(library, settings)
    assert clips(library) == spoken + 1
    # another engine numbers the words anew
    words = transcript(TOM).blocks[0].lines[0].words
    moved = [Word(f"w{number + 40}", word.text, word.box, 0.9) for number, word in enumerate(words)]
    library.transcripts.put(1, "again", Transcript(1000, 1000, (Block((Line(tuple(moved)),)),), engine="other"))
    narrate(library, settings)
    assert clips(library) == spoken + 1
    texts = [one.text for one in load_spoken(library, narrated(library, 1)[1]).narration.utterances]
    assert texts[1:] == ["I read of Zelig.", "It rained.", "seh-lik came by."]


@pytest.mark.usefixtures("letters")
def test_another_voice_reads_what_is_quoted(library: Library, settings: Settings) -> None:
    narrate(library, settings)
    library.casting.set_quotations("espeak-en-GB-scotland")
    assert stale(library, settings) == ["Tom", "Ida"]
    spoken = clips(library)
    narrate(library, settings)
    texts = [one.text for one in load_spoken(library, narrated(library, 1)[2]).narration.utterances]
    assert texts == ["We had rain.", "He said,", '"Zelig is well and strong,"', "and left.", "We are well."]
    # the three parts of its sentence, and a sentence in each voice to measure how loud it is
    assert clips(library) == spoken + 3 + 2


@pytest.mark.usefixtures("letters")
def test_a_second_voice_is_as_loud_as_the_first(library: Library, settings: Settings) -> None:
    library.casting.set_quotations("hibari-heart")
    narrate(library, settings)
    spoken = load_spoken(library, narrated(library, 1)[2])
    metas = [library.derived.get(clip, ".flac") for clip in spoken.clips]
    levels = [integrated(meta.meta["energies"]) for meta in metas if meta]
    others = sum(levels[:2] + levels[3:]) / 4
    assert abs(levels[2] - others) < 2.5  # by themselves they are almost six decibels apart


@pytest.mark.usefixtures("letters")
def test_a_voice_reads_in_its_manner(library: Library, settings: Settings) -> None:
    narrate(library, settings)
    spoken, before = clips(library), load_spoken(library, narrated(library, 1)[1]).narration.duration
    library.casting.set_manner(ENGLISH, Manner(pauses=2.0))
    narrate(library, settings)
    assert clips(library) == spoken
    rested = load_spoken(library, narrated(library, 1)[1]).narration.duration
    assert rested > before + 1.5
    library.casting.set_manner(ENGLISH, Manner(speed=0.6, pauses=2.0))
    narrate(library, settings)
    assert clips(library) == 2 * spoken
    assert load_spoken(library, narrated(library, 1)[1]).narration.duration > rested * 1.2


def test_a_plain_voice_nobody_chose_is_told_once(library: Library, settings: Settings, tmp_path: Path) -> None:
    document(library, tmp_path, "Kochana Mamo, jestem zdrów.", "Jan", "pol")
    document(library, tmp_path, "Kochany Tato, pada.", "Anna", "pol")
    library.books.update(1, voice="")
    events = narrate(library, settings)
    (note,) = [event for event in events if isinstance(event, Noted)]
    assert "Polish" in note.message
    assert "familytales voice add" in note.message
    assert len([event for event in events if isinstance(event, ItemDone)]) == 2
