"""The family lexicon at work: how names are said, without touching how they are written."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from familytales.domain import languages
from familytales.domain.narration import LexiconEntry
from familytales.narration.written import Said, Written, at, split

_SYLLABLE = re.compile(r"[^\W\d_]+")
_HISSES = ("s", "z", "ʃ", "ʒ", "x")
_VOICELESS = ("p", "t", "k", "f", "θ")


class Lexicon:
    """Entries for one language, the longest phrase tried first."""

    def __init__(self, entries: Iterable[LexiconEntry], language: str) -> None:
        wanted = languages.iso639_3(language)
        self._entries: dict[str, list[tuple[tuple[str, ...], LexiconEntry]]] = {}
        for entry in entries:
            words = tuple(_bare(split(part).core) for part in entry.word.split())
            words = tuple(word for word in words if word)
            fits = not entry.language or languages.iso639_3(entry.language) == wanted
            if words and fits and (entry.say.strip() or entry.ipa.strip()):
                self._entries.setdefault(words[0].casefold(), []).append((words, entry))
        for found in self._entries.values():
            # Sorting is stable and the newest entry comes first: a word said twice is said the latest way.
            found.reverse()
            found.sort(key=lambda item: -len(item[0]))

    def rule(self, words: Sequence[Written], index: int) -> tuple[Said, ...]:
        """The longest entry that begins at this word; a possessive `'s` is carried over to the speech."""
        first, owner = _stem(words[index].core)
        for wanted, entry in self._entries.get(first.casefold(), ()) or self._entries.get(
            (first + owner).casefold(), ()
        ):
            ending = self._ending(wanted, entry, words, index)
            if ending is not None:
                return (
                    _said(entry, " ".join(word.core for word in words[index : index + len(wanted)]), wanted, ending),
                )
        return ()

    def _ending(self, wanted: tuple[str, ...], entry: LexiconEntry, words: Sequence[Written], index: int) -> str | None:
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
