"""The tracker as HTML, and what happens when somebody lists requests or sets a status."""

import datetime as dt

import pytest

from corpus.papers import Access
from qa.office.charts import Run, time_line
from qa.web import actions_talk
from qa.web.access import OWNER, PUBLIC, Visitor
from qa.web.actions_talk import Wanted
from tests.fakes_actions import TrackerDesk, minutes
from tests.fakes_qa import Shelf

STRANGER = Visitor(id="stranger:1", name=None, access=PUBLIC)
ANN = Visitor(id="session:1", name="Ann", access=frozenset(Access))
ASKED = minutes(
    "RESOLVED that: a report on <script>alert(1)</script> tractor parts be brought to the Panel in November 2023.",
    "2023-05-11",
    url="javascript:alert(1)",
)
DONE = minutes("The report on tractor parts, as the Panel had asked in May, was presented.", "2023-11-16")
SECRET = minutes("RESOLVED that: the sale of Mill Lane be reported.", "2023-06-01", access=Access.EXEMPT)


@pytest.fixture
def desk():
    return TrackerDesk(Shelf(ASKED, DONE, SECRET))


def shown(desk, visitor=OWNER, **wanted):
    return actions_talk.listed(desk, Wanted(**wanted), visitor=visitor).shown


def test_every_word_of_a_paper_is_escaped(desk):
    html = shown(desk)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; tractor parts" in html
    assert "<script" not in html


def test_an_address_that_is_not_of_the_web_is_no_link(desk):
    assert "javascript:" not in shown(desk)


def test_a_record_shows_status_rule_and_the_passage_behind_it(desk):
    html = shown(desk, topic="tractor parts")
    assert "Answered</p>" in html
    assert "Said to be done, or brought, in the passage of 16 November 2023." in html
    assert "The status rests on this." in html


def test_those_who_may_not_see_a_paper_see_neither_its_records_nor_their_number(desk):
    assert "Mill Lane" in shown(desk)
    html = shown(desk, STRANGER)
    assert "Mill Lane" not in html
    assert ">1 record<" in html


def test_a_stranger_is_offered_no_form_and_their_status_is_not_kept(desk):
    assert "set-status" not in shown(desk, STRANGER)
    number = desk.actions(actions_talk.Scope()).actions[0].action.action_id
    said = actions_talk.set_status(desk, number, "answered", note="", visitor=STRANGER)
    assert "sign in first" in said
    assert desk.kept == {}


def test_a_status_set_by_hand_is_shown_with_who_set_it(desk):
    number = desk.actions(actions_talk.Scope()).actions[0].action.action_id
    said = actions_talk.set_status(desk, f" {number.upper()} ", "overdue", note="<i>No.</i>", visitor=ANN)
    assert f"Record {number} is now: overdue. Set by Ann." in said
    html = shown(desk)
    assert "Set by hand" in html
    assert "Set by hand by Ann on" in html
    assert "&lt;i&gt;No.&lt;/i&gt;" in html


@pytest.mark.parametrize(
    ("record", "status", "message"),
    [("nonsense", "answered", "number of the record"), ("0" * 12, "perhaps", "from the list")],
)
def test_what_cannot_be_set_says_what_to_do(desk, record, status, message):
    assert message in actions_talk.set_status(desk, record, status, note="", visitor=OWNER)


def test_no_requests_is_said_with_how_far_was_looked():
    view = actions_talk.listed(TrackerDesk(Shelf(minutes("Nothing was asked.", "2023-05-11"))), Wanted(), visitor=OWNER)
    assert "No requests in these papers" in view.shown
    assert "1 paper, 11 May 2023 to 11 May 2023" in view.shown


def test_filters_that_leave_nothing_say_so(desk):
    assert "None of the 2 records is such a one." in shown(desk, topic="zebra crossings")


def test_a_date_that_cannot_be_read_is_said(desk):
    view = actions_talk.listed(desk, Wanted(since="someday"), visitor=OWNER)
    assert "the date “someday” cannot be read" in view.notice.replace("The", "the")
    assert view.shown == ""


def test_the_links_to_the_files_carry_the_form(desk):
    assert 'href="/requests.xlsx?kind=request&amp;since=2023"' in shown(desk, kinds=("request",), since="2023")


def test_a_table_holds_the_newest_and_says_how_many_more_there_are():
    many = [f"RESOLVED that: a report on subject{number} be brought.\n\n{number}. Next\n" for number in range(120)]
    view = actions_talk.listed(TrackerDesk(Shelf(minutes("\n\n".join(many), "2023-05-11"))), Wanted(), visitor=OWNER)
    assert view.shown.count("<tr id=") == actions_talk.MOST_SHOWN
    assert "see the other 20" in view.shown


def test_a_time_line_is_named_and_says_each_state_in_words():
    runs = [
        Run(label="101 calls", start=dt.date(2022, 6, 23), end=dt.date(2022, 11, 17), state="✓ answered"),
        Run(
            label="Police stations",
            start=dt.date(2022, 6, 23),
            end=dt.date(2023, 3, 23),
            state="! overdue",
            is_open=True,
        ),
    ]
    svg = time_line(runs, title="Time line of 2 requests")
    assert svg.startswith('<svg role="img" aria-label="Time line of 2 requests"')
    assert "101 calls" in svg
    assert "overdue" in svg
