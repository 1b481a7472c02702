import pytest

from familytales.narration.quotations import quoted
from familytales.narration.script import prepare
from tests.narration.letters import paragraphs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said, "I will come," and left.', [(2, 5)]),
        ("She wrote: “All is well.” Then „Alles gut“ and «Tout va bien.»", [(2, 5), (9, 12)]),
        ('the so-called "barn" and "big house"', []),
        ('"Come!" he cried.', [(0, 1)]),
        ('He said, "I will come and left.', []),
        ('5" pipe and 6" pipe', []),
        ('" I came , "', [(0, 5)]),
        ("", []),
    ],
)
def test_speech_is_found(text: str, found: list[tuple[int, int]]) -> None:
    assert quoted(text.split()) == found


def test_what_is_quoted_is_an_utterance_of_its_own() -> None:
    made = prepare(
        paragraphs('He said, "I will come, if it is fine," and left.'), language="eng", lexicon=(), quotations=True
    )
    assert [(one.text, one.quoted) for one in made] == [
        ("He said,", False), ('"I will come, if it is fine,"', True), ("and left.", False),
    ]  # fmt: skip
    assert [index for one in made for index in range(len(one.words))] == [0, 1, *range(7), 0, 1]
