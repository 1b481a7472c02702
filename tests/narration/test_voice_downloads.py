"""Downloads from a server on this machine."""

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from familytales.domain.errors import BadInput, TryAgainLater, UsageError
from familytales.narration.voice_downloads import catalogue, download

from .conftest import tiny_config, tiny_model

NAME = "de_DE-anna-low"
PLACE = "de/de_DE/anna/low"


class Shop:
    """What the server offers, how it behaves, and what it was asked for."""

    def __init__(self) -> None:
        self.files = {
            f"{PLACE}/{NAME}.onnx": tiny_model(),
            f"{PLACE}/{NAME}.onnx.json": tiny_config(),
            f"{PLACE}/MODEL_CARD": b"* License: CC0\n",
        }
        self.break_after = 0  # bytes of a model after which the line goes dead
        self.ranges = True
        self.asked: list[tuple[str, str]] = []
        self.catalogue = self.listed()

    def listed(self) -> bytes:
        files = {
            path: {"size_bytes": len(data), "md5_digest": hashlib.md5(data).hexdigest()}
            for path, data in self.files.items()
        }
        facts = {"language": {"code": "de_DE", "region": "DE"}, "quality": "low", "files": files}
        return json.dumps({NAME: facts}).encode()

    def answer(self, path: str, wanted: str) -> tuple[int, bytes, int]:
        """Status, body, and how much of it to send."""
        self.asked.append((path, wanted))
        data = self.catalogue if path == "voices.json" else self.files.get(path)
        if data is None:
            return 404, b"", 0
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.ranges else 0
        sent = self.break_after if self.break_after and path.endswith(".onnx") else len(data) - start
        return (206 if start else 200), data[start:], sent


@pytest.fixture
def shop() -> Iterator[tuple[Shop, str]]:
    offered = Shop()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, sent = offered.answer(self.path.lstrip("/"), self.headers.get("Range", ""))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:sent])

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield offered, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "voices"


def ignore(done: int, total: int) -> None:
    pass


def test_the_catalogue_lists_voices_and_sizes(shop: tuple[Shop, str]) -> None:
    offered, url = shop
    (offer,) = catalogue(url)

    assert (offer.name, offer.language, offer.region, offer.quality) == (NAME, "deu", "DE", "low")
    assert offer.size == sum(len(data) for data in offered.files.values())


def test_a_downloaded_voice_is_installed_and_nothing_else_is_left(shop: tuple[Shop, str], folder: Path) -> None:
    _, url = shop
    told: list[tuple[int, int]] = []
    voice = download(NAME, folder, url, lambda done, total: told.append((done, total)))

    assert (voice.name, voice.licence, Path(voice.path).parent) == (NAME, "CC0", folder)
    assert {path.name for path in folder.iterdir()} == {NAME + end for end in (".onnx", ".onnx.json", ".MODEL_CARD")}
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_a_broken_download_goes_on_where_it_stopped(shop: tuple[Shop, str], folder: Path) -> None:
    offered, url = shop
    offered.break_after = 60
    with pytest.raises(TryAgainLater, match="kept"):
        download(NAME, folder, url, ignore)
    assert not list(folder.glob("*.onnx"))

    offered.break_after = 0
    assert download(NAME, folder, url, ignore).name == NAME
    assert (f"{PLACE}/{NAME}.onnx", "bytes=60-") in offered.asked


def test_a_server_that_cannot_resume_starts_again(shop: tuple[Shop, str], folder: Path) -> None:
    offered, url = shop
    offered.break_after, offered.ranges = 60, False
    with pytest.raises(TryAgainLater):
        download(NAME, folder, url, ignore)

    offered.break_after = 0
    assert Path(download(NAME, folder, url, ignore).path).read_bytes() == tiny_model()


def test_what_differs_from_its_checksum_is_thrown_away(shop: tuple[Shop, str], folder: Path) -> None:
    offered, url = shop
    path = f"{PLACE}/{NAME}.onnx"
    offered.files[path] = bytes(len(offered.files[path]))
    with pytest.raises(TryAgainLater, match="damaged"):
        download(NAME, folder, url, ignore)

    offered.files[path] = tiny_model()
    assert download(NAME, folder, url, ignore).name == NAME


def test_what_is_no_voice_is_not_kept(shop: tuple[Shop, str], folder: Path) -> None:
    offered, url = shop
    offered.files[f"{PLACE}/{NAME}.onnx"] = b"not a model"
    offered.catalogue = offered.listed()
    with pytest.raises(BadInput):
        download(NAME, folder, url, ignore)

    assert list(folder.iterdir()) == []


def test_a_voice_that_is_not_offered_is_named(shop: tuple[Shop, str], folder: Path) -> None:
    with pytest.raises(UsageError, match="de_DE-nobody-low"):
        download("de_DE-nobody-low", folder, shop[1], ignore)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"a": 1}',
        b'{"a": {}}',
        Shop().catalogue.replace(NAME.encode() + b'":', b'../evil":'),
    ],
)
def test_a_strange_catalogue_is_refused(shop: tuple[Shop, str], body: bytes) -> None:
    offered, url = shop
    offered.catalogue = body
    with pytest.raises((TryAgainLater, BadInput)):
        catalogue(url)


def test_offline_nothing_is_asked_for(shop: tuple[Shop, str], folder: Path) -> None:
    offered, url = shop
    with pytest.raises(UsageError, match="Offline"):
        download(NAME, folder, url, ignore, offline=True)

    assert offered.asked == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "not an address", "http://[/"])
def test_a_server_that_does_not_answer_is_named(address: str, folder: Path) -> None:
    with pytest.raises((TryAgainLater, UsageError), match=r"address|fetched"):
        download(NAME, folder, address, ignore)


def test_a_missing_file_is_named(shop: tuple[Shop, str], folder: Path) -> None:
    offered, url = shop
    del offered.files[f"{PLACE}/MODEL_CARD"]
    with pytest.raises(TryAgainLater, match="MODEL_CARD"):
        download(NAME, folder, url, ignore)
