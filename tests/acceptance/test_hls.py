"""The stream as FFmpeg's prober sees it, and as hls.js plays it in a browser."""

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from familytales.binding.hls import HlsFormat
from familytales.domain.editions import Edition
from tests.binding.editions import make_edition

PLAYER = Path(os.environ.get("HLS_JS") or Path(__file__).parents[2] / ".tools/node_modules/hls.js/dist/hls.min.js")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
PAGE = """<!doctype html><title>x</title><audio id="a" muted></audio><script src="/hls.min.js"></script><script>
window.told = {fatal: ""};
const hls = new Hls({enableWorker: false});
hls.on(Hls.Events.ERROR, (event, data) => { if (data.fatal) told.fatal = data.details; });
hls.loadSource("/index.m3u8"); hls.attachMedia(document.getElementById("a"));
</script>"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return make_edition(tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="module")
def folder(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("hls") / "book"
    HlsFormat().bind(edition, target, lambda done, total: None)
    return target


def seconds(edition: Edition) -> float:
    return sum(one.narration.duration for one in edition.documents() if one.narration)


@pytest.mark.parametrize("name", ["index.m3u8", "sound.m3u8"])
def test_ffprobe_finds_the_whole_recording(edition: Edition, folder: Path, name: str) -> None:
    if shutil.which("ffprobe") is None:
        pytest.skip("no ffprobe: install ffmpeg")
    command = ["ffprobe", "-v", "warning", "-of", "json", "-show_format", "-show_streams", str(folder / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert done.stderr == ""
    assert [stream["codec_name"] for stream in found["streams"]] == ["aac"]
    assert float(found["format"]["duration"]) == pytest.approx(seconds(edition), abs=0.1)


class Ranges(SimpleHTTPRequestHandler):
    """Serves byte ranges, as every web server does and Python's does not."""

    def do_GET(self) -> None:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if not wanted:
            super().do_GET()
            return
        data = Path(self.translate_path(self.path)).read_bytes()
        first, last = int(wanted[1]), min(int(wanted[2]), len(data) - 1)
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        self.wfile.write(data[first : last + 1])

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def address(folder: Path, tmp_path: Path) -> Iterator[str]:
    if not PLAYER.is_file():
        pytest.skip("hls.js is not here: sh tests/run.sh gets it with npm")
    site = tmp_path / "site"
    shutil.copytree(folder, site)
    shutil.copy(PLAYER, site / "hls.min.js")
    (site / "play.html").write_text(PAGE)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Ranges, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.slow
def test_hls_js_plays_it_and_can_jump(edition: Edition, address: str) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not BROWSER:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    flags = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=flags)
        page = browser.new_page()
        page.goto(f"{address}/play.html")
        page.wait_for_function("told.fatal || document.getElementById('a').readyState >= 3")
        assert page.evaluate("told.fatal") == ""
        length = page.evaluate("document.getElementById('a').duration")
        assert length == pytest.approx(seconds(edition), abs=0.2)
        page.evaluate("a = document.getElementById('a'), a.currentTime = a.duration - 2, a.play()")
        page.wait_for_function("told.fatal || document.getElementById('a').currentTime > a.duration - 1.5")
        assert page.evaluate("told.fatal") == ""
        browser.close()
