"""The family lexicon at work: how names are said, without touching how they are written."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from familytales.domain import languages
from familytales.domain.narration import LexiconEntry
from familytales.domain.reading import WordRef
from familytales.domain.spelling import variants
from familytales.domain.transcripts import HYPHENS
from familytales.narration.written import Rule, Said, Written, at, split

_SYLLABLE = re.compile(r"[^\W\d_]+")
_HISSES = ("s", "z", "ʃ", "ʒ", "x")
_VOICELESS = ("p", "t", "k", "f", "θ")
_Index: TypeAlias = dict[str, list[tuple[tuple[str, ...], LexiconEntry]]]
"""Entries, with their words, by the first of these."""
PartOf: TypeAlias = Callable[[Sequence[Written], int], str]


def _no_part(_: Sequence[Written], __: int) -> str:
    return ""


class Lexicon:
    """Entries for one language; the longest phrase is tried first, and of entries for the same words the last one.

    Args:
        entries: those of wider scope first.
        language: ISO 639-3 code or BCP 47 tag.
        part_of: which of its readings a word has.
    """

    def __init__(self, entries: Iterable[LexiconEntry], language: str, part_of: PartOf = _no_part) -> None:
        wanted = languages.iso639_3(language)
        self._part_of = part_of
        self._entries: _Index = {}
        self._placed: dict[WordRef, _Index] = {}
        self._known: set[str] = set()
        for entry in entries:
            words = _words(entry.word)
            fits = not entry.language or languages.iso639_3(entry.language) == wanted
            if words and fits and (entry.say.strip() or entry.ipa.strip()):
                index = self._placed.setdefault(entry.place, {}) if entry.place else self._entries
                index.setdefault(words[0].casefold(), []).append((words, entry))
                self._known.update(word.casefold() for word in words)
        for index in (self._entries, *self._placed.values()):
            for found in index.values():
                # Sorting is stable and the newest entry comes first: a word said twice is said the latest way.
                found.reverse()
                found.sort(key=lambda item: -len(item[0]))

    def knows(self, text: str) -> bool:
        """Whether a written word is one of an entry's, perhaps with a possessive `'s`."""
        core = split(text).core
        return bool({core.casefold(), _stem(core)[0].casefold()} & self._known)

    def rule(self, words: Sequence[Written], index: int) -> tuple[Said, ...]:
        """The longest entry that begins at this word; a possessive `'s` is carried over to the speech."""
        return self._said(self._entries, words, index)

    def rule_at(self, refs: Sequence[WordRef]) -> Rule:
        """The same for an utterance, entries for a single place before the others.

        Args:
            refs: what the words' indices count.
        """
        if not self._placed.keys() & set(refs):
            return self.rule

        def rule(words: Sequence[Written], index: int) -> tuple[Said, ...]:
            for ref in (refs[number] for number in words[index].indices):
                if said := self._said(self._placed.get(ref, {}), words, index):
                    return said
            return self.rule(words, index)

        return rule

    def _said(self, index: _Index, words: Sequence[Written], at_word: int) -> tuple[Said, ...]:
        first, owner = _stem(words[at_word].core)
        for wanted, entry in index.get(first.casefold(), ()) or index.get((first + owner).casefold(), ()):
            if entry.part and entry.part != self._part_of(words, at_word):
                continue
            ending = self._ending(wanted, words, at_word)
            if ending is not None:
                written = " ".join(word.core for word in words[at_word : at_word + len(wanted)])
                return (_said(entry, written, wanted, ending),)
        return ()

    def _ending(self, wanted: tuple[str, ...], words: Sequence[Written], index: int) -> str | None:
        """What follows the phrase in its last word ("" or "'s"), or None when the words are others."""
        exact = any(c.isupper() for word in wanted for c in word[1:])
        ending = ""
        for offset, word in enumerate(wanted):
            whole = _bare(at(words, index + offset).core)
            stem, owner = _stem(whole)
            if not _same(whole, word, exact=exact):
                if offset < len(wanted) - 1 or not _same(stem, word, exact=exact):
                    return None
                ending = owner
        return ending


def relevant(entries: Iterable[LexiconEntry], texts: Sequence[str]) -> tuple[LexiconEntry, ...]:
    """The entries that pages of these texts may hold: all that matter, and few that do not.

    Args:
        entries: in any order, which is kept.
        texts: the pages in order, in today's spelling or their own; a word may be broken between two of them.
    """
    joined = "".join(text[:-1] if text.endswith(tuple(HYPHENS)) else text + "\n" for text in texts)
    text = _bare(joined).casefold()
    return tuple(
        entry
        for entry in entries
        if all(any(way.casefold() in text for way in variants(word)) for word in _words(entry.word))
    )


def _words(phrase: str) -> tuple[str, ...]:
    words = (_bare(split(part).core) for part in phrase.split())
    return tuple(word for word in words if word)


def _same(found: str, wanted: str, *, exact: bool) -> bool:
    return found == wanted if exact else found.casefold() == wanted.casefold()


def _bare(core: str) -> str:
    return unicodedata.normalize("NFC", core).replace("’", "'")


def _stem(core: str) -> tuple[str, str]:
    core = _bare(core)
    return (core[:-2], "'s") if core.endswith(("'s", "'S")) else (core, "")


def _said(entry: LexiconEntry, written: str, wanted: tuple[str, ...], ending: str) -> Said:
    say = respelling(entry.say.strip())
    text = say + ending if say else _bare(written)
    ipa = entry.ipa.strip().strip("/[]")
    return Said(text, len(wanted), ipa + _possessive(ipa) if ipa and ending else ipa)


def respelling(say: str) -> str:
    """`VOY-chekh` -> `voy-chekh`: capitals show the stress to people; an engine would spell them out."""
    if not any(c.islower() for c in say):
        return say
    return _SYLLABLE.sub(lambda part: part[0].lower() if len(part[0]) > 1 and part[0].isupper() else part[0], say)


def _possessive(ipa: str) -> str:
    if ipa.endswith(_HISSES):
        return "ɪz"
    return "s" if ipa.endswith(_VOICELESS) else "z"
