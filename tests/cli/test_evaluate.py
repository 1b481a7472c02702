import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.scans import LETTERS, draw

Ft = Callable[..., Ran]


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    """Three pages with their text, one of them with a word that is not on it."""
    folder = tmp_path / "truth"
    rows = ["file\tkind\tlang"]
    for number, text in enumerate(LETTERS.values(), 1):
        draw(folder / f"{number}.png", text)
        (folder / f"{number}.txt").write_text(text + (" unwritten" if number == 3 else ""), encoding="utf-8")
        rows.append(f"{number}.png\t{'garden' if number == 3 else 'harbour'}\teng")
    (folder / "manifest.tsv").write_text("\n".join(rows), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_engines_are_measured_by_kind_and_bad_files_are_named(ft: Ft, truth: Path, tmp_path: Path) -> None:
    (truth / "4.png").write_bytes((truth / "1.png").read_bytes()[:900])
    (truth / "4.txt").write_text("cut short", encoding="utf-8")
    with (truth / "manifest.tsv").open("a", encoding="utf-8") as file:
        file.write("\n4.png\tharbour\teng\n5.png\tharbour\teng\n")
    files = ("--csv", tmp_path / "rates.csv", "--picture", tmp_path / "rates.svg")
    ran = ft("evaluate", truth, "--quality", "fast", "--engines", "tesseract", "--both-ways", *files, "--json")
    assert ran.code == 3
    events = [json.loads(line) for line in ran.out.splitlines()]
    assert {event.get("page") or event.get("name") for event in events if "reason" in event} == {"4.png", "5.png"}
    report = next(event for event in events if event.get("event") == "finished")
    found = {(rate["variant"], rate["kind"]): rate for rate in report["rates"]}
    assert (
        found["tesseract", "harbour-eng"] | {"pages": 2, "failed": 0, "wer": 0.0} == found["tesseract", "harbour-eng"]
    )
    assert found["tesseract, as is", "garden-eng"]["wer"] == pytest.approx(100 / 9, abs=0.01)
    assert found["tesseract", "all"]["seconds"] > 0
    assert found["tesseract", "all"]["memory"] > 10_000_000
    assert {variant for variant, _ in found} == {"fast", "fast, as is", "tesseract", "tesseract, as is"}
    assert len(report["pages"]) == 12
    assert (tmp_path / "rates.csv").read_text().count("\n") == 13
    assert (tmp_path / "rates.svg").read_text().startswith("<svg")


@pytest.mark.slow
def test_a_language_is_told_for_pages_of_which_the_manifest_does_not(ft: Ft, truth: Path) -> None:
    (truth / "manifest.tsv").unlink()
    ran = ft("evaluate", truth, "--engines", "tesseract", "--language", "tlh", "--json")
    assert ran.code == 3
    assert ran.out.count("tlh") >= 3  # each page fails for want of Klingon's data


@pytest.mark.slow
def test_a_page_an_engine_cannot_read_is_wrong_and_named(ft: Ft, truth: Path) -> None:
    text = (truth / "manifest.tsv").read_text()
    (truth / "manifest.tsv").write_text(text.replace("3.png\tgarden\teng", "3.png\tgarden\txyz"))
    ran = ft("evaluate", truth, "--engines", "tesseract")
    assert ran.code == 3
    assert "1 (1 failed)  100.00  100.00" in ran.out
    assert "xyz" in ran.err
    assert "3.png" in ran.err


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--no-enhance", "--both-ways"), "exclude"),
        (("--picture", "rates.gif"), ".png or .svg"),
        (("--csv", "no/folder/rates.csv"), "no folder"),
        (("--engines", "quill"), "quill"),
        (("--quality", "good,worse"), "no quality 'worse'"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_told_before_the_work(ft: Ft, truth: Path, options: tuple[str, ...], word: str) -> None:
    ran = ft("evaluate", truth, *options)
    assert ran.code == 2
    assert word in ran.err
