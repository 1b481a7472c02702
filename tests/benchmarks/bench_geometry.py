"""Whether word boxes lead back to their ink through all geometry, and what preparation costs.

    python -m tests.benchmarks.bench_geometry

Pages are drawn in code and then skewed, turned, photographed, curled and bound, so that every pixel of every word is
known on the page image. A word counts when its box on the prepared image, led back, covers at least 95 % of its ink
and is no more than three times as large. The seconds are of one core.
"""

import os
import sys
import time
from collections.abc import Callable

os.environ["OMP_NUM_THREADS"] = os.environ["OPENCV_FOR_THREADS_NUM"] = "1"

from familytales.imaging.enhancement import enhance
from familytales.imaging.spread import parts
from tests.imaging import scenes
from tests.imaging.conftest import draw_page
from tests.imaging.scenes import Scene

SIZES = ((1240, 1754, 30), (1240, 1754, 44), (1650, 2200, 36))
LAID: dict[str, Callable[[Scene], Scene]] = {
    "as drawn": lambda page: page,
    "skewed by -5 degrees": lambda page: scenes.skewed(page, -5),
    "skewed by 2 degrees": lambda page: scenes.skewed(page, 2),
    "turned by 90": lambda page: scenes.turned(page, 90),
    "turned by 180": lambda page: scenes.turned(page, 180),
    "turned by 270": lambda page: scenes.turned(page, 270),
    "photographed, shaded": lambda page: scenes.shaded(scenes.photographed(page)),
    "curled by 0.1": lambda page: scenes.curled(page, 0.1),
    "curled by 0.2": lambda page: scenes.curled(page, 0.2, spine="right"),
    "curled by 0.3": lambda page: scenes.curled(page, 0.3),
    "curled, skewed": lambda page: scenes.skewed(scenes.curled(page, 0.2), 2),
    "curled, photographed": lambda page: scenes.shaded(scenes.photographed(scenes.curled(page, 0.2))),
    "all, turned by 180": lambda page: scenes.turned(scenes.shaded(scenes.photographed(scenes.curled(page, 0.2))), 180),
    "spread": lambda page: _spread(page),
    "spread, skewed": lambda page: scenes.skewed(_spread(page), 1.5),
    "spread, photographed": lambda page: scenes.photographed(_spread(page)),
    "spread, turned by 90": lambda page: scenes.turned(_spread(page), 90),
}


def _spread(page: Scene) -> Scene:
    return scenes.bound(scenes.curled(page, 0.15, spine="right"), scenes.curled(page, 0.2))


def boxes() -> None:
    print(f"{'page':24} {'words':>6} {'led back %':>10}   done")
    words = good = 0
    for name, laid in LAID.items():
        here = kept = 0
        applied: tuple[str, ...] = ()
        for width, height, size in SIZES:
            scene = laid(scenes.flat(draw_page(width=width, height=height, size=size)))
            covered = scenes.read_back(scene) >= 0.95
            here, kept = here + len(covered), kept + int(covered.sum())
            applied = enhance(parts(scene.image)[0].image).applied
        print(f"{name:24} {here:6} {100 * kept / here:10.2f}   {' '.join(applied)}", flush=True)
        words, good = words + here, good + kept
    print(f"{'all':24} {words:6} {100 * good / words:10.2f}")


def seconds() -> None:
    print(f"\n{'2480 x 3508 pixels':24} {'core-s':>6}   done")
    page = scenes.flat(draw_page(width=2480, height=3508, size=60, margin=250))
    kinds = ("as drawn", "skewed by 2 degrees", "curled by 0.1", "photographed, shaded")
    for name in kinds:
        image = LAID[name](page).image
        spent = []
        for _ in range(5):
            start = time.process_time()
            made = [enhance(part.image) for part in parts(image)]
            spent.append(time.process_time() - start)
        print(f"{name:24} {min(spent):6.2f}   {' '.join(made[0].applied)}", flush=True)


def main() -> int:
    boxes()
    seconds()
    return 0


if __name__ == "__main__":
    sys.exit(main())
