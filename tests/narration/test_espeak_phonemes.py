from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.narration import SpokenToken
from familytales.narration.espeak import transcribed
from familytales.narration.espeak_phonemes import notation, sounds
from tests.narration.conftest import Speaker


def known(voice: str) -> dict[str, str]:
    return sounds(lambda asked: transcribed(voice, [f"[[{one}]]" for one in asked]))


known_once = cache(known)


@pytest.mark.parametrize(
    ("voice", "ipa", "said"),
    [
        ("espeak-en-us", "ˈvɔɪtʃɛx", "vˈɔɪtʃɛx"),
        ("espeak-en-us", "/ʃɪˈvɔːn/", "ʃɪvˈɔːn"),
        ("espeak-en-us", "rɛd", "ɹɛd"),
        ("espeak-en-us", "ˈɡœːtə", "ɡˈɛɾə"),
        ("espeak-de", "ˈɡœːtə", "ɡˈœːtə"),
        ("espeak-de", "ˈkɛt͡sʁə", "kˈɛtsrə"),
        ("espeak-fr", "bɔ̃ˈʒuʁ", "bɔ̃ʒˈuʁ"),
        ("espeak-es", "bɔ̃ˈʒuʁ", "bɔnʒˈur"),
        ("espeak-pl", "ˈvɔɪtʃɛx", "vˈɔitʃɛx"),
    ],
)
def test_a_transcription_is_said_as_near_as_the_voice_can(voice: str, ipa: str, said: str) -> None:
    written, unsaid = notation(ipa, known(voice))
    assert unsaid == ""
    assert transcribed(voice, [f"[[{written}]]"]) == [said]


def test_what_is_no_sound_is_told() -> None:
    assert notation("☃☃", known("espeak-de")) == ("", "☃☃")
    written, unsaid = notation("aː☃mama", known("espeak-de"))
    assert unsaid == "☃"
    assert written


@given(st.text(max_size=12))
def test_whatever_is_written_only_the_voices_own_notation_is_used(ipa: str) -> None:
    voice = known_once("espeak-en-US")
    written, _ = notation(ipa, voice)
    allowed = set(voice.values()) | {" "}
    assert all(piece.lstrip("',") in allowed or piece in allowed for piece in written.split("|") if piece)


def test_a_word_is_said_by_its_sounds_and_timed_in_its_place(espeak: Speaker) -> None:
    engine, voice = espeak
    plain = [SpokenToken(text, (at,)) for at, text in enumerate(["Onkel", "Wojciech,", "sagte", "sie."])]
    given = [replace(token, ipa="vɔɪˈtʃɛxɔvskaˌmaːmaˌmaːma") if "Woj" in token.text else token for token in plain]
    first, second = engine.speak(voice, plain), engine.speak(voice, given)
    longer = [end - start for start, end in second.times][1] - [end - start for start, end in first.times][1]
    assert longer > 0.4
    assert engine.speak(voice, given) == second
