"""The tab with requests as a person uses it, in Chromium: by keyboard, sorted, on a telephone, a status set by hand."""

import pytest

from corpus.papers import Access
from qa.web.access import WebAccess, web_access
from qa.web.sign_in import add_user
from tests.fakes_actions import TrackerDesk, minutes
from tests.fakes_qa import Shelf
from tests.test_browser import CHROMIUM, PATIENCE, Watched, chromium, serving, tab_to

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.is_file(), reason=f"there is no Chromium at {CHROMIUM}"),
]
__all__ = ["chromium"]  # the fixture
PAPERS = (
    minutes(
        "RESOLVED that: a report on the theft of tractor parts be brought to the Panel in November 2023.\n\n"
        "Cllr Ann Brook asked that a map of badger setts be sent.",
        "2023-05-11",
    ),
    minutes("The report on the theft of tractor parts, as the Panel had asked in May, was presented.", "2023-11-16"),
    minutes("RESOLVED that: the sale of Mill Lane be reported.", "2023-06-01", access=Access.EXEMPT),
)


@pytest.fixture(scope="module")
def address():
    return serving(TrackerDesk(Shelf(*PAPERS)), WebAccess())


@pytest.fixture
def watched(chromium, address):
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    yield Watched(context.new_page(), address)
    context.close()


def listed(page, address):
    """Open the page and choose the tab; return the table."""
    page.goto(address)
    page.get_by_role("tab", name="Requests").click()
    table = page.get_by_role("table", name="Requests and what became of them")
    table.wait_for()
    return table


def row_of(page, words):
    """Return the row of the record that has these words."""
    return page.locator("table.tracker tbody tr", has=page.locator("td > blockquote", has_text=words))


def test_the_tab_lists_requests_with_status_and_trail(watched):
    listed(watched.page, watched.address)
    row = row_of(watched.page, "tractor parts")
    assert "Answered" in row.inner_text()
    row.get_by_text("1 later passage").click()
    assert row.get_by_text("The status rests on this.").is_visible()
    assert watched.page.get_by_role("img", name="Time line of").is_visible()
    assert watched.complaints == []
    assert watched.foreign == []


def test_the_tab_is_reached_and_used_by_keyboard_alone(watched):
    page = watched.page
    page.goto(watched.address)
    page.get_by_text("Papers to ask about:").wait_for()
    tab_to(page, page.get_by_role("tab", name="Requests"))
    page.keyboard.press("Enter")
    page.get_by_role("table").wait_for()
    tab_to(page, page.get_by_label("Topic").first)
    page.keyboard.type("badger setts")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="1 record").wait_for()
    assert "badger setts" in page.get_by_role("table").inner_text()


def test_a_header_sorts_the_table_and_says_so(watched):
    table = listed(watched.page, watched.address)
    header = table.get_by_role("columnheader", name="Status")
    header.get_by_role("button").click()
    assert header.get_attribute("aria-sort") == "ascending"
    first = table.get_by_role("row").nth(1)
    assert "Answered" in first.inner_text()
    header.get_by_role("button").click()
    assert header.get_attribute("aria-sort") == "descending"
    assert "Answered" not in table.get_by_role("row").nth(1).inner_text()
    assert table.get_by_role("columnheader", name="Asked").get_attribute("aria-sort") == "none"


def test_a_status_is_set_by_hand(watched):
    page = watched.page
    listed(page, watched.address)
    row = row_of(page, "badger setts")
    row.get_by_role("button", name="Set by hand").click()
    page.get_by_label("Withdrawn or superseded").last.check()
    page.get_by_label("Note").fill("Not wanted any more.")
    page.get_by_role("button", name="Keep this status").click()
    page.get_by_text("is now: withdrawn or superseded").wait_for()
    row = row_of(page, "badger setts")
    assert "Set by hand by the owner" in row.inner_text()
    assert "Not wanted any more." in row.inner_text()


def test_on_a_telephone_nothing_is_wider_than_the_screen(chromium, address):
    context = chromium.new_context(viewport={"width": 400, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    table = listed(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    first = table.locator("tbody tr").first.bounding_box()
    assert first["width"] > 300  # a card as wide as the screen
    context.close()


def test_a_file_can_be_downloaded(watched):
    page = watched.page
    listed(page, watched.address)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel (.xlsx)").click()
    assert waiting.value.suggested_filename == "requests.xlsx"


def test_a_member_of_the_public_sees_public_records_and_no_form(chromium, tmp_path):
    users = tmp_path / "users.jsonl"
    add_user(users, "Ada", "four plain short words")
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    table = listed(page, serving(TrackerDesk(Shelf(*PAPERS)), web_access("127.0.0.1", users=users)))
    assert "Mill Lane" not in table.inner_text()
    assert page.get_by_role("button", name="Set by hand").count() == 0
    assert not page.get_by_text("Set a status by hand").is_visible()
    context.close()
