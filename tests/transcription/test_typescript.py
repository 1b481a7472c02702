import pytest

from familytales.domain.transcripts import Box, ReadLine, ReadWord
from familytales.transcription.typescript import as_meant, is_typed

LETTER = "your letter of April reached this office after many weeks because trains were late again"


def texts(lines):
    return [word.text for line in lines for word in line.words]


def uneven(line):
    """The line as a printer sets it: i and l narrow, m and w broad."""
    room = {"i": 5, "l": 5, "t": 6, "r": 7, "m": 16, "w": 15}
    words, x = [], 0
    for word in line.words:
        wide = sum(room.get(char, 10) for char in word.text)
        words.append(ReadWord(word.text, Box(x, 0, x + wide, 20), 0.9))
        x += wide + 8
    return ReadLine(tuple(words))


def test_letters_of_one_width_are_typed(line):
    assert is_typed([line(LETTER)])
    assert not is_typed([uneven(line(LETTER))])
    assert not is_typed([line("your letter of April")])
    assert not is_typed([])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("time,as,for", "time, as, for"),
        ("Mr.Chas.Smith", "Mr. Chas. Smith"),
        ("Taylor,656", "Taylor, 656"),
        ("2lst", "21st"),
        ("lst,", "1st,"),
        ("l89l", "1891"),
        ("3ll", "311"),
        ("ll8", "118"),
        ("19ll.", "1911."),
        ("l,l40", "1,140"),
        ("llama", "llama"),
        ("J.C.", "J.C."),
        ("1,000", "1,000"),
        ("list", "list"),
        ("8.30", "8.30"),
        ("anna@example.org", "anna@example.org"),
        ("www.example.org,", "www.example.org,"),
    ],
)
def test_a_typists_ways_are_undone(line, typed, meant):
    found = as_meant([line(f"{LETTER} {typed}")])
    assert texts(found) == f"{LETTER} {meant}".split()
    assert texts(as_meant([uneven(line(f"{LETTER} {typed}"))])) == f"{LETTER} {typed}".split()


def test_words_that_were_run_together_share_their_box(line):
    (found,) = as_meant([line(f"{LETTER} time,as,for", gap=12)])
    whole = line(f"{LETTER} time,as,for", gap=12).words[-1]
    boxes = [word.box for word in found.words[-3:]]
    assert [box.width for box in boxes] == [50, 30, 30]
    assert (boxes[0].left, boxes[-1].right) == (whole.box.left, whole.box.right)
    assert [one.right for one in boxes[:-1]] == [other.left for other in boxes[1:]]
