import pytest

from familytales.domain.transcripts import Box, ReadLine, ReadWord
from familytales.transcription.noise import believable, clear, mean_confidence, written


def read(*words):
    return ReadLine(tuple(ReadWord(text, Box(0, 0, 8 * len(text), 10), sure) for text, sure in words), 3, 4)


def test_lines_keep_their_numbers_and_lose_only_empty_words():
    assert written([read(("Dear", 0.9), (" ", 0.9), ("Anna", 0.9))]) == (read(("Dear", 0.9), ("Anna", 0.9)),)


def test_words_without_a_box_are_not_there():
    empty = ReadLine((ReadWord("Dear", Box(5, 5, 5, 9), 0.9),))
    assert written([empty, read(("Anna", 0.9))]) == (read(("Anna", 0.9)),)


def test_unsure_lines_stay_on_a_page_that_is_written_on():
    lines = [read(("Dear", 0.9)), read(("AImna", 0.2))]
    assert written(lines) == tuple(lines)


def test_in_a_crowd_of_inventions_only_a_clear_line_is_kept():
    noise = [read(("SSSSStsesssegsstese", 0.1), ("eee", 0.25)) for _ in range(9)]
    caption = read(("Ida", 0.9), ("1920", 0.8))
    assert written([*noise, read(("3", 0.82))]) == ()
    assert written([*noise, caption]) == (caption,)


@pytest.mark.parametrize("words", [["lulu"], ["2660"], ["OOOO", "OOO"], ["ene", "ere", "bee"]])
def test_figures_and_patterns_that_are_not_sure_are_no_writing(words):
    assert written([read((word, 0.7)) for word in words]) == ()
    sure = [read((word, 0.95)) for word in words]
    assert written(sure) == tuple(sure)


def test_a_few_words_over_and_over_are_a_pattern_of_flowers():
    rows = [read(("Og0", 0.3), ("P68", 0.6), ("OE", 0.85)) for _ in range(12)]
    assert written(rows) == ()
    copied = [read(("Anna", 0.8)), read(("Mother", 0.8), ("Ida", 0.8))] * 12
    assert written(copied) == tuple(copied)
    letter = [read(("Dear", 0.3), (f"Anna{n}", 0.6), (f"Ida{n}", 0.85)) for n in range(12)]
    assert written(letter) == tuple(letter)


def test_among_many_unread_marks_only_what_is_clear_is_believed():
    caption, number = read(("Ida", 0.9), ("1920", 0.8)), read(("17", 0.97))
    assert clear([read(("Mitt", 0.48)), caption, read(("C", 0.97)), number]) == (caption, number)


@pytest.mark.parametrize("words", [["Ida"], ["lamp", "2660"], ["Hannah", "walked"]])
def test_a_few_words_that_are_not_sure_are_writing(words):
    lines = [read((word, 0.6)) for word in words]
    assert written(lines) == tuple(lines)


@pytest.mark.parametrize(
    ("text", "width", "height", "kept"),
    [("7", 30, 45, True), ("IV", 40, 42, True), ("7", 179, 118, False), ("X", 80, 80, False), ("1", 83, 37, False)],
)
def test_letters_that_stand_alone_have_the_size_and_shape_of_letters(text, width, height, kept):
    lone = ReadLine((ReadWord(text, Box(0, 0, width, height), 0.99),))
    assert believable((lone,), 1300) == ((lone,) if kept else ())
    text = read(("Dear", 0.9))
    assert believable((lone, text), 1300) == (lone, text)


@pytest.mark.parametrize(("sure", "kept"), [(0.98, True), (0.9, False)])
def test_two_letters_that_are_certain_may_be_large(sure, kept):
    lone = ReadLine((ReadWord("Mr", Box(0, 0, 120, 75), sure),))
    assert believable((lone,), 1754) == ((lone,) if kept else ())


@pytest.mark.parametrize(
    ("text", "width", "height", "sure", "kept"),
    [
        ("Ged", 230, 139, 0.42, False),
        ("Ged", 230, 139, 0.7, True),
        ("Ida", 60, 40, 0.42, True),
        ("PIT", 98, 148, 0.79, False),
        ("lie", 40, 40, 0.79, True),
        ("Mill Lane", 40, 300, 0.9, True),
    ],
)
def test_words_that_stand_alone_have_the_size_and_shape_of_words(text, width, height, sure, kept):
    lone = ReadLine((ReadWord(text, Box(0, 0, width, height), sure),))
    assert believable((lone,), 1300) == ((lone,) if kept else ())


def test_short_words_among_others_may_be_as_large_as_a_small_scan_makes_them():
    sizes = (("The", 90), ("garden", 180), ("is", 40), ("full", 100))
    card = ReadLine(tuple(ReadWord(text, Box(0, 0, width, 60), 0.9) for text, width in sizes))
    assert believable((card,), 760) == (card,)


def test_a_small_letter_beside_what_has_not_the_shape_of_words_is_no_writing():
    staves = ReadLine((ReadWord("PIT", Box(0, 0, 98, 148), 0.79),))
    letter, figure = (ReadLine((ReadWord(char, Box(0, 0, 23, 31), 0.98),)) for char in "p7")
    assert believable((staves, letter), 1300) == ()
    assert believable((staves, letter, figure), 1300) == (figure,)


@pytest.mark.parametrize(("text", "kept"), [("p", False), ("P", True), ("v", True), ("iv", True), ("d.d..", True)])
def test_a_small_letter_alone_on_a_page_is_a_number_or_nothing(text, kept):
    lone = ReadLine((ReadWord(text, Box(0, 0, 23 * len(text), 31), 0.98),))
    assert believable((lone,), 1300) == ((lone,) if kept else ())


@pytest.mark.parametrize(("text", "kept"), [("P", False), ("7", True), ("II", True)])
def test_one_letter_that_is_all_a_page_says_must_be_certain(text, kept):
    lone = ReadLine((ReadWord(text, Box(0, 0, 23 * len(text), 31), 0.91),))
    assert believable((lone,), 1300) == ((lone,) if kept else ())


def test_mean_confidence_is_over_words_and_zero_without_any():
    assert mean_confidence([read(("a", 0.2), ("b", 0.4)), read(("c", 0.9))]) == 0.5
    assert mean_confidence([]) == 0.0


def test_lines_of_a_weave_are_not_clear_even_together():
    assert written([read(("ene", 0.8)), read(("ere", 0.65), ("bee", 0.89))]) == ()


def test_a_page_full_of_sure_words_is_believed_however_narrow_the_hand():
    narrow = ReadLine(tuple(ReadWord("Secretary", Box(0, 0, 157, 74), 0.95) for _ in range(10)))
    assert believable([narrow] * 3, 2583) == (narrow,) * 3
    assert believable([narrow], 2583) == ()
