import pytest

from familytales.narration.english_homographs import part_of
from familytales.narration.written import split
from tests.narration.letters import utterances

CASES = [
    ("past", "I have *read your letter."),
    ("past", "I had just *read it when he came."),
    ("past", "I *read your letter yesterday."),
    ("past", "I *read your letter with great joy."),
    ("past", "He *read it to us."),
    ("past", "The will was *read aloud."),
    ("past", "Father *read to us from the Bible."),
    ("verb", "I want to *read it."),
    ("verb", "I did not *read it."),
    ("verb", "*Read this and burn it."),
    ("verb", "I *read the paper every day."),
    ("verb", "You *read too much."),
    ("noun", "The *lead pipe broke."),
    ("noun", "forty lbs. of *lead"),
    ("verb", "They *lead the horse in."),
    ("verb", "He took the *lead at once."),
    ("verb", "We *live in town."),
    ("adjective", "We sold the *live stock."),
    ("noun", "It cost them their *lives."),
    ("verb", "She *lives in town."),
    ("noun", "The *wind blew hard."),
    ("verb", "Do not forget to *wind the clock."),
    ("verb", "Feed the cat and *wind the clock."),
    ("verb", "The road *winds up the hill."),
    ("noun", "The *winds blew."),
    ("noun", "A *tear ran down his face."),
    ("verb", "I shall *tear it up."),
    ("verb", "There is a *tear in my coat."),
    ("noun", "She was in *tears."),
    ("noun", "a red *bow in her hair"),
    ("noun", "with *bow and arrows"),
    ("verb", "We had to *bow to him."),
    ("verb", "at the *bow of the ship"),
    ("verb", "He made a *bow."),
    ("title", "We saw *St. Paul today."),
    ("street", "at 12 Elm *St. today"),
    ("title", "old *Dr. Hale"),
    ("street", "at 12 Elm *Dr. again"),
    ("", "The *house stood."),
]


@pytest.mark.parametrize(("part", "text"), CASES)
def test_neighbours_tell_readings_apart(part: str, text: str) -> None:
    parts = text.split()
    (at,) = [number for number, word in enumerate(parts) if "*" in word]
    assert part_of([split(word.replace("*", "")) for word in parts], at) == part


def test_the_less_common_reading_is_given_to_the_voice() -> None:
    tokens = utterances("I have read that the lead pipe in the wind broke.")[0].tokens
    assert [(token.text, token.ipa) for token in tokens if token.ipa] == [("read", "ˈɹɛd"), ("lead", "ˈlɛd")]
