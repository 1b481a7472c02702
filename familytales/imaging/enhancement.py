"""A page image made easy to read: only what cheap measurements say this page needs, all in one resampling."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from familytales.imaging import background, backside, warping
from familytales.imaging.geometry import Geometry
from familytales.imaging.grey import grey
from familytales.imaging.planning import Plan, plans

if TYPE_CHECKING:
    from familytales.ports import Raster

BACK = "back"
"""The step that takes away the writing of the paper's other side."""


@dataclass(frozen=True)
class Enhanced:
    """What an OCR engine is given, and the way back.

    Attributes:
        image: grey, upright.
        rotation: degrees clockwise (0, 90, 180, 270) that turn the page image upright.
        applied: what was done, in order, as name=value strings or plain names; empty for an untouched page.
        to_page: maps pixels of `image` to page-image pixels.
    """

    image: "Raster"
    rotation: int
    applied: tuple[str, ...]
    to_page: Geometry


def enhance(image: "Raster", *, front: bool = True) -> Enhanced:
    """The page image prepared for an OCR engine.

    A clean, level page of the right size comes back as its own grey pixels. Without `front` what seems to shine through
    from the paper's other side stays.
    """
    whole = grey(image)
    flat, steps = _front(whole) if front else (whole, ())
    *_, plan = plans(flat)
    return _made(flat, plan.after(steps), even=background.is_even(flat))


def stages(image: "Raster") -> Iterator[Enhanced]:
    """The page image after each step that `enhance` takes, as if it were the last: from its grey pixels on."""
    whole = grey(image)
    flat, steps = _front(whole)
    if steps:
        yield _made(whole, next(plans(whole)), even=True)
    for plan in plans(flat):
        yield _made(flat, plan.after(steps), even=True)
    if not background.is_even(flat):
        yield _made(flat, plan.after(steps), even=False)


def _front(flat: "Raster") -> tuple["Raster", tuple[str, ...]]:
    """The page without the writing of its back, and the steps that this took."""
    found = backside.find(flat)
    return (flat, ()) if found is None else (backside.removed(flat, found), (BACK,))


def _made(flat: "Raster", plan: Plan, *, even: bool) -> Enhanced:
    height, width = flat.shape
    to_page = Geometry.of(plan.matrix, width, height, plan.bend)
    if not even:
        flat, plan = background.flatten(flat), replace(plan, applied=(*plan.applied, "background"))
    if plan.sheet is not None:
        flat = warping.alone(flat, plan.sheet)
    moved = flat if plan.moves_nothing(flat) else warping.warped(flat, to_page, plan.size, plan.factor)
    return Enhanced(moved, plan.rotation, plan.applied, to_page)
