"""The e-book around its chapters: navigation, title page, and the package document with its metadata."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from familytales.binding import names
from familytales.binding.epub_chapter import Chapter
from familytales.binding.epub_overlay import clock
from familytales.binding.html import render
from familytales.binding.making import Making
from familytales.domain.editions import Edition, EditionDocument

# Readers want a date of change; a date of making would make every binding of the same book different.
_MODIFIED = "2000-01-01T00:00:00Z"

_FEATURES = (
    "alternativeText",
    "displayTransformability",
    "pageBreakMarkers",
    "pageNavigation",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)


@dataclass
class Summary:
    """What is remembered of the documents while they pass by, in order."""

    threads: list[tuple[str, list[Chapter]]] = field(default_factory=list)
    making: Making = field(default_factory=Making)

    @property
    def chapters(self) -> list[Chapter]:
        """All chapters, in order."""
        return [chapter for _, chapters in self.threads for chapter in chapters]

    @property
    def duration(self) -> int:
        """Milliseconds of all media overlays."""
        return sum(chapter.duration for chapter in self.chapters)

    def note(self, content: EditionDocument, chapter: Chapter) -> None:
        """Remember a chapter of the thread begun last, and how it was made."""
        self.threads[-1][1].append(chapter)
        self.making.note(content, chapter.duration)


def title_xhtml(edition: Edition, summary: Summary) -> str:
    """The title page, with how the book was made."""
    return render(
        "epub/title.xhtml",
        **_heading(edition),
        colophon=summary.making.colophon(),
    )


def cover_xhtml(edition: Edition) -> str:
    """The page that shows the cover image."""
    return render("epub/cover.xhtml", **_heading(edition))


def nav_xhtml(edition: Edition, summary: Summary) -> str:
    """Table of contents by thread, landmarks and page list."""
    threads = [{"title": names.clean(title), "chapters": chapters} for title, chapters in summary.threads]
    return render(
        "epub/nav.xhtml",
        **_heading(edition),
        threads=threads,
        chapters=summary.chapters,
        pages=summary.making.pages,
    )


def package_opf(edition: Edition, summary: Summary) -> str:
    """The package document: metadata, manifest, spine."""
    narrated = summary.duration > 0
    return render(
        "epub/package.opf",
        **_heading(edition),
        uid=edition.book.uid,
        languages=names.languages(edition),
        writers=_writers(edition),
        modified=_MODIFIED,
        modes=("textual", "visual", "auditory") if narrated else ("textual", "visual"),
        features=(*_FEATURES, "synchronizedAudioText") if narrated else _FEATURES,
        summary=_accessibility(summary),
        duration=summary.duration,
        voices=tuple(summary.making.voices),
        narrators=tuple(dict.fromkeys(names.clean(reader.who) for reader in summary.making.people)),
        rights=summary.making.consents,
        chapters=summary.chapters,
        pages=summary.making.pages,
        clock=clock,
    )


def _heading(edition: Edition) -> dict[str, object]:
    tag = names.language(edition.book)
    return {
        "language": tag,
        "direction": names.direction(tag),
        "title": names.book_title(edition.book),
        "subtitle": names.clean(edition.book.subtitle),
        "author": names.clean(edition.book.author),
    }


def _writers(edition: Edition) -> list[str]:
    found = dict.fromkeys(names.clean(document.author) for thread in edition.threads for document in thread.documents)
    return [writer for writer in found if writer and writer != names.clean(edition.book.author)]


def _accessibility(summary: Summary) -> str:
    """What a reader who cannot see the scans, or hear the voice, may rely on; no conformance is claimed.

    The structure follows WCAG 2.1 level AA, but whether the text says what the scans show is known to nobody until a
    person has compared them, so the book makes no formal claim.
    """
    spoken = [chapter for chapter in summary.chapters if chapter.duration]
    if not spoken:
        voice = ""
    elif len(spoken) == len(summary.chapters):
        voice = f" All of it is read aloud by {summary.making.kind}, with the text highlighted as it is heard."
    else:
        voice = (
            f" {len(spoken)} of {len(summary.chapters)} documents are read aloud by {summary.making.kind}, with the"
            " text highlighted as it is heard."
        )
    return (
        "The scans of family papers in this book are pictures; their text stands beside them. It was recognised by a"
        " computer, may have been corrected by hand, and may still hold errors; photographs and drawings are not"
        f" described.{voice} Structure, reading order, navigation and page numbers follow EPUB Accessibility 1.1 and"
        " WCAG 2.1 level AA; no formal evaluation has been made."
    )


def next_labels(summary: Summary, pages: Sequence[object]) -> tuple[int, ...]:
    """Labels for the next document's pages: numbers that run on through the book."""
    return tuple(range(summary.making.pages + 1, summary.making.pages + 1 + len(pages)))
