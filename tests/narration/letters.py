"""Paragraphs made from plain text, as `domain.reading` gives them."""

from familytales.domain.corrections import split_text
from familytales.domain.narration import LexiconEntry, Utterance
from familytales.domain.reading import Paragraph, RunningWord, WordRef
from familytales.narration.script import prepare


def paragraphs(text: str) -> list[Paragraph]:
    """A blank line parts paragraphs, a line break is a written line's."""
    return [_paragraph(part, page) for page, part in enumerate(text.split("\n\n"), 1)]


def _paragraph(text: str, page: int) -> Paragraph:
    words: list[RunningWord] = []
    starts: list[int] = []
    for line in text.split("\n"):
        starts.append(len(words))
        for part in split_text(line):
            words.append(RunningWord(part, (WordRef(page, f"w{len(words) + 1}"),)))
    return Paragraph(tuple(words), lines=tuple(start for start in starts if 0 < start < len(words)))


def utterances(
    text: str, language: str = "eng", lexicon: tuple[LexiconEntry, ...] = (), illegible: str = ""
) -> tuple[Utterance, ...]:
    return prepare(paragraphs(text), language=language, lexicon=lexicon, illegible=illegible)


def said(text: str, language: str = "eng", illegible: str = "") -> str:
    """Everything that is said of a text, sentences apart by a bar."""
    return " | ".join(utterance.text for utterance in utterances(text, language, illegible=illegible))
