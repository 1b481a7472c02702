"""What is printed above a letter is told from what its writer put there."""

import pytest

from familytales.domain.transcripts import BlockKind, Recognition
from familytales.transcription.layout import arrange

BODY = [
    "Dear Mrs. Hale:",
    "We beg to say that the carriage which you were so kind as to order last year,",
    "when we had the honour of your visit, is now ready, and that it",
    "will be sent to you by the river, as you wished, before",
    "the end of the month. We are, Madam, yours faithfully,",
]
PRINTED = ["HARWICH CARRIAGE WORKS", "Wheelwrights and Smiths, established 1861", "Telephone 214"]
TOWARDS = ["Mrs. Ida Hale,", "14 Mill Lane, Ludlow."]


def centred(line, text, top, **more):
    made = line(text, 0, top, **more)
    return line(text, (800 - made.words[-1].box.right) // 2, top, **more)


def blocks(lines):
    found = arrange(Recognition(tuple(lines)), size=(900, 900), engine="", engine_version="", languages=("eng",))
    return [(block.kind, [row.text for row in block.lines]) for block in found.blocks]


def letter(line, head, *, date="Harwich, May 3, 1905.", body=BODY, towards=TOWARDS):
    lines = [centred(line, text, 40 * at) for at, text in enumerate(head)]
    below = 40 * len(head) + 30
    if date:
        lines.append(line(date, 470, below))
    return lines + [line(text, 0, below + 60 + 40 * at) for at, text in enumerate([*towards, *body])]


def test_printed_lines_above_the_date_are_a_letterhead_and_the_rest_is_not(line):
    (kind, said), *rest = blocks(letter(line, PRINTED))
    assert (kind, said) == (BlockKind.LETTERHEAD, PRINTED)
    assert BlockKind.LETTERHEAD not in [kind for kind, _ in rest]
    assert rest[0][1] == ["Harwich, May 3, 1905."]


def test_large_writing_is_printed_too(line):
    lines = letter(line, ["Harwich", *PRINTED[1:]])
    lines[0] = centred(line, "Harwich Carriage Works", 0, high=44)
    assert blocks(lines)[0] == (BlockKind.LETTERHEAD, ["Harwich Carriage Works", *PRINTED[1:]])


def test_names_and_telephones_may_stand_beside_the_firm(line):
    beside = [line("Thomas Hale, Secretary", 0, 0, high=10), line("Telephone 214", 690, 0, high=10)]
    head, *_ = blocks([*beside, *letter(line, PRINTED[:2])])
    assert head == (BlockKind.LETTERHEAD, [f"Thomas Hale, Secretary {PRINTED[0]} Telephone 214", PRINTED[1]])


def test_without_a_date_only_what_looks_printed_is_taken(line):
    found = blocks(letter(line, ["HARWICH CARRIAGE WORKS", "WHEELWRIGHTS AND SMITHS"], date=""))
    assert found[0] == (BlockKind.LETTERHEAD, ["HARWICH CARRIAGE WORKS", "WHEELWRIGHTS AND SMITHS"])
    assert found[1][1][:2] == TOWARDS


@pytest.mark.parametrize("said", ["SUBJECT Your carriage.", "Your carriage of last year", "RE: YOUR CARRIAGE"])
def test_what_a_letter_is_about_is_its_own_though_it_stand_among_printed_lines(line, said):
    lines = letter(line, [said, *PRINTED])
    lines[0] = line(said, 0, 0)
    about, letterhead, *_ = blocks(lines)
    assert (about, letterhead) == ((BlockKind.TEXT, [said]), (BlockKind.LETTERHEAD, PRINTED))


@pytest.mark.parametrize("opening", ["My dear Anna,", "Lieber Karl!", "Ma chère Louise,", "Gentlemen:", "Droga Mario,"])
def test_letters_open_in_many_ways(line, opening):
    assert blocks(letter(line, PRINTED, body=[opening, *BODY[1:]]))[0][0] is BlockKind.LETTERHEAD


@pytest.mark.parametrize(
    "given",
    [
        {"head": ["14 Mill Lane, Ludlow"]},
        {"head": ["Sunday evening"], "date": ""},
        {"head": PRINTED, "body": ["THE FLOOD OF THAT YEAR", *BODY[1:]]},
        {"head": [], "towards": ["HARWICH CARRIAGE WORKS,", "MILL LANE, LUDLOW."]},
    ],
    ids=["a sender's address", "a day", "no letter", "an address in capitals"],
)
def test_what_is_in_doubt_stays_text(line, given):
    assert BlockKind.LETTERHEAD not in [kind for kind, _ in blocks(letter(line, **given))]
