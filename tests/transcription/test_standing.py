import random
from statistics import mean, median

import pytest
from PIL import ImageFont

from familytales.domain.transcripts import Box
from familytales.transcription.standing import LEAST_SPOTS, Spot, Standing, standings
from tests.transcription.conftest import FONT

TEXT = """My dear Margaret the orchard was white with blossom when
we came home on Sunday and your father walked with me
down to the mill We spoke of nothing but you and of the
willows that William wants to fell before the summer comes"""
SPACE = 12


def drawn(lines, *, size=40):
    """For each line its words and the boxes that a printer's font gives them."""
    font = ImageFont.truetype(FONT, size)
    for row, line in enumerate(lines):
        spots, x = [], 60
        for word in line.split():
            right = round(x + font.getlength(word))
            spots.append(Spot(word, Box(x, 60 * row, right, 60 * row + 40)))
            x = right + SPACE
        yield spots


def found(lines, misread=()):
    """Each word's evidence by itself, where `misread` stand for what they are the misreading of."""
    rows = list(lines)
    read = [[Spot(dict(misread).get(spot.text, spot.text), spot.box) for spot in row] for row in rows]
    stands = standings(read)
    return {
        spot.text: stand.evidence(spot.text)
        for row, row_stands in zip(read, stands, strict=True)
        for spot, stand in zip(row, row_stands, strict=True)
    }


@pytest.mark.parametrize(
    ("stands", "read", "feature"),
    [("Margaret", "Margret", "wide"), ("blossom", "blosom", "wide"), ("willows", "willlows", "narrow")],
)
def test_a_letter_too_few_or_too_many_shows_in_the_width_of_the_ink(stands, read, feature):
    right, wrong = found(drawn(TEXT.splitlines())), found(drawn(TEXT.splitlines()), [(stands, read)])
    assert wrong[read][feature] > 0.4
    assert wrong[read][feature] > right[stands][feature] + 0.3


def test_narrow_and_broad_letters_are_no_misfit():
    page = [spot for row in drawn(TEXT.splitlines()) for spot in row]
    usual = median(spot.box.width / len(spot.text) for spot in page)
    by_number = [abs(spot.box.width / usual - len(spot.text)) for spot in page]
    by_letter = [found(drawn(TEXT.splitlines()))[spot.text]["wide"] for spot in page]
    assert mean(by_letter) < mean(by_number) / 2


def test_all_letters_of_a_typewriter_are_equally_wide():
    chance = random.Random(4)
    words = ["".join(chance.choices("abcdefghilmnorstw", k=chance.randrange(2, 9))) for _ in range(60)]
    spots = [Spot(word, Box(0, 0, 20 * len(word) - 4, 30)) for word in words]
    ((*_, short),) = standings([[*spots, Spot("tan", Box(0, 0, 20 * 4 - 4, 30))]])
    assert short.evidence("than")["wide"] < 0.1
    assert short.evidence("tan")["wide"] > 0.9


def test_few_words_tell_no_widths():
    line = next(drawn(["one two three four"]))[: LEAST_SPOTS - 1]
    assert all(stand.widths is None for stand in standings([line])[0])
    assert set(Standing().evidence("one").values()) == {0.0}


def test_words_that_stand_closer_than_usual_may_be_one():
    line = next(drawn(["we came home on Sun day and your father"]))
    at = [spot.text for spot in line].index("day")
    near = [
        Spot(t, Box(b.left - 9 * (n >= at), b.top, b.right - 9 * (n >= at), b.bottom)) for n, (t, b) in enumerate(line)
    ]
    close = [stand.close for stand in standings([near])[0]]
    assert {spot.text for spot, value in zip(line, close, strict=True) if value > 0.1} == {"Sun", "day"}


def test_a_mark_by_itself_casts_doubt_on_its_neighbours():
    line = next(drawn(["he said — the figures"]))
    assert [stand.beside_marks for stand in standings([line])[0]] == [False, True, False, True, False]


def test_nothing_stands_nowhere():
    assert standings([]) == []
    assert standings([[]]) == [[]]
