"""What every test gets: no network but this machine's own, and no settings or folders of whoever runs it."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from familytales import settings

CHECKOUT = Path(__file__).parents[1]
_LOOPBACK = ("127.", "::1", "localhost")
_OCR = os.environ.get("FAMILYTALES_OCR_DEV")

# One thread per engine, as the program itself runs them; read when the libraries load.
for _name in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_name] = "1"


# How fast a busy machine is says nothing about what is tested.
hypothesis_settings.register_profile(
    "any speed", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("any speed")


@pytest.fixture(autouse=True)
def _own_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
            raise AssertionError(f"a test tried to reach {address[0]!r}: tests use this machine only")
        return connect(self, address)

    return guarded


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("FAMILYTALES_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    settings.load.cache_clear()
    yield
    settings.load.cache_clear()


@pytest.fixture(scope="session")
def shared_ocr() -> Path:
    """Real scans with their true text: `$FAMILYTALES_OCR_DEV`, or `shared/ocr` beside the checkout."""
    folder = Path(_OCR or CHECKOUT.parent / "shared" / "ocr")
    if not (folder / "dev").is_dir():
        pytest.skip(f"no real scans at {folder}: set FAMILYTALES_OCR_DEV to a folder that holds dev/")
    return folder
