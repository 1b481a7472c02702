"""One document as a page of the web site, with what its scripts need to light up words in text and scan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from familytales.binding import credits, html, names
from familytales.binding.ink import upright_boxes, upright_size
from familytales.binding.passages import Passage, Span
from familytales.binding.site_search import script_json
from familytales.domain.books import Book
from familytales.domain.editions import EditionDocument, EditionPage
from familytales.domain.reading import WordRef

_FINE = 10_000
"""Places on a scan are told in ten-thousandths of its width and height: finer than any screen's pixels."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document's page is, and what it is called."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class _Scan:
    image: str
    width: int
    height: int
    alt: str


def document_html(
    book: Book,
    content: EditionDocument,
    found: Sequence[Passage],
    *,
    thread: str,
    scans: Sequence[str],
    audio: str,
    before: Place | None,
    after: Place | None,
) -> str:
    """The page of a document in the folder `documents/`; addresses are relative to it, `audio` is "" for none."""
    tag = names.language(book, content.document)
    milliseconds = int(content.narration.duration * 1000) if content.narration and audio else 0
    return html.render(
        "site/document.html",
        root="../",
        book=names.book_title(book),
        book_language=names.language(book),
        language=tag,
        direction=names.direction(tag),
        title=names.title(content.document),
        thread=names.clean(thread),
        facts=(*names.facts(content.document), *credits.facts(content)),
        scans=[_scan(content, number, image) for number, image in enumerate(scans, 1)],
        parts=list(_parts(found, len(content.pages))) if found else [],
        audio=audio,
        duration=milliseconds,
        length=length(milliseconds),
        before=before,
        after=after,
        words=Markup(script_json(_words(content, found, heard=bool(audio)))),
    )


def length(milliseconds: int) -> str:
    """Minutes and seconds, `12:05`."""
    return f"{milliseconds // 60_000}:{milliseconds // 1000 % 60:02}"


def _scan(content: EditionDocument, number: int, image: str) -> _Scan:
    width, height = upright_size(content.pages[number - 1])
    return _Scan(image, width, height, f"Scan of page {number} of {names.title(content.document)}")


def _parts(found: Sequence[Passage], pages: int) -> Iterator[Markup]:
    def mark(tag: str, number: int) -> Markup:
        return Markup(
            '<{0} class="page" id="page-{1}" role="doc-pagebreak" lang="en" aria-label="Page {1}">page {1}</{0}>'
        ).format(tag, number)

    for part in html.sequence(found, pages):
        if not isinstance(part, html.PageStart):
            yield html.paragraph(part, lambda number: mark("span", number), every_word=True)
        elif not part.marked and pages > 1:
            yield mark("div", part.number)


def _words(content: EditionDocument, found: Sequence[Passage], *, heard: bool) -> dict[str, list[object]]:
    """For each span and each sentence of the page, in order: when it is heard (ms, -1: never) and where it stands."""
    places = {
        ref: place for number, page in enumerate(content.pages, 1) for ref, place in _places(number, page).items()
    }
    sentences = [s for passage in found for s in passage.sentences if s.utterance is not None]
    return {
        "words": [_word(span, places, heard) for passage in found for span in passage.spans],
        "sentences": [list(sentence.clip) if sentence.clip and heard else [-1, -1] for sentence in sentences],
    }


def _word(span: Span, places: dict[WordRef, list[int]], heard: bool) -> list[object]:
    times = list(span.clip) if span.clip and heard else [-1, -1]
    return [*times, *(places[ref] for ref in span.refs)]


def _places(number: int, page: EditionPage) -> dict[WordRef, list[int]]:
    """Page number, left, top, width and height of every word's box, within the scan."""
    width, height = upright_size(page)
    return {
        ref: [
            number,
            round(box.left * _FINE / width),
            round(box.top * _FINE / height),
            round(box.width * _FINE / width),
            round(box.height * _FINE / height),
        ]
        for ref, box in upright_boxes(page).items()
    }
