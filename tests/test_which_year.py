""" "The year before" after several years is asked back, with the years by name; after one year it is that before it."""

import datetime as dt

import pytest

from qa.answers import AnswerStatus, Question, Turn
from qa.understand import understand
from tests.fakes_qa import REGISTER, Shelf, Written, answer_from

SEVERAL = "How has the number of wardens changed since 2021?"
ONE = "How many wardens were there in 2022?"
TOLD = "2 June 2021. The Commissioner: “We had 12 in 2015.” [1]\n\n9 June 2022. The Commissioner: “We have 14.” [2]"
SHELF = Shelf(
    Written("Minutes\n\nThe Commissioner said that there were 12 wardens.", panel="norfolk", date=dt.date(2021, 6, 2)),
)


def understood(text, *turns):
    history = tuple(Turn(question=question, answer=answer) for question, answer in turns)
    return understand(Question(text=text, history=history), register=REGISTER)


@pytest.mark.parametrize(
    ("before", "answer", "covered"),
    [
        (SEVERAL, TOLD, ("2021", "2022")),
        (SEVERAL, "", ("2021",)),
        ("Compare the precept for 2022/23 and 2023/24.", "", ("2022/23", "2023/24")),
        ("What was resolved on the precept?", TOLD, ("2021", "2022")),
        (
            "What was resolved on the precept?",
            "If you mean 1 May 2022, precept for 2022/23: “Yes.” [1]\n\n"
            "If you mean 1 May 2023, precept for 2023/24: “No.” [2]",
            ("2022/23", "2023/24"),
        ),
    ],
)
def test_the_years_covered_are_those_of_the_question_or_of_our_own_words_in_the_answer(before, answer, covered):
    which = understood("And the year before?", (before, answer)).which

    assert which is not None
    assert which.covered == covered


def test_each_year_that_may_be_meant_is_a_question_ready_to_be_asked():
    before, after = (understood(text, (SEVERAL, TOLD)).which for text in ("And the year before?", "and the next year?"))

    assert before.choices == tuple(f"How has the number of wardens changed in {year}?" for year in (2020, 2021))
    assert after.choices[-1] == "How has the number of wardens changed in 2023?"


def test_a_follow_up_that_says_more_keeps_its_words():
    which = understood("What did they cost the year before?", (SEVERAL, TOLD)).which

    assert which.choices[0] == "What did they cost in 2020?"


@pytest.mark.parametrize("answer", ["", TOLD])
def test_after_a_question_of_one_year_it_is_the_year_before_that(answer):
    asked = understood("And the year before?", (ONE, answer))

    assert (asked.which, asked.asked) == (None, "How many wardens were there in 2021?")


def test_a_year_that_is_only_quoted_is_not_covered():
    quoted = ("How many wardens were there?", "The Chair: “12 in 2015, 14 in 2016.” [1]")

    assert understood("And the year before?", quoted).which is None


def test_it_is_asked_back_with_the_years_and_without_an_answer():
    answer = answer_from(SHELF, "And the year before?", history=(Turn(question=SEVERAL, answer=TOLD),))

    assert (answer.status, answer.citations) == (AnswerStatus.CLARIFY, ())
    assert answer.notes == ("What came before covers several years (2021, 2022): name the one that you mean.",)
    assert len(answer.choices) == 2


def test_the_year_may_then_be_named_alone():
    asked = understood("2020", (SEVERAL, TOLD), ("And the year before?", "The question may mean more than one thing."))

    assert asked.asked == "How has the number of wardens changed since 2020?"
