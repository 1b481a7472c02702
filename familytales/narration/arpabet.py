"""How words sound in ARPAbet, the alphabet of English recognisers, for words that no dictionary has."""

import re
from functools import cache
from importlib.util import find_spec

from familytales.narration import ipa

# misaki's alphabet (hexgrad/misaki, EN_PHONES.md), to which `ipa.misaki` brings every transcription
_SOUNDS = """
    A=EY I=AY W=AW Y=OY O=OW Q=OW ʧ=CH ʤ=JH ɑ=AA æ=AE a=AE ʌ=AH ə=AH ᵊ=AH ɔ=AO ɒ=AA ɛ=EH ɜ=ER i=IY ɪ=IH ᵻ=IH ʊ=UH
    u=UW b=B d=D f=F ɡ=G h=HH j=Y k=K l=L m=M n=N ŋ=NG p=P ɹ=R s=S ʃ=SH t=T T=D θ=TH ð=DH v=V w=W z=Z ʒ=ZH ʔ=T
"""
_TABLE = {sound: phone for sound, _, phone in (pair.partition("=") for pair in _SOUNDS.split())}
PHONES = tuple(sorted(set(_TABLE.values())))
"""The 39 phones of the CMU dictionary, without stress."""


def from_ipa(text: str) -> str:
    """A transcription as phones with spaces between them; "" when no sound of it is an English one."""
    return _phones(ipa.misaki(text))


def _phones(misaki: str) -> str:
    plain = re.sub("[ɜə]ɹ", "ɜ", misaki.translate({ord(mark): None for mark in "ˈˌː"}))
    return " ".join(_TABLE[sound] for sound in plain if sound in _TABLE)


@cache
def guesses(word: str) -> tuple[str, ...]:
    """How our voices would say a written word: what hibari makes of it and what espeak-ng does, as far as installed."""
    found = [_by_hibari(word), _by_espeak(word)]
    return tuple(dict.fromkeys(phones for phones in found if phones))


def _by_hibari(word: str) -> str:
    if find_spec("hibari") is None:
        return ""
    phonemiser = _hibari()
    pieces = phonemiser.phonemize_tokens(phonemiser.tokenize(word))
    return _phones("".join(piece.phonemes or "" for piece in pieces))


@cache
def _hibari():  # type: ignore[no-untyped-def]  # of a package without types
    from hibari.g2p import G2P

    return G2P()


def _by_espeak(word: str) -> str:
    if find_spec("piper") is None:
        return ""
    from piper.phonemize_espeak import EspeakPhonemizer

    sentences = EspeakPhonemizer().phonemize("en-us", word)
    return from_ipa("".join(sound for sentence in sentences for sound in sentence))
