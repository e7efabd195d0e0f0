"""Actions that papers print as actions: lines, lists and tables with their owners."""

import datetime as dt

import pytest

from qa.actions import ActionKind, ActionStatus
from qa.tracker.action_lists import in_line, in_list
from tests.fakes_actions import minutes, report, the, tracked, words

TABLE = (
    "The Panel went through its actions.\n\n| Ref | Action | Owner | Due | Status |\n|---|---|---|---|---|\n"
    "| 23/04 | Map of rural badgers | Clerk | 30 June 2023 | Not received |\n"
    "| 23/05 | Count of stolen tractors | Chief Constable | Dec 2023 | Done; sent on 3 May |\n"
    "| 23/06 | Visit to the custody suite | Mrs Pell | | |\n"
)


def test_a_row_of_a_table_of_actions_is_tracked_with_its_owner_and_day():
    one = the(tracked(minutes(TABLE, "2023-05-11", name="actions.md")), "badgers").action
    assert (one.kind, one.by, one.due.text, one.due.date) == (
        ActionKind.UNDERTAKING,
        "Clerk",
        "30 June 2023",
        dt.date(2023, 6, 30),
    )


def test_a_row_of_what_is_done_is_not_awaited_and_one_without_a_status_is():
    found = tracked(minutes(TABLE, "2023-05-11", name="actions.md"))
    assert [(one.action.by, one.action.due is None) for one in found] == [("Clerk", False), ("Mrs Pell", True)]


def test_a_row_that_is_late_when_it_is_printed_is_overdue():
    late = TABLE.replace("30 June 2023", "January 2023")
    assert the(tracked(minutes(late, "2023-05-11", name="actions.md")), "badgers").status is ActionStatus.OVERDUE


def test_a_row_that_repeats_a_resolution_gives_it_its_day():
    text = "RESOLVED that the Commissioner be asked for a map of rural badgers.\n\n" + TABLE
    found = tracked(minutes(text, "2023-05-11", name="actions.md"))
    one = the(found, "map of rural badgers").action
    assert (one.kind, one.due.date, len(one.also)) == (ActionKind.REQUEST, dt.date(2023, 6, 30), 1)


def test_a_row_that_an_earlier_paper_has_is_followed_from_there():
    found = tracked(
        minutes(TABLE, "2023-05-11", name="actions.md"), minutes(TABLE, "2023-09-14", name="actions-again.md")
    )
    assert [one.action.citation.date for one in found if "badgers" in words(one)] == [dt.date(2023, 5, 11)]


@pytest.mark.parametrize(("heading", "count"), [("3. Outstanding actions", 2), ("3. What the force will do", 0)])
def test_a_table_in_a_report_is_of_actions_where_its_heading_says_so(heading, count):
    text = f"## {heading}\n\n" + TABLE.partition("\n\n")[2]
    found = tracked(report(text, "2023-05-11", file="report.md"))
    assert len(found) == count


def test_a_table_of_figures_is_none_of_actions():
    text = "| Action | 2022 | 2023 |\n|---|---|---|\n| Stop and search | 410 | 502 |\n"
    assert tracked(minutes(text, "2023-05-11", name="figures.md")) == ()


@pytest.mark.parametrize(
    ("line", "by", "due"),
    [
        ("Action 33/1: Report on lessons of the merger (G Mossop, June 2019).", "G Mossop", "June 2019"),
        ("ACTION: OPCC to consider whether a map can be published.", "OPCC", ""),
        ("Action: report on the entries. (Owner: Head of Scrutiny, by 31 January 2020)", "Head of Scrutiny", None),
        ("Action: letter to the Home Secretary (see page 4)", "", ""),
    ],
)
def test_who_does_what_a_line_says_and_by_when(line, by, due):
    found = in_line(line)
    assert (found.by, found.due) == (by, "by 31 January 2020" if due is None else due)


@pytest.mark.parametrize("line", ["Action: For decision", "Action: None", "Action Fraud: calls rose", "Actions speak."])
def test_what_asks_for_nothing_is_no_action(line):
    assert in_line(line) is None


def test_an_entry_of_a_list_has_the_name_in_its_bracket():
    assert in_list("A1: Letter to the Secretary of State (Chair, by 4 October 2024)").by == "Chair"


def test_an_action_of_two_sentences_is_one_record():
    text = "Action: Results of the first year to be reported. (Chief Constable, March 2025)"
    (one,) = tracked(minutes(text, "2024-03-14"))
    assert (words(one), one.action.by, one.action.due.date) == (text, "Chief Constable", dt.date(2025, 3, 31))
