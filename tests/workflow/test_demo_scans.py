import csv
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from familytales.domain.errors import MissingDependency
from familytales.workflow import demo_scans as module
from familytales.workflow.demo_scans import demo_scans

CHECKOUT = Path(__file__).parents[2]


def test_a_checkout_has_the_scans() -> None:
    assert (demo_scans() / "familytales.csv").is_file()


def test_every_row_describes_a_folder_with_scans() -> None:
    with (demo_scans() / "familytales.csv").open(encoding="utf-8", newline="") as file:
        described = {row["file"] for row in csv.DictReader(file)}
    assert described == {folder.name for folder in demo_scans().iterdir() if folder.is_dir()}
    assert all(list((demo_scans() / name).glob("*.jpg")) for name in described)


def test_every_page_has_its_true_text() -> None:
    assert len(list(demo_scans().rglob("*.jpg"))) == len(list((CHECKOUT / "examples/demo/text").glob("*.txt")))


def test_an_installation_without_scans_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    monkeypatch.setattr(module, "files", lambda name: [])
    with pytest.raises(MissingDependency, match="familytales make"):
        demo_scans()


@pytest.mark.slow
def test_a_wheel_carries_the_scans(tmp_path: Path) -> None:
    pytest.importorskip("setuptools", minversion="77", reason="builds the wheel as pip would, without a download")
    source = tmp_path / "source"
    ignore = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "tests")
    shutil.copytree(CHECKOUT, source, ignore=ignore)
    build = [sys.executable, "-c", f"import setuptools.build_meta as b; b.build_wheel({str(tmp_path)!r})"]
    made = subprocess.run(build, cwd=source, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
    for scan in (CHECKOUT / "examples/demo/scans").rglob("*.*"):
        inside = scan.relative_to(CHECKOUT / "examples/demo/scans").as_posix()
        assert any(name.endswith(f"data/share/familytales/demo/{inside}") for name in names), inside
