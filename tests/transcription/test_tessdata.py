import shutil
import subprocess
import sys

import pytest

from familytales.domain.errors import ExitCode, MissingDependency
from familytales.transcription import tessdata


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Makes folders with data the only ones on this machine."""

    def install(**folders):
        made = []
        for name, languages in folders.items():
            folder = tmp_path / name
            folder.mkdir()
            made.append(folder)
            for language in languages.split():
                (folder / f"{language}.traineddata").write_bytes(language.encode())
        monkeypatch.setattr(tessdata, "_candidates", lambda: iter(made))
        return made

    return install


def test_the_family_s_own_folder_comes_before_all_others(tmp_path, monkeypatch):
    (tmp_path / "eng.traineddata").write_bytes(b"own")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tessdata.choose(["eng"]) == tmp_path


def test_the_parent_of_a_tessdata_folder_serves_too(tmp_path, monkeypatch):
    (tmp_path / "tessdata").mkdir()
    (tmp_path / "tessdata" / "eng.traineddata").write_bytes(b"own")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tessdata.choose(["eng"]) == tmp_path / "tessdata"


def test_the_data_from_wheels_is_always_there():
    assert {"eng", "deu"} <= tessdata.languages()
    assert tessdata.choose(["eng", "deu"]).is_dir()


def test_the_most_preferred_folder_that_has_all_languages_is_chosen(installed):
    first, second = installed(first="eng fra osd", second="eng deu")
    assert tessdata.choose(["eng"]) == first
    assert tessdata.choose(["eng", "deu"]) == second
    assert tessdata.languages() == {"eng", "fra", "deu"}


def test_a_missing_language_is_named_with_the_command_that_gets_it(installed, monkeypatch):
    installed(only="eng")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name == "apt-get" else None)
    with pytest.raises(MissingDependency) as caught:
        tessdata.choose(["eng", "fra"])
    assert "French (fra)" in caught.value.message
    assert "sudo apt install tesseract-ocr-fra" in caught.value.remedy
    assert caught.value.exit_code is ExitCode.MISSING


def test_languages_in_different_folders_are_said_to_be_apart(installed):
    installed(first="eng", second="deu")
    with pytest.raises(MissingDependency, match=r"German \(deu\) is not in the same folder"):
        tessdata.choose(["eng", "deu"])


def test_no_data_at_all_is_a_missing_language(installed):
    installed()
    with pytest.raises(MissingDependency, match=r"English \(eng\) is not installed"):
        tessdata.choose(["eng"])


@pytest.mark.parametrize("name", ["../eng", "/etc/passwd", "", "eng+deu", "osd"])
def test_names_that_are_no_languages_are_missing_ones(name):
    with pytest.raises(MissingDependency):
        tessdata.choose([name])


@pytest.mark.parametrize(
    ("platform", "program", "expected"),
    [
        ("darwin", "brew", "brew install tesseract-lang"),
        ("linux", "apt-get", "sudo apt install tesseract-ocr-chi-sim tesseract-ocr-fra"),
        ("linux", "dnf", "sudo dnf install tesseract-langpack-chi-sim tesseract-langpack-fra"),
        ("win32", "", "put chi_sim.traineddata, fra.traineddata"),
    ],
)
def test_the_command_is_the_platform_s_own(platform, program, expected, monkeypatch):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == program else None)
    assert tessdata.install_command(["chi_sim", "fra"]).startswith(expected)


def test_the_digest_tells_other_data(tmp_path):
    (tmp_path / "eng.traineddata").write_bytes(b"one")
    (tmp_path / "deu.traineddata").write_bytes(b"two")
    assert len({tessdata.digest(tmp_path, "eng"), tessdata.digest(tmp_path, "deu")}) == 2


@pytest.mark.skipif(not shutil.which("tesseract"), reason="the tesseract program is not installed")
def test_the_program_s_own_folder_is_found():
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout
    assert tessdata._of_program().name in listed.splitlines()[0]
    assert tessdata.available(tessdata._of_program()) <= set(listed.split())


def test_frakturs_data_are_found_under_each_of_their_names(installed):
    first, second = installed(first="eng deu", second="Fraktur deu_latf")
    assert tessdata.fraktur() == (second, "deu_latf")
    (first / "script").mkdir()
    (first / "script" / "Fraktur.traineddata").write_bytes(b"Fraktur")
    assert tessdata.fraktur() == (first, "script/Fraktur")
    assert tessdata.languages() >= {"eng", "deu"}


def test_without_frakturs_data_there_are_none(installed):
    installed(only="eng deu")
    assert tessdata.fraktur() is None
