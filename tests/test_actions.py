"""Records of what papers ask for and promise: which there are, of what kind, by whom, to whom, when due."""

import datetime as dt

import pytest

from corpus.papers import PaperKind
from qa.actions import ActionKind, ActionStatus
from tests.fakes_actions import minutes, report, the, tracked, words
from tests.fakes_qa import LIMBS, Shelf, harbour, rural

LETTERED = """RESOLVED that:

a)    The Panel notes the update;

b)    The Panel requests a report on hare coursing by the end of June 2023;

c)    the Commissioner be recommended to buy two drones;

d)    the minutes be approved.
"""


def kinds(found):
    return {words(one)[:2]: one.action.kind for one in found}


def test_every_limb_is_a_record_and_is_quoted_whole():
    found = tracked(rural())
    assert [words(one) for one in found][:3] == [" ".join(limb.split()) for limb in LIMBS]


def test_a_resolution_printed_twice_is_one_record():
    assert sum("hare coursing" in words(one) for one in tracked(rural())) == 1


def test_the_same_minutes_in_two_files_are_one_record_that_names_both():
    text = "RESOLVED that: a report on the theft of quad bikes be brought to the Panel in November 2023."
    (one,) = tracked(minutes(text, "2023-05-11"), minutes(text, "2023-05-11", name="printed.txt"))
    assert one.action.citation.file == "minutes-2023-05-11.txt"
    assert [cited.file for cited in one.action.also] == ["printed.txt"]


def test_what_a_limb_does_gives_its_kind():
    assert kinds(tracked(minutes(LETTERED, "2023-05-11"))) == {
        "a)": ActionKind.NOTED,
        "b)": ActionKind.REQUEST,
        "c)": ActionKind.RECOMMENDATION,
        "d)": ActionKind.RESOLUTION,
    }


def test_noted_limbs_are_listed_and_not_awaited():
    one = the(tracked(minutes(LETTERED, "2023-05-11")), "notes the update")
    assert one.status is ActionStatus.NOT_AWAITED
    assert one.rule == "Noted: nothing is asked for."


def test_a_promise_is_not_the_panels_resolution():
    found = tracked(minutes("The Commissioner agreed to bring back figures on wardens to the Panel.", "2023-05-11"))
    assert [(one.action.kind, one.action.by, one.action.to) for one in found] == [
        (ActionKind.UNDERTAKING, "The Commissioner", "the Panel")
    ]


def test_what_the_panel_agrees_to_do_is_its_own_and_no_undertaking():
    (one,) = tracked(minutes("The Panel agreed to write to the Home Secretary about wardens.", "2023-05-11"))
    assert (one.action.kind, one.action.by) == (ActionKind.REQUEST, "the Panel")


def test_who_promises_is_the_one_named_last_before_it():
    text = "The Commissioner gave an example and Mrs G Shearer, Chief Executive, agreed to come back with an update."
    (one,) = tracked(minutes(text, "2023-05-11"))
    assert one.action.by == "Mrs G Shearer"


def test_a_members_request_is_kept_apart_from_the_panels():
    found = tracked(minutes("Cllr Ann Brook asked that the figures be given for each ward.", "2023-05-11"))
    assert [(one.action.kind, one.action.by) for one in found] == [(ActionKind.MEMBER_REQUEST, "Cllr Ann Brook")]


@pytest.mark.parametrize(
    "text",
    [
        "Cllr Ann Brook asked whether the figures were right.",
        "Cllr Ann Brook asked that her vote against be recorded.",
        "A resident asked that the lights be mended.",
        "The Panel had asked for the figures in May.",
        "As the Panel asked in May, the figures are given.",
        "The Commissioner was committed to ensuring the best service.",
    ],
)
def test_what_asks_for_nothing_is_no_record(text):
    assert tracked(minutes(text, "2023-05-11")) == ()


def test_what_a_report_recommends_is_proposed_and_not_resolved():
    (one,) = tracked(harbour())
    assert (one.action.kind, one.action.to, one.status) == (
        ActionKind.PROPOSED,
        "the Panel",
        ActionStatus.NOT_AWAITED,
    )


def test_limbs_in_one_line_of_a_recommendation_are_records_of_their_own():
    text = "Report\n\nSubject:\tPlan\nRecommendations:\tThat the Commissioner a) has regard to this; b) publishes it.\n"
    found = tracked(report(text, "2023-05-11"))
    assert [(words(one), one.action.letter, one.action.to) for one in found] == [
        ("a) has regard to this;", "a)", "the Commissioner"),
        ("b) publishes it.", "b)", "the Commissioner"),
    ]


def test_a_report_promises_the_panel_in_its_own_words():
    text = "Report\n\n1. Next\n\n1.1 I will bring a joint plan to the Panel. I will publish the share each quarter.\n"
    assert [one.action.kind for one in tracked(report(text, "2023-05-11"))] == [ActionKind.UNDERTAKING]


def test_a_list_of_actions_gives_a_record_for_each_with_who_is_to_act():
    text = (
        "Actions/further information to be provided:\n\nR12/21 – The Clerk to send the figures.\n\nThe meeting ended."
    )
    (one,) = tracked(minutes(text, "2023-05-11"))
    assert (one.action.kind, one.action.by) == (ActionKind.UNDERTAKING, "The Clerk")


def test_a_letter_asks_its_reader():
    text = "Dear Commissioner\n\nThe Panel would be grateful if you would write to say what you will do.\n\nYours"
    (one,) = tracked(report(text, "2023-05-11", kind=PaperKind.LETTER))
    assert (one.action.kind, one.action.to) == (ActionKind.REQUEST, "Commissioner")


def test_an_agenda_asks_nothing():
    assert tracked(minutes("Members are asked to suggest topics.", "2023-05-11", kind=PaperKind.AGENDA)) == ()


def test_where_a_record_stands_is_told_with_its_item_and_minute_number():
    text = "12. Hare coursing\n\nRESOLVED that: a report be brought in May 2024.\n"
    (one,) = tracked(minutes(text, "2023-05-11"))
    assert (one.action.item, one.action.minute) == ("12. Hare coursing", "12")


@pytest.mark.parametrize(
    ("words_of_it", "due"),
    [
        ("by the end of June 2023", dt.date(2023, 6, 30)),
        ("in November", dt.date(2023, 11, 30)),
        ("within eight weeks", dt.date(2023, 7, 6)),
        ("in six months' time", dt.date(2023, 11, 11)),
        ("for its meeting on 17 August 2023", dt.date(2023, 8, 17)),
        ("before Christmas", dt.date(2023, 12, 24)),
        ("to a future meeting", None),
    ],
)
def test_when_something_is_due_is_read_off_its_words(words_of_it, due):
    (one,) = tracked(minutes(f"RESOLVED that: a report on wardens be brought {words_of_it}.", "2023-05-11"))
    assert (one.action.due.text, one.action.due.date) == (words_of_it, due)


def test_the_next_meeting_is_the_next_one_that_is_loaded():
    asked = minutes("RESOLVED that: a report on wardens be brought to the next meeting.", "2023-05-11")
    (one, _) = tracked(asked, minutes("RESOLVED that: the report be noted.", "2023-09-07"))
    assert one.action.due.date == dt.date(2023, 9, 7)


def test_a_time_of_something_else_is_not_when_it_is_due():
    text = "RESOLVED that: a report on those who left within two years of joining be brought."
    (one,) = tracked(minutes(text, "2023-05-11"))
    assert one.action.due is None


def test_a_record_keeps_its_number_when_papers_are_indexed_again():
    ids = [[one.action.action_id for one in tracked(rural())] for _ in range(2)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])


def test_every_quotation_is_the_papers_own_text():
    written = (rural(), harbour(), minutes(LETTERED, "2023-06-11"))
    shelf = Shelf(*written)
    for one in tracked(*written):
        cited = one.action.citation
        assert shelf.paper(cited.paper).text[cited.start : cited.end] == cited.quote


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Panel RECOMMENDS that Ms Hale be named.", ActionKind.RECOMMENDATION),
        ("Panel noted the report with concern and asked for a note on cost at every meeting.", ActionKind.REQUEST),
        ("Panel agreed that numbers of flights be published each year.", ActionKind.REQUEST),
        ("RESOLVED: The Panel noted the report and asked for a further report on crews.", ActionKind.REQUEST),
        ("RESOLVED that: The Panel asked the Commissioner to report in a year on the trial.", ActionKind.REQUEST),
        ("The Commissioner gave the Panel her word that waits would be shorter by March.", ActionKind.UNDERTAKING),
        ("The Commissioner apologised and promised it within a week.", ActionKind.UNDERTAKING),
        ("The Chief Executive had no news of the trial and promised to chase the supplier.", ActionKind.UNDERTAKING),
        ("The Commissioner acknowledged this and said that future reports would show it.", ActionKind.UNDERTAKING),
        ("The Commissioner answered that she would look at it once more in June.", ActionKind.UNDERTAKING),
        ("The Chief Executive said that this would be done by December.", ActionKind.UNDERTAKING),
        ("The Chief Executive apologised; members would have the list by Christmas.", ActionKind.UNDERTAKING),
        ("The Commissioner believed that it ran from the call, but would check.", ActionKind.UNDERTAKING),
        ("The Commissioner accepted this and offered figures by ward in later reports.", ActionKind.UNDERTAKING),
        ("The Commissioner sympathised. He would see that the town had its list.", ActionKind.UNDERTAKING),
        ("It would be supplied to all Members in writing by the end of June.", ActionKind.UNDERTAKING),
        ("RESOLVED that: the Commissioner publish the description of the post.", ActionKind.REQUEST),
        ("RESOLVED that: The Panel agreed to return to call handling in June.", ActionKind.REQUEST),
        ("The Panel RESOLVED to recommend:\n\n(a) that Ms Hale be appointed;", ActionKind.RECOMMENDATION),
    ],
)
def test_wordings_of_minutes_that_ask_or_promise(text, kind):
    assert [one.action.kind for one in tracked(minutes(text, "2023-05-11"))] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Members would have an opportunity to visit.",
        "The Commissioner offered instead two figures.",
        "No flight is made unless a superintendent has agreed to it.",
    ],
)
def test_what_only_sounds_like_a_promise_is_no_record(text):
    assert tracked(minutes(text, "2023-05-11")) == ()


def test_whoever_answers_a_question_promises_and_not_who_asked_it():
    text = "The Chief Fire Officer spoke of crews. Dr Eddle asked which came next. He would bring a list to the Panel."
    (one,) = tracked(minutes(text, "2023-05-11"))
    assert one.action.by == "The Chief Fire Officer"


def test_a_reply_promises_the_one_who_asked():
    text = (
        "Public questions\n\nReply of the Commissioner: It is scored in April. I shall write to you with the result.\n"
    )
    (one,) = tracked(report(text, "2023-05-11"))
    assert (words(one), one.action.by) == ("I shall write to you with the result.", "the Commissioner")


def test_limbs_under_a_printed_agreed_are_the_panels():
    text = "**Agreed**\n\n(a) that the precept be supported;\n\n(b) that the Commissioner be asked to report on it.\n"
    found = tracked(minutes(text, "2023-05-11"))
    assert [(one.action.kind, one.action.by) for one in found] == [
        (ActionKind.RESOLUTION, "the Panel"),
        (ActionKind.REQUEST, "the Panel"),
    ]


def test_every_limb_of_a_decision_record_is_the_makers():
    text = (
        "Decision Maker: The Commissioner\n\nDecision:\n\nThe Commissioner decided:\n\n"
        "(a)   to buy three drones;\n\n(b)   to train twelve pilots.\n\nReasons for the decision:\n\nThey are needed.\n"
    )
    found = tracked(report(text, "2023-05-11", kind=PaperKind.DECISION))
    assert [(words(one), one.action.by) for one in found] == [
        ("(a) to buy three drones;", "The Commissioner"),
        ("(b) to train twelve pilots.", "The Commissioner"),
    ]


def test_limbs_apart_from_the_field_that_they_belong_to_are_proposed():
    text = (
        "Strategy\n\n**Recommendations:** that the Panel\n\na) comments on it;\n\nb) names a member.\n\n"
        "## 1. Why\n\n1.1 It is needed.\n"
    )
    found = tracked(report(text, "2023-05-11"))
    assert [(words(one), one.action.kind, one.action.to) for one in found] == [
        ("a) comments on it;", ActionKind.PROPOSED, "the Panel"),
        ("b) names a member.", ActionKind.PROPOSED, "the Panel"),
    ]


def test_what_is_to_be_sent_is_listed_with_who_sends_it():
    text = "Things to be sent to members:\n\n1. Business case for the workshop (Ms Coldwell)\n\n2. Map of the ward\n"
    (one,) = tracked(minutes(text, "2023-05-11"))
    assert (one.action.kind, one.action.by) == (ActionKind.UNDERTAKING, "Ms Coldwell")


def test_an_asking_told_again_in_a_report_is_no_new_one():
    assert tracked(report("This report sets out the duty. The Panel asked for it in July 2022.", "2023-03-14")) == ()


def test_a_report_that_the_panel_had_asked_for_is_no_new_asking():
    text = "The Panel considered a report on the first year, which it had asked for in March 2023."
    assert tracked(minutes(text, "2024-07-18")) == ()


def test_limbs_are_what_the_words_above_them_say():
    text = "The Panel RESOLVED to recommend:\n\n(a) that the Plan contains a section on men who use violence;\n"
    assert [one.action.kind for one in tracked(minutes(text, "2023-05-11"))] == [ActionKind.RECOMMENDATION]


def test_a_day_that_has_been_is_not_when_something_is_due():
    text = "The Commissioner undertook to spend what the station, sold in August 2021, had brought."
    (one,) = tracked(minutes(text, "2021-11-25"))
    assert one.action.due is None


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Cllr Ann Brook wanted a plain word on the website, which Mr Roe promised by the end of April.", "Mr Roe"),
        ("Ms Lee found no record that it had been done; she would see to it herself.", "Ms Lee"),
        ("The Chief Constable had not heard of it and would enquire.", "The Chief Constable"),
        ("Ms Lee would have a draft ready for June.", "Ms Lee"),
    ],
)
def test_a_promise_is_told_in_many_ways(text, by):
    (one,) = tracked(minutes(text, "2024-03-14"))
    assert (one.action.kind, one.action.by) == (ActionKind.UNDERTAKING, by)


@pytest.mark.parametrize(
    "text",
    [
        "Mr Roe answered that new boilers would bring a step change.",
        "Interviews, said Ms Lee, were offered to every child.",
        "The Commissioner went to Hexley, where the church has agreed to be a point.",
        "The Panel asked the Commissioner why it was late.",
    ],
)
def test_what_a_thing_does_or_somebody_became_is_no_promise_and_a_question_no_request(text):
    assert tracked(minutes(text, "2024-03-14")) == ()


@pytest.mark.parametrize(
    ("limb", "kind"),
    [
        ("That the report be noted and that rural theft be looked at again in a year.", ActionKind.REQUEST),
        ("That the response be noted, and that the task group meet once more in the spring.", ActionKind.REQUEST),
        ("That the protocol be amended by the clerk and brought to the next meeting.", ActionKind.REQUEST),
        ("That no electric car be recommended for the moor until a charger works there.", ActionKind.RESOLUTION),
    ],
)
def test_a_limb_is_what_any_of_its_parts_asks_for(limb, kind):
    assert [one.action.kind for one in tracked(minutes(f"RESOLVED: {limb}", "2024-03-14"))] == [kind]


def test_an_outcome_behind_a_label_is_the_panels():
    text = (
        "Item: 11. Minutes\n\nDecision: RESOLVED that a charter be brought to the Panel in January.\n\n"
        "Item: 12. Plan\n\nDecision: RESOLVED that –\n(1) That the plan be noted.\n"
        "(2) That the Commissioner be asked to report in March.\nMinutes: The Chief Constable gave figures.\n"
    )
    found = tracked(minutes(text, "2024-09-17"))
    assert [(one.action.kind, one.action.by) for one in found] == [
        (ActionKind.REQUEST, "the Panel"),
        (ActionKind.NOTED, "the Panel"),
        (ActionKind.REQUEST, "the Panel"),
    ]
