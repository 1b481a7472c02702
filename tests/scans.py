"""Small scans, drawn here: a few large words a page, so that a whole run takes seconds."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

LETTERS = {
    "1 Harbour/page 1.png": "Dear Mother,\nthe harbour is quiet\nand the boats are home.",
    "1 Harbour/page 2.png": "We had apple cake\non Sunday. It was good.",
    "2 Garden/page 1.png": "The garden is full\nof roses this year.",
}


def draw(path: Path, text: str, size: int = 44, width: int = 760) -> Path:
    """A page with these lines, black on white."""
    font = ImageFont.load_default(size)
    image = Image.new("L", (width, 420), 255)
    ImageDraw.Draw(image).multiline_text((60, 60), text, fill=0, font=font, spacing=24)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, dpi=(150, 150))
    return path


def shoebox(folder: Path) -> Path:
    """Two letters on three pages."""
    for name, text in LETTERS.items():
        draw(folder / name, text)
    return folder
