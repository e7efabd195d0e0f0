"""The report: what went wrong in plain words, every word of a paper escaped, nothing loaded, a page for anybody."""

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from corpus.papers import Access
from eval import printed, run
from eval.choices import Setup, Split
from eval.comparison import beside
from eval.configuration import Configuration
from eval.failures import FAULTS, failed, not_public
from eval.gate import as_baseline, complaints, judge
from eval.measures import ABOUT, MEASURES, measure
from eval.outcomes import sources
from eval.report import Report, render
from eval.run import Result
from qa.answers import Turn
from qa.office.charts import Line, Stroke, line_chart
from tests.fakes_outcomes import MACHINERY, THEFTS, WARDENS, cited, gold, hit, outcome, question
from tests.fakes_qa import Shelf, harbour, rural

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
HOSTILE = '<script>document.title = "taken"</script><img src="https://example.org/x" onerror="alert(1)">'
MADE = Configuration(
    setup=Setup.SHIPPED, split=Split.TUNE, papers="2 papers, 1a", questions="5 questions, 2b", model="small",
    index="one", ranker="3c", prompt="none", engine="4d", program="1",
)  # fmt: skip
BEGUN = Result(command="panelqa eval", configuration=MADE)


def asked(one, text=None, history=()):
    """Return a question with its words, and with what was asked before."""
    changed = replace(one.question, text=text or one.question.text, history=history)
    return replace(one, question=changed)


RIGHT = outcome(
    question(qid="q1", wanted=[gold(WARDENS)]), citations=[cited(WARDENS, locator="under “Minutes”")],
    hits=[hit(WARDENS)],
)  # fmt: skip
SILENT = outcome(
    asked(question(qid="q2", wanted=[gold(THEFTS)]), HOSTILE, (Turn(question=HOSTILE),)), nearest=[cited(WARDENS)],
    hits=[hit(WARDENS), hit(THEFTS)],
)  # fmt: skip
TALKED = outcome(question(qid="q3", kind="unanswerable", answerable=False), citations=[cited(MACHINERY)])
PARTLY = outcome(
    question(qid="q4", kind="list", wanted=[gold(THEFTS), gold(MACHINERY)], facts=["£84,000"]),
    citations=[cited(THEFTS)], hits=[hit(THEFTS)],
)  # fmt: skip
ALTERED = outcome(question(qid="q5", wanted=[gold(THEFTS)]), citations=[cited(THEFTS, moved=1)])
OUTCOMES = [RIGHT, SILENT, TALKED, PARTLY, ALTERED]


def report(outcomes=OUTCOMES, *, before=None, earlier=None):
    """Return a report, beside a baseline made of other outcomes and an earlier run of others where given."""
    result = run.measured(outcomes, BEGUN)
    kept = as_baseline(run.measured(before, BEGUN), before=None) if before else None
    judged = judge(result, kept)
    return Report(
        result=result, outcomes=outcomes, judged=judged, baseline=kept, complaints=complaints(judged), remarks=[],
        comparison=beside(result, run.measured(earlier, BEGUN), name="monday") if earlier else None,
    )  # fmt: skip


# What went wrong


def groups(outcomes=OUTCOMES):
    return {group.heading: group.failures for group in failed(outcomes, measure(outcomes))}


def test_each_failure_stands_under_the_gravest_thing_that_is_wrong_with_it():
    found = {heading: [one.qid for one in failures] for heading, failures in groups().items()}

    assert found == {
        "A quotation is not the paper's own text": ["q5"],
        "Answered, though the papers do not say": ["q3"],
        "Silent, though the papers do say": ["q2"],
        "Something that answers is not cited": ["q4"],
    }


def test_all_that_is_wrong_is_named_with_the_failure():
    (one,) = groups()["Something that answers is not cited"]

    assert one.reasons == (
        "not all that answers is cited",
        "a resolution or list is not whole",
        "a required fact is missing",
        "the place named is wrong",
    )


def test_a_failure_shows_what_was_wanted_whether_it_was_cited_and_where_it_was_found():
    (one,) = groups()["Something that answers is not cited"]

    assert [(wanted.text, wanted.is_cited, wanted.rank) for wanted in one.wanted] == [
        (THEFTS, True, 1),
        (MACHINERY, False, 1),
    ]
    marked = "".join(piece.text for piece in one.found[0].pieces if piece.is_gold)
    assert (THEFTS in marked, MACHINERY in marked) == (True, True)
    assert "".join(piece.text for piece in one.found[0].pieces) in RIGHT.sources["rural.txt"].paper.text


def test_every_fault_is_one_of_the_measures():
    assert {fault.measure for fault in FAULTS} <= {measure.name for measure in MEASURES}
    assert len({fault.heading for fault in FAULTS}) == len(FAULTS)


def test_private_contact_details_are_left_out_of_what_is_shown():
    text = "Contact: Ann Lee, 01632 960 001. The Harbour Centre opened in May 2023 with four rooms."
    shelf = sources(Shelf(rural(), harbour(), replace_text(text)))
    one = replace(SILENT, sources=shelf, answer=replace(SILENT.answer, hits=(found_in(shelf, "contact.txt"),)))

    (failure,) = failed([one], measure([one]))[0].failures
    assert "01632" not in "".join(piece.text for piece in failure.found[0].pieces)


def replace_text(text):
    from tests.fakes_qa import Written

    return Written(text, file="contact.txt")


def found_in(shelf, file):
    passage = shelf[file].passages[0]
    like = SILENT.answer.hits[0]
    return replace(
        like, passage=passage.passage_id, paper=passage.paper_id, file=file, start=passage.start, end=passage.end
    )


def test_papers_that_are_not_public_are_named_when_a_failure_quotes_them():
    shelf = sources(Shelf(rural(access=Access.EXEMPT), harbour()))
    outcomes = [replace(one, sources=shelf) for one in OUTCOMES]

    assert not_public(failed(outcomes, measure(outcomes)), outcomes) == ("rural.txt",)
    assert not_public(failed(OUTCOMES, measure(OUTCOMES)), OUTCOMES) == ()
    assert "papers that are not labelled public: rural.txt" in render(report(outcomes))


# The page


@cache
def plain():
    """Return the page of a run alone."""
    return render(report())


@cache
def full():
    """Return the page of a run beside a baseline and another run."""
    return render(report(before=OUTCOMES, earlier=[RIGHT, SILENT]))


class Read(HTMLParser):
    """The page as a parser sees it."""

    def __init__(self, page) -> None:
        super().__init__()
        self.tags, self.headings, self.text, self._in = [], [], "", ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in = tag
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))

    def handle_data(self, data):
        self.text += "" if self._in == "style" else data

    def all(self, tag):
        return [found for name, found in self.tags if name == tag]


def test_the_words_of_questions_and_papers_stay_words():
    page = plain()
    read = Read(page)

    assert read.all("script") == read.all("img") == []
    assert HOSTILE in read.text
    assert not [name for _, found in read.tags for name in found if name.startswith("on")]


def test_nothing_is_loaded_from_anywhere():
    page = full()
    read = Read(page)

    places = [value for _, found in read.tags for name, value in found.items() if name in ("src", "href", "xlink:href")]
    assert places
    assert [place for place in places if not place.startswith(("#", "data:"))] == []
    assert not re.search(r"@import|url\((?!#)", page)
    assert read.all("meta")[2]["content"].startswith("default-src 'none'")


def test_headings_step_down_one_at_a_time_from_one_title():
    levels = Read(full()).headings

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert max(now - before for before, now in pairwise(levels)) == 1


def test_every_header_of_a_table_says_what_it_heads_and_the_page_its_language():
    read = Read(full())

    assert {found.get("scope") for found in read.all("th")} == {"col", "row", "rowgroup"}
    assert read.all("html")[0]["lang"] == "en-GB"
    named = [found for tag, found in read.tags if found.get("role") == "region"]
    assert len(named) >= 5
    assert all("aria-label" in found or "aria-labelledby" in found for found in named)


def test_every_link_inside_the_page_leads_somewhere_and_no_id_is_there_twice():
    read = Read(full())
    ids = [found["id"] for _, found in read.tags if "id" in found]

    assert len(ids) == len(set(ids))
    assert {found["href"][1:] for found in read.all("a")} <= set(ids)


def test_every_measure_is_explained_in_a_line():
    text = " ".join(Read(plain()).text.split())

    for one in report().judged:
        assert f"{one.measure}{ABOUT[one.measure]}" in text


def words(shown):
    """Return the text of a report's page, on one line."""
    return " ".join(Read(render(shown)).text.split())


def silenced(one):
    """Return an outcome whose question was met with silence."""
    return replace(one, answer=SILENT.answer)


def test_what_fell_is_said_in_words_and_not_by_colour_alone():
    before = [RIGHT, replace(RIGHT, curated=question(qid="q9", wanted=[gold(WARDENS)]))]
    text = words(report([silenced(one) for one in before], before=before))

    assert "▼ Below the baseline" in text
    assert "all gold cited fell from 1.000 to 0.000, by more than 0.5; questions: q1 (1 to 0), q9 (1 to 0)" in text
    assert "▼ worse" in text


def test_what_holds_is_said_too():
    text = " ".join(Read(full()).text.split())

    assert "✓ As good as the baseline" in text
    assert "= same" in text
    assert "▼ worse" not in text


def test_two_runs_are_told_question_by_question():
    earlier = [RIGHT, silenced(replace(RIGHT, curated=question(qid="q9", wanted=[gold(WARDENS)])))]
    now = [silenced(RIGHT), replace(RIGHT, curated=earlier[1].curated)]

    worse, better = words(report(now, earlier=earlier)).split("What got worse")[1].split("What got better")
    better = better.split("How sure it is")[0]
    assert "q1 What?" in worse
    assert "all gold cited 100% → 0%" in worse
    assert "q9" not in worse
    assert "q9 What?" in better
    assert "all gold cited 0% → 100%" in better
    assert "q1" not in better


def test_two_equal_runs_say_that_nothing_changed():
    assert words(report(earlier=OUTCOMES)).count("Nothing.") >= 2


def test_a_run_without_failures_says_so():
    assert "Nothing: every question has full marks" in Read(render(report([RIGHT]))).text


def test_colours_of_text_are_dark_enough_on_every_ground_they_stand_on():
    style = (Path(__file__).parents[1] / "eval" / "report.css").read_text("utf-8")
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", style))
    grounds = ("#ffffff", colours["pale"], "#fdf4f4")

    for name in ("ink", "soft", "blue", "red", "green"):
        assert min(contrast(colours[name], ground) for ground in grounds) >= 4.5, name


def contrast(one, other):
    """Return the contrast ratio of WCAG 2.2."""
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# What is printed


def test_the_table_stands_in_columns():
    lines = printed.lines(report(before=OUTCOMES, earlier=[RIGHT, SILENT]))

    assert lines[0] == "5 questions over 2 papers; the engine as it is"
    head = next(line for line in lines if line.startswith("measure"))
    row = next(line for line in lines if line.startswith("right silence"))
    assert row.index("0.000") == head.index("now")
    assert "Against monday" in lines


def test_without_a_baseline_nothing_is_said_of_one():
    assert not any("baseline" in line for line in printed.lines(report()))


# Charts


def test_a_chart_is_one_well_formed_element_with_a_name_and_readable_text():
    drawn = line_chart(
        [Line(label="a & b", points=((0, 1), (50, 2))), Line(label="c", points=((0, 0), (9, 9)), stroke=Stroke.DASHED)],
        title="Risk <and> coverage", x="share, %", y="wrong, %",
    )  # fmt: skip

    root = ElementTree.fromstring(drawn)
    assert (root.tag.split("}")[1], root.get("role"), root.get("aria-label")) == ("svg", "img", "Risk <and> coverage")
    assert {"a & b", "share, %", "wrong, %"} <= {text for one in root.iter() if (text := (one.text or "").strip())}


def test_the_same_chart_is_drawn_the_same():
    first, second = (line_chart([Line(label="a", points=((0, 1), (2, 3)))], title="t", x="x", y="y") for _ in range(2))

    assert first == second


# In a browser


@pytest.fixture(scope="module")
def chromium():
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, tmp_path):
    """Return a function that opens the report at a width; what went wrong is found in its lists."""
    (tmp_path / "report.html").write_text(full(), "utf-8")
    contexts = []

    def at(width):
        context = chromium.new_context(viewport={"width": width, "height": 800}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto((tmp_path / "report.html").as_uri())
        return page

    yield at
    for context in contexts:
        context.close()


browser = pytest.mark.skipif(not CHROMIUM.is_file(), reason=f"there is no Chromium at {CHROMIUM}")


@pytest.mark.browser
@browser
def test_the_report_opens_with_its_headings_and_asks_for_nothing_else(opened):
    page = opened(1200)

    assert page.get_by_role("heading", level=1).inner_text() == "How good the answers are"
    titles = page.get_by_role("heading", level=2).all_inner_texts()
    assert titles == [
        "✓ As good as the baseline", "Measures", "Against monday", "How sure it is", "By kind of question",
        "What went wrong", "How this was measured",
    ]  # fmt: skip
    assert page.get_by_role("img").count() == 2
    assert page.title() == "How good the answers are: panelqa evaluation"
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
    assert page.complaints == []


@pytest.mark.browser
@browser
def test_a_failure_opens_by_keyboard_and_shows_question_gold_answer_and_passages(opened):
    page = opened(1200)
    failure = page.locator("#q-q4")
    sides = failure.locator(".sides > section")
    assert not sides.first.is_visible()

    failure.locator("summary").focus()
    page.keyboard.press("Enter")

    assert [side.is_visible() for side in sides.all()] == [True, True, True]
    tops = {round(side.bounding_box()["y"]) for side in sides.all()}
    assert len(tops) == 1  # side by side
    assert MACHINERY in sides.nth(0).inner_text()
    assert "✗ not cited; found by the search, place 1" in sides.nth(0).inner_text()
    assert THEFTS in sides.nth(1).inner_text()
    assert failure.locator("mark").count() >= 1
    assert page.complaints == []


@pytest.mark.browser
@browser
def test_on_a_telephone_nothing_runs_out_of_the_page(opened):
    page = opened(390)
    page.locator("#q-q4 summary").click()

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    first, second, _ = (side.bounding_box() for side in page.locator("#q-q4 .sides > section").all())
    assert second["y"] >= first["y"] + first["height"]
