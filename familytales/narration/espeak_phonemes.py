"""The International Phonetic Alphabet in espeak-ng's own notation, as far as a voice knows its sounds.

Each voice of espeak-ng has sounds of its own. Which there are is asked of it, by having it write out every notation it
might know; a sound that it lacks becomes the nearest that it has.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence

from familytales.narration.ipa import plain

_CONSONANTS = """
    p b t d k g f v T D s z S Z h x C X Q m n N n^ l l^ l# L r R ** * r- w j ? tS dZ ts dz tS; dZ; S; Z; ts; dz; s; z;
    c J B
"""
_VOWELS = """
    a A a: A: @ 3 3: @: e E e: E: eI i I i: y y: Y Y: W W: o O o: O: 0 u U u: U: V V^ a# aI OI aU oU @U i@ e@ u@ U@ I@
    O@ A@ eU EI OY Oy ai au oi A~ E~ O~ W~ o~ e~
"""
# the nearest sounds of one that a voice lacks, nearest first; "" for one that is better left out
_NEAREST_SOUNDS = """
    ɹ=r/ɾ/ʁ r=ɾ/ɹ/ʁ ɾ=r/ɹ/d ʁ=r/ɹ/ɾ ʀ=ʁ/r/ɹ ɻ=ɹ/r ɽ=ɾ/r g=ɡ ɢ=ɡ q=k x=χ/h/k χ=x/h/k ç=x/ʃ/h ɕ=ʃ ʑ=ʒ ʂ=ʃ ʐ=ʒ ɧ=ʃ ɣ=ɡ
    β=v/b ʋ=v/w ɸ=f θ=s/t ð=z/d s=s̺ z=s̻ ɲ=nj/n ɳ=n ɴ=ŋ/n ŋ=n ɱ=m ʎ=lj/l ɫ=l ɬ=l ɭ=l w=v/u v=w ʔ= ʕ= ħ=h ɦ=h h=x/
    c=tʃ/k ɟ=dʒ/ɡ ʈ=t ɖ=d tʃ=tʂ/ts dʒ=dʐ/dz tɕ=tʃ dʑ=dʒ tʂ=tʃ dʐ=dʒ æ=a/ɛ a=æ/ɑ/aː/ɑː ɑ=a/ɑː/aː ɒ=ɔ/ɑː/o ɐ=a/ʌ/ə
    ʌ=ɐ/a/ə ɔ=ɔː/o/oː o=oː/ɔ/oʊ/əʊ e=eː/ɛ/eɪ ɛ=e/ɛː ə=ɐ/ɛ/e ɘ=ə ɵ=ə ɜ=ə/ɜː/œ ɞ=ɜ/ə ɚ=əɹ/ə ɝ=ɜː/əɹ ɪ=i/iː i=iː/ɪ
    ɨ=ɪ/i ʉ=u/uː ʊ=u/uː u=uː/ʊ ɯ=u ɤ=ʌ/o y=yː/ʏ/u ʏ=y/yː/ʊ ø=øː/œ/e œ=ø/œː/ɛ eɪ=e/ɛi aʊ=au/aw oʊ=əʊ/oː/o əʊ=oʊ/oː/o
    ɔɪ=ɔi/oi/ɔj ː= ˑ= ̃=n
"""
_NEAREST = {sound: near.split("/") for sound, _, near in (pair.partition("=") for pair in _NEAREST_SOUNDS.split())}
"""The nearest sounds of one that a voice lacks, nearest first; "" for one that is better left out."""
_LONGEST = 4  # characters of a sound: a vowel with two signs behind it, or a diphthong


def sounds(read: Callable[[Sequence[str]], Sequence[str]]) -> dict[str, str]:
    """IPA -> notation, for every sound a voice has.

    Args:
        read: what espeak-ng makes of notations, in IPA.
    """
    vowels, consonants = _VOWELS.split(), _CONSONANTS.split()
    # not at a word's end, where some languages have other vowels and no voiced consonants
    asked = ["a|m", *(f"m|{vowel}|m" for vowel in vowels), *(f"{consonant}|a|m" for consonant in consonants)]
    after, *heard = map(_normal, read(asked))
    found: dict[str, str] = {}
    for vowel, one in zip(vowels, heard, strict=False):
        found.setdefault(_between(one, "m", "m"), vowel)
    for consonant, one in zip(consonants, heard[len(vowels) :], strict=True):
        found.setdefault(_between(one, "", after), consonant)
    if found.get("ɹ") == "r":  # who writes r for an English voice means the English one
        found["r"] = "r"
    found.pop("", None)
    return found


def notation(ipa: str, known: Mapping[str, str]) -> tuple[str, str]:
    """A transcription for espeak-ng, and the sounds of it that cannot be said.

    The first is "" when fewer than half of its sounds can.

    Args:
        ipa: as people write it.
        known: a voice's `sounds`.
    """
    text = _normal(plain(ipa), stress=True)
    pieces: list[str] = []
    unsaid = ""
    stress = ""
    at = 0
    while at < len(text):
        if text[at] in "ˈˌ":
            stress = "'" if text[at] == "ˈ" else ","
            at += 1
            continue
        length, piece = _spoken(text, at, known)
        if piece is None:
            unsaid += text[at]
        else:
            vowel = bool(stress) and text[at] in "aeiouyæøœɐɑɒɔəɘɚɛɜɝɞɤɨɪɯɵʉʊʌʏ"
            pieces.append(stress + piece if vowel else piece)
            stress = "" if vowel else stress
        at += length
    said = [piece for piece in pieces if piece]
    return ("|".join(said) if said and len(said) >= len(unsaid) else ""), unsaid


def _spoken(text: str, at: int, known: Mapping[str, str]) -> tuple[int, str | None]:
    """How many characters make the sound there, and its notation; None when there is nothing like it."""
    for length in range(min(_LONGEST, len(text) - at), 0, -1):
        if (sound := text[at : at + length]) in known:
            return length, known[sound]
    for length in (2, 1):
        for near in _NEAREST.get(text[at : at + length], ()):
            if all(part in known for part in _parts(near, known)):
                return length, "|".join(known[part] for part in _parts(near, known))
    return 1, " " if text[at] == " " else None


def _parts(near: str, known: Mapping[str, str]) -> list[str]:
    return [near] if near in known else list(near)


def _between(heard: str, before: str, after: str) -> str:
    return heard[len(before) : -len(after)] if heard.startswith(before) and heard.endswith(after) else ""


def _normal(ipa: str, *, stress: bool = False) -> str:
    """Letters and signs apart, stress left out unless it is wanted."""
    text = unicodedata.normalize("NFD", ipa.strip())
    return text if stress else text.replace("ˈ", "").replace("ˌ", "")
