from pathlib import Path

import pytest
from typer.testing import CliRunner

from familytales.cli.app import app
from familytales.library.store import Library
from familytales.workflow import binding
from familytales.workflow.placing import beside, put
from tests.homes import Home, digests, done
from tests.scans import draw, shoebox
from tests.workflow import crashes

pytestmark = pytest.mark.slow


def texts(library: Library) -> list[str]:
    found = (library.transcripts.corrected(page.id) for page in library.pages.of_book(1))
    return [" ".join(word.text for word in one.transcript.words()) for one in found if one]


def clips(library: Library) -> int:
    rows = library.database.rows("SELECT count(*) AS n FROM derived WHERE suffix = '.flac'")
    return int(rows[0]["n"])


def test_one_command_makes_a_searchable_narrated_book(home: Home) -> None:
    home.make()
    assert sorted(path.name for path in home.out.iterdir()) == [
        "Harbour letters",
        "Harbour letters.epub",
        "Harbour letters.m4b",
        "Harbour letters.pdf",
    ]
    with home.opened() as library:
        assert [d.title for d in library.documents.of_book(1)] == ["1 Harbour", "2 Garden"]
        assert texts(library)[1] == "We had apple cake on Sunday. It was good."
        assert [hit.subject for hit in library.search("apple cake")] == ["p2"]


def test_nothing_is_done_again_when_nothing_changed(home: Home) -> None:
    home.make()
    before = digests(home.out)
    again = home.make()
    assert not [event for event in again if event.get("event") == "done" and event["step"] in {"import", "transcribe"}]
    assert not done(again, "narrate")
    assert not done(again, "bind")
    assert digests(home.out) == before


def test_two_libraries_of_the_same_scans_give_the_same_bytes(home: Home, tmp_path: Path) -> None:
    home.make()
    other = Home(home.scans, tmp_path / "other library", tmp_path / "other out")
    other.make()
    assert digests(home.out) == digests(other.out)


def test_a_corrected_word_has_only_its_sentence_spoken_again(home: Home) -> None:
    home.make()
    with home.opened() as library:
        spoken = clips(library)
    home.run("correct", "p3", "--replace", "roses", "lilies", "--yes")
    home.make()
    with home.opened() as library:
        assert clips(library) == spoken + 1
        assert "lilies" in texts(library)[2]
    book = (home.out / "Harbour letters.pdf").read_bytes()
    assert book.startswith(b"%PDF")


def test_status_knows_which_bindings_are_stale(home: Home) -> None:
    def states() -> dict[str, str]:
        (found,) = home.run("status")
        return {binding["name"]: binding["state"] for binding in found["books"][0]["bindings"]}

    home.make(formats="m4b,text")
    assert states() == {"m4b": "as made", "text": "as made"}
    home.run("lexicon", "add", "harbour", "--say", "HAR-bor")
    assert states() == {"m4b": "stale", "text": "as made"}
    home.run("correct", "p1", "--line", "1", "--to", "Dearest Mother,")
    assert states() == {"m4b": "stale", "text": "stale"}
    home.make(formats="m4b,text")
    assert states() == {"m4b": "as made", "text": "as made"}
    (home.out / "Harbour letters.txt").write_text("somebody else's")
    (home.out / "Harbour letters.m4b").unlink()
    assert states() == {"m4b": "missing", "text": "changed since"}


def test_an_undone_correction_needs_no_speech_at_all(home: Home) -> None:
    home.make(formats="epub")
    before = digests(home.out)
    home.run("correct", "p3", "--replace", "roses", "lilies", "--yes")
    home.make(formats="epub")
    home.run("correct", "--undo")
    home.make(formats="epub")
    assert digests(home.out) == before


def test_corrections_survive_another_engine(home: Home) -> None:
    home.run("add", str(home.scans), "--title", "Harbour letters")
    home.run("transcribe", "--engine", "tesseract")
    home.run("correct", "p3", "--replace", "roses", "lilies", "--yes")
    home.run("transcribe", "--engine", "rapidocr")
    with home.opened() as library:
        assert library.transcripts.get(3).engine == "rapidocr"  # type: ignore[union-attr]
        assert "lilies" in texts(library)[2]


def test_one_bad_scan_fails_alone(home: Home) -> None:
    (home.scans / "2 Garden/broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a picture")
    (home.scans / "2 Garden/empty.png").touch()
    events = home.make(formats="text", code=3)
    failed = {str(event["name"]) for event in events if event.get("event") == "failed"}
    assert failed == {"2 Garden/broken.jpg", "2 Garden/empty.png"}
    assert (home.out / "Harbour letters.txt").read_text().count("garden") == 1
    status = home.run("status", "1")
    assert "broken.jpg" in str(status)


def test_new_scans_join_the_book_and_only_they_are_read(home: Home) -> None:
    home.make(formats="text")
    draw(home.scans / "2 Garden/page 2.png", "A late frost took\nthe beans.")
    events = home.make(formats="text")
    assert [event["name"] for event in done(events, "transcribe")] == ["page 2.png"]
    with home.opened() as library:
        assert [len(library.pages.of_document(d.id)) for d in library.documents.of_book(1)] == [2, 2]


def test_the_same_bytes_are_kept_once_and_reported(home: Home) -> None:
    copy = home.scans / "2 Garden/copy.png"
    copy.write_bytes((home.scans / "2 Garden/page 1.png").read_bytes())
    events = home.run("add", str(home.scans), "--title", "Harbour letters")
    assert any("same bytes" in str(event.get("message")) for event in events)
    with home.opened() as library:
        assert len(library.pages.of_book(1)) == 3


def test_a_blank_page_stays_blank(home: Home) -> None:
    draw(home.scans / "3 Blank/page 1.png", "")
    home.make(formats="text,epub")
    with home.opened() as library:
        assert texts(library)[3] == ""


def test_a_book_of_pictures_alone_is_bound_without_sound(home: Home) -> None:
    for path in home.scans.rglob("*.png"):
        draw(path, "")
    draw(home.scans / "1 Harbour/page 1.png", "", size=40)
    home.make(formats="epub,site")
    assert (home.out / "Harbour letters/index.html").is_file()


def test_derived_files_may_be_deleted_at_any_time(home: Home) -> None:
    home.make()
    before = digests(home.out)
    for path in (home.library / "derived").rglob("*"):
        if path.is_file() and path.suffix in {".flac", ".m4a", ".jpg"}:
            path.unlink()
    (home.out / "Harbour letters.epub").unlink()
    home.make()
    assert digests(home.out) == before


def test_what_a_killed_run_left_beside_the_bindings_is_cleared_away(home: Home) -> None:
    home.make()
    before = digests(home.out)
    pdf, site = home.out / "Harbour letters.pdf", home.out / "Harbour letters"
    unfinished, _ = beside(home.library, pdf)
    unfinished.write_bytes(b"%PDF-1.7 half a book")
    _, aside = beside(home.library, site)
    site.rename(aside)
    home.make()
    assert digests(home.out) == before


def test_a_folder_that_is_not_ours_is_not_replaced(home: Home) -> None:
    mine = home.out / "Harbour letters/recipes.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("do not touch")
    home.make(formats="site", code=3)
    assert mine.read_text() == "do not touch"


def test_a_folder_of_ours_is_replaced_wherever_it_was_bound_before(home: Home) -> None:
    home.make(formats="site")
    home.run("bind", "--formats", "site", "--out", str(home.out / "elsewhere"))
    home.run("correct", "p1", "--line", "1", "--to", "Dearest Mother,")
    home.make(formats="site")
    assert digests(home.out / "Harbour letters") != digests(home.out / "elsewhere/Harbour letters")
    home.run("bind", "--formats", "site", "--out", str(home.out / "elsewhere"))
    assert digests(home.out / "Harbour letters") == digests(home.out / "elsewhere/Harbour letters")


def test_a_folder_of_ours_is_known_after_it_was_moved(home: Home) -> None:
    home.make(formats="site")
    moved = home.out.rename(home.out.with_name("moved"))
    home.run("correct", "p1", "--line", "1", "--to", "Dearest Mother,")
    home.run("bind", "--formats", "site", "--out", str(moved))
    (moved / "Harbour letters/recipes.txt").write_text("my own")
    again = home.out.with_name("again")
    moved.rename(again)
    home.run("bind", "--formats", "site", "--out", str(again), code=3)
    assert (again / "Harbour letters/recipes.txt").read_text() == "my own"


@pytest.mark.parametrize("moved", [False, True], ids=["before", "after"])
def test_a_run_that_ends_as_a_folder_is_moved_to_its_place_is_gone_on_with(
    home: Home, moved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*what: Path) -> None:
        if moved:
            put(*what)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(binding, "put", die)
        home.make(formats="site", code=130)
    home.make(formats="site")
    assert (home.out / "Harbour letters/index.html").is_file()
    assert [path.name for path in home.out.iterdir()] == ["Harbour letters"]


def test_a_folder_stays_ours_when_binding_it_failed_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.make(formats="site")
    home.run("correct", "p1", "--line", "1", "--to", "Dearest Mother,")
    with monkeypatch.context() as patched:
        patched.setattr(binding, "bind_to", crashes.fail_whatever)
        home.make(formats="site", code=3)
    home.make(formats="site")
    assert "Dearest Mother" in (home.out / "Harbour letters/assets/search-data.js").read_text("utf-8")


def test_what_failed_is_named_even_when_quiet(home: Home) -> None:
    (home.scans / "1 Harbour/page 3.png").write_bytes(b"no picture")
    arguments = ("make", str(home.scans), "--title", "x", "--out", str(home.out), "--formats", "text")
    result = CliRunner().invoke(app, [*arguments, "--quiet", "--library", str(home.library)])
    assert result.exit_code == 3
    assert "page 3.png" in result.stderr


def test_a_second_run_at_the_same_time_is_told_so(home: Home) -> None:
    home.run("add", str(home.scans), "--title", "Harbour letters")
    with home.opened() as library, library.lock():
        answer = home.run("transcribe", code=4)
    assert answer[-1]["error"]["code"] == 4  # type: ignore[index]


def test_watch_takes_what_is_finished(home: Home) -> None:
    answer = home.run("watch", str(shoebox(home.scans)), "--title", "Harbour letters", "--once")
    assert answer[-1]["read"] == 3


GERMAN = """Liebe Mutter, wir sind gestern Abend gut
angekommen und haben ein schönes Zimmer am See.
Das Wetter ist herrlich, und die Kinder baden den
ganzen Tag mit ihrem Vater und der Oma."""


def test_another_language_than_is_set_is_suggested_and_never_taken(home: Home) -> None:
    draw(home.scans / "3 Urlaub" / "Seite 1.png", GERMAN, size=28)
    home.run("add", str(home.scans), "--title", "Harbour letters")
    events = home.run("transcribe", "--engine", "tesseract")
    told = [str(event["message"]) for event in events if event.get("event") == "note"]
    assert told == [
        "3 Urlaub (d3) seems to be in German, not in English. If so: familytales document set d3 --language deu"
    ]
    assert told[0] in str(home.run("status"))
    assert home.run("document", "show", "d3")[0]["language"] == told[0]
    assert not [event for event in home.run("transcribe", "--engine", "tesseract") if event.get("event") == "note"]
    home.run("document", "set", "d3", "--language", "deu")
    assert home.run("document", "show", "d3")[0]["language"] == ""
    assert "seems" not in str(home.run("transcribe", "--engine", "tesseract"))
