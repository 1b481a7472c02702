import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from familytales.domain.books import Document
from familytales.domain.errors import UsageError
from familytales.library import search as search_module
from familytales.library.search import expression
from familytales.library.store import Library

from .conftest import MakePages, transcript


def subjects(library: Library, query: str, book_id: int | None = None) -> list[str]:
    return [hit.subject for hit in library.search(query, book_id=book_id)]


@pytest.fixture
def letters(library: Library, document: Document, make_pages: MakePages) -> Library:
    library.documents.update(document.id, people=("Józef Nowak", "Mabel"), place="Kraków", title="The long winter")
    make_pages(document.id, "Dear Mabel, the snow is deep", "Merry Christ-\nmas from Zürich", "Straße and café")
    return library


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("snow", ["p1"]),
        ("SNOW, deep!", ["p1"]),
        ("snow christmas", []),
        ("Christmas", ["p2"]),
        ("zurich", ["p2"]),
        ("ZÜRICH", ["p2"]),
        ("cafe", ["p3"]),
        ("chr*", ["p2"]),
        ("strasse", ["p3"]),
        ("Strass*", ["p3"]),
        ("zuerich", ["p2"]),
        ('"deep is"', []),
        ('"is deep"', ["p1"]),
        ('"the snow" dear', ["p1"]),
        ("mabel", ["d1", "p1"]),
        ("jozef", ["d1"]),
        ("krakow", ["d1"]),
        ("long winter", ["d1"]),
        ("vienna", ["b1"]),
        ("NOT snow", []),
        ("snow OR christmas", []),
        ("body:snow", []),
        ("sno", []),
        ("", []),
        ("?!", []),
    ],
)
def test_words_are_found_whatever_their_case_accents_and_punctuation(
    letters: Library, query: str, found: list[str]
) -> None:
    assert subjects(letters, query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Wasser", ["p1"]), ("Waſſer", ["p1"]), ("fish", ["p1"]), ("ﬁsh", ["p1"]), ("Aͤpfel", ["p1"]),
        ("apfel", ["p1"]), ("sein*", ["p1"]), ('"im Thal seyn"', ["p1"]), ("that", []),
        ("Tal", ["p1"]), ("Thal", ["p1"]), ("seyn", ["p1"]),
    ],
)  # fmt: skip
def test_old_letters_and_spellings_are_found_in_either(
    library: Library, document: Document, make_pages: MakePages, query: str, found: list[str]
) -> None:
    (page,) = make_pages(document.id, "x")
    said = replace(transcript("Waſſer, ﬁſh und Aͤpfel im Thal ſeyn"), languages=("deu",))
    library.transcripts.put(page.id, "key", said)
    assert subjects(library, query) == found
    corrected = library.transcripts.corrected(page.id)
    assert corrected
    assert corrected.transcript.text == "Waſſer, ﬁſh und Aͤpfel im Thal ſeyn"


def test_a_hit_shows_the_text_around_and_where_the_match_is(letters: Library) -> None:
    hit = letters.search("christmas")[0]
    assert (hit.subject, hit.book_id, hit.document_id, hit.page_id) == ("p2", 1, 1, 2)
    assert (hit.title, hit.snippet) == ("The long winter", "Merry Christmas from Zürich")
    assert [hit.snippet[start:end] for start, end in hit.matches] == ["Christmas"]


def test_only_the_wanted_book_is_searched(letters: Library, make_pages: MakePages) -> None:
    other = letters.books.create("Other")
    document = letters.documents.create(letters.threads.of_book(other.id)[0].id, "Mabel again")
    make_pages(document.id, "Mabel")
    assert subjects(letters, "mabel", 2) == ["d2", "p4"]
    assert subjects(letters, "mabel", 1) == ["d1", "p1"]
    assert len(letters.search("mabel", limit=3)) == 3
    with pytest.raises(UsageError, match="limit"):
        letters.search("mabel", limit=0)


def test_titles_follow_every_change(letters: Library) -> None:
    letters.documents.update(1, title="Summer")
    assert subjects(letters, "winter") == []
    assert subjects(letters, "summer") == ["d1"]
    letters.history.undo()
    assert subjects(letters, "winter") == ["d1"]
    letters.threads.create(1, "Autumn")
    assert subjects(letters, "autumn") == ["t2"]
    letters.threads.delete(2)
    assert subjects(letters, "autumn") == []


def test_more_matches_than_can_be_ranked_come_in_order(letters: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "CANDIDATES", 1)
    letters.documents.update(1, title="from and the")
    assert subjects(letters, '"the"') == ["d1", "p1"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("library"), create=True) as library:
        library.books.create("a b c")
        yield library


@settings(max_examples=150)
@example('"')
@example('a" OR b')
@example("NEAR(a b, 5) AND ^a {title}: * - +")
@example("\x00\ud800\U0001f98a")
@example("*" * 50)
@example("a " * 5000)
@example('"a" *')
@example("ⅷ ² ़ \u0300")
@given(query=st.text() | st.text(alphabet="ab \"*^:+-(){}\x00'\\NOTANDR\ud800é\u0301", max_size=60))
def test_no_query_is_an_error(hostile: Library, query: str) -> None:
    hostile.search(query)
    hostile.search(query, book_id=1)


def test_a_query_is_data_and_never_syntax() -> None:
    assert expression('snow "deep snow" chri* NOT -x') == '"snow" AND "deep snow" AND "chri" * AND "NOT" AND "x"'
    assert expression("zwey* ﬁsh") == '("zwey" * OR "zwei" *) AND ("ﬁsh" OR "fish")'


@pytest.mark.parametrize("word", ["naïve", "नमस्ते", "день", "東京", "o'clock", "½"])
def test_words_of_any_script_are_found(hostile: Library, word: str) -> None:
    book = hostile.books.create(f"before {word} after")
    assert f"b{book.id}" in subjects(hostile, word)


def test_this_sqlite_can_search() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    assert "ENABLE_FTS5" in options


def test_pages_that_say_a_word_are_found_in_one_book_only(letters: Library, make_pages: MakePages) -> None:
    other = letters.books.create("Other")
    elsewhere = letters.documents.create(letters.threads.of_book(other.id)[0].id, "Note")
    make_pages(elsewhere.id, "Christmas")
    assert letters.saying("Christmas", 1, limit=9) == [2]
    assert letters.saying("Merry Christmas,", other.id, limit=9) == []
    assert letters.saying("CAFE", 1, limit=9) == [3]
    assert letters.saying("...", 1, limit=9) == []
