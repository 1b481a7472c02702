"""From paragraphs to utterances: what is said, sentence by sentence, each spoken token still knowing its ink."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from familytales.domain.narration import LexiconEntry, Pause, SpokenToken, Utterance
from familytales.domain.reading import Paragraph, RunningWord
from familytales.domain.spelling import modern
from familytales.domain.transcripts import BlockKind
from familytales.narration import marks, parts, sentences
from familytales.narration.lexicon import Lexicon
from familytales.narration.quotations import quoted
from familytales.narration.spoken_language import SpokenLanguage, spoken_language
from familytales.narration.written import Rule, Said, Written, dressed, loose, split

_PAUSES = (Pause.CLAUSE, Pause.SENTENCE, Pause.PART, Pause.PARAGRAPH, Pause.DOCUMENT)
_CLOSE = re.compile(r"(?<=[^\W\d]{2})[.](?=[^\W\d]{2})|(?<=[^\W\d])[.](?=\d)")
"""A stop without a space behind it, as typists save one: `Mr.Smith`, `No.5`."""
_DASHED = re.compile(r"(?<=[\w.])(?:[—―]+|--+)(?=\w)")
"""A dash without spaces around it, which parts words: `Mother—recd`."""


def prepare(
    paragraphs: Sequence[Paragraph],
    *,
    language: str,
    lexicon: Sequence[LexiconEntry],
    illegible: str = "",
    quotations: bool = False,
) -> tuple[Utterance, ...]:
    """A document as it is to be spoken.

    The utterances' words are all the written words but a letterhead's, in order, each covered by exactly one token;
    every utterance has something to say. A document with nothing to say (empty, or only illegible) gives ().

    Args:
        paragraphs: the document's running text, as `domain.reading.paragraphs` gives it.
        language: ISO 639-3 code. English, German, French, Spanish and Polish have rules of their own; other
            languages have their numbers said where num2words knows them.
        lexicon: how names are said; a later entry for the same words outranks an earlier one, and one for a single
            place outranks all.
        illegible: what is said for a word nobody could read; "" is a rest.
        quotations: whether what is quoted is parted from the rest, for another voice to read.
    """
    spoken = spoken_language(language)
    names = Lexicon(lexicon, language, spoken.part_of)
    full = parts.width(paragraphs)
    made: list[Utterance] = []
    said = (one for one in paragraphs if one.kind is not BlockKind.LETTERHEAD)
    for paragraph in (_respelled(one, language, names) for one in said):
        speech = quoted([word.text for word in paragraph.words]) if quotations else []
        for start, end, pause in _parted(_spans(paragraph, full, spoken), speech):
            utterance = _utterance(paragraph.words[start:end], pause, names, spoken.rules, illegible)
            made.append(replace(utterance, quoted=any(first <= start < last for first, last in speech)))
    return _audible(made)


def _respelled(paragraph: Paragraph, language: str, names: Lexicon) -> Paragraph:
    """The paragraph in the spelling of today, which voices know; the family's own words (`Thal`) as they are."""
    words = (
        word if names.knows(word.text) else replace(word, text=modern(word.text, language)) for word in paragraph.words
    )
    return replace(paragraph, words=tuple(words))


def _parted(
    spans: Iterable[tuple[int, int, Pause]], speech: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Pause]]:
    """The spans, cut also where a quotation begins or ends."""
    cuts = sorted({cut for bounds in speech for cut in bounds})
    for start, end, pause in spans:
        edges = [start, *(cut for cut in cuts if start < cut < end), end]
        for first, last in pairwise(edges):
            yield first, last, pause if last == end else Pause.CLAUSE


def _spans(paragraph: Paragraph, full: int, language: SpokenLanguage) -> Iterator[tuple[int, int, Pause]]:
    """Start, end and pause of each utterance of a paragraph."""
    texts = _readable(paragraph.words)
    inside = _inside_marks(paragraph.words)
    cuts = {at: whole for at, whole in parts.breaks(paragraph, full, language).items() if at not in inside}
    edges = [0, *sorted(cuts), len(texts)]
    for start, end in pairwise(edges):
        sentence_starts = [start + at for at in sentences.starts(texts[start:end], language)]
        bounds = [start, *(at for at in sentence_starts if at not in inside), end]
        for first, last in pairwise(bounds):
            final = Pause.SENTENCE
            if last == len(texts):
                final = Pause.PARAGRAPH
            elif cuts.get(last):
                final = Pause.PART
            elif last in cuts and texts[last - 1].endswith(","):
                final = Pause.CLAUSE
            yield from _divided(texts, first, last, final, inside, language)


def _divided(
    texts: Sequence[str], first: int, last: int, final: Pause, inside: frozenset[int], language: SpokenLanguage
) -> Iterator[tuple[int, int, Pause]]:
    held = first
    for _, end in sentences.divided(texts, first, last, language):
        if end in inside and end != last:
            continue
        yield held, end, final if end == last else Pause.CLAUSE
        held = end


def _readable(words: Sequence[RunningWord]) -> list[str]:
    """Texts for the sentence splitter: a mark's own stops and question marks end nothing."""
    return [re.sub(r"[.?!\[\]]", "", word.text) or "x" if "[" in word.text else word.text for word in words]


def _inside_marks(words: Sequence[RunningWord]) -> frozenset[int]:
    """Indices no cut may stand before: the later words of a mark that spreads over several."""
    found: set[int] = set()
    for at in range(len(words)):
        if at not in found:
            found.update(range(at + 1, at + marks.extent(words, at)))
    return frozenset(found)


def _utterance(
    words: Sequence[RunningWord], pause: Pause, names: Lexicon, rules: Sequence[Rule], illegible: str
) -> Utterance:
    refs = tuple(ref for word in words for ref in word.refs)
    tokens = tuple(_tokens(marks.resolved(words, illegible), (names.rule_at(refs), *rules)))
    return Utterance(refs, tokens, pause)


def _tokens(words: Sequence[Written], rules: Sequence[Rule]) -> Iterator[SpokenToken]:
    shouted = _shouted(words)
    at = 0
    while at < len(words):
        for said in _said(words, at, rules, shouted=shouted):
            run = words[at : at + said.count]
            indices = tuple(index for word in run for index in word.indices)
            at += said.count
            text = dressed(said, run, last=at >= len(words))
            if text[-1:].isalnum() and at < len(words):
                text += loose(words[at])
            yield SpokenToken(text, indices, said.ipa if text else "")


def _said(words: Sequence[Written], at: int, rules: Sequence[Rule], *, shouted: bool) -> tuple[Said, ...]:
    if words[at].parts:
        return (_together(words[at].parts, rules),)
    if words[at].core:
        for rule in rules:
            if said := rule(words, at):
                return said
    return (_unruled(words[at].core, rules, shouted=shouted),)


def _unruled(core: str, rules: Sequence[Rule], *, shouted: bool) -> Said:
    """A word that no rule knows as a whole."""
    if len(parted := _DASHED.split(core)) > 1:
        return _together([split(f"{part},") for part in parted], rules)
    if len(parted := _CLOSE.split(core)) > 1:
        return _together([split(f"{part}.") for part in parted], rules)
    core = re.sub(r"(?<=[^\W\d])[.](?=[^\W\d])", " ", core)
    core = re.sub(r"(?<=\w),(?=[^\W\d])", ", ", core)
    return Said(core.capitalize() if shouted and len(core) > 1 else core)


def _together(words: Sequence[Written], rules: Sequence[Rule]) -> Said:
    """Several words that are said as one."""
    return Said(" ".join(token.text for token in _tokens(words, rules) if token.text).rstrip(".,"))


def _shouted(words: Sequence[Written]) -> bool:
    """Whether all is in capitals, as in a heading: engines would spell some of its words out."""
    cores = [word.core for word in words if any(c.isalpha() for c in word.core)]
    return any(len(core) > 3 for core in cores) and all(core.isupper() for core in cores)


def _audible(made: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """Those with nothing to say joined to the one before (or the first one after); each closed for its pause."""
    found: list[Utterance] = []
    silent: Utterance | None = None
    for utterance in made:
        if not utterance.text:
            if found:
                found[-1] = _joined(found[-1], utterance)
            else:
                silent = _joined(silent, utterance) if silent else utterance
            continue
        found.append(_joined(silent, utterance) if silent else utterance)
        silent = None
    if not found:
        return ()
    found[-1] = replace(found[-1], pause=Pause.DOCUMENT)
    return tuple(_closed(utterance) for utterance in found)


def _joined(first: Utterance, second: Utterance) -> Utterance:
    shift = len(first.words)
    moved = tuple(replace(token, words=tuple(index + shift for index in token.words)) for token in second.tokens)
    pause = max(first.pause, second.pause, key=_PAUSES.index)
    return Utterance(first.words + second.words, first.tokens + moved, pause, (first if first.text else second).quoted)


def _closed(utterance: Utterance) -> Utterance:
    """The last word with a stop (a comma before a mere rest): a voice left hanging clips its last sound."""
    tokens = list(utterance.tokens)
    at = max(index for index, token in enumerate(tokens) if token.text)
    text = tokens[at].text
    if text[-1].isalnum():
        tokens[at] = replace(tokens[at], text=text + ("," if utterance.pause is Pause.CLAUSE else "."))
    return replace(utterance, tokens=tuple(tokens))
