"""A follow-up about the words that were quoted is answered from where they stand; one of nothing is asked back."""

import datetime as dt
from dataclasses import replace

import pytest

from index.search import EVERYTHING
from qa.answers import AnswerStatus, Question, Turn
from qa.shapes.as_cited import as_cited
from qa.shapes.shape import Inquiry, Shape, untracked
from qa.understand import understand, understood_as
from tests.fakes_qa import REGISTER, Shelf, Written, answer_from

MINUTES = """Minutes

Wardens

Councillor Hale asked whether wardens would be paid weekly. The Commissioner said that they would be from May.

Councillor Brook said that drones were loud.

Drones

Councillor Lee moved that the drones be sold. On a vote two Members were for it and nine against, and it was lost.

The Panel RESOLVED by nine votes to two:

(a) that the drones be kept; and

(b) that a pilot be trained.

Barns

RESOLVED:

(a) that barns be locked.
"""
OTHER = """Minutes

Boats

Councillor Dean asked whether wardens would have boats.
"""
SHELF = Shelf(
    Written(MINUTES, file="minutes.txt", panel="norfolk", date=dt.date(2023, 2, 2)),
    Written(OTHER, file="other.txt", panel="norfolk", date=dt.date(2024, 2, 1)),
)


def follow(text, before):
    """Return the answer to a follow-up of a question that was answered from these papers."""
    told = answer_from(SHELF, before)
    turn = Turn(question=before, answer=told.answer, cited=told.citations[0])
    return answer_from(SHELF, text, history=(turn,))


@pytest.mark.parametrize(
    ("before", "text", "speaker", "begins"),
    [
        ("Will wardens be paid weekly?", "Who asked that?", "Councillor Hale", "Councillor Hale asked"),
        ("Were drones loud?", "Who said that?", "Councillor Brook", "Councillor Brook said"),
        (
            "Did Councillor Hale ask on weekly wardens?",
            "And what did he say?",
            "The Commissioner",
            "The Commissioner said",
        ),
        (
            "Did Councillor Hale ask on weekly wardens?",
            "What was the reply?",
            "The Commissioner",
            "The Commissioner said",
        ),
    ],
)
def test_who_spoke_and_what_was_replied_is_read_where_the_passage_stands(before, text, speaker, begins):
    first = follow(text, before).citations[0]

    assert (first.speaker, first.quote[: len(begins)]) == (speaker, begins)


def test_whether_a_motion_was_agreed_is_told_by_the_vote_after_it():
    answer = follow("Was that agreed?", "What did Councillor Lee move?")

    assert answer.citations[0].quote.endswith("and it was lost.")


def test_the_vote_is_that_of_the_outcome_that_was_quoted():
    answer = follow("What was the vote?", "What did the panel resolve on a pilot and drones?")

    assert answer.citations[0].quote.startswith("The Panel RESOLVED by nine votes to two:")


def test_who_asked_what_nobody_asked_is_not_made_up_from_the_passage():
    answer = follow("Who asked that?", "What did the panel resolve on barns?")

    assert all("Councillor Hale" not in citation.quote for citation in answer.citations[:1])


def test_the_panel_of_the_passage_holds_on_and_its_day_does_not():
    told = answer_from(SHELF, "Were drones loud?")
    turn = Turn(question="Were drones loud?", answer=told.answer, cited=told.citations[0])
    asked = understand(Question(text="Why was that?", history=(turn,)), register=REGISTER)

    assert (asked.panels, asked.periods) == (("norfolk",), ())


def test_what_came_later_is_not_held_to_the_day_of_the_passage():
    told = answer_from(SHELF, "Were drones loud?")
    turn = Turn(question="Were drones loud?", answer=told.answer, cited=told.citations[0])

    assert understand(Question(text="Was that followed up?", history=(turn,)), register=REGISTER).periods == ()


def test_of_a_passage_that_the_asker_may_not_see_nothing_is_told():
    told = answer_from(SHELF, "Were drones loud?")
    turn = Turn(question="Were drones loud?", answer=told.answer, cited=told.citations[0])

    seen = answer_from(Shelf(Written(OTHER, panel="norfolk")), "Who said that?", history=(turn,))

    assert all("loud" not in one.quote for one in (*seen.citations, *seen.nearest))


@pytest.mark.parametrize(
    "text",
    ["And the year before?", "Why?", "Who asked that?", "Was that agreed?", "What was the vote?", "And in 2021?"],
)
def test_a_follow_up_of_nothing_is_asked_back(text):
    answer = answer_from(SHELF, text)

    assert (answer.status, answer.citations, answer.nearest) == (AnswerStatus.CLARIFY, (), ())
    assert answer.answer == "The question goes on from another, and there is none before it."
    assert answer.notes == ("Say in full what you ask, about what and of when.",)


@pytest.mark.parametrize("text", ["Who is the chair?", "What did the panel resolve?", "What about drones?"])
def test_a_whole_question_is_not_asked_back(text):
    assert not understand(Question(text=text), register=REGISTER).bare


def test_whom_they_means_is_shown():
    asked = understand(
        Question(text="And what did they say about vans?", history=(Turn(question="What did members ask on drones?"),)),
        register=REGISTER,
    )

    assert understood_as(asked) == ("Understood as: On drones: what did members say about vans?",)


def talk(*questions):
    """Return the answer to the last question of a conversation over these papers."""
    turns = ()
    for text in questions:
        answer = answer_from(SHELF, text, history=turns)
        turns += (Turn(question=text, answer=answer.answer, cited=next(iter(answer.citations), None)),)
    return answer


@pytest.mark.parametrize("text", ["What was the vote?", "Who voted against?", "How did they vote?"])
@pytest.mark.parametrize("between", ["What did Councillor Brook say?", "Why?"])
def test_the_vote_may_be_asked_for_after_another_follow_up(text, between):
    answer = talk("What did the panel resolve on drones being kept?", between, text)

    assert "nine votes to two" in " ".join(one.quote for one in answer.citations)


def test_the_vote_on_an_earlier_outcome_is_not_that_on_the_last():
    told = [answer_from(SHELF, f"What did the panel resolve on {what}?") for what in ("barns", "drones")]
    barns, drones = (answer.citations[0] for answer in told)
    asked = replace(understand(Question(text="How did they vote?"), register=REGISTER), cited=barns, earlier=(drones,))
    plain = Shape(status=AnswerStatus.NOT_FOUND, quotes=())

    assert as_cited(plain, Inquiry(asked, EVERYTHING, SHELF, REGISTER, untracked(SHELF, REGISTER))) is plain
    assert "barns" in barns.quote


def test_what_another_member_says_next_is_no_reply_to_a_member():
    lines = "Councillor Brook said that vans were loud.\n\nCouncillor Lee said that vans were slow.\n\n"
    text = f"Minutes\n\nVans\n\n{lines}The Commissioner said that new ones were ordered."
    shelf = Shelf(Written(text, file="vans.txt", panel="norfolk", date=dt.date(2023, 2, 2)))
    before = "What did Councillor Brook say about loud vans?"
    turn = Turn(question=before, cited=answer_from(shelf, before).citations[0])

    assert answer_from(shelf, "What was the reply?", history=(turn,)).citations[0].quote.startswith("The Commissioner")
