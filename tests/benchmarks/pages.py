"""Printed pages as a scanner at 300 dpi gives them, drawn here: the same every time."""

import random
import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WORDS = """
the harbour garden letter mother winter apple window river morning quiet brother market kitchen evening lantern road
village church summer bread water stone bridge orchard singing walked remembered carried opened thought wrote and of in
with from under before after when where because little old grey blue kind
""".split()  # noqa: SIM905 - a list of seventy quoted words is worse to read


def sentence(chance: random.Random) -> str:
    """Eight to fifteen words."""
    words = chance.choices(WORDS, k=chance.randint(8, 15))
    return " ".join(words).capitalize() + "."


def draw_book(folder: Path, pages: int, *, words: int = 300, documents: int = 1) -> Path:
    """A folder of A4 pages in so many sub-folders, about `words` words each."""
    font = ImageFont.load_default(46)
    chance = random.Random(1943)
    for number in range(pages):
        text = ""
        while len(text.split()) < words:
            text += sentence(chance) + " "
        image = Image.new("L", (2480, 3508), 245)
        lines = "\n".join(textwrap.wrap(text, 82))
        ImageDraw.Draw(image).multiline_text((260, 300), lines, fill=25, font=font, spacing=22)
        place = folder / f"{number * documents // pages + 1:03}"
        place.mkdir(parents=True, exist_ok=True)
        image.save(place / f"page {number + 1}.jpg", quality=88, dpi=(300, 300))
    return folder
