"""A speech engine as a plugin for a service would have it: it sends SSML, here to a file, and gets a hum."""

import os
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from familytales.domain.narration import Speech, SpokenToken, TimingSource, Voice
from familytales.narration.spans import spread

SENT = "TESTS_SSML_SENT"
"""Environment variable: the file that what is sent is appended to."""
_HUM = (b"\x00\x20" * 20 + b"\x00\xe0" * 20) * 300
_RATE = 24_000


class SsmlSpeech:
    name = "ssml"
    remote = False

    def voices(self, folder: Path) -> Sequence[Voice]:
        return (Voice("ssml-voice", self.name, "eng"),)

    def version(self, voice: Voice) -> str:
        return "1"

    def speak(self, voice: Voice, tokens: Sequence[SpokenToken], *, speed: float = 1.0) -> Speech:
        with Path(os.environ[SENT]).open("a") as file:
            file.write(f"<speak>{' '.join(map(ssml, tokens))}</speak>\n")
        times = spread([len(token.text) for token in tokens], 0.0, len(_HUM) / 2 / _RATE)
        return Speech(_HUM, _RATE, tuple(times), TimingSource.ESTIMATED)


def ssml(token: SpokenToken) -> str:
    """A token as SSML 1.1: its respelling is its text, its sounds are a `phoneme`, a rest is a `break`."""
    if not token.text:
        return '<break time="400ms"/>'
    if not token.ipa:
        return escape(token.text)
    return f'<phoneme alphabet="ipa" ph={quoteattr(token.ipa)}>{escape(token.text)}</phoneme>'
