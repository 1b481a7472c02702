"""Words that a family should say itself: those no dictionary knows, and samples of how they sound."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from familytales import registry
from familytales.domain.books import Book, Document
from familytales.domain.languages import bcp47
from familytales.domain.narration import LexiconEntry, Pronunciation, SpokenToken, Utterance, Voice
from familytales.domain.reading import Paragraph, RunningWord, WordRef, paragraphs
from familytales.library.store import Library
from familytales.narration.script import prepare
from familytales.narration.written import Written, split
from familytales.ports import Pronouncer
from familytales.settings import Settings
from familytales.workflow.casting import cast, language_of, lexicon_of
from familytales.workflow.narrating import placed
from familytales.workflow.session import Session
from familytales.workflow.workers import Workers

_RARE, _RARE_NAME = 2.0, 3.0
"""Zipf frequencies (wordfreq: 3 is once in a million words) below which a word counts as unknown to an engine that has
no dictionary; names follow no language's rules, so they must be commoner."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that a lexicon entry would help.

    Attributes:
        word: as it is written.
        count: how often it is said.
        ipa: how it would be said now, "" where the engine does not tell.
        place: where it stands first.
    """

    word: str
    count: int
    ipa: str
    place: WordRef


@dataclass
class _Met:
    """A word as it is met while going through a book."""

    place: WordRef
    name: bool = True
    count: int = 0
    spellings: Counter[str] = field(default_factory=Counter)


def suggest(library: Library, settings: Settings, book: Book) -> list[Suggestion]:
    """The words of a book that no dictionary knows and no lexicon entry says, most frequent first.

    Raises:
        MissingDependency: no voice can speak it.
    """
    session = Session(library, settings, Workers(1), lambda _: None)  # the workers are never started
    met: dict[Voice, dict[str, _Met]] = {}
    for document in library.documents.of_book(book.id):
        voice = cast(session, book, document).reader.voice
        _meet(met.setdefault(voice, {}), _spoken(library, book, document))
    found = [one for voice, words in met.items() for one in _unknown(voice, words)]
    return sorted(found, key=lambda one: (-one.count, one.word.casefold()))


def _spoken(library: Library, book: Book, document: Document) -> Iterator[tuple[Written, str, WordRef, bool]]:
    """Words that are said as they are written, and how; where, and whether their sentence begins there."""
    found = ((page.id, library.transcripts.corrected(page.id)) for page in library.pages.of_document(document.id))
    pages = {page_id: corrected.transcript for page_id, corrected in found if corrected}
    lexicon = tuple(placed(library.lexicon, pages, lexicon_of(library, book, document)))
    texts = {WordRef(page_id, word.id): word.text for page_id, page in pages.items() for word in page.words()}
    for utterance in prepare(paragraphs(list(pages.items())), language=language_of(book, document), lexicon=lexicon):
        for number, token in enumerate(utterance.tokens):
            refs = [utterance.words[index] for index in token.words]
            said, written = split(token.text), split("".join(texts[ref].rstrip("-") for ref in refs))
            if said.core and said.core == written.core and not token.ipa:
                yield written, said.core, refs[0], number == 0


def _meet(words: dict[str, _Met], spoken: Iterable[tuple[Written, str, WordRef, bool]]) -> None:
    for written, core, ref, first in spoken:
        word = core.removesuffix("'s").removesuffix("’s")
        if len(word) < 2 or not any(character.isalpha() for character in word):
            continue
        one = words.setdefault(word.casefold(), _Met(ref))
        one.count += 1
        one.spellings[word] += 1
        one.name = one.name and (written.capital or first)


def _unknown(voice: Voice, words: dict[str, _Met]) -> Iterator[Suggestion]:
    spellings = [one.spellings.most_common(1)[0][0] for one in words.values()]
    for word, one, said in zip(spellings, words.values(), pronunciations(voice, spellings), strict=True):
        if not (_common(word, voice.language, name=one.name) if said.known is None else said.known):
            yield Suggestion(word, one.count, said.ipa, one.place)


def pronunciations(voice: Voice, words: Sequence[str]) -> Sequence[Pronunciation]:
    """How a voice would say each word; nothing where its engine does not tell."""
    engine = registry.load(registry.Kind.SPEECH, voice.engine)
    if isinstance(engine, Pronouncer) and not engine.remote:
        return engine.pronounced(voice, words)
    return [Pronunciation("")] * len(words)


def _common(word: str, language: str, *, name: bool) -> bool:
    """Whether a word is so common that an engine's rules were made with it in mind."""
    from wordfreq import available_languages, zipf_frequency  # a second to load

    tag = bcp47(language)
    if tag not in available_languages():
        return not name
    return bool(zipf_frequency(word, tag) >= (_RARE_NAME if name else _RARE))


def tokens_of(text: str, language: str, lexicon: Sequence[LexiconEntry]) -> tuple[SpokenToken, ...]:
    """A text of one's own as it would be spoken, lexicon applied: for a sample."""
    words = tuple(RunningWord(word, (WordRef(0, f"w{at}"),)) for at, word in enumerate(text.split(), 1))
    return first_tokens(prepare([Paragraph(words)], language=language, lexicon=lexicon))


def first_tokens(utterances: Iterable[Utterance], words: int = 40) -> tuple[SpokenToken, ...]:
    """The tokens of the first sentences, until there are so many words."""
    found: list[SpokenToken] = []
    for utterance in utterances:
        if len(found) >= words:
            break
        found.extend(utterance.tokens)
    return tuple(found)
