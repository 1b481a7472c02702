"""A machine ear over a book: what it hears once it does not hear again, and a broken sentence is named."""

import pytest

from familytales.library.blobs import write_derived
from familytales.narration import flac
from tests.homes import Home, done

pytestmark = pytest.mark.slow
pytest.importorskip("pocketsphinx")


def test_a_broken_sentence_is_named_and_the_rest_needs_no_listening(home: Home) -> None:
    events = home.make("--verify", formats="epub")
    (report,) = (event["report"] for event in events if event["event"] == "checked")
    assert report["sentences"] == report["followed"] > 3  # type: ignore[index]
    assert report["marked"] == []  # type: ignore[index]
    assert not done(home.run("narrate", "--check"), "narrate")

    with home.opened() as library:
        rows = library.database.rows("SELECT key, suffix FROM derived WHERE suffix = '.flac' ORDER BY size DESC")
        longest = rows[0]["key"]
        entry = library.derived.get(longest, ".flac")
        assert entry is not None
        sound = flac.decode(library.derived.path(longest, ".flac").read_bytes())
        written = write_derived(library.folder, longest, ".flac", flac.encode(sound[: len(sound) // 2]))
        library.derived.record("speak", longest, ".flac", written.sha256, written.size, entry.meta)
    events = home.run("narrate", "--check", code=3)
    found = [event["flag"] for event in events if event["event"] == "flag"]
    assert {flag["fault"] for flag in found} & {"skipped", "clipped", "other text"}  # type: ignore[index]
    assert len({flag["sentence"] for flag in found}) == 1  # type: ignore[index]


def test_speech_made_by_rules_is_not_followed_word_by_word(home: Home) -> None:
    home.run("add", str(home.scans), "--title", "Harbour letters")
    home.run("transcribe", "--engine", "tesseract")
    report = home.run("narrate", "--voice", "espeak-en-US", "--check")[-1]["report"]
    assert (report["followed"], report["marked"]) == (0, [])  # type: ignore[index]
    assert report["sentences"] > 3  # type: ignore[index]


def test_a_voice_of_another_language_is_named(home: Home) -> None:
    home.run("add", str(home.scans), "--title", "Harbour letters")
    home.run("transcribe", "--engine", "tesseract")
    home.run("document", "set", "d1", "--language", "deu", "--voice", "espeak-fr")
    home.run("document", "set", "d2", "--language", "deu")
    events = home.run("narrate", "--check", code=3)
    flags = [event for event in events if event.get("event") == "flag"]
    (flagged,) = (event for event in flags if event["flag"]["fault"] == "wrong language")  # type: ignore[index]
    assert flagged["document"] == 1
    assert "speaks French, this is German" in flagged["flag"]["words"]  # type: ignore[index]
