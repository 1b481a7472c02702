"""What a language brings to script preparation: one small record per language, found by its code."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from familytales.domain.languages import iso639_3
from familytales.narration.written import Rule, Written

_NEVER = re.compile(r"(?!)")
_MODULES = {"eng": "english", "deu": "german", "fra": "french", "spa": "spanish", "pol": "polish"}


def _one_reading(_: Sequence[Written], __: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """How a language reads its numbers and short forms, and how its letters begin and end.

    Attributes:
        code: ISO 639-3.
        rules: asked in order; the first that knows a word says it.
        part_of: which of its readings a word has (`noun`, `verb`, ...), "" for a word with one only.
        never_last: short forms whose full stop never ends a sentence (small letters, no stop).
        never_first: words with a capital that go with the short form before them (`Mass. Inf.`).
        street_endings: ends of words whose stop belongs to an address (`Hauptstr. 12`).
        short_forms: all that end in a stop, whether or not they can be a sentence's last word.
        openers: words that have a capital only where a sentence begins.
        months: names and short forms, small letters.
        salutation: how a letter's first line begins.
        closing: how its last lines begin.
        closing_words: of which a closing line holds one.
        function_words: after which no line of an address or a verse ends.
        phrase_starts: before which a long sentence may rest.
    """

    code: str
    rules: tuple[Rule, ...] = ()
    part_of: Callable[[Sequence[Written], int], str] = _one_reading
    never_last: frozenset[str] = field(default_factory=frozenset)
    never_first: frozenset[str] = field(default_factory=frozenset)
    street_endings: tuple[str, ...] = ()
    short_forms: frozenset[str] = field(default_factory=frozenset)
    openers: frozenset[str] = field(default_factory=frozenset)
    months: frozenset[str] = field(default_factory=frozenset)
    salutation: re.Pattern[str] = _NEVER
    closing: re.Pattern[str] = _NEVER
    closing_words: frozenset[str] = field(default_factory=frozenset)
    function_words: frozenset[str] = field(default_factory=frozenset)
    phrase_starts: frozenset[str] = field(default_factory=frozenset)


@cache
def spoken_language(language: str) -> SpokenLanguage:
    """The record for an ISO 639-3 code or BCP 47 tag; other languages have their numbers said where num2words can."""
    code = iso639_3(language)
    if code in _MODULES:
        module = import_module(f"familytales.narration.{_MODULES[code]}")
        found: SpokenLanguage = getattr(module, _MODULES[code].upper())
        return found
    from familytales.narration.european import number_rules

    return SpokenLanguage(code, rules=number_rules(code))
