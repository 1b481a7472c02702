import json
import os
import re
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from familytales.binding.site import SiteFormat
from familytales.domain.editions import Edition, EditionDocument, EditionThread
from familytales.domain.transcripts import Transcript
from tests.binding.editions import HOSTILE

LETTER = "documents/001-a-letter-from-the-farm.html"
BRIEF = "documents/002-grusse-aus-lubeck.html"
PHOTOGRAPH = "documents/003-aunt-mae-script-alert-x-script.html"


class Page(HTMLParser):
    """Every element of a page with its attributes, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(name))]


def bind(edition: Edition, target: Path) -> Path:
    SiteFormat().bind(edition, target, lambda done, total: None)
    return target


@pytest.fixture(scope="module")
def site(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bind(edition, tmp_path_factory.mktemp("site") / "book")


def page(site: Path, name: str) -> Page:
    return Page((site / name).read_text("utf-8"))


def timing(site: Path, name: str) -> dict[str, list[list[object]]]:
    found = re.search(r'<script type="application/json" id="words">(.*?)</script>', (site / name).read_text("utf-8"))
    assert found
    return json.loads(found[1])


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def test_bound_twice_it_is_the_same_and_progress_is_told(edition: Edition, site: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    SiteFormat().bind(edition, tmp_path / "again", lambda done, total: told.append((done, total)))
    assert tree(tmp_path / "again") == tree(site)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_every_address_leads_to_a_file_inside_the_folder(site: Path) -> None:
    for source in site.rglob("*.html"):
        found = page(site, source.relative_to(site).as_posix())
        for address in found.values("src") + found.values("href"):
            parts = urlsplit(address)
            assert (parts.scheme, parts.netloc) == ("", "")
            if parts.path:
                target = Path(os.path.normpath(source.parent / parts.path))
                assert target.is_relative_to(site)
                assert target.is_file()


def test_nothing_is_loaded_from_elsewhere_and_nothing_inline_may_run(site: Path) -> None:
    for source in site.rglob("*.html"):
        found = page(site, source.relative_to(site).as_posix())
        (policy,) = [value for value in found.values("content") if "default-src" in value]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not [name for _, attributes in found.elements for name in attributes if name.startswith("on")]
        assert found.values("style") == []
    for source in site.rglob("*.css"):
        assert "//" not in source.read_text("utf-8").replace("*//*", "")


def test_a_broken_word_has_two_boxes_on_its_scan(site: Path) -> None:
    spans = [a["id"] for tag, a in page(site, LETTER).elements if tag == "span" and a.get("class") == "w"]
    start, end, *boxes = timing(site, LETTER)["words"][spans.index("p1-w16")]
    assert end - start == 300
    # Ten-thousandths of a scan 1000 pixels wide: near the right edge, then at the left margin.
    (first, left, *_), (second, margin, *_) = boxes
    assert (first, second) == (1, 1)
    assert left > 7000
    assert 600 < margin < 800


def test_boxes_of_a_page_scanned_sideways_stand_on_the_upright_scan(site: Path) -> None:
    _, _, (number, left, top, width, height) = timing(site, BRIEF)["words"][0]
    assert number == 1
    assert 600 < left < 800
    assert 550 < top < 800
    assert width > height


def test_sentences_have_times_where_words_have_none(site: Path) -> None:
    found = timing(site, BRIEF)
    assert {tuple(word[:2]) for word in found["words"]} == {(-1, -1)}
    assert found["sentences"][0][0] == 250


def test_the_documents_language_and_facts_are_shown(site: Path) -> None:
    brief = page(site, BRIEF)
    (article,) = [attributes for tag, attributes in brief.elements if tag == "article"]
    assert (article["lang"], article["dir"]) == ("de", "ltr")
    assert "perhaps 1920 to 1930" in brief.texts


def test_hostile_titles_and_words_are_only_text(site: Path) -> None:
    for source in site.rglob("*.html"):
        found = page(site, source.relative_to(site).as_posix())
        scripts = [attributes for tag, attributes in found.elements if tag == "script"]
        assert all(a.get("src") or a.get("type") == "application/json" for a in scripts)
        assert "b" not in {tag for tag, _ in found.elements}
    assert HOSTILE in page(site, PHOTOGRAPH).texts


def test_a_document_without_narration_has_no_player(site: Path) -> None:
    assert "audio" not in {tag for tag, _ in page(site, PHOTOGRAPH).elements}
    assert not list((site / "audio").glob("003*"))


def test_the_first_page_lists_every_document_under_its_thread(site: Path) -> None:
    index = page(site, "index.html")
    cards = [a["href"] for tag, a in index.elements if tag == "a" and a.get("class") == "card"]
    assert cards == [LETTER, BRIEF, PHOTOGRAPH]
    assert "Oma's <box>" in index.texts
    assert "3 documents on 4 pages, 22 seconds read aloud" in index.texts


def test_blank_pages_and_an_empty_book_make_a_site(edition: Edition, tmp_path: Path) -> None:
    def content(document: int) -> EditionDocument:
        found = edition.content(document)
        blank = tuple(replace(each, transcript=Transcript(1000, 1400, ())) for each in found.pages)
        return replace(found, pages=blank if document == 1 else (), narration=None, audio=None)

    threads = (*edition.threads, EditionThread("Empty", ()))
    blank = bind(replace(edition, threads=threads, content=content), tmp_path / "blank")
    assert "No text was found on these pages." in page(blank, LETTER).texts
    assert "viewer" not in page(blank, BRIEF).values("class")
    empty = bind(replace(edition, threads=()), tmp_path / "empty")
    assert list((empty / "documents").iterdir()) == []
