"""Pages drawn in code, then laid askew, photographed, curled or bound: where each word's ink went is known exactly."""

from dataclasses import dataclass

import cv2
import numpy
from numpy.typing import NDArray

from familytales.domain.transcripts import Box
from familytales.imaging.enhancement import Enhanced, enhance
from familytales.imaging.geometry import transform
from familytales.imaging.spread import Part, parts
from tests.imaging.conftest import DrawnPage, Raster

Labels = NDArray[numpy.uint16]
Values = NDArray[numpy.float64]

DARK = 128
TABLE = 45


@dataclass(frozen=True)
class Scene:
    """A page image, and for each of its pixels the number of the word whose ink it is; 0 where there is none."""

    image: Raster
    labels: Labels

    @property
    def words(self) -> int:
        return int(self.labels.max())


def flat(page: DrawnPage) -> Scene:
    """The page as it was drawn."""
    labels = numpy.zeros(page.image.shape, numpy.uint16)
    for number, box in enumerate(page.boxes, 1):
        window = slice(box.top, box.bottom), slice(box.left, box.right)
        labels[window][page.image[window] < DARK] = number
    return Scene(page.image, labels)


def seen(scene: Scene, there: Values, size: tuple[int, int], *, around: int) -> Scene:
    """The scene through a 3 x 3 matrix for pixel edges, on a canvas of another shade."""
    height, width = size[1], size[0]
    x, y = numpy.meshgrid(numpy.arange(width) + 0.5, numpy.arange(height) + 0.5)
    back = transform(numpy.linalg.inv(there), numpy.column_stack([x.ravel(), y.ravel()]))
    return _moved(scene, back[:, 0].reshape(height, width), back[:, 1].reshape(height, width), around)


def skewed(scene: Scene, degrees: float) -> Scene:
    """Turned clockwise a little, on more paper of its own shade."""
    height, width = scene.image.shape
    turn = numpy.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0), (0, 0, 1)])
    turn[:2, 2] += 150
    return seen(scene, turn, (width + 300, height + 300), around=int(numpy.median(scene.image)))


def photographed(scene: Scene) -> Scene:
    """Seen at a slant on a dark table."""
    height, width = scene.image.shape
    corners = numpy.array([(0, 0), (width, 0), (width, height), (0, height)], numpy.float32)
    there = numpy.array([(160, 120), (width + 90, 180), (width + 140, height + 150), (110, height + 90)], numpy.float32)
    matrix = cv2.getPerspectiveTransform(corners, there)
    return seen(scene, matrix, (width + 260, height + 260), around=TABLE)


def curled(scene: Scene, rise: float, *, spine: str = "left", near: float = 2.5) -> Scene:
    """A leaf of an open book seen by a camera above its middle: it rises to the spine by `rise` of its width.

    Args:
        scene: the flat leaf.
        rise: height of the leaf at the spine, as a share of its width.
        spine: which side is bound.
        near: distance of the camera, in heights of the leaf.
    """
    height, width = scene.image.shape
    along = numpy.linspace(0, 1, 4001)
    inner = along if spine == "right" else 1 - along
    z = rise * width * inner**3
    # The leaf is as long as ever: what it gains in height it loses in width.
    step = numpy.diff(along) * width
    across = numpy.concatenate([[0.0], numpy.cumsum(numpy.sqrt(numpy.maximum(step**2 - numpy.diff(z) ** 2, 0)))])
    away = near * height
    x_seen = (across - across[-1] / 2) * away / (away - z) + width / 2
    left, right = int(numpy.floor(x_seen[0])), int(numpy.ceil(x_seen[-1]))
    taller = int(numpy.ceil(height * (away / (away - z.max()) - 1) / 2))
    x, y = numpy.meshgrid(numpy.arange(left, right) + 0.5, numpy.arange(-taller, height + taller) + 0.5 - height / 2)
    u = numpy.interp(x, x_seen, along, left=-1, right=2)
    depth = (away - numpy.interp(x, x_seen, z)) / away
    return _moved(scene, u * width, y * depth + height / 2, int(numpy.median(scene.image)))


def bound(left: Scene, right: Scene, *, shadow: float = 0.6) -> Scene:
    """Two leaves of one height side by side, their shade falling towards the gutter."""
    height = min(left.image.shape[0], right.image.shape[0])
    cut = [scene_rows(scene, height) for scene in (left, right)]
    labels = numpy.hstack([cut[0].labels, numpy.where(cut[1].labels, cut[1].labels + left.words, 0)])
    image = numpy.hstack([cut[0].image, cut[1].image])
    away = numpy.abs(numpy.arange(image.shape[1]) - cut[0].image.shape[1]) / (0.06 * image.shape[1])
    return Scene((image * (1 - shadow * numpy.exp(-(away**2)))).astype(numpy.uint8), labels.astype(numpy.uint16))


def scene_rows(scene: Scene, height: int) -> Scene:
    """The middle rows."""
    top = (scene.image.shape[0] - height) // 2
    return Scene(scene.image[top : top + height], scene.labels[top : top + height])


def turned(scene: Scene, rotation: int) -> Scene:
    """Turned counter-clockwise, so that turning it clockwise by `rotation` makes it upright again."""
    quarters = rotation // 90
    return Scene(
        numpy.ascontiguousarray(numpy.rot90(scene.image, quarters)),
        numpy.ascontiguousarray(numpy.rot90(scene.labels, quarters)),
    )


def shaded(scene: Scene, *, to: float = 0.65) -> Scene:
    """A shadow that deepens to the right."""
    shade = numpy.linspace(1.0, to, scene.image.shape[1], dtype=numpy.float32)
    return Scene((scene.image * shade).astype(numpy.uint8), scene.labels)


def read_back(scene: Scene) -> Values:
    """For each word, the share of its ink on the page image inside its box on a prepared image, led back."""
    return numpy.max([_covered(scene, part, enhance(part.image)) for part in parts(scene.image)], axis=0)


def _covered(scene: Scene, part: Part, done: Enhanced) -> Values:
    """The same for one page of the image, with 0 for words that are not on it.

    The prepared image's own dark pixels, led back one by one, say which word they are of: if pixels went elsewhere
    than the geometry says, words find no box and count 0.
    """
    dark_y, dark_x = numpy.nonzero(done.image < DARK)
    back = done.to_page.points(numpy.column_stack([dark_x + 0.5, dark_y + 0.5]).astype(float))
    back += (part.left, part.top)
    place = numpy.clip(back.astype(int), 0, numpy.array(scene.labels.shape[::-1]) - 1)
    prepared = _boxes(scene.labels[place[:, 1], place[:, 0]], dark_x, dark_y)
    ink_y, ink_x = numpy.nonzero(scene.labels)
    ink = scene.labels[ink_y, ink_x]
    own = _boxes(ink, ink_x, ink_y)
    led = numpy.zeros((scene.words + 1, 4), int)
    for number, box in prepared.items():
        found = part.on_page(done.to_page.box(box))
        if number and found.area <= 3 * (own[number].width + 6) * (own[number].height + 6):
            led[number] = (found.left, found.top, found.right, found.bottom)
    left, top, right, bottom = led[ink].T
    inside = (ink_x >= left) & (ink_x < right) & (ink_y >= top) & (ink_y < bottom)
    return (numpy.bincount(ink, inside) / numpy.maximum(numpy.bincount(ink), 1))[1:]


def _boxes(number: Labels, x: NDArray[numpy.int64], y: NDArray[numpy.int64]) -> dict[int, Box]:
    """The box around the pixels of each number."""
    order = numpy.argsort(number, kind="stable")
    present, starts = numpy.unique(number[order], return_index=True)
    low = [numpy.minimum.reduceat(values[order], starts) for values in (x, y)]
    high = [numpy.maximum.reduceat(values[order], starts) + 1 for values in (x, y)]
    return {int(n): Box(*map(int, edges)) for n, *edges in zip(present, *low, *high, strict=True)}


def _moved(scene: Scene, x: Values, y: Values, around: int) -> Scene:
    """The scene at the places x and y (pixel edges) of every pixel of the new one."""
    places = (x - 0.5).astype(numpy.float32), (y - 0.5).astype(numpy.float32)
    image = cv2.remap(scene.image, *places, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=around)
    labels = cv2.remap(scene.labels, *places, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    return Scene(image, labels)
