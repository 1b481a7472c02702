"""A picture of figures: groups of bars, one colour for each series, as SVG or PNG from one drawing."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from io import BytesIO
from itertools import count

COLOURS = ("#2b5d8a", "#c8743a", "#5b8c5a", "#8a4f7d", "#b3a12f", "#5f6b73", "#a8323e", "#3a9a9a")
_INK, _PALE, _PAPER = "#222222", "#d8d8d8", "#ffffff"
_BAR, _GAP, _LEFT, _RIGHT, _HEAD, _SIZE = 16, 14, 170, 470, 64, 15
_LONGEST = 60
"""Characters of a label: a name from a hostile folder must not make a picture of any width."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars.

    Attributes:
        title: what is shown, with its unit.
        groups: labels of the groups, from the top.
        series: (name, one value for each group); None where there is none.
    """

    title: str
    groups: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Bar:
    left: float
    top: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class _Label:
    left: float
    middle: float
    text: str
    right_aligned: bool = False


def svg(chart: Chart) -> bytes:
    """The chart as SVG that stands alone."""
    width, height = _extent(chart)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' font-family="sans-serif" font-size="{_SIZE - 2}"><rect width="100%" height="100%" fill="{_PAPER}"/>'
    ]
    for shape in _shapes(chart):
        if isinstance(shape, _Bar):
            place = f'x="{shape.left:.1f}" y="{shape.top:.1f}" width="{shape.width:.1f}" height="{shape.height:.1f}"'
            parts.append(f'<rect {place} fill="{shape.colour}"/>')
        else:
            anchor = ' text-anchor="end"' if shape.right_aligned else ""
            place = f'x="{shape.left:.1f}" y="{shape.middle:.1f}" dominant-baseline="central"'
            parts.append(f'<text {place} fill="{_INK}"{anchor}>{escape(shape.text)}</text>')
    return "\n".join([*parts, "</svg>\n"]).encode()


def png(chart: Chart) -> bytes:
    """The chart as PNG, twice the size of the SVG."""
    from PIL import Image, ImageDraw, ImageFont

    width, height = _extent(chart)
    image = Image.new("RGB", (2 * width, 2 * height), _PAPER)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(2 * _SIZE - 4)
    for shape in _shapes(chart):
        if isinstance(shape, _Bar):
            right, bottom = shape.left + max(shape.width, 0.5), shape.top + shape.height
            pen.rectangle((2 * shape.left, 2 * shape.top, 2 * right - 1, 2 * bottom - 1), fill=shape.colour)
        else:
            anchor = "rm" if shape.right_aligned else "lm"
            pen.text((2 * shape.left, 2 * shape.middle), shape.text, fill=_INK, font=font, anchor=anchor)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _extent(chart: Chart) -> tuple[int, int]:
    rows = len(chart.groups) * (len(chart.series) * _BAR + _GAP) + len(chart.series) * (_BAR + 6)
    return _LEFT + _RIGHT + 80, _HEAD + rows + 20


def _shapes(chart: Chart) -> Iterator[_Bar | _Label]:
    most = max((value for _, values in chart.series for value in values if value is not None), default=0.0) or 1.0
    yield _Label(20, 26, _short(chart.title))
    top = _HEAD - 10.0
    for (name, _), colour in zip(chart.series, _colours(), strict=False):
        yield _Bar(20, top, 22, _BAR - 4, colour)
        yield _Label(50, top + _BAR / 2 - 2, _short(name))
        top += _BAR + 6
    yield _Bar(_LEFT - 1.5, top + 6, 1, len(chart.groups) * (len(chart.series) * _BAR + _GAP), _PALE)
    for number, group in enumerate(chart.groups):
        top += _GAP
        yield _Label(_LEFT - 10, top + len(chart.series) * _BAR / 2, _short(group, 22), right_aligned=True)
        for (_, values), colour in zip(chart.series, _colours(), strict=False):
            if (value := values[number]) is not None:
                width = _RIGHT * value / most
                yield _Bar(_LEFT, top + 1, width, _BAR - 2, colour)
                yield _Label(_LEFT + width + 6, top + _BAR / 2, f"{value:.1f}")
            top += _BAR


def _colours() -> Iterator[str]:
    return (COLOURS[number % len(COLOURS)] for number in count())


def _short(text: str, most: int = _LONGEST) -> str:
    printable = "".join(char if char.isprintable() else "?" for char in text)
    return printable if len(printable) <= most else printable[: most - 1] + "…"
