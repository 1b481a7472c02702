from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.transcripts import Box, ReadLine, ReadWord
from familytales.transcription.alignment import align, by_line


def texts(matches, own):
    return [
        (" ".join(word.text for word in own[match.start : match.end]), " ".join(word.text for word in match.words))
        for match in matches
    ]


def paired(line, one, other):
    mine, theirs = line(one).words, line(other).words
    return texts(align(mine, theirs), mine)


def test_words_are_paired_whatever_their_spelling(line):
    assert paired(line, "Dear Mabel, how", "Dcar Mahel. how") == [
        ("Dear", "Dcar"),
        ("Mabel,", "Mahel."),
        ("how", "how"),
    ]


def test_joined_and_parted_words_answer_each_other(line):
    assert paired(line, "all ofthe men", "all of the men") == [("all", "all"), ("ofthe", "of the"), ("men", "men")]
    assert paired(line, "I am here", "Iamhere") == [("I am here", "Iamhere")]


def test_a_word_that_only_one_has_answers_nothing(line):
    theirs = line("my dear old Anna").words
    mine = [word for word in theirs if word.text != "old"]
    expected = [("my", "my"), ("dear", "dear"), ("", "old"), ("Anna", "Anna")]
    assert texts(align(mine, theirs), mine) == expected
    assert texts(align([], theirs[:1]), []) == [("", "my")]


def test_the_same_word_twice_is_paired_by_its_place():
    mine = [ReadWord("had", Box(0, 0, 30, 20), 0.9), ReadWord("had", Box(100, 0, 130, 20), 0.9)]
    theirs = [ReadWord("had", Box(101, 1, 131, 21), 0.9)]
    assert texts(align(mine, theirs), mine) == [("had", ""), ("had", "had")]


def test_words_find_their_line_on_a_skewed_page(line):
    lines = [line("all of us went down", top=0, slope=0.1), line("to the mill that day", top=30, slope=0.1)]
    others = [word for one in lines for word in one.words]
    placed, left = by_line(lines, others[::-1])
    assert [tuple(words) for words in placed] == [one.words for one in lines]
    assert left == []


def test_words_beside_no_line_are_left_over(line):
    apart = line("a note", top=500)
    placed, left = by_line([line("the text")], apart.words)
    assert placed == [[]]
    assert left == list(apart.words)
    assert by_line([], apart.words) == ([], left)


WORDS = st.lists(st.tuples(st.text("abc", min_size=1, max_size=4), st.integers(0, 40)), max_size=6)


def placed_words(found):
    return ReadLine(
        tuple(ReadWord(text, Box(30 * n + x, 0, 30 * n + x + 25, 20), 0.9) for n, (text, x) in enumerate(found))
    )


@given(WORDS, WORDS)
def test_every_word_is_in_exactly_one_match_in_order(one, other):
    mine, theirs = placed_words(one).words, placed_words(other).words
    matches = list(align(mine, theirs))
    assert [word for match in matches for word in match.words] == list(theirs)
    assert [word for match in matches for word in mine[match.start : match.end]] == list(mine)


@given(WORDS)
def test_a_line_answers_itself_word_by_word(found):
    words = placed_words(found).words
    assert [match.words for match in align(words, words)] == [(word,) for word in words]


def test_a_word_beside_a_taller_one_belongs_to_the_line_that_has_it(line):
    small, tall = line("SUBJECT", top=12), line("Funeral", left=300, top=0, high=40)
    word = ReadWord("SUBJECT", Box(0, 11, 70, 31), 0.9)
    assert by_line([small, tall], [word]) == ([[word], []], [])
