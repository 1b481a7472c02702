"""What a faulty engine costs: its own item, which says why; the rest is done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.engines import FAULTS, WIDTHS
from tests.homes import Home, plugged
from tests.scans import draw

pytestmark = pytest.mark.slow

POINTS = """[familytales.ocr]
faulty = tests.faults.engines:FaultyOcr
[familytales.speech]
faulty = tests.faults.engines:FaultySpeech
"""


@pytest.fixture(autouse=True)
def _registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with plugged(tmp_path / "plugin", POINTS, monkeypatch):
        yield


def test_every_fault_costs_its_own_page_only(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, width in WIDTHS.items():
        draw(home.scans / "3 Faults" / f"{name}.png", "Dear Mother", width=width)
    monkeypatch.setenv("FAMILYTALES_TIME_LIMIT", "8")
    events = home.run(
        "make", str(home.scans), "--title", "Harbour letters", "--formats", "text", "--out", str(home.out),
        "--engine", "faulty", "--no-enhance", code=3,
    )  # fmt: skip
    failed = {str(event["name"]): event for event in events if event.get("event") == "failed"}
    assert set(failed) == {f"{name}.png" for name in FAULTS}
    for name, (_, said) in FAULTS.items():
        assert said in str(failed[f"{name}.png"]["reason"])
        assert failed[f"{name}.png"]["remedy"]
    text = next(home.out.glob("*.txt")).read_text()
    assert text.count("Words") == 3
    assert "no answer within" in str(home.run("status"))


def test_language_data_that_are_missing_are_told_with_what_gets_them(home: Home) -> None:
    home.run("add", str(home.scans), "--title", "Harbour letters", "--language", "sqi")
    told = home.run("transcribe", "--engine", "tesseract", code=5)[-1]["error"]
    assert isinstance(told, dict)
    assert "Albanian" in told["message"]
    assert "sqi" in told["remedy"]


def test_a_sentence_that_crashes_the_voice_costs_its_document(home: Home) -> None:
    home.run("add", str(home.scans), "--title", "Harbour letters")
    home.run("transcribe", "--engine", "tesseract")
    events = home.run("narrate", "--voice", "faulty-voice", code=3)
    failed = [event for event in events if event.get("event") == "failed"]
    assert [event["name"] for event in failed] == ["1 Harbour"]
    assert "crashed" in str(failed[0]["reason"])
    assert [event["name"] for event in events if event.get("event") == "done"] == ["2 Garden"]
