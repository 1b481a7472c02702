import pytest

from familytales.domain.errors import UsageError
from familytales.imaging.contact_sheet import contact_sheet, write
from tests.imaging import scenes
from tests.imaging.conftest import draw_page


def test_every_step_has_its_picture(page, tmp_path):
    scene = scenes.shaded(scenes.photographed(scenes.skewed(scenes.flat(page), 3.0)))
    found = contact_sheet(scene.image)
    (steps,) = found.steps
    assert steps[0] == "seen straight on"
    assert steps[-1] == "paper evened"
    width, height = found.picture.size
    assert width > 500 * (len(steps) + 1)
    # each picture is there, and the last one on whiter paper than the first
    across = width // (len(steps) + 1)
    shades = [
        found.picture.crop((n * across, 0, (n + 1) * across, height)).resize((1, 1)).getpixel((0, 0))
        for n in range(len(steps) + 1)
    ]
    assert shades[-1] > shades[0] + 20
    write(found.picture, tmp_path / "stages.png")
    assert (tmp_path / "stages.png").read_bytes().startswith(b"\x89PNG")


def test_a_page_that_needs_nothing_is_shown_as_it_is():
    found = contact_sheet(draw_page(width=1650, height=2200, size=44).image)
    assert found.steps == ((),)
    assert found.picture.size[0] < 600


def test_each_page_of_a_spread_has_its_row():
    leaf = scenes.flat(draw_page(width=900, height=1300, size=30, margin=100))
    found = contact_sheet(scenes.bound(leaf, leaf).image)
    assert len(found.steps) == 2
    assert found.picture.size[1] > 3 * 720


def test_only_pictures_are_written(page, tmp_path):
    with pytest.raises(UsageError):
        write(contact_sheet(page.image).picture, tmp_path / "stages.txt")
    assert not list(tmp_path.iterdir())
