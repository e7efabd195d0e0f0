"""Full lists and counts, time lines, comparisons: nothing left out, nothing counted that is not there or not seen."""

from dataclasses import replace

import pytest

from corpus.papers import Access
from index.search import Scope
from qa.answers import AnswerStatus, Question
from qa.render import render
from qa.shapes.times import limits_of
from qa.shapes.wishes import Form, Thing, wish_of
from qa.understand import understand
from qa.web import page
from tests.fakes_overviews import EXEMPT, FIRST, OTHER, SECOND, THIRD, UNDATED, meeting
from tests.fakes_qa import REGISTER, Shelf, answer_from, ranker

SHELF = Shelf(FIRST, SECOND, THIRD, UNDATED)
BOTH = Shelf(FIRST, SECOND, THIRD, OTHER)
PUBLIC = Scope(access=frozenset({Access.PUBLIC}))


def wish(text):
    return wish_of(understand(Question(text=text), register=REGISTER))


def told(text, shelf=SHELF, scope=PUBLIC):
    return answer_from(shelf, text, scope=scope)


def files(answer):
    return [citation.file for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "shape", "thing"),
    [
        ("Every resolution on ANPR since 2019", Form.EVERY, Thing.RESOLUTION),
        ("Which decision records concern ANPR?", Form.EVERY, Thing.DECISION_RECORD),
        ("decision records about ANPR", Form.EVERY, Thing.DECISION_RECORD),
        ("How many times did the panel ask about 101 calls?", Form.COUNT, Thing.QUESTION),
        ("What did the panel request in 2023?", Form.EVERY, Thing.REQUEST),
        ("Which recommendations did the panel make?", Form.EVERY, Thing.RECOMMENDATION),
        ("List all undertakings on drones", Form.EVERY, Thing.UNDERTAKING),
        ("What did the Treasurer promise to send in May 2022?", Form.EVERY, Thing.PROMISE),
        ("Which undertakings did Mrs Ode give at the June 2021 meeting?", Form.EVERY, Thing.PROMISE),
        ("What things were promised to members at the June 2021 meeting?", Form.EVERY, Thing.PROMISE),
        ("What were the Treasurer and the Clerk to do after the June 2021 talk on drones?", Form.EVERY, Thing.PROMISE),
        ("Which actions came out of the November 2021 meeting?", Form.EVERY, Thing.ACTION),
        ("What jobs were handed out at the close of the June minutes?", Form.EVERY, Thing.ACTION),
        ("What was left to be done after the June 2021 meeting?", Form.EVERY, Thing.ACTION),
        ("Which meetings considered the precept?", Form.EVERY, Thing.MEETING),
        ("Which papers mention drones?", Form.EVERY, Thing.PAPER),
        ("Which panels raised drones in 2023?", Form.EVERY, Thing.PANEL),
        ("How has hare coursing been reported since 2021?", Form.TIMELINE, None),
        ("Follow the cost of the drones from the first plan to the final figure", Form.TIMELINE, None),
        ("How have the losses of drones come down since 2021?", Form.TIMELINE, None),
        ("Set out how the cost of drones has grown", Form.TIMELINE, None),
        ("What happened to the drones between 2021 and 2023?", Form.TIMELINE, None),
        ("The number of drones, all figures please", Form.TIMELINE, None),
        ("When did the panel first ask about drones?", Form.FIRST, None),
        ("When was hare coursing last discussed?", Form.LAST, None),
        ("Compare the precept proposals for 2022/23 and 2023/24", Form.COMPARISON, None),
        ("What did Norfolk and Suffolk say about drones?", Form.COMPARISON, None),
    ],
)
def test_a_question_asks_for_a_shape_by_its_words(question, shape, thing):
    found = wish(question)
    assert (found.form, found.thing) == (shape, thing)


@pytest.mark.parametrize(
    "question",
    [
        "What did the panel resolve on the precept in February 2023?",
        "Which of the panel's recommendations were turned down?",
        "How many recommendations did HMICFRS make?",
        "What is decision record 118 about?",
        "Which two recommendations did the panel make on the plan?",
        "How many minutes does the force take to answer?",
        "What did the panel promise in May 2022?",
        "What was the panel to do after the June 2021 meeting?",
        "Which assurances did the panel ask for in May 2022?",
        "Who spoke of the history of drones?",
        "Until when were the wardens first funded?",
        "What are the five priorities?",
        "Which actions has the force taken against hare coursing since the June meeting?",
        "Which actions are in the drone strategy?",
        "How often do the teams go to parish councils?",
        "What is the phone number of every member who asked for a list of resolutions?",
    ],
)
def test_other_questions_ask_for_none(question):
    assert wish(question) is None


def test_a_list_holds_every_resolution_on_the_topic_oldest_first_and_every_limb():
    answer = told("List every resolution on drones")

    assert files(answer) == ["first.txt", "third.txt", "undated.txt"]
    assert "b)    The Panel requests the cost of each drone by September." in answer.citations[0].quote
    assert answer.summary.startswith(
        "3 resolutions of the panel on “drones”, in 3 papers, from 10 June 2021 to 9 March"
    )
    assert "1 undated" in answer.summary


def test_the_limbs_of_one_resolution_are_counted():
    answer = answer_from(Shelf(FIRST), "How many resolutions on drones?")

    assert answer.summary.startswith("1 resolution of the panel on “drones”")
    assert answer.summary.endswith("It has 2 limbs in all.")


def test_a_list_of_requests_holds_those_limbs_alone():
    answer = told("Which requests did the panel make about drones?")

    assert [citation.quote for citation in answer.citations] == [
        "b)    The Panel requests the cost of each drone by September.",
        "a)    The Panel requests a flight plan for drones.",
    ]


def test_what_a_single_member_asks_is_counted_as_the_members():
    answer = told("How many times did the panel ask about drones?")

    asked = [citation.quote for citation in answer.citations]
    assert "Cllr Ann Brook asked who flew the drones." in asked
    assert "Cllr Tom Reed asked why drones were not flown at night." in asked
    assert "2 of them by single members, not by the panel." in answer.summary


def test_a_time_leaves_out_what_is_of_another_and_says_so_of_the_undated():
    answer = told("Every resolution on drones since 2022")

    assert files(answer) == ["third.txt"]
    assert any("1 undated paper" in note for note in answer.notes)


def test_what_the_asker_may_not_see_is_neither_listed_nor_counted():
    shelf = Shelf(FIRST, EXEMPT)
    question = "How many requests did the panel make about drones?"

    assert told(question, shelf).summary.startswith("1 request by the panel")
    assert told(question, shelf, scope=Scope()).summary.startswith("2 requests by the panel")


def test_nothing_on_the_topic_is_not_a_list():
    answer = answer_from(SHELF, "List every resolution on submarines", scope=PUBLIC)
    assert (answer.summary, answer.table) == ("", None)


def test_a_topic_of_two_words_means_both():
    fields = meeting(
        "fields", "2022-05-05", item="Hare", limbs=["a)    The Panel notes the hare count."], said=["It rained."]
    )
    answer = told("List every resolution on hare coursing", Shelf(SECOND, fields))

    assert files(answer) == ["second.txt"]


def test_each_meeting_that_dealt_with_a_topic_is_there_once():
    answer = told("Which meetings considered drones?", Shelf(FIRST, SECOND, THIRD))

    assert files(answer) == ["first.txt", "third.txt"]
    assert answer.summary == "2 meetings on “drones”, from 10 June 2021 to 9 March 2023."


def test_a_panel_that_raised_a_topic_is_there_once():
    answer = told("Which panels raised drones?", BOTH)

    assert {citation.panel for citation in answer.citations} == {
        REGISTER.name_on("norfolk", None),
        REGISTER.name_on("suffolk", None),
    }
    assert answer.summary.startswith("2 panels on “drones”")


def test_every_quotation_of_a_list_is_the_papers_own_text():
    answer = told("How many times did the panel ask about drones?")

    assert answer.citations
    for citation in answer.citations:
        assert SHELF.paper(citation.paper).text[citation.start : citation.end] == citation.quote


def test_a_time_line_goes_from_oldest_to_newest_and_names_meetings_that_are_silent():
    answer = told("How have drones been reported since 2021?", Shelf(THIRD, SECOND, FIRST))

    assert files(answer) == sorted(files(answer), key=["first.txt", "second.txt", "third.txt"].index)
    assert {"first.txt", "third.txt"} <= set(files(answer))
    assert any(
        note == "Nothing on it was found in what is loaded of 1 meeting: 3 February 2022." for note in answer.notes
    )


def test_promises_of_those_who_are_named_are_all_there_and_no_others():
    said = [
        "Cllr Brook asked for the cost. The Commissioner did not have it and would ask the Treasurer.",
        "The Chief Constable undertook to count the drones. Cllr Reed said that she would write to the Panel.",
        "The Deputy Commissioner promised a plan for drones. The Commissioner thought that it would rain.",
        "The Commissioner advised that she would raise it with the court.",
    ]
    limbs = ["a)    The report is noted."]
    shelf = Shelf(meeting("june", "2021-06-10", item="Drones", limbs=limbs, said=said), SECOND)
    answer = told("What did the Commissioner and the Chief Constable promise to do in June 2021?", shelf)

    assert [one.quote for one in answer.citations] == [
        "The Commissioner did not have it and would ask the Treasurer.",
        "The Chief Constable undertook to count the drones.",
        "The Commissioner advised that she would raise it with the court.",
    ]


NUMBER = "How has the number of wardens changed since 2021?"


def pay(day, said):
    """Return minutes of an item on pay, with what was said of it."""
    return meeting(day, day, item="Pay", limbs=["a)    The report is noted."], said=[said])


def test_a_figure_of_a_time_line_brings_those_of_other_times_and_its_parts_in_the_rows_below():
    others = "The stables, the kennels, the boots and the county show were spoken of, and who paid for each. " * 4
    shelf = Shelf(
        pay("2021-06-10", f"The number of wardens was 30 in May 2021. It was 44 in 2019. {others}"),
        pay(
            "2023-03-09",
            "See:\n\n| Grade | 2023 |\n| Number of wardens | 41 |\n| of which part-time | 9 |\n| Vans | 5 |",
        ),
    )

    assert [citation.quote for citation in told(NUMBER, shelf).citations] == [
        "The number of wardens was 30 in May 2021. It was 44 in 2019.",
        "| Number of wardens | 41 |\n| of which part-time | 9 |",
    ]


def test_a_figure_that_begins_with_its_time_is_brought_however_much_is_said_of_it():
    best = "In 2019 it had been 44, the most that there had ever been, since nobody had gone to the coast in that year."
    shelf = Shelf(
        pay("2021-06-10", f"The number of wardens was 30 in May 2021. {best}"),
        pay("2023-03-09", "The number of wardens was 41."),
    )

    assert told(NUMBER, shelf).citations[0].quote.endswith(best)


def test_a_time_line_of_a_cost_gives_money():
    shelf = Shelf(
        pay("2021-06-10", "The cost of wardens was £30m."),
        pay("2022-03-09", "The cost of wardens was spoken of in 14 parishes."),
        pay("2023-03-09", "The cost of wardens was £41m."),
    )
    found = told("How has the cost of wardens changed since 2021?", shelf).citations

    assert [one.quote for one in found] == ["The cost of wardens was £30m.", "The cost of wardens was £41m."]


def test_a_time_line_of_days_goes_on_to_the_new_day():
    others = "The stables, the kennels, the boots and the county show were spoken of, and who paid for each. " * 4
    shelf = Shelf(
        pay("2021-06-10", "The barn for wardens was due to open in May 2022."),
        pay("2023-03-09", "The barn for wardens would not open in May. February 2024 was the new date. " + others),
    )
    found = told("Trace when the barn for wardens was due to open, each time", shelf).citations

    assert found[-1].quote == "The barn for wardens would not open in May. February 2024 was the new date."


def test_what_has_the_words_of_a_time_line_and_is_far_less_likely_is_no_point_of_it():
    cameras = (
        "Cameras for wardens, belts, boots, capes, gloves, hats, radios, shirts, ties and whistles cost 90 pounds "
        "in the autumn sales of the county store at Holt."
    )
    few, more = pay("2021-06-10", "There were 30 wardens."), pay("2023-03-09", "There were 41 wardens.")
    shelf = Shelf(few, pay("2022-03-09", cameras), more)
    answer = answer_from(shelf, NUMBER, by=ranker(cosine_sentence=100.0))

    assert [citation.quote for citation in answer.citations] == ["There were 30 wardens.", "There were 41 wardens."]


def test_the_first_time_is_given_alone_with_how_far_the_papers_go_back():
    answer = told("When did the panel first ask about hare coursing?", Shelf(FIRST, SECOND, THIRD, OTHER))
    assert answer.summary == ""  # nobody asked: an ordinary answer

    answer = told("When was hare coursing first mentioned?", Shelf(FIRST, SECOND, THIRD))
    assert files(answer) == ["second.txt"]
    assert "comes up first on 3 February 2022. 1 earlier day with papers say nothing on it" in answer.summary
    assert "The papers searched go back to 10 June 2021." in answer.notes


def test_two_panels_stand_side_by_side_in_their_own_words():
    answer = told("What did Norfolk and Suffolk say about drones?", BOTH)

    assert answer.table.columns == ("Norfolk", "Suffolk")
    panels = {citation.marker: citation.panel for citation in answer.citations}
    for row in answer.table.rows:
        for column, cell in zip(("norfolk", "suffolk"), row.cells, strict=True):
            assert {panels[marker] for marker in cell} <= {REGISTER.name_on(column, None)}
    assert {marker for row in answer.table.rows for cell in row.cells for marker in cell} == set(panels)


def test_an_empty_cell_says_that_the_papers_do_not_say():
    silent = meeting("silent", "2022-10-06", item="Drone Programme", limbs=["a)    The minutes be approved."],
                     said=["The Commissioner said that six drones were flown."], panel="suffolk")  # fmt: skip
    answer = told("Compare drones in Norfolk and Suffolk", Shelf(FIRST, silent))
    empty = replace(answer.table.rows[0], cells=((1,), ()))
    answer = replace(answer, table=replace(answer.table, rows=(empty,)))

    assert "The papers do not say." in page.turn(answer, number=1, around={})
    assert "The papers do not say." in render(answer, width=80)


def test_a_table_has_headers_that_a_screen_reader_reads():
    html = page.turn(told("What did Norfolk and Suffolk say about drones?", BOTH), number=1, around={})

    assert '<th scope="col">Norfolk</th><th scope="col">Suffolk</th>' in html
    assert '<th scope="row">' in html


def long_list():
    limbs = [f"{letter})    The Panel requests a drone {letter}{letter} for the coast." for letter in "abcdefghijklm"]
    coast = meeting("long", "2022-05-05", item="Coast", limbs=limbs, said=["It rained."])
    return told("List every request about drones", Shelf(coast))


def test_a_long_list_is_whole_in_the_answer_and_shown_in_parts():
    answer = long_list()
    assert len(answer.claims) == len(answer.citations) == 13

    html, text = page.turn(answer, number=1, around={}), render(answer, width=80, most=10)
    assert "Show 3 more quotations" in html
    assert html.count('class="claim"') == 13
    assert "... and 3 more: ask again with --all." in text
    assert "[10]" in text
    assert "[11]" not in text
    assert "[13]" in render(answer, width=80)


def test_no_word_of_a_paper_is_markup_in_a_table_or_a_list():
    evil = meeting("evil", "2022-10-06", item="Drone Programme", limbs=["a)    The Panel notes <b>drones</b> | x."],
                   said=["The Commissioner said that six drones were flown."], panel="suffolk")  # fmt: skip
    answer = told("What did Norfolk and Suffolk say about drones?", Shelf(FIRST, evil))

    assert "<b>" not in page.turn(answer, number=1, around={})
    assert "\\<b\\>drones\\</b\\> \\| x." in answer.answer


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("requests between June and September 2021", "2021-06-01", "2021-09-30"),
        ("requests between 2019 and 2021", "2019-01-01", "2021-12-31"),
        ("requests before 2022", "1900-01-01", "2021-12-31"),
        ("requests up to 2022", "1900-01-01", "2022-12-31"),
        ("requests in 2021/22", "2021-04-01", "2022-03-31"),
        ("how costs grew from the first plan to September 2021", "1900-01-01", "2021-09-30"),
        ("how costs grew from the first plan to the end of 2021", "1900-01-01", "2021-12-31"),
        ("actions after the November 2021 meeting", "2021-11-01", "2021-11-30"),
    ],
)
def test_times_are_limits(question, since, until):
    (period,) = limits_of(understand(Question(text=question), register=REGISTER)).periods
    assert (period.since.isoformat(), period.until.isoformat()) == (since, until)


@pytest.mark.parametrize(
    ("question", "summary"),
    [
        (
            "Every resolution on the precept since 2022",
            "3 resolutions of the panel on “precept” (since 2022), in 3 papers",
        ),
        ("Which decision records were reported to the panel in November 2023?", "5 decision records (November 2023)"),
        ("What did the panel request in 2023?", "12 requests by the panel (2023), in 6 papers"),
        ("Which recommendations did the panel make on the precept?", "5 recommendations by the panel on “precept”"),
        ("Which meetings considered the precept?", "3 meetings on “precept”, from 2 February 2023 to 6 February 2025"),
        ("Which papers mention business crime?", "3 papers on “business crime”"),
    ],
)
def test_the_sample_is_counted_as_a_reader_counts_it(sample_collection, question, summary):
    answer = answer_from(sample_collection, question)
    assert answer.summary.startswith(summary)
    assert answer.status is AnswerStatus.ANSWERED
