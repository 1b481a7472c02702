"""A book of the library as a binding sees it, put together when it is bound."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from familytales.domain.books import Book, Page
from familytales.domain.editions import Edition, EditionDocument, EditionPage, EditionThread
from familytales.domain.narration import Coding
from familytales.library.store import Library
from familytales.workflow.spoken import load_spoken, reader_of


@dataclass(frozen=True, slots=True)
class Materials:
    """What was made for an edition before it is bound: plain values, so that a worker process can be given them.

    Attributes:
        views: page id -> the page for screens, the original as it came where no format shows pages so.
        scans: page id -> the page at full resolution; empty where no format shows pages so.
        narrations: document id -> cache key of its narration.
        audio: coding -> document id -> the files with its sound.
    """

    views: Mapping[int, Path]
    scans: Mapping[int, Path]
    narrations: Mapping[int, str]
    audio: Mapping[Coding, Mapping[int, tuple[Path, ...]]]


def edition(library: Library, book: Book, materials: Materials, coding: Coding | None) -> Edition:
    """The book, its outline in memory and its documents read one at a time; sound in the coding asked for."""
    sound = materials.audio.get(coding, {}) if coding else {}
    threads = tuple(
        EditionThread(thread.title, tuple(library.documents.of_thread(thread.id)))
        for thread in library.threads.of_book(book.id)
    )
    heard = (materials.narrations[one.id] for thread in threads for one in thread.documents if one.id in sound)
    readers = (reader_of(library, narration) for narration in heard)
    return Edition(
        book=book,
        threads=tuple(thread for thread in threads if thread.documents),
        cover=materials.views.get(book.cover_page) if book.cover_page else None,
        content=lambda document_id: _content(library, materials, document_id, sound.get(document_id, ())),
        readers=tuple(dict.fromkeys(reader for reader in readers if reader)),
    )


def _content(library: Library, materials: Materials, document_id: int, sound: tuple[Path, ...]) -> EditionDocument:
    pages = (_page(library, materials, page) for page in library.pages.of_document(document_id))
    return EditionDocument(
        document=library.documents.get(document_id),
        pages=tuple(page for page in pages if page is not None),
        narration=load_spoken(library, materials.narrations[document_id]).narration if sound else None,
        audio=sound[0] if sound else None,
        continued=sound[1:],
    )


def _page(library: Library, materials: Materials, page: Page) -> EditionPage | None:
    """The page, or None where it could not be read and has nothing to show."""
    corrected = library.transcripts.corrected(page.id)
    view = materials.views.get(page.id)
    scan = materials.scans.get(page.id) if materials.scans else view
    if corrected is None or view is None or scan is None:
        return None
    return EditionPage(page, corrected.transcript, scan, view)
