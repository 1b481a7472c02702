"""Tables, lists, cards and margins: pages whose reading order is known."""

import pytest

from familytales.domain.transcripts import BlockKind, ReadLine, Recognition
from familytales.transcription.items import is_item
from familytales.transcription.layout import arrange

PROSE = ["the long day wore on and the", "children played beside the old", "mill until the lamps were lit in"]


def laid_out(lines, size=(1400, 1800)):
    return arrange(
        Recognition(tuple(lines)), size=size, engine="tesseract", engine_version="5", languages=("eng",)
    ).blocks


def column(line, texts, left=0, top=0, pitch=40, **more):
    return [line(text, left, top + pitch * number, **more) for number, text in enumerate(texts)]


def said(blocks):
    return [row.text for block in blocks for row in block.lines]


def kinds(blocks):
    return [block.kind for block in blocks]


ACCOUNT = [("Jan. 3", "Flour, 50 lb.", "1.20"), ("Jan. 9", "Lamp oil", "0.35"), ("Feb. 1", "Two hens", "0.90")]


def table(line, rows, lefts=(0, 200, 620), top=0):
    return [
        line(cell, x, top + 40 * n) for n, row in enumerate(rows) for cell, x in zip(row, lefts, strict=True) if cell
    ]


def cells(row):
    found = [[]]
    for word in row.words:
        if word.cell:
            found.append([])
        found[-1].append(word.text)
    return [" ".join(words) for words in found]


@pytest.mark.parametrize("slope", [-0.04, 0.0, 0.04])
def test_a_table_is_read_row_by_row_and_knows_its_cells(line, slope):
    made = [
        line(cell, x, 40 * n, slope=slope)
        for n, row in enumerate(ACCOUNT)
        for cell, x in zip(row, (0, 200, 620), strict=True)
    ]
    title = line("what we spent in that hard winter of the flood", 0, -80, slope=slope)
    blocks = laid_out([*made[::-1], title])
    assert kinds(blocks) == [BlockKind.TEXT, BlockKind.TABLE]
    assert [cells(row) for row in blocks[1].lines] == [list(row) for row in ACCOUNT]


def test_a_table_stands_between_the_text_before_and_after_it(line):
    lines = [
        *column(line, [f"{text} while we kept the shop" for text in PROSE]),
        *table(line, ACCOUNT, top=160),
        *column(line, [f"{text} after that hard winter" for text in PROSE], top=320),
    ]
    assert kinds(laid_out(lines)) == [BlockKind.TEXT, BlockKind.TABLE, BlockKind.TEXT]


def test_missing_cells_and_a_title_between_rows_do_not_end_a_table(line):
    rows = [*ACCOUNT, ("", "carried over", "2.45"), ("March", "", ""), ("Mar. 2", "Seed", "0.60")]
    blocks = laid_out(table(line, rows))
    assert kinds(blocks) == [BlockKind.TABLE]
    assert said(blocks) == [" ".join(filter(None, row)) for row in rows]


def test_an_engine_that_reads_a_whole_row_as_one_line_gives_the_same_table(line):
    whole = [line("Flour 1.20", 0, 0, gap=300), line("Oil 0.35", 0, 40, gap=322), line("Hens 0.90", 0, 80, gap=312)]
    blocks = laid_out(whole)
    assert kinds(blocks) == [BlockKind.TABLE]
    assert [cells(row) for row in blocks[0].lines] == [["Flour", "1.20"], ["Oil", "0.35"], ["Hens", "0.90"]]


def test_leaders_fill_the_space_between_cells(line):
    texts = ["The flood ............ 12", "Mother's garden ...... 27", "The new barn ......... 41"]
    blocks = laid_out([line(text, 0, 40 * n) for n, text in enumerate(texts)])
    assert kinds(blocks) == [BlockKind.TABLE]
    assert said(blocks) == texts


def test_a_long_table_of_wide_entries_is_not_taken_for_columns(line):
    rows = [("William Thomas Hale", "1871 Harwich"), ("Ida", "1873 Colchester, Essex"), ("Anna Maria", "Ely")] * 3
    blocks = laid_out(table(line, rows, lefts=(0, 400)))
    assert kinds(blocks) == [BlockKind.TABLE]
    assert said(blocks) == [" ".join(row) for row in rows]


def test_an_address_beside_a_date_is_no_table(line):
    lines = [*table(line, [("14 Mill Lane", "July 4, 1889")], lefts=(0, 500)), *column(line, PROSE * 2, top=60)]
    assert BlockKind.TABLE not in kinds(laid_out(lines))


INGREDIENTS = ["2 cups flour", "1/2 tsp. soda", "1½ c. sugar", "Salt", "a pinch of nutmeg", "3 apples"]


def test_ingredients_keep_their_lines(line):
    lines = [
        line("Apple cake", 20, 0, high=34),
        *column(line, INGREDIENTS, top=80),
        *column(
            line, ["Cream the butter and the sugar until it is", "light. Bake in a slow oven for an hour."], top=380
        ),
    ]
    blocks = laid_out(lines)
    assert kinds(blocks)[1:] == [BlockKind.LIST, BlockKind.TEXT]
    assert [row.text for row in blocks[1].lines] == INGREDIENTS


def test_two_lists_side_by_side_are_read_one_after_the_other(line):
    left, right = INGREDIENTS[:3], ["3 eggs", "1 pint milk", "2 tbsp. rum"]
    lines = [*column(line, left), *column(line, right, left=420)]
    blocks = laid_out(sorted(lines, key=lambda one: one.words[0].box.top))
    assert said(blocks) == [*left, *right]


@pytest.mark.parametrize(
    "text",
    ["2 cups flour", "1/2 tsp. salt", "½ lb. lard", "1 1/2 pints milk", "2-3 eggs", "250 g Mehl", "a pinch of salt",
     "- butter", "• sugar", "1. Wash the apples", "3) Bake", "Eine Prise Salz", "1943 Tom was born"],
)  # fmt: skip
def test_lines_that_begin_like_items(text):
    assert is_item(text)


@pytest.mark.parametrize("text", ["Salt", "and 2 cups of flour", "a lovely day", "12", "-", "1889.", "one of us", "I"])
def test_lines_that_do_not(text):
    assert not is_item(text)


def test_prose_with_a_few_figures_at_line_starts_is_no_list(line):
    texts = [
        "there were the old mill and",
        "14 houses by the river, and",
        "we counted all of the sheep,",
        "30 at least",
    ]
    assert kinds(laid_out(column(line, texts))) == [BlockKind.TEXT]


def test_a_postcards_message_is_read_before_its_address(line):
    message = column(
        line, ["Dear Anna, we came", "safely to the sea and", "the children bathe all", "day long. Your Ida"]
    )
    address = column(
        line, ["Miss Anna Hale", "14 Mill Lane, Ludlow", "Shropshire, England"], left=520, top=55, pitch=55
    )
    blocks = laid_out(sorted([*address, *message], key=lambda one: one.words[0].box.top))
    assert said(blocks)[:4] == [
        "Dear Anna, we came",
        "safely to the sea and",
        "the children bathe all",
        "day long. Your Ida",
    ]
    assert said(blocks)[4:] == ["Miss Anna Hale", "14 Mill Lane, Ludlow", "Shropshire, England"]


@pytest.mark.parametrize(("top", "pitch"), [(0, 55), (55, 55), (30, 50), (20, 70), (80, 60)])
def test_a_narrow_address_stands_apart_wherever_its_lines_come_to_stand(line, top, pitch):
    message = [
        "Dear Anna, we came",
        "safely to the sea and",
        "the children bathe all",
        "day long. The weather",
        "is fine.",
    ]
    address = ["Miss Anna Hale", "14 Mill Lane", "Ludlow", "Shropshire"]
    lines = [*column(line, message), *column(line, address, left=520, top=top, pitch=pitch)]
    assert said(laid_out(lines)) == [*message, *address]


def test_a_postcards_last_line_may_reach_under_its_address(line):
    message = ["Dear Anna, we came", "safely to the sea and", "the children bathe all", "day long. The weather"]
    last = "is fine and we think of you every evening, Ida"
    address = column(line, ["Miss Anna Hale", "14 Mill Lane", "Ludlow"], left=520, top=5, pitch=45)
    lines = [*column(line, message), *address, line(last, 0, 200)]
    assert said(laid_out(lines)) == [*message, last, "Miss Anna Hale", "14 Mill Lane", "Ludlow"]


def test_a_line_that_an_engine_read_across_two_columns_is_two(line):
    left, right = [f"{text} so" for text in PROSE * 3], PROSE[1:] + PROSE * 2 + PROSE[:1]
    across = ReadLine((*line(left[2], 0, 80).words, *line(right[2], 380, 80).words))
    lines = [*column(line, left), *column(line, right, left=380)]
    rest = [one for one in lines if one.words[0].box.top != 80]
    assert said(laid_out([*rest, across])) == [*left, *right]


def test_a_heading_over_two_columns_stays_whole(line):
    heading = line("The long winter and what came after it at last", 60, -60)
    lines = [*column(line, PROSE * 3), *column(line, PROSE * 3, left=400), heading]
    assert said(laid_out(lines))[0] == "The long winter and what came after it at last"


def test_a_letterheads_centred_lines_are_read_from_the_top(line):
    head = [
        line("SOUTHERN PACIFIC COMPANY", 380, 0),
        line("OFFICE OF", 0, 50), line("PACIFIC SYSTEM", 560, 46),
        line("JAMES AGLER", 0, 90),
        line("MANAGER", 20, 130), line("San Francisco, Cal., Mar. 22, 1905", 420, 140),
    ]  # fmt: skip
    blocks = laid_out([*head, *column(line, [f"{text} and so did everybody else" for text in PROSE * 2], top=220)])
    assert said(blocks)[:3] == ["SOUTHERN PACIFIC COMPANY", "OFFICE OF PACIFIC SYSTEM", "JAMES AGLER"]


@pytest.mark.parametrize("left", [-330, 760])
def test_a_note_in_the_margin_follows_the_paragraph_it_stands_beside(line, left):
    text = [f"{text} {n}" for n, text in enumerate(PROSE * 4)]
    body = column(line, [f"{one} and on" for one in text[:6]], left=340) + column(
        line, [f"{one} and on" for one in text[6:]], left=340, top=300
    )
    note = column(line, ["this was not", "how it went"], left=340 + left + 10, top=53, pitch=27, high=16)
    blocks = laid_out(sorted([*body, *note], key=lambda one: one.words[0].box.top))
    assert kinds(blocks) == [BlockKind.TEXT, BlockKind.MARGINALIA, BlockKind.TEXT]
    assert [row.text for row in blocks[1].lines] == ["this was not", "how it went"]


def test_a_diarys_date_in_the_margin_begins_its_row(line):
    body = column(line, [f"{text} and on" for text in PROSE * 3], left=300)
    blocks = laid_out([line("Jan. 5", 60, 0), *body])
    assert said(blocks)[0].startswith("Jan. 5 the long day")


def diary(line, dates, entries, left=200):
    """Dates in the margin, each level with its entry's first line."""
    tops = [40 * sum(map(len, entries[:n])) for n in range(len(entries))]
    texts = column(line, [text for entry in entries for text in entry], left=left)
    return [*(line(date, 0, top) for date, top in zip(dates, tops, strict=True)), *texts]


@pytest.mark.parametrize(
    "dates",
    [["Jan. 5", "Jan. 6", "Jan. 7"], ["Monday", "Tues. 6", "7th"], ["5. Mai", "6.", "7."], ["5", "Feb. 6", "7"]],
)
@pytest.mark.parametrize("lengths", [(1, 1, 1), (3, 1, 2), (2, 3, 3)])
def test_a_diarys_entries_are_paragraphs_that_begin_with_their_dates(line, dates, lengths):
    texts = [[f"{text} and on {n}" for text in PROSE[:length]] for n, length in enumerate(lengths)]
    blocks = laid_out(diary(line, dates, texts)[::-1])
    assert kinds(blocks) == [BlockKind.TEXT] * 3
    assert [" ".join(row.text for row in block.lines) for block in blocks] == [
        " ".join([date, *entry]) for date, entry in zip(dates, texts, strict=True)
    ]


def test_figures_beside_names_are_no_diary(line):
    assert kinds(laid_out(table(line, [("1", "Flour"), ("2", "Lamp oil"), ("3", "Two hens")], (0, 200)))) == [
        BlockKind.TABLE
    ]


def test_text_that_goes_on_under_the_dates_ends_a_diary(line):
    lines = diary(line, ["Jan. 5", "Jan. 6", "Jan. 7"], [PROSE[:2]] * 3)
    after = column(line, [f"{text} and much more of it" for text in PROSE], top=280)
    assert said(laid_out([*lines, *after]))[-3:] == [f"{text} and much more of it" for text in PROSE]
    assert kinds(laid_out([*lines, *after])) == [BlockKind.TEXT] * 4


def test_amounts_beside_the_text_stay_in_their_rows(line):
    body = column(line, [f"{text} and on" for text in PROSE * 2], left=0)
    amounts = column(line, ["12.50", "3.75"], left=760, top=40)
    assert said(laid_out([*body, *amounts]))[1:3] == [f"{PROSE[1]} and on 12.50", f"{PROSE[2]} and on 3.75"]


def test_specks_far_from_the_writing_are_left_out(line):
    lines = column(line, PROSE * 2)
    lines[2] = line(PROSE[2], 0, 80)
    speck = line("ae", 700, 80, confidence=0.4)
    joined = type(speck)((*lines[2].words, *speck.words))
    assert said(laid_out([*lines[:2], joined, *lines[3:]])) == PROSE * 2
