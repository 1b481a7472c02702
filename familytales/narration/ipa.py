"""The International Phonetic Alphabet as speech engines take it."""

import re
import unicodedata

_STRESS = "ˈˌ"
_VOWELS = "AIOQWYaeiouyæøœɐɑɒɔəɘɚɛɜɝɞɤɨɪɯɵʉʊʌʏᵻ"

# misaki's alphabet for American English (hexgrad/misaki, EN_PHONES.md), longest first; a sound English lacks becomes
# the one English speakers use for it ("Bach" with k, "über" with u). Sounds not named here stay as they are.
_TO_MISAKI = """
    eɪ=A aɪ=I aʊ=W ɔɪ=Y oʊ=O əʊ=O ɔʏ=Y ɔø=Y tʃ=ʧ dʒ=ʤ tɕ=ʧ dʑ=ʤ tʂ=ʧ dʐ=ʤ pf=f ɛə=ɛɹ ɝ=ɜɹ ɚ=əɹ ɐ=ʌ a=ɑ e=ɛ o=O y=u
    ʏ=ʊ ø=ɜ œ=ɜ ɯ=u ɨ=ɪ ʉ=u ɘ=ə ɵ=ə ɞ=ɜ ɤ=ʌ ɒ=ɑ r=ɹ ɾ=T ʀ=ɹ ʁ=ɹ ɻ=ɹ ɽ=ɹ g=ɡ x=k χ=k ç=ʃ ɕ=ʃ ʑ=ʒ ʂ=ʃ ʐ=ʒ ɧ=ʃ ɣ=ɡ β=v
    ʋ=v ɸ=f ɲ=nj ɳ=n ɴ=ŋ ɱ=m ʎ=lj ɫ=l ɬ=l ɭ=l ɟ=ʤ c=k ɢ=ɡ q=k ʈ=t ɖ=d ħ=h ɦ=h ʔ=t ʕ= ː= ˑ=
"""
_SPOKEN_MISAKI = frozenset("bdfhijklmnpstuvwzæðŋɑɔəɛɜɡɪɹʃʊʌʒʤʧθᵊᵻAIOQTWY ˈˌ")
_FROM_MISAKI = str.maketrans(
    {
        "A": "eɪ",
        "I": "aɪ",
        "O": "oʊ",
        "Q": "əʊ",
        "W": "aʊ",
        "Y": "ɔɪ",
        "ʧ": "tʃ",
        "ʤ": "dʒ",
        "T": "ɾ",
        "ᵊ": "ə",
        "ᵻ": "ɪ",
    }
)
_BLOCKS = ((0x61, 0x7A), (0x250, 0x2FF), (0x300, 0x36F), (0x1D00, 0x1DBF))
_LETTERS = frozenset("æçðøħŋœβθχǀǁǂǃ ")
_TABLE = {sound: said for sound, _, said in (pair.partition("=") for pair in _TO_MISAKI.split())}
_PATTERN = re.compile("|".join(_TABLE))


def plain(ipa: str) -> str:
    """Without the slashes, brackets, syllable dots and ties people write around and inside a transcription."""
    kept = (character for character in ipa.strip().strip("/[]") if character not in ".‿͜͡|'’")
    return " ".join("".join(kept).split())


def misaki(ipa: str) -> str:
    """The transcription in misaki's alphabet for English voices; "" when most of its sounds have nothing like them."""
    text = _near(ipa)
    kept = "".join(character for character in text if character in _SPOKEN_MISAKI)
    sounds = sum(character not in _STRESS + " " for character in kept)
    return stress_before_vowels(kept) if sounds and sounds >= len(text) - len(kept) else ""


def unlike(ipa: str) -> str:
    """The sounds, each once, that have nothing like them in English, such as clicks: few voices can say them."""
    return "".join(dict.fromkeys(character for character in _near(ipa) if character not in _SPOKEN_MISAKI))


def _near(ipa: str) -> str:
    """The transcription with the nearest English sounds where there are any."""
    text = unicodedata.normalize("NFD", plain(ipa))
    text = "".join(character for character in text if not unicodedata.combining(character))
    return _PATTERN.sub(lambda found: _TABLE[found.group()], text)


def from_misaki(phonemes: str) -> str:
    """What a voice of hibari says, as people write it."""
    return phonemes.translate(_FROM_MISAKI)


def strange(ipa: str) -> str:
    """The characters that are no part of the alphabet, each once."""
    text = unicodedata.normalize("NFD", plain(ipa))
    known = (any(low <= ord(character) <= high for low, high in _BLOCKS) or character in _LETTERS for character in text)
    return "".join(dict.fromkeys(character for character, fits in zip(text, known, strict=True) if not fits))


def stress_before_vowels(text: str) -> str:
    """`ˈstɹeɪ` -> `stɹˈeɪ`: where misaki and espeak-ng put the mark, and voices heard it in training."""
    made, waiting = "", ""
    for character in text:
        if character in _STRESS:
            waiting = character
        elif waiting and character in _VOWELS:
            made, waiting = made + waiting + character, ""
        else:
            made += character
    return made
