"""The offline web site: plain files that open from a disk, a memory stick or any server, and load nothing else."""

import shutil
from importlib.resources import files
from pathlib import Path

import fontpkg_eb_garamond

from familytales.binding import names
from familytales.binding.cover import cover_jpeg
from familytales.binding.making import Making
from familytales.binding.passages import passages
from familytales.binding.site_document import Place, document_html
from familytales.binding.site_index import Card, Shelf, card, index_html, thumbnail
from familytales.binding.site_search import SearchTexts
from familytales.domain.editions import Edition, EditionDocument
from familytales.domain.narration import Coding
from familytales.ports import Progress

_FOLDERS = ("assets", "audio", "documents", "scans", "thumbs")
_STATIC = ("player.js", "scans.js", "search.js", "site.css", "words.js")
_FONTS = {
    "eb-garamond.ttf": "files/EBGaramond[wght].ttf",
    "eb-garamond-italic.ttf": "files/EBGaramond-Italic[wght].ttf",
    "eb-garamond-licence.txt": "LICENSE",
}


class SiteFormat:
    """A folder whose `index.html` shows, searches and reads aloud the whole book."""

    name = "site"
    suffix = ""
    needs_audio = False
    coding = Coding.AAC
    uses_views = True
    uses_scans = False
    version = "2"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the folder; one document is held in memory at a time."""
        for folder in (target, *(target / name for name in _FOLDERS)):
            folder.mkdir()
        _assets(edition, target / "assets")
        with (target / "assets" / "search-data.js").open("w", encoding="utf-8", newline="\n") as file:
            search = SearchTexts(file)
            site = _Site(edition, target, search)
            shelves = site.documents(progress)
            search.close()
        _write(target / "index.html", index_html(edition.book, shelves, site.making))


def _assets(edition: Edition, folder: Path) -> None:
    for name in _STATIC:
        _write(folder / name, files("familytales.binding").joinpath("static", name).read_text("utf-8"))
    for name, source in _FONTS.items():
        shutil.copyfile(Path(fontpkg_eb_garamond.ROOT) / source, folder / name)
    (folder / "cover.jpg").write_bytes(cover_jpeg(edition))


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


class _Site:
    """The documents of a site on their way to their files."""

    def __init__(self, edition: Edition, target: Path, search: SearchTexts) -> None:
        self._edition = edition
        self._target = target
        self._search = search
        self.making = Making()
        documents = [document for thread in edition.threads for document in thread.documents]
        self._stems = [names.stem(number, names.title(found)) for number, found in enumerate(documents, 1)]
        # Pages stand in one folder, so neighbours know each other by file name alone.
        self._places = [
            Place(names.title(found), f"{stem}.html") for found, stem in zip(documents, self._stems, strict=True)
        ]

    def documents(self, progress: Progress) -> list[Shelf]:
        """Write every document, and return what the first page shows of them."""
        shelves = []
        for thread in self._edition.threads:
            shelves.append(Shelf(thread.title))
            for document in thread.documents:
                shelves[-1].cards.append(self._document(thread.title, self._edition.content(document.id)))
                progress(self.making.documents, len(self._stems))
        return shelves

    def _document(self, thread: str, content: EditionDocument) -> Card:
        index = self.making.documents
        stem, url = self._stems[index], f"documents/{self._places[index].url}"
        found = passages(content)
        audio = self._audio(content, stem)
        page = document_html(
            self._edition.book,
            content,
            found,
            thread=thread,
            scans=self._scans(content),
            audio=audio,
            before=self._places[index - 1] if index else None,
            after=next(iter(self._places[index + 1 :]), None),
        )
        _write(self._target / url, page)
        self._search.add(content, found, url)
        heard = int(content.narration.duration * 1000) if content.narration and audio else 0
        self.making.note(content, heard)
        thumb, size = self._thumb(content, stem)
        return card(self._edition.book, content.document, url, thumb=thumb, size=size, heard=heard)

    def _audio(self, content: EditionDocument, stem: str) -> str:
        if not (content.narration and content.audio):
            return ""
        shutil.copyfile(content.audio, self._target / "audio" / f"{stem}.m4a")
        return f"../audio/{stem}.m4a"

    def _scans(self, content: EditionDocument) -> list[str]:
        scans = []
        for number, page in enumerate(content.pages, self.making.pages + 1):
            shutil.copyfile(page.view, self._target / "scans" / f"{number}.jpg")
            scans.append(f"../scans/{number}.jpg")
        return scans

    def _thumb(self, content: EditionDocument, stem: str) -> tuple[str, tuple[int, int]]:
        if not content.pages:
            return "", (0, 0)
        data, size = thumbnail(content.pages[0].view)
        (self._target / "thumbs" / f"{stem}.jpg").write_bytes(data)
        return f"thumbs/{stem}.jpg", size
