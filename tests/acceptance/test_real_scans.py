"""Real scans of every kind, from the command line to the text, beside what Tesseract alone reads on them."""

import csv
import importlib.util
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from familytales.transcription import tessdata
from tests.homes import Home

EACH = 2
"""Pages of each kind and language."""

pytestmark = pytest.mark.slow
Kind = tuple[str, str]


@pytest.fixture(scope="module")
def score(shared_ocr: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared_ocr / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scans(shared_ocr: Path) -> Mapping[Kind, list[Path]]:
    found: dict[Kind, list[Path]] = defaultdict(list)
    with (shared_ocr / "dev" / "manifest.tsv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            kept = found[row["kind"], row["lang"]]
            if len(kept) < EACH:
                kept.append(shared_ocr / "dev" / row["file"])
    return found


def described(scans: Mapping[Kind, list[Path]], folder: Path) -> None:
    """The scans in one folder, with a table of their languages."""
    folder.mkdir()
    with (folder / "familytales.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(("file", "title", "language"))
        for (_, language), paths in scans.items():
            for path in paths:
                shutil.copy(path, folder)
                table.writerow((path.name, path.stem, language))


def plain(scan: Path, language: str) -> str:
    """What the `tesseract` program reads, in English where its data for the language are missing."""
    known = language if language in tessdata.languages() else "eng"
    data = ["--tessdata-dir", str(tessdata.choose((known,))), "-l", known]
    command = ["tesseract", str(scan), "stdout", *data]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(not shutil.which("tesseract"), reason="the tesseract program is not installed")
def test_no_page_fails_and_no_kind_is_read_worse_than_by_tesseract_alone(
    scans: Mapping[Kind, list[Path]], score: ModuleType, tmp_path: Path
) -> None:
    home = Home(tmp_path / "scans", tmp_path / "library", tmp_path / "out")
    described(scans, home.scans)
    arguments = ("--title", "Real", "--each-file", "--formats", "text", "--out", str(home.out))
    home.run("make", str(home.scans), *arguments)
    with home.opened() as library:
        documents = library.documents.of_book(1)
        found = {one.title: "\n".join(library.transcripts.texts(one.id)) for one in documents}
    rates = {}
    for kind, paths in scans.items():
        truths = [path.with_suffix(".txt").read_text(encoding="utf-8") for path in paths]
        ours = rate(score, truths, [found[path.stem] for path in paths])
        rates[" ".join(kind)] = ours, rate(score, truths, [plain(path, kind[1]) for path in paths])
    table = [f"{kind:18} CER {ours:6.2f} %, Tesseract alone {theirs:6.2f} %" for kind, (ours, theirs) in rates.items()]
    sys.stdout.write("\n".join(table))
    assert [kind for kind, (ours, theirs) in rates.items() if ours > theirs] == []


def rate(score: ModuleType, truths: list[str], found: list[str]) -> float:
    """Character error rate in percent."""
    errors = [score.errors(truth, text) for truth, text in zip(truths, found, strict=True)]
    return 100 * sum(one[0] for one in errors) / sum(one[1] for one in errors)
