"""Draft minutes beside the approved ones of the same meeting: which are quoted, and what is said of it."""

import datetime as dt

from corpus.papers import PaperStatus
from qa.drafts import SET_ASIDE
from tests.fakes_qa import Written, answer_to

DAY = dt.date(2023, 3, 9)
LINES = (
    "Estates",
    "The Clerk opened the meeting.",
    "Mr Hale said that the sales of boats would bring {}.",
    "It rained.",
)


def minutes(sum_, status, **row):
    text = "\n\n".join(("Minutes", *LINES)).format(sum_)
    known = {"panel": "norfolk", "date": DAY, "status": status, **row}
    return Written(text, file=f"{status.value}-{sum_}.txt", **known)


def files(question, *written):
    answer = answer_to(question, *written)
    return {citation.file for citation in answer.citations}, SET_ASIDE in answer.notes


DRAFT, APPROVED = minutes("£2.7 million", PaperStatus.DRAFT), minutes("£7.2 million", PaperStatus.APPROVED)


def test_approved_minutes_are_quoted_and_their_draft_is_not():
    assert files("What would the sales of boats bring?", DRAFT, APPROVED) == ({"approved-£7.2 million.txt"}, True)


def test_a_draft_without_approved_minutes_is_quoted():
    assert files("What would the sales of boats bring?", DRAFT) == ({"draft-£2.7 million.txt"}, False)


def test_a_draft_is_quoted_where_it_is_asked_about():
    found, noted = files("What would the sales of boats bring, by the draft minutes?", DRAFT, APPROVED)
    assert ("draft-£2.7 million.txt" in found, noted) == (True, False)


def test_minutes_of_another_meeting_of_the_same_day_set_no_draft_aside():
    hearing = Written(
        "Minutes\n\nThe candidate spoke of lamps.\n\nThe hearing closed.",
        file="hearing.txt", panel="norfolk", date=DAY, status=PaperStatus.APPROVED,
    )  # fmt: skip
    assert files("What would the sales of boats bring?", DRAFT, hearing) == ({"draft-£2.7 million.txt"}, False)


def test_minutes_without_a_day_set_no_draft_aside():
    undated = minutes("£7.2 million", PaperStatus.APPROVED, date=None)
    found, noted = files("What would the sales of boats bring?", DRAFT, undated)
    assert ("draft-£2.7 million.txt" in found, noted) == (True, False)
