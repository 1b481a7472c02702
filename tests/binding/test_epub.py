import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from familytales.binding.epub import EpubFormat
from familytales.domain.editions import Edition
from tests.binding.editions import HOSTILE

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
SMIL = {"s": "http://www.w3.org/ns/SMIL"}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def bind(edition: Edition, target: Path) -> Path:
    EpubFormat().bind(edition, target, lambda done, total: None)
    return target


@pytest.fixture(scope="module")
def book(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    with ZipFile(bind(edition, tmp_path_factory.mktemp("epub") / "book.epub")) as file:
        yield file


def parse(book: ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(f"EPUB/{name}"))


def metas(book: ZipFile, name: str) -> list[str]:
    return parse(book, "package.opf").xpath(f"//o:meta[@property='{name}']/text()", namespaces=OPF)


def seconds(clock: str) -> float:
    return float(clock.removesuffix("s"))


def test_bound_twice_it_is_the_same_and_progress_is_told(edition: Edition, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    EpubFormat().bind(edition, tmp_path / "a.epub", lambda done, total: told.append((done, total)))
    bind(edition, tmp_path / "b.epub")
    first, second = ((tmp_path / name).read_bytes() for name in ("a.epub", "b.epub"))
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_package_says_what_the_book_is(book: ZipFile) -> None:
    package = parse(book, "package.opf")
    assert package.xpath("//dc:identifier/text()", namespaces=OPF) == ["urn:uuid:4fdc1c1e-9f43-4a52-9d0e-0c5f6a4b8d11"]
    assert package.xpath("//dc:language/text()", namespaces=OPF) == ["en", "de"]
    assert package.xpath("//dc:title/text()", namespaces=OPF) == [
        "The Kowalski Letters & <other> papers",
        "From Łódź to Lübeck",
    ]
    assert metas(book, "schema:accessMode") == ["textual", "visual", "auditory"]
    assert "synchronizedAudioText" in metas(book, "schema:accessibilityFeature")
    assert "2 of 3 documents are read aloud" in metas(book, "schema:accessibilitySummary")[0]


def test_each_clip_follows_the_one_before_and_together_they_last_as_long_as_the_audio(
    book: ZipFile, edition: Edition
) -> None:
    narration = edition.content(1).narration
    assert narration is not None
    audio = parse(book, "overlays/001.smil").findall(".//s:audio", SMIL)
    ends = [0.0, *(seconds(clip.get("clipEnd")) for clip in audio)]
    assert [seconds(clip.get("clipBegin")) for clip in audio] == ends[:-1]
    assert ends == sorted(set(ends))
    assert ends[-1] == pytest.approx(narration.duration, abs=0.001)
    total, *each = map(seconds, metas(book, "media:duration"))
    assert total == pytest.approx(sum(each))
    assert each[0] == ends[-1]


def test_every_word_lights_up_while_it_is_heard(book: ZipFile, edition: Edition) -> None:
    narration = edition.content(1).narration
    assert narration is not None
    pars = {
        par.find("s:text", SMIL).get("src").partition("#")[2]: seconds(par.find("s:audio", SMIL).get("clipBegin"))
        for par in parse(book, "overlays/001.smil").findall(".//s:par", SMIL)
    }
    first, *said = [word for utterance in narration.utterances for word in utterance.words]
    # The second half of "or-chard" lights up with the first: one span, two places in ink.
    assert "p1-w17" not in pars
    assert pars.pop(str(first.ref)) == 0.0
    assert pars == {str(word.ref): pytest.approx(word.start, abs=0.001) for word in said if str(word.ref) != "p1-w17"}


def test_sentences_light_up_where_words_have_no_times(book: ZipFile) -> None:
    texts = parse(book, "overlays/002.smil").findall(".//s:text", SMIL)
    assert [text.get("src") for text in texts] == [f"../text/002.xhtml#s{number}" for number in (1, 2, 3)]


def test_everything_lit_up_is_in_the_text(book: ZipFile) -> None:
    for number in ("001", "002"):
        ids = set(parse(book, f"text/{number}.xhtml").xpath("//@id"))
        texts = parse(book, f"overlays/{number}.smil").findall(".//s:text", SMIL)
        assert {text.get("src").partition("#")[2] for text in texts} <= ids


def test_a_document_without_narration_has_no_overlay_and_no_spans(book: ZipFile) -> None:
    assert "EPUB/overlays/003.smil" not in book.namelist()
    assert "EPUB/audio/003.m4a" not in book.namelist()
    assert parse(book, "text/003.xhtml").findall(f".//{XHTML}p/{XHTML}span") == []


def test_hostile_titles_and_words_are_only_text(book: ZipFile) -> None:
    chapter = parse(book, "text/003.xhtml")
    assert chapter.findall(f".//{XHTML}script") == []
    assert chapter.findtext(f".//{XHTML}h1") == HOSTILE
    assert "</script><script>alert(1)</script> ]]> 1920" in "".join(chapter.itertext())


def test_navigation_groups_documents_by_thread_and_lists_the_pages(book: ZipFile) -> None:
    toc, landmarks, pages = parse(book, "nav.xhtml").findall(f".//{XHTML}nav")
    assert [link.text for link in toc.iter(f"{XHTML}a")] == [
        "The Kowalski Letters & <other> papers",
        "A Letter from the Farm",
        "Grüße aus Lübeck",
        HOSTILE,
    ]
    assert [span.text for span in toc.iter(f"{XHTML}span")] == ["Oma's <box>"]
    assert [link.get(EPUB_TYPE) for link in landmarks.iter(f"{XHTML}a")] == ["cover", "titlepage", "toc", "bodymatter"]
    places = [(link.text, link.get("href")) for link in pages.iter(f"{XHTML}a")]
    assert places == [
        ("1", "text/001.xhtml#page-1"),
        ("2", "text/001.xhtml#page-2"),
        ("3", "text/002.xhtml#page-3"),
        ("4", "text/003.xhtml#page-4"),
    ]
    for label, place in places:
        name, _, mark = place.partition("#")
        found = parse(book, name).xpath(f"//*[@id='{mark}']")
        assert [element.get("aria-label") for element in found] == [label]


def test_facts_and_scans_are_shown_and_described(book: ZipFile) -> None:
    chapter = parse(book, "text/001.xhtml")
    facts = {term.text: term.getnext().text for term in chapter.iter(f"{XHTML}dt")}
    assert facts["Date"] == "about August 1943"
    assert facts["Kept in"] == "Box 3, folder 2, item 14"
    images = list(chapter.iter(f"{XHTML}img"))
    assert [(image.get("width"), image.get("height")) for image in images] == [("500", "700")] * 2
    assert images[0].get("alt") == "Scan of page 1 of A Letter from the Farm; its text is in this chapter."


def test_languages_are_marked(book: ZipFile) -> None:
    assert [parse(book, f"text/00{number}.xhtml").get("lang") for number in (1, 2, 3)] == ["en", "de", "en"]


def test_a_book_without_documents_is_still_a_book(edition: Edition, tmp_path: Path) -> None:
    with ZipFile(bind(replace(edition, threads=()), tmp_path / "empty.epub")) as book:
        assert [link.text for link in parse(book, "nav.xhtml").find(f".//{XHTML}nav").iter(f"{XHTML}a")] == [
            "The Kowalski Letters & <other> papers"
        ]
        assert metas(book, "media:duration") == []


def test_only_one_document_is_asked_for_at_a_time_and_in_order(edition: Edition, tmp_path: Path) -> None:
    asked: list[int] = []

    def content(document: int):
        asked.append(document)
        return edition.content(document)

    bind(replace(edition, content=content), tmp_path / "book.epub")
    assert asked == [1, 2, 3]
