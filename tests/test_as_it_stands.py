"""A question for how things stand is answered from the newest paper that tells it, without older figures."""

import datetime as dt

import pytest

from qa.answers import Question
from qa.as_it_stands import asks_how_it_stands
from qa.understand import understand
from tests.fakes_qa import REGISTER, Shelf, Written, answer_from


def report(year, words, *, panel="norfolk"):
    """A report of a panel of March of a year."""
    return Written(words, file=f"{panel}-{year}.txt", panel=panel, date=dt.date(year, 3, 1))


OLD = report(2020, "Report\n\n1.1 There were 40 wardens on the harbour patrol in the villages.")
NEW = report(2023, "Report\n\n1.1 There were 55 wardens on the patrol of the harbour.")
OTHER = report(2024, "Report\n\n1.1 There were 70 wardens on the harbour patrol.", panel="surrey")


def test_the_newest_paper_comes_first_and_no_older_figure_stands_beside_it():
    answer = answer_from(Shelf(OLD, NEW), "How many wardens on the harbour patrol?")

    assert [citation.file for citation in answer.citations] == ["norfolk-2023.txt"]


def test_where_no_figure_is_asked_for_older_papers_come_after():
    answer = answer_from(Shelf(OLD, NEW), "wardens on the harbour patrol now?")

    assert [citation.file for citation in answer.citations] == ["norfolk-2023.txt", "norfolk-2020.txt"]


def test_what_was_in_the_past_is_not_taken_from_the_newest():
    answer = answer_from(Shelf(OLD, NEW), "How many wardens were on the harbour patrol in the villages?")

    assert answer.citations[0].file == "norfolk-2020.txt"


def test_the_paper_of_another_panel_is_not_newer():
    answer = answer_from(Shelf(OLD, OTHER), "How many wardens in the villages on the harbour patrol?")

    assert answer.citations[0].file == "norfolk-2020.txt"


def test_the_next_meeting_is_that_which_the_newest_paper_gives():
    old = report(2020, "Minutes\n\n9. Date of next meeting\n\nThe next meeting is on 4 June 2020 at the harbour.")
    new = report(2023, "Minutes\n\n9. Close\n\nThe annual meeting would be on 8 June 2023.")

    answer = answer_from(Shelf(old, new), "When's the next meeting?")

    assert [citation.file for citation in answer.citations] == ["norfolk-2023.txt"]


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Is the trial still going?", True),
        ("Any news on the harbour?", True),
        ("How fast are calls answered?", True),
        ("How many boats were seized last year?", True),
        ("How many boats were seized in 2021?", False),
        ("What did the boat cost?", False),
        ("What did the boat cost in the end?", True),
        ("What did the panel do in the end?", False),
        ("How many boats have we got?", True),
        ("Has the harbour line for wardens on boats opened?", True),
        ("How many votes does a veto of the precept take?", False),
        ("How many people have drowned?", False),
        ("How has the number of boats changed?", False),
        ("What will the rise pay for?", False),
        ("What did the panel resolve on the boat?", False),
    ],
)
def test_how_things_stand_is_asked_in_the_present_without_a_time(text, stands):
    assert asks_how_it_stands(understand(Question(text=text), register=REGISTER)) is stands
