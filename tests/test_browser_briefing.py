"""The briefing tab as a person uses it, in Chromium: ordered by keyboard, read, downloaded, on a telephone."""

import queue
import threading
from io import BytesIO
from pathlib import Path

import pytest

from qa.web.access import WebAccess
from qa.web.serve import serve
from tests.fakes_briefing import CollectionDesk

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 60_000  # milliseconds, for a machine that does much else

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.is_file(), reason=f"there is no Chromium at {CHROMIUM}"),
]


@pytest.fixture(scope="module")
def address(sample_collection) -> str:
    found: queue.Queue[str] = queue.Queue()
    options = {"host": "127.0.0.1", "port": 0, "access": WebAccess(), "announce": found.put}
    threading.Thread(target=serve, args=(CollectionDesk(sample_collection),), kwargs=options, daemon=True).start()
    return found.get(timeout=60)


@pytest.fixture(scope="module")
def chromium():
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(chromium, address, complaints):
    context = chromium.new_context(viewport={"width": 1100, "height": 800}, accept_downloads=True)
    yield opened(context.new_page(), address, complaints)
    context.close()


def opened(page, address, complaints):
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.get_by_role("tab", name="Briefing").click()
    page.get_by_label("Topic").wait_for()
    return page


def make(page, topic):
    page.get_by_label("Topic").fill(topic)
    page.get_by_role("button", name="Make the briefing").click()
    page.locator("#briefing-ready").wait_for()


def test_a_briefing_is_ordered_by_keyboard_and_its_sources_open(page, complaints):
    page.get_by_label("Topic").focus()
    page.keyboard.type("burglary")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Briefing: burglary").wait_for()
    marker = page.get_by_role("link", name="Source [1]").first
    marker.focus()
    page.keyboard.press("Enter")
    card = page.locator("#briefing-source-1")
    assert card.evaluate("element => element === document.activeElement")
    assert card.locator("mark").is_visible()
    assert complaints == []


def test_that_it_is_ready_is_said_to_a_screen_reader(page):
    make(page, "knife crime")
    page.wait_for_function("document.getElementById('live').textContent.startsWith('The briefing is ready')")


def test_the_word_file_holds_what_the_page_shows(page):
    docx = pytest.importorskip("docx")
    make(page, "knife crime")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Word file (.docx)").click()
    file = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == "briefing-knife-crime.docx"
    shown = page.locator("#briefing-ready section h3").all_text_contents()
    written = [one.text for one in docx.Document(BytesIO(file)).paragraphs if one.style.name == "Heading 1"]
    assert written == shown


def test_an_order_for_nothing_says_what_to_do(page):
    page.get_by_role("button", name="Make the briefing").click()
    notice = page.locator("#briefing-notice").get_by_role("alert")
    notice.wait_for()
    assert "Say what the briefing is about" in notice.text_content()


def test_the_precept_form_takes_meeting_and_members(page):
    page.get_by_label("Precept", exact=True).check()
    page.get_by_text("Meeting, item and paper").click()
    page.get_by_label("Date of the meeting").fill("6 February 2025")
    page.get_by_label("Members of the panel").fill("12")
    page.get_by_role("button", name="Make the briefing").click()
    page.get_by_role("heading", name="Briefing: proposed precept for 2025/26").wait_for()
    assert page.get_by_role("cell", name="Saturday 8 February 2025").is_visible()
    assert "so 8 must vote for it" in page.locator("#briefing-ready").text_content()


def test_a_telephone_shows_it_without_scrolling_sideways(chromium, address, complaints):
    context = chromium.new_context(viewport={"width": 400, "height": 800})
    page = opened(context.new_page(), address, complaints)
    make(page, "burglary")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    context.close()


def test_every_table_can_be_scrolled_by_keyboard_and_has_a_name(page):
    make(page, "burglary")
    regions = page.locator("#briefing-ready .scrolls")
    named = [region.get_attribute("aria-label") for region in regions.all()]
    assert named != []
    assert all(named)
    assert {region.get_attribute("tabindex") for region in regions.all()} == {"0"}
