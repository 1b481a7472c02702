"""One reading of a page from several: engines, or one engine on several preparations, voted place by place.

The sources' words are brought together by box and by text (`alignment`); at each place what they read, and one's
letters within another's marks, are candidates; the calibrated chance of each decides, so a source counts by how often
its like was right on real pages, and a word of the language or the family counts for more than one of no list.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from familytales.domain.transcripts import Reading, ReadLine, ReadWord, bounding
from familytales.transcription.alignment import Match, align, by_line
from familytales.transcription.calibration import preference, probability
from familytales.transcription.evidence import Said, core, evidence, mean_confidence, same_letters
from familytales.transcription.standing import Spot, Standing, standings
from familytales.transcription.vocabulary import Vocabulary

LIKELY = 0.5
"""Least chance of words of a line that the first source does not have."""


@dataclass(frozen=True, slots=True)
class Source:
    """What read the page, by name, and its lines; all sources' boxes are in the same pixels."""

    name: str
    lines: tuple[ReadLine, ...]

    @property
    def words(self) -> list[ReadWord]:
        """All its words."""
        return [word for line in self.lines for word in line.words]

    @property
    def confidence(self) -> float:
        """Mean confidence of its words."""
        return mean_confidence([word.confidence for word in self.words])


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the page.

    Attributes:
        words: those that each source (by name) has there, none where it reads nothing.
        standing: how it stands on the page, by the boxes of the first source that reads something there.
    """

    words: Mapping[str, tuple[ReadWord, ...]]
    standing: Standing = field(default_factory=Standing)

    @property
    def said(self) -> dict[str, Said]:
        """What each source says there."""
        return {
            name: Said(" ".join(word.text for word in words), mean_confidence([word.confidence for word in words]))
            for name, words in self.words.items()
        }

    def texts(self) -> list[str]:
        """What may stand there, the first source's own first."""
        own = [" ".join(word.text for word in words) for words in self.words.values() if words]
        return list(dict.fromkeys([*own, *_crossed(own)]))


Judge = Callable[[Place], tuple[str, float | None]]
"""The text to prefer at a place, and the chance that it is right."""


def vote(sources: Sequence[Source], vocabulary: Vocabulary) -> tuple[ReadLine, ...]:
    """The lines of the first source, each place decided by all; lines that only others have are added where likely.

    Each word has its calibrated probability and, of several sources, what each of them reads there. A source that reads
    nothing at all is no witness: on noisy paper one size of a page finds every line and another none.
    """
    sources = [source for source in sources if source.lines]
    judge = _judge(sources, vocabulary)
    decided = (
        replace(line, words=tuple(_decided(places, sources[0].name, judge))) for line, places in places_of(sources)
    )
    return tuple(line for line in decided if line.words)


def places_of(sources: Sequence[Source]) -> list[tuple[ReadLine, list[Place]]]:
    """Every line that any source has, with its places from left to right."""
    if not sources:
        return []
    lines, rows = list(sources[0].lines), [{sources[0].name: line.words} for line in sources[0].lines]
    for source in sources[1:]:
        placed, left = by_line(lines, source.words)
        for row, words in zip(rows, placed, strict=True):
            row[source.name] = tuple(words)
        for line in _lines_of(source, left):
            lines.append(line)
            rows.append({source.name: line.words})
    names = [source.name for source in sources]
    return list(zip(lines, _standing([list(_places(row, names)) for row in rows]), strict=True))


def _standing(rows: Sequence[Sequence[Place]]) -> list[list[Place]]:
    """The places, each with how it stands on the page."""
    found = standings([[_spot(place) for place in row] for row in rows])
    return [
        [replace(place, standing=one) for place, one in zip(row, stands, strict=True)]
        for row, stands in zip(rows, found, strict=True)
    ]


def _spot(place: Place) -> Spot:
    words = next(filter(None, place.words.values()))
    return Spot(_text(words), bounding([word.box for word in words]))


def _lines_of(source: Source, words: Sequence[ReadWord]) -> Iterator[ReadLine]:
    kept = {id(word) for word in words}
    for line in source.lines:
        if found := tuple(word for word in line.words if id(word) in kept):
            yield replace(line, words=found)


def _places(row: Mapping[str, tuple[ReadWord, ...]], names: Sequence[str]) -> Iterator[Place]:
    """Places of one line: between words that no source joins."""
    first, own = next(iter(row.items()))
    matches = {name: list(align(own, words)) for name, words in row.items() if name != first}
    joined = {at for found in matches.values() for match in found for at in range(match.start + 1, match.end)}
    edges = [at for at in range(len(own) + 1) if at not in joined]
    for number, edge in enumerate(edges):
        if added := {name: _within(found, edge, edge) for name, found in matches.items()}:
            yield from _placed(names, added)
        if number + 1 < len(edges):
            after = edges[number + 1]
            others = {name: _within(found, edge, after) for name, found in matches.items()}
            yield from _placed(names, {first: own[edge:after], **others})


def _within(matches: Sequence[Match], start: int, end: int) -> tuple[ReadWord, ...]:
    """Words that answer those from `start` to `end`, or are added at `start` where the two are the same."""
    if start == end:
        found = (match for match in matches if match.start == match.end == start)
    else:
        found = (match for match in matches if start <= match.start and match.end <= end and _inside(match, start, end))
    return tuple(word for match in found for word in match.words)


def _inside(match: Match, start: int, end: int) -> bool:
    return match.start < match.end or start < match.start < end


def _placed(names: Sequence[str], words: Mapping[str, tuple[ReadWord, ...]]) -> Iterator[Place]:
    if any(words.values()):
        yield Place({name: words.get(name, ()) for name in names})


def _crossed(texts: Sequence[str]) -> Iterator[str]:
    """One's letters within another's marks, where both differ."""
    for one in texts:
        for other in texts:
            before, _, after = core(other)
            if " " not in one + other and core(one)[1] and core(other)[1] and not same_letters(one, other):
                yield before + core(one)[1] + after


def _judge(sources: Sequence[Source], vocabulary: Vocabulary) -> Judge:
    names = [source.name for source in sources]
    pages = {source.name: source.confidence for source in sources}

    def judge(place: Place) -> tuple[str, float | None]:
        said, texts = place.said, place.texts()
        found = {text: evidence(text, said, pages, vocabulary, place.standing) for text in texts}
        best = max(texts, key=lambda text: preference(names, found[text]) or 0.0) if len(texts) > 1 else texts[0]
        return best, probability(names, found[best])

    return judge


def _decided(places: Sequence[Place], first: str, judge: Judge) -> Iterator[ReadWord]:
    """Words that the first source lacks are taken for a line of which it has nothing: elsewhere they stand askew."""
    missed = not any(place.words[first] for place in places)
    for place in places:
        text, chance = judge(place)
        if place.words[first] or (missed and chance is not None and chance >= LIKELY):
            readings = tuple(Reading(name, *one) for name, one in place.said.items()) if len(place.words) > 1 else ()
            yield from _words(place, text, None if chance is None else round(chance, 4), readings)


def _words(place: Place, text: str, chance: float | None, readings: tuple[Reading, ...]) -> Iterator[ReadWord]:
    """The words of the chosen text, in the boxes of the first source that has so many words there.

    Boxes of one source follow each other along a line; another's among them may stand before its neighbours.
    """
    texts = text.split(" ")
    present = [words for words in place.words.values() if words]
    same = (words for words in present if len(words) == len(texts))
    for word, own in zip(next(same), texts, strict=True):
        yield replace(word, text=own, calibrated=chance, readings=readings)


def _text(words: Sequence[ReadWord]) -> str:
    return " ".join(word.text for word in words)
