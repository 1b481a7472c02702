"""More pages on which nothing is written: what is most like rows of letters, or lies about on a scanner's glass."""

from collections.abc import Callable

import cv2
import numpy
from PIL import Image, ImageDraw

from tests.transcription.blanks import HEIGHT, WIDTH, Chance, Pixels, drawn, field, made, paper_of

Y, X = numpy.mgrid[0:HEIGHT, 0:WIDTH].astype(float)


def old_paper(chance: Chance) -> Pixels:
    """Foxed, tide-marked and yellow, packed hard."""
    flat = paper_of(chance, 200) - 60 * (field(chance, 11) > 0.6) - 35 * (numpy.abs(field(chance, 150) - 0.3) < 0.02)
    page = numpy.stack([made(flat), made(flat * 0.92), made(flat * 0.7)], axis=2)
    _, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 25])
    return numpy.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=numpy.uint8)


def envelope(chance: Chance) -> Pixels:
    """The inside of an envelope that hides its letter: small crosses and waves, printed all over."""
    waves = numpy.sin(Y / 4 + 3 * numpy.sin(X / 17)) > 0.2
    crosses = (numpy.sin(X / 5) * numpy.sin(Y / 5) > 0.5) & (X > WIDTH / 2)
    return made(paper_of(chance) - 80 * numpy.where(X > WIDTH / 2, crosses, waves))


def cloth(chance: Chance) -> Pixels:
    """A book's cover: woven cloth, a pressed frame, rubbed corners."""
    weave = 14 * numpy.sin(X / 1.6) + 14 * numpy.sin(Y / 1.6) + 22 * field(chance, 3)
    flat = 95 + weave + 60 * (field(chance, 60) > 0.75)
    frame = ((X - WIDTH / 2) / 420) ** 20 + ((Y - HEIGHT / 2) / 560) ** 20
    flat = flat - 40 * (numpy.abs(frame - 1) < 0.15)
    return numpy.stack([made(flat), made(flat * 0.6), made(flat * 0.55)], axis=2)


def marbled(chance: Chance) -> Pixels:
    """Marbled endpaper, combed."""
    bent = 60 * field(chance, 130) + 25 * field(chance, 40) + 18 * numpy.abs(numpy.sin(X / 26))
    bands = numpy.sin((Y + bent) / 7)
    return made(140 + 80 * numpy.tanh(3 * bands) + 15 * field(chance, 10))


def fingerprints(chance: Chance) -> Pixels:
    page = paper_of(chance)
    for x, y in zip(chance.integers(100, WIDTH - 100, 9), chance.integers(100, HEIGHT - 100, 9), strict=True):
        away = numpy.hypot((X - x) * 1.4, Y - y) + 5 * field(chance, 60)
        page -= 70 * (numpy.sin(away / 1.9) > 0.1) * (away < 70) * (field(chance, 14) > -0.25)
    return made(page)


def newsprint(chance: Chance) -> Pixels:
    """A coarse screen of dots at 45 degrees, scanned out of step with it."""
    face = numpy.exp(-(((X - 500) / 260) ** 2) - ((Y - 560) / 340) ** 2)
    tone = 0.25 + 0.6 * face + 0.2 * field(chance, 90)
    screen = (numpy.sin((X + Y) * 0.83) + numpy.sin((X - Y) * 0.83)) / 4 + 0.5
    return cv2.GaussianBlur(made(numpy.where(screen < tone, 225.0, 50.0)), (0, 0), 0.7)


def torn(chance: Chance) -> Pixels:
    """Torn corners and a ragged edge on the black of the glass."""
    edge = 40 * field(chance, 60) + 12 * field(chance, 9)
    sheet = (70 + edge < Y) & (420 + edge < X + Y) & (X + edge < WIDTH - 60) & (260 + edge < X - Y + HEIGHT)
    return made(numpy.where(sheet, paper_of(chance), 8 + 3 * field(chance, 4)))


def lid(chance: Chance) -> Pixels:
    """A small sheet under a lid with a honeycomb of dimples."""
    dots = numpy.cos(X / 6) * numpy.cos((X + 1.73 * Y) / 12) * numpy.cos((X - 1.73 * Y) / 12)
    page = 185 - 45 * (dots > 0.35)
    page[300:900, 250:760] = paper_of(chance)[300:900, 250:760]
    page[900:908, 250:768] = 95
    return made(page)


def spiral(chance: Chance) -> Pixels:
    """A leaf torn out of a spiral-bound pad: a row of holes, open to the edge."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for x in range(30, WIDTH - 40, 33):
            pen.rounded_rectangle((x, 26, x + 16, 46), 4, fill=25)
            pen.line((x + 8, 0, x + 8 + int(chance.integers(-5, 6)), 28), fill=60, width=3)

    return drawn(chance, draw)


def moire(chance: Chance) -> Pixels:
    return made(150 + 45 * numpy.sin(X / 1.35 + Y / 40) * numpy.sin(X / 1.45 - Y / 33) + 40 * numpy.sin(Y / 1.5))


def colour_chart(chance: Chance) -> Pixels:
    page = numpy.full((HEIGHT, WIDTH, 3), 30, numpy.uint8)
    for row in range(4):
        for column in range(6):
            top, left = 120 + 150 * row, 60 + 150 * column
            page[top : top + 120, left : left + 120] = chance.integers(0, 256, 3)
    for step in range(20):
        page[820:900, 60 + 44 * step : 104 + 44 * step] = 12 * step + 10
    page[940:960, 60:940:12] = 240
    return page


def music(chance: Chance) -> Pixels:
    """Notes with stems, beams, bars, rests and a curl for a clef."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for top in range(110, HEIGHT - 150, 150):
            for y in range(top, top + 61, 15):
                pen.line((60, y, 940, y), fill=40, width=2)
            pen.arc((68, top - 20, 108, top + 50), 30, 330, fill=20, width=6)
            pen.line((90, top - 30, 84, top + 80), fill=20, width=4)
            for x in range(140, 900, 38):
                if chance.random() < 0.15:
                    pen.line((x, top, x, top + 60), fill=30, width=3)
                    continue
                y = top + 7 * int(chance.integers(-1, 9))
                pen.ellipse((x, y, x + 18, y + 13), fill=20 if chance.random() < 0.7 else 230, outline=20, width=3)
                pen.line((x + 17, y + 6, x + 17, y - 50), fill=20, width=2)
                if chance.random() < 0.4:
                    pen.line((x + 17, y - 50, x + 55, y - 44), fill=20, width=8)
                if chance.random() < 0.2:
                    pen.ellipse((x + 24, y + 3, x + 29, y + 8), fill=20)

    return drawn(chance, draw)


def codes(chance: Chance) -> Pixels:
    """A bar code and a square one."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        x = 120
        while x < 620:
            wide = int(chance.integers(1, 5)) * 4
            pen.rectangle((x, 200, x + wide, 380), fill=15)
            x += wide + int(chance.integers(1, 5)) * 4
        for row in range(29):
            for column in range(29):
                if chance.random() < 0.5:
                    pen.rectangle((500 + 12 * column, 700 + 12 * row, 511 + 12 * column, 711 + 12 * row), fill=15)

    return drawn(chance, draw)


def postmark(chance: Chance) -> Pixels:
    """A perforated stamp without a word, cancelled with waves, and an empty round postmark."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.rectangle((700, 100, 900, 340), fill=150, outline=60, width=3)
        pen.ellipse((740, 140, 860, 290), fill=90)
        for x in range(695, 910, 15):
            for y in (92, 340):
                pen.ellipse((x, y, x + 8, y + 8), fill=232)
        for ring in (80, 62):
            pen.ellipse((520 - ring, 220 - ring, 520 + ring, 220 + ring), outline=50, width=4)
        for y in range(150, 300, 26):
            pen.line([(x, y + 8 * numpy.sin(x / 14)) for x in range(610, 960, 4)], fill=50, width=4)

    return drawn(chance, draw)


def ticks(chance: Chance) -> Pixels:
    """A ruler without figures along two sides."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for number, at in enumerate(range(40, HEIGHT - 20, 12)):
            long = 46 if number % 10 == 0 else 32 if number % 5 == 0 else 20
            pen.line((30, at, 30 + long, at), fill=30, width=2)
            if at < WIDTH - 20:
                pen.line((at, HEIGHT - 40, at, HEIGHT - 40 - long), fill=30, width=2)

    return drawn(chance, draw)


def ledger(chance: Chance) -> Pixels:
    """An account book's empty columns, with double rules."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for y in range(170, HEIGHT - 40, 38):
            pen.line((0, y, WIDTH, y), fill=140, width=2)
        for x in (90, 96, 560, 640, 646, 760, 820, 826, 930):
            pen.line((x, 60, x, HEIGHT), fill=100, width=2)
        pen.line((0, 150, WIDTH, 150), fill=60, width=5)
        pen.line((0, 158, WIDTH, 158), fill=60, width=2)

    return drawn(chance, draw)


def tape(chance: Chance) -> Pixels:
    """Yellowed tape, the rust of a paper clip, a strip of darker paper."""
    page = paper_of(chance)
    page[180:250, 0:330] *= 0.82
    page[900:970, 600:] *= 0.78
    flat = Image.fromarray(made(page))
    pen = ImageDraw.Draw(flat)
    pen.rounded_rectangle((420, -30, 460, 150), 20, outline=110, width=5)
    pen.rounded_rectangle((430, -10, 450, 120), 10, outline=120, width=5)
    return cv2.GaussianBlur(numpy.asarray(flat), (0, 0), 1.0)


def waves(chance: Chance) -> Pixels:
    """The sea: rows of short dark strokes."""
    crest = numpy.sin(Y / 9 + 2.5 * field(chance, 40)) + 0.9 * field(chance, 12)
    return made(150 + 40 * field(chance, 300) - 70 * (crest > 0.9))


def crowd(chance: Chance) -> Pixels:
    """A school's photograph: rows of small heads over dark collars."""
    page = Image.fromarray(made(115 + 20 * field(chance, 200)))
    pen = ImageDraw.Draw(page)
    for y in range(260, 900, 90):
        for x in range(80 + y % 50, WIDTH - 80, 62):
            x, up = x + int(chance.integers(-6, 7)), y + int(chance.integers(-8, 9))
            pen.rectangle((x - 26, up + 24, x + 26, up + 90), fill=int(chance.integers(20, 80)))
            pen.ellipse((x - 17, up - 22, x + 17, up + 24), fill=int(chance.integers(160, 220)))
            pen.pieslice((x - 19, up - 26, x + 19, up + 16), 180, 360, fill=int(chance.integers(20, 70)))
            pen.line((x - 6, up + 12, x + 6, up + 12), fill=90, width=2)
    soft = cv2.GaussianBlur(numpy.asarray(page), (0, 0), 1.3).astype(float)
    return made(soft + chance.normal(0, 7, (HEIGHT, WIDTH)))


def windows(chance: Chance) -> Pixels:
    """A street: rows of windows, each with its bars."""
    page = Image.fromarray(made(185 + 15 * field(chance, 100)))
    pen = ImageDraw.Draw(page)
    for top in range(150, 1100, 130):
        for left in range(70, 930, 84):
            pen.rectangle((left, top, left + 44, top + 70), fill=int(chance.integers(30, 70)), outline=235, width=4)
            pen.line((left + 22, top, left + 22, top + 70), fill=225, width=3)
            pen.line((left, top + 28, left + 44, top + 28), fill=225, width=3)
    soft = cv2.GaussianBlur(numpy.asarray(page), (0, 0), 1.0).astype(float)
    return made(soft + chance.normal(0, 6, (HEIGHT, WIDTH)))


def knitting(chance: Chance) -> Pixels:
    """Stitches: rows and rows of V."""
    stitch = numpy.abs((X % 26) - 13) * 1.3
    row = (Y + stitch + 4 * field(chance, 90)) % 24
    return made(120 + 70 * numpy.sin(row / 24 * numpy.pi) + 15 * field(chance, 5))


def border(chance: Chance) -> Pixels:
    """An ornamental frame of rings, diamonds and zigzags around nothing."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for at in range(70, WIDTH - 90, 36):
            for y in (60, HEIGHT - 90):
                pen.ellipse((at, y, at + 26, y + 26), outline=30, width=4)
        for at in range(110, HEIGHT - 120, 36):
            for x in (60, WIDTH - 90):
                pen.polygon([(x + 13, at), (x + 26, at + 13), (x + 13, at + 26), (x, at + 13)], outline=30, width=4)
        zigzag = [(x, 130 + 22 * (number % 2)) for number, x in enumerate(range(120, WIDTH - 110, 16))]
        pen.line(zigzag, fill=30, width=4)

    return drawn(chance, draw)


def scribble(chance: Chance) -> Pixels:
    """A small child's picture: a house, a sun, and much crayon."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.rectangle((300, 700, 640, 1000), outline=60, width=9)
        pen.line([(280, 710), (470, 520), (660, 710)], fill=60, width=9)
        pen.rectangle((430, 850, 510, 1000), outline=60, width=8)
        pen.ellipse((720, 160, 860, 300), outline=90, width=9)
        for turn in numpy.arange(0, 6.3, 0.5):
            x, y = numpy.cos(turn), numpy.sin(turn)
            pen.line((790 + 90 * x, 230 + 90 * y, 790 + 150 * x, 230 + 150 * y), fill=90, width=8)
        for top in (200, 340):
            turns = numpy.arange(0, 50, 0.2)
            pen.line([(80 + 9 * t + 30 * numpy.cos(t), top + 40 * numpy.sin(t)) for t in turns], fill=80, width=7)

    return drawn(chance, draw)


def film(chance: Chance) -> Pixels:
    """A negative: black, with perforations and scratches."""
    page = 18 + 25 * (field(chance, 120) > 0.2) + chance.normal(0, 4, (HEIGHT, WIDTH))
    for x in range(20, WIDTH - 30, 44):
        page[40:70, x : x + 24] = page[HEIGHT - 70 : HEIGHT - 40, x : x + 24] = 240
    flat = made(page)
    for x in chance.integers(0, WIDTH, 25).tolist():
        cv2.line(flat, (x, 0), (x + int(chance.integers(-20, 20)), HEIGHT), 90, 1)
    return flat


def wood(chance: Chance) -> Pixels:
    """A table's top and nothing on it."""
    rings = numpy.sin(Y / 6 + 9 * field(chance, 260) + 1.5 * field(chance, 30) + X / 90)
    return made(130 + 28 * rings + 10 * field(chance, 4))


def photocopy(chance: Chance) -> Pixels:
    """A copy of a copy of a blank sheet: pepper, streaks and a dark edge, in black and white."""
    grey = paper_of(chance, 225) - 200 * (chance.random((HEIGHT, WIDTH)) < 0.003) - 90 * (field(chance, 5) > 0.78)
    grey[:, 300:303] -= 120
    grey[:40] -= 160
    return made(numpy.where(grey > 150, 255.0, 0.0))


HARDER: dict[str, Callable[[Chance], Pixels]] = {
    make.__name__: make
    for make in (
        old_paper, envelope, cloth, marbled, fingerprints, newsprint, torn, lid, spiral, moire, colour_chart, music,
        codes, postmark, ticks, ledger, tape, waves, crowd, windows, knitting, border, scribble, film, wood, photocopy,
    )
}  # fmt: skip


def harder(name: str, seed: int = 1) -> Pixels:
    """A page of that kind."""
    return HARDER[name](numpy.random.default_rng(seed))
