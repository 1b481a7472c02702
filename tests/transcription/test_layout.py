import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familytales.domain.reading import paragraphs
from familytales.domain.transcripts import BlockKind, Box, ReadLine, ReadWord, Recognition
from familytales.transcription.layout import arrange


def laid_out(lines, size=(800, 1000), **more):
    return arrange(
        Recognition(tuple(lines), ("chosen=tesseract",)),
        size=size,
        engine="tesseract",
        engine_version="5",
        languages=("eng",),
        **more,
    )


def column(line, texts, left=0, top=0, pitch=40, **more):
    return [line(text, left, top + pitch * number, **more) for number, text in enumerate(texts)]


PROSE = ["the long day wore on and the", "children played beside the old", "mill until the lamps were lit in"]


def test_lines_in_any_order_are_read_from_the_top(line):
    lines = column(line, [f"{text} {n}" for n, text in enumerate(PROSE * 2)])
    assert laid_out(lines[::-1]).text == laid_out(lines).text
    assert [word.id for word in laid_out(lines).words()] == [
        f"w{n}" for n in range(1, len(list(laid_out(lines).words())) + 1)
    ]


@pytest.mark.parametrize("slope", [-0.06, 0.0, 0.06])
def test_pieces_of_one_line_are_joined_on_a_page_that_lies_askew(line, slope):
    # At this slope a line's right end stands level with a neighbour's left end.
    left = column(line, PROSE, slope=slope)
    right = [line("far away", 600, 40 * n, slope=slope) for n in range(3)]
    found = [row.text for row in laid_out([*right, *left]).lines()]
    assert found == [f"{text} far away" for text in PROSE]


def test_columns_are_read_one_after_the_other(line):
    left = column(line, [f"left {text}" for text in PROSE * 2])
    right = column(line, [f"right {text}" for text in PROSE * 2], left=450, top=7)
    found = [row.words[0].text for row in laid_out(sorted([*left, *right], key=lambda x: x.words[0].box.top)).lines()]
    assert found == ["left"] * 6 + ["right"] * 6


def test_a_heading_over_two_columns_comes_first_and_a_foot_last(line):
    left = column(line, [f"left {text}" for text in PROSE * 2], top=100)
    right = column(line, [f"right {text}" for text in PROSE * 2], left=450, top=100)
    across = "a line that goes right across both of the columns of this page"
    lines = [line(f"first {across}", 40, 0), *left, *right, line(f"last {across}", 40, 400)]
    found = [row.words[0].text for row in laid_out(lines[::-1]).lines()]
    assert found == ["first", *["left"] * 6, *["right"] * 6, "last"]


def test_three_columns_whose_lines_stand_level_are_no_table(line):
    texts = [PROSE[0], *(f"{text} again" for text in PROSE[1:] * 2)]
    lines = [line(text, 380 * at, 120 + 40 * n) for at in range(3) for n, text in enumerate(texts)]
    title, date = line("THE HARWICH OBSERVER", 430, 0, high=30), line("Saturday May 6", 460, 60)
    blocks = laid_out([*lines[::-1], date, title], size=(1200, 600)).blocks
    assert [row.text for block in blocks for row in block.lines] == [
        "THE HARWICH OBSERVER",
        "Saturday May 6",
        *texts * 3,
    ]


def test_columns_of_other_widths_further_down_are_found_too(line):
    lines = []
    for top, split in ((0, 420), (300, 300)):
        for n in range(5):
            lines.append(line(f"left{top} by the old mill", 0, top + 40 * n))
            lines.append(line(f"right{top} by the old mill", split, top + 40 * n))
    between = line("a line right across the whole of this page as wide as it goes", 0, 240)
    found = [row.words[0].text for row in laid_out([*lines, between]).lines()]
    assert found == [*["left0"] * 5, *["right0"] * 5, "a", *["left300"] * 5, *["right300"] * 5]


def test_a_note_along_the_margin_does_not_interrupt_the_text(line):
    note = ReadLine((ReadWord("never", Box(700, 20, 720, 80), 0.9), ReadWord("sent", Box(700, 90, 720, 150), 0.9)))
    found = laid_out([note, *column(line, PROSE * 2)])
    assert [block.kind for block in found.blocks] == [BlockKind.TEXT, BlockKind.MARGINALIA]
    assert found.blocks[1].lines[0].text == "never sent"


def test_short_cells_side_by_side_stay_rows(line):
    cells = [("2 cups", "flour"), ("1 tsp.", "salt"), ("3", "eggs"), ("1 pint", "milk"), ("a little", "nutmeg")]
    lines = [line(text, x, 40 * n) for n, cell in enumerate(cells) for text, x in zip(cell, (0, 200), strict=True)]
    assert [row.text for row in laid_out(lines).lines()] == [" ".join(cell) for cell in cells]


def test_paragraphs_part_at_gaps(line):
    lines = [*column(line, PROSE), *column(line, PROSE, top=180)]
    assert [len(block.lines) for block in laid_out(lines).blocks] == [3, 3]


def test_paragraphs_part_at_indents(line):
    lines = column(line, PROSE * 3)
    lines[3] = line(PROSE[0], 50, 120)
    assert [len(block.lines) for block in laid_out(lines).blocks] == [3, 6]


def test_verse_with_every_second_line_indented_stays_together(line):
    lines = [line(f"{PROSE[0]}", 40 * (n % 2), 40 * n) for n in range(6)]
    assert len(laid_out(lines).blocks) == 1


def test_an_address_at_the_right_ends_where_the_text_starts_at_the_left(line):
    lines = [line("14 Mill Lane", 500, 0), line("Ludlow", 520, 40), *column(line, ["dear Anna", *PROSE], top=80)]
    assert len(laid_out(lines).blocks[0].lines) == 2


def test_page_numbers_and_running_heads_are_told_from_text(line):
    body = column(line, PROSE * 3, top=100)
    numbered = laid_out([line("- 12 -", 300, 0), *body])
    assert [block.kind for block in numbered.blocks] == [BlockKind.PAGE_NUMBER, BlockKind.TEXT]
    number, title = line("34", 0, 0), line("THE MILL AND THE RIVER", 150, 0)
    headed = laid_out([number, title, *body])
    assert [block.kind for block in headed.blocks] == [BlockKind.HEADER, BlockKind.TEXT]
    assert headed.blocks[0].lines[0].text == "34 THE MILL AND THE RIVER"
    footed = laid_out([*body, line("MILL ACCOUNTS", 0, 520), line("7", 500, 520)])
    assert [block.kind for block in footed.blocks] == [BlockKind.TEXT, BlockKind.FOOTER]


@pytest.mark.parametrize(
    "first",
    ["14 Mill Lane, Ludlow", "July 4, 1889", "1943", "IV", "My dear Anna,", "12 eggs and 3 pints of milk", "Chapter 2"],
)
def test_first_lines_that_belong_to_the_text_stay_text(line, first):
    body = column(line, PROSE * 3, top=100)
    assert all(block.kind is BlockKind.TEXT for block in laid_out([line(first, 0, 0), *body]).blocks)


def test_a_number_on_a_card_with_few_lines_is_text(line):
    assert laid_out([line("7", 0, 0), *column(line, PROSE, top=100)]).blocks[0].kind is BlockKind.TEXT


def test_large_or_centred_capital_lines_are_headings(line):
    body = column(line, PROSE * 3, top=120)
    large = laid_out([line("Apple pudding", 0, 0, high=40), *body])
    centred = laid_out([line("THE FLOOD", 115, 0), *body])
    titled = laid_out([line("Apple Pudding of Anna", 60, 0), *body])
    for found in (large, centred, titled):
        assert [block.kind for block in found.blocks] == [BlockKind.HEADING, BlockKind.TEXT]


@pytest.mark.parametrize("text", ["row. Feeling as we", "Yours sincerely", "Paris, 13 Avril 1858", "Monsieur,"])
def test_short_lines_that_are_not_headings_stay_text(line, text):
    found = laid_out([line(text, 100, 0), *column(line, PROSE * 3, top=120)])
    assert [block.kind for block in found.blocks] == [BlockKind.TEXT, BlockKind.TEXT]


def test_a_large_line_with_no_text_under_it_is_no_heading(line):
    found = laid_out([*column(line, PROSE * 3), line("Margaret", 0, 480, high=40)])
    assert [block.kind for block in found.blocks] == [BlockKind.TEXT, BlockKind.TEXT]


def test_a_word_broken_at_the_line_end_keeps_its_text_and_says_so(line):
    found = laid_out(column(line, ["we walked down the foot-", "path to the well-", "Known mill"]))
    marked = [word.text for word in found.words() if word.hyphenated]
    assert marked == ["foot-"]


def test_a_hyphen_that_is_the_word_s_own_stays_when_the_word_is_joined(line):
    found = laid_out(column(line, ["cut in one¬", "half inch cubes and for-", "gave him the well-", "known mill"]))
    assert [word.text for word in found.words() if word.compound] == ["one¬", "well-"]
    (paragraph,) = paragraphs([(1, found)])
    assert paragraph.text == "cut in one-half inch cubes and forgave him the well-known mill"


@pytest.mark.parametrize(
    "words",
    [
        [],
        [("", 0.9), ("  ", 0.9)],
        [("i", 0.3), (".", 0.5), ("|", 0.4), ("ee", 0.2)],
        [("~", 0.95), ("—", 0.9)],
        [("Saban", 0.2), ("ae", 0.7)],
    ],
)
def test_pages_without_evidence_of_writing_have_no_words(words):
    lines = [ReadLine((ReadWord(text, Box(0, 40 * n, 20, 40 * n + 20), sure),)) for n, (text, sure) in enumerate(words)]
    assert laid_out(lines).blocks == ()


def test_specks_and_rules_beside_the_writing_are_left_out(line):
    lines = [line("r—", 700, 0, confidence=0.3), line("| .", 0, 80, confidence=0.9), *column(line, PROSE, top=120)]
    assert laid_out(lines).text == "\n".join(PROSE)


def test_a_page_with_one_sure_figure_keeps_it(line):
    assert laid_out([line("7", 100, 100, confidence=0.9)]).text == "7"


def test_boxes_are_mapped_to_the_page_and_stay_inside_it(line):
    found = laid_out([line("My dear Anna", 0, 0)], to_page=lambda b: Box(b.left * 4, b.top - 5, b.right * 40, b.bottom))
    for word in found.words():
        assert 0 <= word.box.left < word.box.right <= 800
        assert 0 <= word.box.top < word.box.bottom <= 1000


def test_how_it_was_read_is_kept(line):
    found = laid_out([line("My dear Anna")], rotation=90, options=("enhance=deskew",))
    assert (found.width, found.height, found.rotation) == (800, 1000, 90)
    assert (found.engine, found.engine_version, found.languages) == ("tesseract", "5", ("eng",))
    assert found.options == ("chosen=tesseract", "enhance=deskew")


@st.composite
def pages(draw):
    count = draw(st.integers(0, 25))
    lines = []
    for _ in range(count):
        x, y = draw(st.integers(0, 900)), draw(st.integers(0, 1400))
        words = []
        for text in ["The", *draw(st.lists(st.sampled_from(["a", "The", "mill-", "12", "—", "river,"]), max_size=5))]:
            wide, high = draw(st.integers(1, 120)), draw(st.integers(20, 60))
            words.append(ReadWord(text, Box(x, y, x + wide, y + high), draw(st.floats(0.8, 1))))
            x += wide + draw(st.integers(0, 30))
        lines.append(ReadLine(tuple(words)))
    return lines


@settings(max_examples=30)
@given(pages())
def test_no_word_is_lost_or_doubled_whatever_the_page(lines):
    found = laid_out([*lines, ReadLine((ReadWord("sure", Box(0, 0, 9, 9), 1.0),))], size=(1000, 1500))
    given_words = sorted(word.text for line in lines for word in line.words)
    assert sorted(word.text for word in found.words()) == sorted([*given_words, "sure"])
    assert [word.id for word in found.words()] == [f"w{n}" for n in range(1, len(given_words) + 2)]
