"""What words with boxes and layout cost over bare recognition.

    python -m tests.benchmarks.bench_tesseract_adapter

Bare is tesserocr's `SetImage` and `GetUTF8Text` on the same grey page, one handle kept, one thread; the two take
turns so that both see the same machine. Core-seconds, the fastest of each turn.
"""

import sys
import time
from collections.abc import Callable

import fontpkg_eb_garamond
import numpy
import tesserocr
from PIL import Image, ImageDraw, ImageFont

from familytales.transcription import tessdata
from familytales.transcription.tesseract import TesseractEngine
from familytales.transcription.transcribe import transcribe

TURNS = 9
TEXT = (
    "The orchard was white with blossom when we came home on Sunday, and your father walked with me down to the "
    "mill. We spoke of nothing but you. The river had risen in the night and carried off the little bridge, so that "
    "we had to go round by the church, where old Mr. Harris was mending the wall and asked to be remembered to you. "
) * 8


def page() -> Image.Image:
    """A letter-size page at 300 dpi, full of print."""
    image = Image.new("L", (2550, 3300), 245)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(fontpkg_eb_garamond.ROOT / "files" / "EBGaramond[wght].ttf", 54)
    x, y = 250.0, 250
    for word in TEXT.split():
        length = pen.textlength(word + " ", font=font)
        if x + length > 2300:
            x, y = 250.0, y + 72
        pen.text((x, y), word, fill=25, font=font)
        x += length
    return image


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    image = page()
    pixels = numpy.asarray(image)
    handle = tesserocr.PyTessBaseAPI(path=f"{tessdata.choose(['eng'])}/", lang="eng")
    engine = TesseractEngine()

    def bare() -> None:
        handle.SetImage(image)
        handle.GetUTF8Text()

    def ours() -> None:
        transcribe(pixels, engine, ["eng"], size=image.size)

    turns = [(seconds(bare), seconds(ours)) for _ in range(TURNS)]
    least_bare, least_ours = (min(times) for times in zip(*turns, strict=True))
    more = 100 * (least_ours / least_bare - 1)
    print(f"bare {least_bare:.3f} s, with boxes and layout {least_ours:.3f} s: {more:+.1f} %")
    sys.exit(least_ours > 1.03 * least_bare)


if __name__ == "__main__":
    main()
