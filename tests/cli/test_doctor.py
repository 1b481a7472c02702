from collections.abc import Callable

import pytest

from familytales.settings import Settings
from familytales.workflow import doctor
from tests.cli.conftest import Ran

Ft = Callable[..., Ran]


@pytest.mark.slow
def test_the_embedded_defaults_work(ft: Ft) -> None:
    ran = ft("doctor", "--json")
    assert ran.code == 0
    checks = {check["name"]: check for check in ran.json["checks"]}
    assert {"Python", "RapidOCR", "Tesseract", "hibari", "espeak-ng", "PyAV", "Disk space"} <= set(checks)
    assert all(check["ok"] for check in checks.values() if check["needed"])


def test_something_needed_that_is_missing_is_exit_code_five(ft: Ft, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> str:
        raise ImportError("No module named 'rapidocr'")

    monkeypatch.setattr(doctor, "_reads", gone)
    monkeypatch.setattr(doctor, "_speaks", lambda *_: "1.0")
    ran = ft("doctor")
    assert ran.code == 5
    assert "MISSING" in ran.out
    assert "pip install --force-reinstall 'rapidocr'" in ran.out


def test_every_check_says_what_it_gives_and_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_reads", lambda *_: "1.0")
    monkeypatch.setattr(doctor, "_speaks", lambda *_: "1.0")
    checks = doctor.examine(Settings(language="eng+deu+xyz"))
    assert all(check.gives and (check.command or check.name == "Disk space") for check in checks)
    assert [check.ok for check in checks if "xyz" in check.name] == [False]


@pytest.mark.parametrize(
    ("release", "expected"),
    [({"ID": "debian"}, "debian"), ({"ID": "rocky", "ID_LIKE": "rhel fedora"}, "fedora"), ({"ID": "mint"}, "debian")],
)
def test_systems_are_told_apart(monkeypatch: pytest.MonkeyPatch, release: dict[str, str], expected: str) -> None:
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    monkeypatch.setattr(doctor.platform, "freedesktop_os_release", lambda: release)
    assert doctor.system() == expected


def test_a_library_that_hangs_on_a_window_system_names_the_system_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs() -> str:
        raise ImportError("libGL.so.1: cannot open shared object file")

    check = doctor._tried("OpenCV", "cleaning", "opencv", hangs)
    assert not check.ok
    assert check.get["debian"] == "sudo apt-get install libgl1 libglib2.0-0"
