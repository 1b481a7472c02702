"""The web site as a browser sees it, opened from the disk."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from familytales.binding.site import SiteFormat
from familytales.domain.editions import Edition
from tests.binding.editions import in_person, make_edition

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.slow

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--autoplay-policy=no-user-gesture-required",
]


@dataclass
class Watched:
    """A page, and what it complained about or asked for."""

    page: "sync_api.Page"
    site: Path
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, name: str) -> None:
        self.page.goto((self.site / name.partition("?")[0]).as_uri() + name[len(name.partition("?")[0]) :])

    def document(self, number: int) -> str:
        (found,) = (self.site / "documents").glob(f"{number:03}-*.html")
        return found.relative_to(self.site).as_posix()


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return in_person(make_edition(tmp_path_factory.mktemp("edition")))


@pytest.fixture(scope="module")
def site(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A folder as families name them: what needs escaping in an address must not matter.
    target = tmp_path_factory.mktemp("site") / "Oma's book #1 & more"
    SiteFormat().bind(edition, target, lambda done, total: None)
    return target


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    if not BROWSER:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def watched(browser: "sync_api.Browser", site: Path) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    found = Watched(context.new_page(), site)
    found.page.on("console", lambda message: found.complaints.append(message.text) if message.type == "error" else None)
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    # Audio that is left before it is loaded is given up, which is no failure.
    found.page.on(
        "requestfailed", lambda r: None if r.failure == "net::ERR_ABORTED" else found.complaints.append(r.url)
    )
    found.page.on("request", lambda request: found.requests.append(request.url))
    yield found
    context.close()
    assert found.complaints == []
    assert [url for url in found.requests if not url.startswith("file:")] == []


def spoken(page: "sync_api.Page") -> str:
    return page.locator(".spoken").inner_text(timeout=5000)


def seek(page: "sync_api.Page", seconds: float) -> None:
    page.evaluate(
        "time => new Promise(done => { audio.addEventListener('seeked', () => setTimeout(done), {once: true});"
        " audio.currentTime = time; })",
        seconds,
    )


def until(page: "sync_api.Page", condition: str) -> None:
    # Playwright's own waiting evaluates in the page, which the site's security policy rightly forbids.
    for _ in range(300):
        if page.evaluate(f"Boolean({condition})"):
            return
        page.wait_for_timeout(30)
    pytest.fail(f"never came true: {condition}")


def test_every_page_opens_without_complaint(watched: Watched) -> None:
    for name in ("index.html", *(watched.document(number) for number in (1, 2, 3))):
        watched.open(name)
        watched.page.wait_for_load_state("load")
        assert watched.page.evaluate("Array.from(document.images).every(i => i.loading == 'lazy' || i.naturalWidth)")
    assert watched.page.title().startswith("Aunt \"Mae\" & <script>alert('x')</script>")


def test_the_word_heard_is_the_word_lit(watched: Watched, edition: Edition) -> None:
    narration = edition.content(1).narration
    assert narration is not None
    page = watched.page
    watched.open(watched.document(1))
    until(page, "audio.readyState >= 1")
    assert page.evaluate("audio.duration") == pytest.approx(narration.duration, abs=0.05)
    for utterance in narration.utterances:
        for word in (utterance.words[0], utterance.words[-1]):
            seek(page, (word.start + word.end) / 2)
            assert page.locator(".spoken").get_attribute("id") == str(word.ref)


def test_playing_moves_the_light_from_word_to_word(watched: Watched) -> None:
    page = watched.page
    watched.open(watched.document(1))
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "document.querySelector('.spoken')?.id == 'p1-w3'")
    assert page.locator(".said").get_attribute("id") == "s1"
    page.get_by_role("button", name="Pause", exact=True).click()
    stopped = page.evaluate("audio.currentTime")
    assert 0.85 <= stopped < 2.5


def test_a_word_is_played_from_and_boxed_on_the_scan_where_it_stands(watched: Watched) -> None:
    page = watched.page
    watched.open(watched.document(1))
    until(page, "audio.readyState >= 1")
    page.get_by_text("orchard").click()
    until(page, "!audio.paused && document.querySelector('.spoken')?.textContent == 'orchard'")
    page.evaluate("audio.pause()")
    seek(page, page.evaluate("FamilyTales.words.of(document.getElementById('p1-w16')).start / 1000 + 0.1"))
    boxes = page.locator(".box.heard")
    assert boxes.count() == 2
    sheet, first = page.locator("#scan-1").bounding_box(), boxes.first.bounding_box()
    assert sheet is not None
    assert first is not None
    assert (first["x"] - sheet["x"]) / sheet["width"] > 0.7
    seek(page, page.evaluate("FamilyTales.words.of(document.getElementById('p2-w3')).start / 1000 + 0.1"))
    assert page.locator("#scan-2 .box.heard").is_visible()
    until(page, "document.getElementById('shown').value == '2'")  # it scrolls there smoothly


def test_a_click_on_the_scan_finds_the_word(watched: Watched) -> None:
    page = watched.page
    watched.open(watched.document(2))
    until(page, "audio.readyState >= 1")
    sheet = page.locator("#scan-1")
    box = sheet.bounding_box()
    assert box is not None
    left, top = page.evaluate("FamilyTales.words.all[9].boxes[0].slice(1, 3)")
    sheet.click(position={"x": box["width"] * left / 10_000 + 5, "y": box["height"] * top / 10_000 + 5})
    until(page, "!audio.paused")
    # This narration knows sentences only.
    assert spoken(page).startswith("Alles")


def test_everything_can_be_done_from_the_keyboard(watched: Watched) -> None:
    page = watched.page
    watched.open(watched.document(1))
    until(page, "audio.readyState >= 1")
    page.keyboard.press("k")
    until(page, "!audio.paused")
    page.keyboard.press("k")
    until(page, "audio.paused")
    seek(page, 0.3)
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.said')?.id == 's2'")
    page.locator("#text .from").nth(2).press("Enter")
    until(page, "!audio.paused && document.querySelector('.said')?.id == 's3'")
    page.locator(".viewer").press("+")
    until(page, "document.querySelector('.sheet').clientWidth > document.querySelector('.viewer').clientWidth")
    page.keyboard.press("Tab")
    page.keyboard.press("/")
    page.keyboard.type("spring")
    page.get_by_text("1 page found").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=spring*")


@pytest.mark.parametrize(
    ("query", "hits"),
    [("grusse", 1), ("orchard", 1), ("ORCH spring", 0), ("lodz", 1), ("wojciech", 1), ("<script>", 1), ("zebra", 0)],
)
def test_search_finds_words_titles_and_facts(watched: Watched, query: str, hits: int) -> None:
    page = watched.page
    watched.open("index.html")
    page.get_by_role("searchbox").fill(query)
    until(page, "document.getElementById('found').textContent")
    assert page.locator("#results li").count() == hits


def test_a_hit_leads_to_its_word(watched: Watched) -> None:
    page = watched.page
    watched.open("index.html")
    page.get_by_role("searchbox").fill("warmest")
    page.locator("#results a").click()
    page.wait_for_url("**/documents/001-*")
    assert page.locator(".hit").inner_text() == "warmest"
    assert page.locator("#scan-2 .box.found").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_window(watched: Watched, width: int, scheme: str) -> None:
    watched.page.set_viewport_size({"width": width, "height": 700})
    watched.page.emulate_media(color_scheme=scheme)
    for name in ("index.html", watched.document(1), watched.document(3)):
        watched.open(name)
        assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_printed_it_is_scans_and_text_without_controls(watched: Watched) -> None:
    watched.open(watched.document(1))
    watched.page.emulate_media(media="print")
    visible: Callable[[str], bool] = lambda selector: watched.page.locator(selector).first.is_visible()  # noqa: E731
    assert [visible(name) for name in (".player", ".top", ".tools", ".sheet img", "article h1")] == [
        False,
        False,
        False,
        True,
        True,
    ]
