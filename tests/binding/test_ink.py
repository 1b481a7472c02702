from pathlib import Path

from familytales.binding.ink import Ink, upright_boxes, upright_size
from familytales.domain.editions import Edition, EditionPage
from familytales.domain.reading import WordRef, paragraphs
from familytales.domain.transcripts import BlockKind, Box
from tests.binding.editions import draw_page, make_page


def kept(page: EditionPage) -> list[list[str]]:
    ink = Ink([page])
    found = []
    for paragraph in paragraphs([(page.page.id, page.transcript)]):
        starts = sorted({0, *ink.kept_lines(paragraph)})
        ends = [*starts[1:], len(paragraph.words)]
        found.append([" ".join(w.text for w in paragraph.words[a:b]) for a, b in zip(starts, ends, strict=True)])
    return found


def draw(folder: Path, *blocks: list[str]) -> EditionPage:
    return draw_page(folder, make_page(1, 1), [(BlockKind.TEXT, block) for block in blocks])


PROSE = [
    "It was the longest winter that any of us remem-",
    "bered, and the snow lay over the fences until",
    "the last week of April. Then it rained.",
]


def test_an_address_keeps_its_lines_and_prose_does_not(tmp_path: Path) -> None:
    page = draw(tmp_path, ["Mrs. Anna Kowalski", "12 High Street", "Chicago"], PROSE)
    address, prose = kept(page)
    assert address == ["Mrs. Anna Kowalski", "12 High Street", "Chicago"]
    assert prose == [" ".join(PROSE).replace("remem- bered", "remembered")]


def test_a_recipe_keeps_every_line_though_one_is_long(tmp_path: Path) -> None:
    recipe = ["2 cups of flour", "1 pound of butter, which must be cold and hard", "salt", "three eggs"]
    assert kept(draw(tmp_path, recipe, PROSE))[0] == recipe


def test_lists_and_tables_keep_every_line(tmp_path: Path) -> None:
    page = draw_page(tmp_path, make_page(1, 1), [(kind, PROSE) for kind in (BlockKind.LIST, BlockKind.TABLE)])
    whole = [line.replace("remem-", "remembered,").removeprefix("bered, ") for line in PROSE]
    assert kept(page) == [whole, whole]


def test_boxes_are_turned_upright_with_their_page(edition: Edition) -> None:
    sideways = edition.content(2).pages[0]
    assert (sideways.transcript.width, sideways.transcript.height) == (1400, 1000)
    assert upright_size(sideways) == (1000, 1400)
    first = upright_boxes(sideways)[WordRef(3, "w1")]
    assert first.left in range(60, 80)
    assert first.top in range(85, 110)


def test_the_other_column_does_not_make_lines_look_short(tmp_path: Path) -> None:
    page = draw(tmp_path, PROSE)
    moved = [Box(box.left + 2000, box.top, box.right + 2000, box.bottom) for box in upright_boxes(page).values()]
    ink = Ink([page])
    ink._lines[1].extend(moved)
    (paragraph,) = paragraphs([(1, page.transcript)])
    assert ink.kept_lines(paragraph) == frozenset()
