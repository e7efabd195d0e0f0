"""The page as a person uses it, in Chromium: by keyboard, on a telephone, in the dark, with a screen reader's names."""

import queue
import re
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from qa.web.access import WebAccess, web_access
from qa.web.serve import serve
from qa.web.sign_in import add_user
from tests.fakes_web import EXAMPLES, GRANT, RESOLUTION, FakeDesk

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
PRECEPT = EXAMPLES[0]
PATIENCE = 20_000  # milliseconds, for a machine that does much else

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.is_file(), reason=f"there is no Chromium at {CHROMIUM}"),
]


def serving(desk: FakeDesk, access: WebAccess) -> str:
    found: queue.Queue[str] = queue.Queue()
    options = {"host": "127.0.0.1", "port": 0, "access": access, "announce": found.put}
    threading.Thread(target=serve, args=(desk,), kwargs=options, daemon=True).start()
    return found.get(timeout=30)


@pytest.fixture(scope="module")
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture(scope="module")
def address(desk) -> str:
    return serving(desk, WebAccess())


@pytest.fixture(scope="module")
def chromium():
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A page that keeps what it asked for and what it complained of."""

    def __init__(self, page, address: str) -> None:
        self.page = page
        self.address = address
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)

    def _console(self, message) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def open(self):
        self.page.goto(self.address)
        self.page.get_by_label("Your question").wait_for()
        self.page.get_by_text("Papers to ask about:").wait_for()
        return self.page


@pytest.fixture
def watched(chromium, address) -> Iterator[Watched]:
    context = chromium.new_context(viewport={"width": 1100, "height": 800})
    yield Watched(context.new_page(), address)
    context.close()


@pytest.fixture
def page(watched):
    return watched.open()


def ask(page, text: str) -> None:
    answers = page.locator("article.turn:not([data-pending])")
    before = answers.count()
    page.get_by_label("Your question").fill(text)
    page.keyboard.press("Enter")
    answers.nth(before).wait_for()


def tab_to(page, locator, *, most: int = 40) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{most} times Tab do not reach it")


def test_a_question_is_asked_and_its_source_read_by_keyboard_alone(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first stop skips to the question
    page.keyboard.type(PRECEPT)
    page.keyboard.press("Enter")
    marker = page.get_by_role("link", name="Source [1]")
    marker.wait_for()
    page.keyboard.press("Shift+Tab")
    page.evaluate("document.querySelector('.skip').focus()")
    tab_to(page, marker)
    page.keyboard.press("Enter")
    card = page.locator("#source-1-1")
    assert card.evaluate("element => element === document.activeElement")
    assert card.locator("mark").is_visible()
    assert card.locator("mark").text_content() == RESOLUTION


def test_a_click_on_a_marker_opens_its_card_with_the_quotation_highlighted(page):
    ask(page, "Say of the precept and the grant")
    marks = page.locator("mark")
    assert [mark.is_visible() for mark in marks.all()] == [False, False]
    page.get_by_role("link", name="Source [2]").click()
    assert [mark.is_visible() for mark in marks.all()] == [False, True]
    assert marks.nth(1).text_content() == GRANT
    page.get_by_text("Show the passage in the paper").first.click()
    assert marks.nth(0).is_visible()


def test_the_words_of_a_paper_stay_words(watched):
    page = watched.open()
    ask(page, "Who received a grant?")
    assert '<img src=x onerror="document.title=1">' in page.locator(".claim").text_content()
    assert page.locator("#conversation img").count() == 0
    assert page.title() == "Panel papers: questions and answers"
    assert watched.foreign == []


def test_the_page_asks_nothing_of_other_sites_and_complains_of_nothing(watched):
    page = watched.open()
    ask(page, PRECEPT)
    page.get_by_role("link", name="Source [1]").click()
    page.get_by_role("button", name="Narrow the search").click()
    page.wait_for_timeout(500)
    assert watched.foreign == []
    assert watched.complaints == []


def test_markup_that_slipped_in_could_not_run(page):
    page.evaluate("""() => {
        const place = document.getElementById("conversation");
        place.insertAdjacentHTML("beforeend", "<img src='data:,x' onerror='window.ran = 1'>");
    }""")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None


def test_an_example_asks_itself(page):
    page.get_by_role("button", name=EXAMPLES[1]).click()
    page.get_by_role("heading", name=EXAMPLES[1]).wait_for()
    page.get_by_text("Harbour Centre").first.wait_for()
    assert not page.get_by_role("button", name=EXAMPLES[1]).is_visible()


def test_a_question_asked_back_is_answered_at_the_press_of_a_button(page):
    ask(page, "which precept?")
    choices = page.get_by_role("list", name="Questions that you may mean")
    assert choices.get_by_role("button").all_text_contents() == [EXAMPLES[0], f"{EXAMPLES[1]} <b>Say</b>"]
    choices.get_by_role("button", name=EXAMPLES[0]).focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=EXAMPLES[0]).wait_for()
    last = page.locator("article.turn").last
    last.get_by_role("heading", name="Answer").wait_for()
    assert RESOLUTION[:40] in last.text_content()


def test_the_search_is_narrowed_by_panel_kind_and_date(page):
    page.get_by_role("button", name="Narrow the search").click()
    panels = page.get_by_role("group", name="Panel")
    panels.get_by_label("Estreham Police, Fire and Crime Panel").check()
    ask(page, PRECEPT)
    assert page.get_by_role("heading", name="The papers do not say").is_visible()
    panels.get_by_label("Estreham Police, Fire and Crime Panel").uncheck()
    panels.get_by_label("Wexmere Police and Crime Panel").check()
    page.get_by_role("group", name="Kind of paper").get_by_label("Minutes").check()
    page.get_by_label("From").fill("2022")
    page.get_by_label("To", exact=False).last.fill("February 2022")
    ask(page, PRECEPT)
    last = page.locator("article.turn").last
    assert last.get_by_role("heading", name="Answer").is_visible()
    assert "Searched: 1 paper, of 4 February 2022." in last.text_content()


def test_a_date_that_cannot_be_read_is_explained_and_the_question_kept(page):
    page.get_by_role("button", name="Narrow the search").click()
    page.get_by_label("From").fill("soon")
    page.get_by_label("Your question").fill(PRECEPT)
    page.get_by_role("button", name="Ask", exact=True).click()
    alert = page.get_by_role("alert").filter(has_text="write it as 25 April 2019")
    alert.wait_for()
    assert page.get_by_label("Your question").input_value() == PRECEPT


def test_silence_looks_and_reads_unlike_an_answer(page):
    ask(page, PRECEPT)
    ask(page, "How many horses does the Commissioner keep?")
    silent = page.locator("article.turn").last
    assert silent.get_by_role("heading", name="The papers do not say").is_visible()
    assert silent.get_by_role("heading", name="Nearest, but not an answer").is_visible()
    assert "Searched: 3 papers" in silent.text_content()
    look = "element => [getComputedStyle(element).borderTopWidth, getComputedStyle(element).backgroundColor]"
    answered, refused = (page.locator("section.answer").nth(n).evaluate(look) for n in (0, 1))
    assert answered[0] == "0px"
    assert refused[0] == "2px"
    assert answered[1] != refused[1]


def test_a_further_question_stands_in_its_conversation(page):
    ask(page, PRECEPT)
    ask(page, "Show me that again")
    assert page.locator("article.turn").count() == 2
    assert page.locator("article.turn").last.locator(".claim").text_content().startswith("It says: “RESOLVED that:")
    newest = page.get_by_role("heading", name="Show me that again")
    page.wait_for_function("heading => heading.getBoundingClientRect().top >= 0", arg=newest.element_handle())
    page.wait_for_timeout(800)
    assert 0 <= newest.bounding_box()["y"] < 800


def test_clearing_forgets_the_conversation(page):
    ask(page, PRECEPT)
    page.get_by_role("button", name="Clear the conversation").click()
    page.locator("article.turn").first.wait_for(state="detached")
    assert page.get_by_role("button", name=EXAMPLES[0]).is_visible()
    ask(page, "Show me that again")
    assert page.get_by_role("heading", name="The papers do not say").is_visible()


def test_a_slow_question_can_be_stopped_and_is_given_back(page):
    page.get_by_label("Your question").fill("a slow question")
    page.keyboard.press("Enter")
    page.get_by_text("Looking in the papers").first.wait_for()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("alert").filter(has_text="Stopped.").wait_for()
    page.wait_for_function("document.querySelector('#question textarea').value === 'a slow question'")
    page.wait_for_timeout(3500)
    assert page.locator("article.turn").count() == 0


def test_stop_ends_the_work_of_a_model_that_goes_on_writing(page, desk):
    desk.stopped.clear()
    page.get_by_label("Your question").fill("go on writing")
    page.keyboard.press("Enter")
    page.get_by_text("The language model is <writing> …").wait_for()
    page.wait_for_timeout(500)  # many steps with nothing new to show
    assert page.locator("article.turn").count() == 1
    assert not desk.stopped.is_set()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("alert").filter(has_text="Stopped.").wait_for()
    assert desk.stopped.wait(timeout=5)


def test_an_unexpected_fault_says_what_to_do_and_shows_no_detail(page):
    page.get_by_label("Your question").fill("boom")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="Ask again; if it happens again").wait_for()
    page.wait_for_function("document.querySelector('#question textarea').value === 'boom'")
    assert "secret-of-the-machine" not in page.content()
    assert "Traceback" not in page.content()


def test_an_answer_is_copied_with_its_citations(chromium, address):
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = Watched(context.new_page(), address).open()
    ask(page, PRECEPT)
    page.get_by_role("button", name="Copy with citations").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"[1] “{RESOLUTION}”" in copied
    assert "Wexmere Police and Crime Panel, 4 February 2022, Minutes, resolutions (a) and (b), page 3" in copied
    context.close()


def test_an_answer_is_announced(page):
    ask(page, PRECEPT)
    live = page.get_by_role("status").filter(has_text="1 source.")
    live.wait_for()
    assert live.get_attribute("aria-live") == "polite"
    assert live.text_content().startswith("Answer. It says: “RESOLVED that:")


def test_headings_are_in_order_and_everything_has_a_name(page):
    ask(page, PRECEPT)
    ask(page, "horses")
    page.get_by_role("button", name="Narrow the search").click()
    seen = "all => all.filter(heading => heading.offsetParent).map(heading => Number(heading.tagName[1]))"
    levels = page.locator("h1, h2, h3, h4").evaluate_all(seen)
    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert page.locator("html").get_attribute("lang") == "en-GB"
    for role in ("button", "textbox", "checkbox", "link"):
        for element in page.get_by_role(role).all():
            snapshot = element.aria_snapshot()
            assert re.search(rf'{role} "[^"]', snapshot), f"{role} without a name: {snapshot}"
    groups = [group.get_attribute("aria-label") for group in page.locator("fieldset").all()]
    assert groups == ["Panel", "Kind of paper"]


@pytest.mark.parametrize("width", [320, 400])
def test_a_telephone_needs_no_sideways_scrolling(chromium, address, width):
    context = chromium.new_context(viewport={"width": width, "height": 700})
    page = Watched(context.new_page(), address).open()
    page.get_by_role("button", name="Narrow the search").click()
    ask(page, "Say of the precept and the grant")
    page.get_by_role("link", name="Source [2]").click()
    ask(page, "horses")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    sizes = page.locator("a.marker, button:visible, summary").evaluate_all(
        "all => all.filter(e => e.offsetParent).map(e => e.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 24  # WCAG 2.2, 2.5.8
    context.close()


LUMINANCE = """element => {
    const channels = colour => colour.match(/[\\d.]+/g).map(Number);
    const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = node => {
        for (; node; node = node.parentElement) {
            const found = channels(getComputedStyle(node).backgroundColor);
            if (found.length < 4 || found[3] > 0) return found;
        }
        return [255, 255, 255];
    };
    const [a, b] = [channels(getComputedStyle(element).color), ground(element)].map(luminance);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
READ = (
    "h1, h2, h3, h4, .claim, .claim__lead, .marker, .tag, .card p, .quote, mark, .passage, .foot p, .copy, summary, "
    ".lead, #ask, #clear, label span, .banner p, #question textarea"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(chromium, address, scheme):
    context = chromium.new_context(color_scheme=scheme, viewport={"width": 1100, "height": 800})
    page = Watched(context.new_page(), address).open()
    ask(page, "Say of the precept, the grant and the estate")
    page.get_by_role("link", name="Source [1]").click()
    ask(page, "horses")
    elements = [element for element in page.locator(READ).all() if element.is_visible()]
    poor = {element.text_content()[:40]: ratio for element in elements if (ratio := element.evaluate(LUMINANCE)) < 4.5}
    assert len(elements) > 30
    assert poor == {}
    context.close()


def test_focus_is_visible(page):
    ask(page, PRECEPT)
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_two_people_do_not_see_each_other(chromium, tmp_path):
    users = tmp_path / "users.jsonl"
    add_user(users, "Ada", "four plain short words")
    address = serving(FakeDesk(), web_access("127.0.0.1", users=users))
    mine, theirs = chromium.new_context(), chromium.new_context()
    stranger, ada = Watched(mine.new_page(), address).open(), Watched(theirs.new_page(), address)
    ada.page.goto(f"{address}sign-in")
    ada.page.get_by_label("Name").fill("Ada")
    ada.page.get_by_label("Password").fill("four plain short words")
    ada.page.get_by_role("button", name="Sign in").click()
    ada.page.get_by_text("Signed in as Ada").wait_for()
    ada.page.get_by_label("Your question").wait_for()
    ask(ada.page, "What of the estate?")
    ask(stranger, "What of the estate?")
    assert ada.page.get_by_text("Exempt: not for publication", exact=True).is_visible()
    assert stranger.get_by_role("heading", name="The papers do not say").is_visible()
    assert "Mill Lane" not in stranger.content()
    assert stranger.get_by_role("link", name="Sign in").is_visible()
    for context in (mine, theirs):
        context.close()


def test_without_papers_the_page_says_what_to_type(chromium):
    address = serving(FakeDesk(loaded=()), WebAccess())
    page = chromium.new_page()
    page.goto(address)
    page.get_by_text("panelqa index FOLDER").wait_for(timeout=PATIENCE)
    page.close()
