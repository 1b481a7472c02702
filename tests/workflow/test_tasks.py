from pathlib import Path

import cv2
import numpy
from PIL import Image

from familytales.imaging import backside
from familytales.workflow.tasks import Reading, read_page
from tests.imaging import scenes
from tests.imaging.conftest import draw_page


def test_a_spread_is_read_page_after_page_and_every_box_is_on_its_word(tmp_path: Path) -> None:
    leaf = scenes.flat(draw_page(width=900, height=800, size=34, margin=90))
    scene = scenes.bound(leaf, leaf)
    Image.fromarray(scene.image).save(tmp_path / "spread.png")
    how = Reading("tesseract", ("eng",), True)
    found = read_page(tmp_path / "spread.png", 0, how, 100_000_000).transcript
    assert (found.width, found.height) == (1800, 800)
    assert "pages=2" in found.options
    words = list(found.words())
    assert [word.id for word in words] == [f"w{number}" for number in range(1, len(words) + 1)]
    sides = [(word.box.left + word.box.right) / 2 > 900 for word in words]
    assert sides == sorted(sides)
    assert abs(sum(sides) - leaf.words) <= 2
    inked = scene.image < scenes.DARK
    covered = numpy.zeros_like(inked)
    for word in words:
        covered[word.box.top : word.box.bottom, word.box.left : word.box.right] = True
    assert (inked & covered & (scene.labels > 0)).sum() >= 0.98 * (scene.labels > 0).sum()


def test_what_somebody_filled_into_a_form_with_pale_soft_ink_is_read(tmp_path: Path) -> None:
    form = draw_page(width=1240, height=1000, size=34)
    soft = cv2.GaussianBlur(form.image, (0, 0), 1.4)
    for box in form.boxes[1::3]:
        place = slice(box.top - 4, box.bottom + 4), slice(box.left - 4, box.right + 4)
        form.image[place] = 235 - (235 - soft[place].astype(int)) // 2
    assert backside.find(form.image) is not None  # by its looks alone it might be the other side's
    Image.fromarray(form.image).save(tmp_path / "form.png")
    found = read_page(tmp_path / "form.png", 0, Reading("rapidocr", ("eng",), True), 100_000_000).transcript
    assert len(list(found.words())) >= 0.97 * len(form.boxes)


def test_what_shines_through_from_the_other_side_is_not_read(tmp_path: Path) -> None:
    front, back = draw_page(width=1240, height=1000, size=34), draw_page(width=1240, height=1000, size=41, margin=90)
    ink = cv2.GaussianBlur(1 - back.image[:, ::-1] / 235, (0, 0), 2)
    Image.fromarray((front.image * (1 - 0.45 * ink)).astype(numpy.uint8)).save(tmp_path / "thin.png")
    found = read_page(tmp_path / "thin.png", 0, Reading("tesseract", ("eng",), True), 100_000_000).transcript
    assert "back" in found.options
    assert abs(len(list(found.words())) - len(front.boxes)) <= 2
