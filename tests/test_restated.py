"""A bare follow-up said in full, and shown so."""

from dataclasses import replace

import pytest

from corpus.errors import QuestionError
from qa.answers import Question, Turn
from qa.courtesy import without_courtesy
from qa.restated import in_full, talked
from qa.understand import understand, understood_as
from tests.fakes_outcomes import cited as cited_words
from tests.fakes_qa import REGISTER

ANSWERED = replace(cited_words("Reports of tractor thefts had fallen"), quote="Nine lamps were mended in 2022.")
PRECEPT = "What did the panel resolve on the police precept for 2023/24?"


def history(*questions):
    return tuple(Turn(question=text, answer="Yes.") for text in questions)


def said(text, *before):
    return in_full(without_courtesy(text), talked(history(*before), register=REGISTER), register=REGISTER)


@pytest.mark.parametrize(
    ("text", "before", "full"),
    [
        ("And the year before?", PRECEPT, "What did the panel resolve on the police precept for 2022/23?"),
        ("and in 2021/22?", PRECEPT, "What did the panel resolve on the police precept for 2021/22?"),
        ("What about fire?", PRECEPT, "What did the panel resolve on the fire precept for 2023/24?"),
        ("And the fire precept?", "Who backed the precept?", "Who backed the fire precept?"),
        ("And in October?", "How long was the wait in May 2022?", "How long was the wait in October 2022?"),
        ("And in 2022?", "What did the panel ask for?", "What did the panel ask for in 2022?"),
        ("What about Kent?", "What did the Norfolk panel resolve?", "What did the Kent panel resolve?"),
        ("And Kent?", "What did the panel resolve?", "What did the Kent panel resolve?"),
        ("And Mrs Lee?", "What did Cllr Hale say about drones?", "What did Mrs Lee say about drones?"),
        ("same for 2021/22", PRECEPT, "What did the panel resolve on the police precept for 2021/22?"),
        ("Thanks, and in 2021/22?", PRECEPT, "What did the panel resolve on the police precept for 2021/22?"),
        ("2021/22?", PRECEPT, "What did the panel resolve on the police precept for 2021/22?"),
        ("And the vice-chair?", "Who is the chair?", "Who is the vice-chair?"),
        ("And drones?", "What was said about vans in May 2022?", "What was said about drones in May 2022?"),
        (
            "What about the lamps?",
            "What was agreed on the camera at Thornby Cross?",
            "What was agreed on the lamps at Thornby Cross?",
        ),
        (
            "thanks, and the chief constable's view?",
            "What did the Commissioner say about drones?",
            "What did the chief constable say about drones?",
        ),
        ("And in Gullport?", "How many vans ran in Holt in 2022?", "How many vans ran in Gullport in 2022?"),
        ("And in Gullport?", "How many vans were bought?", "How many vans were bought in Gullport?"),
        ("What about number 3?", "Was Recommendation 2 met on time?", "Was Recommendation 3 met on time?"),
        ("And R12?", "Why was R4 turned down?", "Why was R12 turned down?"),
        ("What about vans?", "How many police drones were bought?", "How many vans were bought?"),
        ("and a van?", "What does it cost to repair one?", "What does it cost to repair a van?"),
        ("and Holt?", "When did the Gullport station close?", "When did the Holt station close?"),
        ("and now?", "How many vans were late in May 2022?", "How many vans were late now?"),
        ("and in 2019?", "What is the cost of vans?", "What was the cost of vans in 2019?"),
        ("and now?", "What was the cost of vans in 2019?", "What is the cost of vans now?"),
        ("and for robbery?", "How many were held for burglary?", "How many were held for robbery?"),
        ("and in rural areas?", "How much did vans save?", "How much did vans save in rural areas?"),
        ("And for Holt?", "How long is the wait for a Gullport van?", "How long is the wait for a Holt van?"),
        ("why?", "Was the boat sold?", "Why was the boat sold?"),
        ("and by when?", "Will the boat be sold?", "By when will the boat be sold?"),
        ("why not?", "Will the boat be sold?", "Why won't the boat be sold?"),
        ("who to?", "Was the boat sold?", "To whom was the boat sold?"),
        ("and why?", "When did the station close?", "Why did the station close?"),
        ("why?", "Who abstained on the precept?", "Who abstained on the precept, and why?"),
        ("any update?", "Who won the contract for vans?", "What is the latest on the contract for vans?"),
        ("Is there any news on that", "When will the lamps come?", "What is the latest on the lamps?"),
    ],
)
def test_a_follow_up_that_changes_one_thing_is_the_question_before_with_it_changed(text, before, full):
    assert said(text, before) == full


@pytest.mark.parametrize(
    "text",
    [
        "And robbed homes in Gullport?",
        "And the robberies that failed?",
        "What about fire?",
        "And why?",
        "Who asked that?",
        "And since 2021?",
        "How much was it?",
    ],
)
def test_a_follow_up_that_asks_something_else_stays_as_typed(text):
    assert said(text, "How many burglaries were there in 2022/23?") == text


def test_a_follow_up_of_a_follow_up_goes_on_from_it():
    assert said("And the year before that?", PRECEPT, "And the year before?") == PRECEPT.replace("2023/24", "2021/22")


@pytest.mark.parametrize(
    ("text", "between", "full"),
    [
        ("And the year before?", "Why?", PRECEPT.replace("2023/24", "2022/23")),
        ("And in 2021/22?", "Was that unanimous?", PRECEPT.replace("2023/24", "2021/22")),
        ("And the year before?", "How much did it cost?", "How much did it cost for 2022/23?"),
        ("And fire?", "Why?", PRECEPT.replace("police", "fire")),
    ],
)
def test_where_the_last_question_lacks_what_is_changed_the_one_that_it_leans_on_is_asked_again(text, between, full):
    assert said(text, PRECEPT, between) == full


def test_no_question_from_before_a_change_of_topic_is_asked_again():
    talked_of = ("What did Cllr Hale say about vans?", "What do the drones cost a year?")

    assert said("And Mrs Lee?", *talked_of) == "And Mrs Lee?"


def test_a_year_takes_the_place_of_all_times_of_a_question():
    assert said("And 2021/22?", "Compare the precept for 2023/24 and 2024/25.") == "Compare the precept for 2021/22?"


def test_thanks_alone_are_no_question():
    with pytest.raises(QuestionError, match="type a question"):
        understand(Question(text="Thanks!", history=history(PRECEPT)), register=REGISTER)


def test_a_name_of_the_police_and_crime_panel_is_no_service():
    before = "What did the Police and Crime Panel resolve on the police precept?"

    assert said("And fire?", before) == "What did the Police and Crime Panel resolve on the fire precept?"


def test_a_follow_up_said_in_full_is_understood_and_shown_as_the_whole_question():
    asked = understand(Question(text="And the year before?", history=history(PRECEPT)), register=REGISTER)
    alone = understand(Question(text=PRECEPT.replace("2023/24", "2022/23")), register=REGISTER)

    assert (asked.text, asked.intent, asked.periods) == (alone.text, alone.intent, alone.periods)
    assert understood_as(asked) == ("Understood as: What did the panel resolve on the police precept for 2022/23?",)


def test_a_follow_up_said_in_full_takes_over_no_more():
    before = Turn(question="How many vans were late in May 2022?", answer="Nine vans were late for want of tyres.")
    asked = understand(Question(text="And now?", history=(before,)), register=REGISTER)

    assert asked.text == "How many vans were late now?"


def test_a_pronoun_of_the_question_that_is_asked_again_is_filled_in():
    asked = understand(
        Question(text="for how much?", history=history("What was decided about the old mill?", "has it been sold?")),
        register=REGISTER,
    )

    assert understood_as(asked) == ("Understood as: For how much has the old mill been sold?",)


def test_the_year_before_is_that_before_what_was_quoted():
    quoted = Turn(question="How many lamps were mended?", answer="Nine.", cited=ANSWERED)

    assert in_full("And the year before?", (quoted,), register=REGISTER) == "How many lamps were mended in 2021?"
