"""Who reads in person, and what they agreed to, in every file that their voice goes into."""

from pathlib import Path
from zipfile import ZipFile

import av
import pytest
from lxml import etree

from familytales import registry
from familytales.domain.editions import Edition
from familytales.domain.narration import Coding
from tests.binding.editions import IDA, coded, in_person

WHO = "Aunt Ida & Co. (in person, recorded about 1998)"
CONSENT = "For the <family> only, and not for sale"
NAMESPACES = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


def bind(name: str, edition: Edition, target: Path) -> Path:
    registry.load(registry.Kind.BINDING, name).bind(edition, target, lambda done, total: None)
    return target


def test_the_e_book_names_the_reader_and_the_consent(edition: Edition, tmp_path: Path) -> None:
    with ZipFile(bind("epub", in_person(edition), tmp_path / "book.epub")) as book:
        package = etree.fromstring(book.read("EPUB/package.opf"))
        chapters = [book.read(name).decode() for name in sorted(book.namelist()) if "/text/" in name]
        title = etree.fromstring(book.read("EPUB/title.xhtml"))

    narrator = package.find(".//dc:contributor[@id='narrator1']", NAMESPACES)
    assert narrator is not None
    assert narrator.text == IDA.who
    role = package.xpath("//o:meta[@refines='#narrator1'][@property='role']/text()", namespaces=NAMESPACES)
    assert role == ["nrt"]
    assert package.findtext(".//dc:rights", namespaces=NAMESPACES) == f"{WHO} agreed to: {CONSENT}"
    assert f"{WHO} agreed to: {CONSENT}" in "".join(title.itertext())
    assert ["not for sale" in chapter for chapter in chapters] == [True, False, False]


def test_the_site_tells_beside_the_document_and_on_its_first_page(edition: Edition, tmp_path: Path) -> None:
    site = bind("site", in_person(edition), tmp_path / "site")
    pages = [path.read_text("utf-8") for path in sorted((site / "documents").iterdir())]
    assert ['<dd dir="auto">For the &lt;family&gt; only, and not for sale</dd>' in page for page in pages] == [
        True,
        False,
        False,
    ]
    assert "agreed to: For the &lt;family&gt; only" in (site / "index.html").read_text("utf-8")


def test_captions_tell_in_their_note(edition: Edition, tmp_path: Path) -> None:
    with ZipFile(bind("webvtt", in_person(edition), tmp_path / "book.zip")) as book:
        first, second = (book.read(name).decode().split("\n\n")[1] for name in book.namelist() if name.endswith("vtt"))
    assert "Consent: For the &lt;family&gt; only, and not for sale" in first
    assert "Consent" not in second


def test_the_audiobook_shows_the_reader_as_players_expect(edition: Edition, tmp_path: Path) -> None:
    with av.open(str(bind("m4b", in_person(edition), tmp_path / "book.m4b"))) as file:
        found = dict(file.metadata)
    assert found["composer"] == IDA.who
    assert found["comment"] == f"Read aloud by {WHO}."
    assert found["copyright"] == f"{WHO} agreed to: {CONSENT}"
    with av.open(str(bind("m4b", edition, tmp_path / "other.m4b"))) as file:
        assert not {"composer", "comment", "copyright"} & set(file.metadata)


@pytest.mark.parametrize("coding", [Coding.MP3, Coding.FLAC, Coding.OPUS])
def test_files_name_their_own_reader_only(edition: Edition, tmp_path: Path, coding: Coding) -> None:
    folder = bind(coding, in_person(coded(edition, tmp_path, coding)), tmp_path / "book")
    told = []
    for path in sorted(path for path in folder.iterdir() if path.name[0] == "0"):
        with av.open(str(path)) as file:
            found = {key.lower(): text for key, text in (file.metadata | file.streams.audio[0].metadata).items()}
        told.append((found.get("composer"), CONSENT in found.get("copyright", "")))
    assert told == [(IDA.who, True), (IDA.who, True), (None, False)]
