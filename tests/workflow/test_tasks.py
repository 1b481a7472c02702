from pathlib import Path

import numpy
from PIL import Image

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
