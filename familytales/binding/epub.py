"""EPUB 3 with media overlays: read it, hear it, follow the words, see the scans."""

from importlib.resources import files
from pathlib import Path

from familytales.binding.archive import Archive
from familytales.binding.cover import cover_jpeg
from familytales.binding.epub_chapter import Chapter, chapter_xhtml
from familytales.binding.epub_overlay import overlay, smil
from familytales.binding.epub_package import (
    Summary,
    cover_xhtml,
    nav_xhtml,
    next_labels,
    package_opf,
    title_xhtml,
)
from familytales.binding.html import render
from familytales.binding.names import title
from familytales.binding.passages import passages
from familytales.domain.editions import Edition, EditionDocument
from familytales.domain.narration import Coding
from familytales.ports import Progress


class EpubFormat:
    """An e-book by EPUB 3.3: text and scans by document, read aloud word by word where there is narration."""

    name = "epub"
    suffix = ".epub"
    needs_audio = False
    coding = Coding.AAC
    uses_views = True
    uses_scans = False
    version = "2"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the e-book; one document is held in memory at a time, media is copied piece by piece."""
        total = sum(len(thread.documents) for thread in edition.threads)
        summary = Summary()
        with Archive(target) as archive:
            archive.text("mimetype", "application/epub+zip", stored=True)
            archive.text("META-INF/container.xml", render("epub/container.xml"))
            archive.text("EPUB/style.css", _style())
            archive.data("EPUB/images/cover.jpg", cover_jpeg(edition))
            archive.text("EPUB/cover.xhtml", cover_xhtml(edition))
            for thread in edition.threads:
                summary.threads.append((thread.title, []))
                for document in thread.documents:
                    _add(archive, edition, summary, edition.content(document.id))
                    progress(len(summary.chapters), total)
            archive.text("EPUB/title.xhtml", title_xhtml(edition, summary))
            archive.text("EPUB/nav.xhtml", nav_xhtml(edition, summary))
            archive.text("EPUB/package.opf", package_opf(edition, summary))


def _style() -> str:
    return files("familytales.binding").joinpath("static/epub.css").read_text("utf-8")


def _add(archive: Archive, edition: Edition, summary: Summary, content: EditionDocument) -> None:
    """Write one document's chapter, scans, overlay and audio, and note it in the summary."""
    found = passages(content)
    name = f"{len(summary.chapters) + 1:03}"
    labels = next_labels(summary, content.pages)
    text = chapter_xhtml(edition.book, summary.threads[-1][0], content, found, labels)
    archive.text(f"EPUB/text/{name}.xhtml", text)
    for label, page in zip(labels, content.pages, strict=True):
        archive.file(f"EPUB/images/{label}.jpg", page.view)
    heard = overlay(found, content.narration) if content.narration and content.audio else ()
    if heard and content.audio:
        archive.text(
            f"EPUB/overlays/{name}.smil", smil(heard, text=f"../text/{name}.xhtml", audio=f"../audio/{name}.m4a")
        )
        archive.file(f"EPUB/audio/{name}.m4a", content.audio)
    duration = sum(par.clip.end - par.clip.start for sentence in heard for par in sentence.pars)
    summary.note(content, Chapter(name, title(content.document), labels, duration))
