"""The actions that came out of a meeting: all that its paper prints, lines or a log, and nothing of another meeting."""

import datetime as dt

from corpus.papers import PaperKind
from qa.answers import AnswerStatus
from tests.fakes_qa import Shelf, Written, answer_from

LINES = """Norfolk Police and Crime Panel

15. Drones

15.1 The Commissioner presented the report on drones.

Action 15/1: Cost of each drone to be sent to members (Ann Brook, by 25 November 2021).

16. Wardens

16.1 Members asked about wardens.

Action 16/1: Chief Constable to report on wardens (by next meeting).

Action 16/2: Letter on wardens to the Minister (Chair).
"""
LOG = """Norfolk Police and Crime Panel

15. Drones

15.1 The Commissioner presented the report on drones.

The meeting closed at noon.

Actions
A1: Letter on drones to the Minister (Chair, by 4 October 2022)
A2: Count of wardens by parish (Commissioner, by 31 October 2022)
"""
POSITIONS = """Norfolk Police and Crime Panel

15. Minutes and matters arising

Two actions were reported:

| Action | Due | Position |
|---|---|---|
| Cost of each drone | March 2022 | Received on 2 April |
| Count of wardens | May 2022 | Overdue |
"""
WRAPPED = """Norfolk Police and Crime Panel

9. ACTIONS

Action: figures on the attendance at burglaries in each parish to be sent monthly. (Owner:
Chief Constable, from January 2023)
Action: invite the harbour master. (Owner: clerk)
"""


def minutes(text, day, file):
    date = dt.date.fromisoformat(day)
    return Written(text, file=file, panel="norfolk", date=date, kind=PaperKind.MINUTES)


SHELF = Shelf(
    minutes(LINES, "2021-11-11", "lines.txt"),
    minutes(LOG, "2022-09-08", "log.txt"),
    minutes(POSITIONS, "2023-01-12", "positions.txt"),
    minutes(WRAPPED, "2023-03-09", "wrapped.txt"),
)


def quotes(text):
    answer = answer_from(SHELF, text)
    assert answer.status is AnswerStatus.ANSWERED
    return [one.quote for one in answer.citations]


def test_every_action_line_of_a_meeting_is_given_in_order():
    first, second = quotes("Which actions came out of the November 2021 meeting?")

    assert first.startswith("Action 15/1:")
    assert (second[:12], second[-8:]) == ("Action 16/1:", "(Chair).")


def test_actions_are_counted_one_by_one():
    answer = answer_from(SHELF, "Which actions came out of the November 2021 meeting?")

    assert answer.summary.startswith("3 actions (November 2021), in 1 paper")


def test_a_log_at_the_end_is_given_as_one_list():
    assert quotes("What was left to do after the September 2022 meeting?") == [LOG[LOG.index("A1:") :].strip()]


def test_actions_on_a_topic_leave_out_the_others():
    assert quotes("Which actions on drones came out of the September 2022 meeting?") == [
        "A1: Letter on drones to the Minister (Chair, by 4 October 2022)"
    ]


def test_how_far_earlier_actions_have_come_is_no_list_of_new_ones():
    answer = answer_from(SHELF, "Which actions came out of the January 2023 meeting?")

    assert not answer.summary.startswith("2 actions")


def test_an_action_goes_on_with_its_owner_in_the_next_line():
    (found,) = quotes("Which actions came out of the March 2023 meeting?")

    assert "(Owner:\nChief Constable, from January 2023)\nAction: invite" in found
