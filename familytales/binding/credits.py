"""Who reads in person, when it was recorded and what they agreed to: told wherever their voice goes."""

from collections.abc import Iterable, Iterator

from familytales.binding.names import clean
from familytales.domain.editions import EditionDocument
from familytales.domain.narration import Reader


def name(reader: Reader) -> str:
    """`Aunt Ida (in person, recorded 1998)`."""
    when = f", recorded {reader.when}" if reader.when else ""
    return clean(f"{reader.who} (in person{when})")


def consent(reader: Reader) -> str:
    """`Aunt Ida (in person, recorded 1998) agreed to: For the family only`; "" where nothing was noted."""
    return f"{name(reader)} agreed to: {clean(reader.consent)}" if clean(reader.consent) else ""


def facts(content: EditionDocument) -> Iterator[tuple[str, str]]:
    """What is told beside a document that a person reads, as (label, value) pairs."""
    reader = content.narration.reader if content.narration and content.audio else None
    if reader:
        yield "Read aloud by", name(reader)
        if agreed := clean(reader.consent):
            yield "Consent", agreed


def tags(readers: Iterable[Reader]) -> dict[str, str]:
    """The same as tags of a sound file; players show the composer of an audiobook as its narrator."""
    people = list(dict.fromkeys(readers))
    found = {
        "composer": ", ".join(dict.fromkeys(clean(reader.who) for reader in people)),
        "comment": f"Read aloud by {', '.join(map(name, people))}." if people else "",
        "copyright": "; ".join(filter(None, map(consent, people))),
    }
    return {key: text for key, text in found.items() if text}
