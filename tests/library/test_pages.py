import random
from typing import Any

import pytest

from familytales.domain.books import Document
from familytales.domain.errors import FamilyTalesError
from familytales.library.pages import FARTHEST
from familytales.library.store import Library


@pytest.fixture
def original(library: Library) -> str:
    library.database.insert("originals", sha256="a" * 64, size=1, name="scan")
    return "a" * 64


def test_every_field_of_a_page_is_kept(library: Library, document: Document, original: str) -> None:
    fields: dict[str, Any] = {
        "dpi": 300.5,
        "name": "a\nb 🦊.png",
        "taken": "2024-05-01T10:11:12",
        "fingerprint": "00FF00ff00ff00ff",
    }
    page = library.pages.create(document.id, original, 3, 2480, 3508, **fields)
    assert (page.original, page.frame, page.width, page.height) == (original, 3, 2480, 3508)
    assert (page.dpi, page.name, page.taken) == (300.5, "a\nb 🦊.png", "2024-05-01T10:11:12")
    assert page.fingerprint == "00ff00ff00ff00ff"
    assert library.pages.find_original(original) == [page]
    assert library.pages.of_book(1) == (page,)


def test_a_page_needs_a_stored_original(library: Library, document: Document) -> None:
    with pytest.raises(FamilyTalesError, match="FOREIGN KEY"):
        library.pages.create(document.id, "b" * 64, 0, 1, 1)


@pytest.mark.parametrize("distance", [0, 3, 4, 7, 8, FARTHEST])
def test_similar_finds_what_a_full_scan_finds(
    library: Library, document: Document, original: str, distance: int
) -> None:
    chance = random.Random(distance)
    wanted = chance.getrandbits(64)
    prints = [chance.getrandbits(64) for _ in range(50)]
    for flips in range(20):
        value = wanted
        for bit in chance.sample(range(64), flips):
            value ^= 1 << bit
        prints.append(value)
    with library.atomic():
        for value in prints:
            library.pages.create(document.id, original, 0, 1, 1, fingerprint=f"{value:016x}")
        library.pages.create(document.id, original, 0, 1, 1)
    near = [(value ^ wanted).bit_count() for value in prints]
    expected = sorted((far, number) for number, far in enumerate(near, 1) if far <= distance)
    found = library.pages.similar(f"{wanted:016x}", distance)
    assert [page.id for page in found] == [number for _, number in expected]


def test_similar_uses_the_index(library: Library) -> None:
    sql = "SELECT id, fingerprint FROM pages WHERE substr(fingerprint, 5, 4) IN (?, ?) AND fingerprint <> ''"
    plan = library.database.rows(f"EXPLAIN QUERY PLAN {sql}", ("0000", "0001"))
    assert "COVERING INDEX pages_band2" in plan[0]["detail"]


@pytest.mark.parametrize(("fingerprint", "distance"), [("xyz", 1), ("0" * 16, 16), ("0" * 16, -1), ("g" * 16, 1)])
def test_what_is_no_fingerprint_is_refused(library: Library, fingerprint: str, distance: int) -> None:
    with pytest.raises(ValueError, match=r"fingerprint|distance|invalid literal"):
        library.pages.similar(fingerprint, distance)
