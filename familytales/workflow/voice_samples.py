"""A sentence or two in a voice, as a WAV file, to hear what it is like."""

import io
import wave
from pathlib import Path

from familytales import registry
from familytales.domain.narration import SpokenToken, Voice

_TEXTS = {
    "eng": "Write it all down. Not the great things, they are in the books already. Write down the small ones.",
    "deu": "Schreib alles auf. Nicht die großen Dinge, die stehen schon in den Büchern. Schreib die kleinen auf.",
    "fra": "Écris tout. Pas les grandes choses, elles sont déjà dans les livres. Écris les petites.",
    "spa": "Escríbelo todo. No las cosas grandes, esas ya están en los libros. Escribe las pequeñas.",
    "ita": "Scrivi tutto. Non le grandi cose, quelle sono già nei libri. Scrivi le piccole.",
    "nld": "Schrijf alles op. Niet de grote dingen, die staan al in de boeken. Schrijf de kleine op.",
    "pol": "Zapisz wszystko. Nie wielkie sprawy, te są już w książkach. Zapisz te małe.",
}


def sample(voice: Voice, text: str = "", *, speed: float = 1.0) -> bytes:
    """The text (a sentence of ours when it is empty) as a mono 16-bit WAV file.

    Raises:
        MissingDependency: the voice's files are gone or damaged.
    """
    words = (text.strip() or _TEXTS.get(voice.language, voice.name)).split()
    tokens = tuple(SpokenToken(word, (number,)) for number, word in enumerate(words))
    speech = registry.load(registry.Kind.SPEECH, voice.engine).speak(voice, tokens, speed=speed)
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(speech.sample_rate)
        file.writeframes(speech.samples)
    return target.getvalue()


def target_for(voice: Voice, wanted: Path | None) -> Path:
    """Where the sample goes: as asked, or `<voice>.wav` in the current folder."""
    return wanted.expanduser() if wanted else Path(f"{voice.name}.wav")
