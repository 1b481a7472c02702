"""The texts a reader's browser searches: a script, since a page opened from a disk may load nothing else."""

import json
from collections.abc import Iterator, Sequence
from typing import TextIO

from familytales.binding import names
from familytales.binding.passages import Passage
from familytales.domain.editions import EditionDocument


def script_json(value: object) -> str:
    """JSON that is harmless inside HTML and in a script: no tag, no comment and no line separator can end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


class SearchTexts:
    """Writes `search-data.js` document by document."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        file.write("familyTalesTexts = [\n")

    def add(self, content: EditionDocument, found: Sequence[Passage], url: str) -> None:
        """Add one document: title, address, facts, and (page number, text) pairs; page 0 where it has no page."""
        facts = "; ".join(value for _, value in names.facts(content.document))
        texts = list(_pages(found, len(content.pages))) or [(0, "")]
        self._file.write(script_json([names.title(content.document), url, facts, texts]) + ",\n")

    def close(self) -> None:
        """Write the end."""
        self._file.write("];\n")


def _pages(found: Sequence[Passage], count: int) -> Iterator[tuple[int, str]]:
    texts: list[list[str]] = [[] for _ in range(count)]
    for passage in found:
        page = passage.page
        for span in passage.spans:
            page = span.page or page
            texts[page - 1].append(span.text)
    yield from ((number, " ".join(words)) for number, words in enumerate(texts, 1))
