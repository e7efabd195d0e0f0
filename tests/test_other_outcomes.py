"""An outcome on one thing is no answer to what was decided on another."""

import pytest

from qa.answers import AnswerStatus, Question
from qa.quotation import Quote
from qa.shapes.other_outcomes import OTHER_THINGS, on_other_things
from qa.shapes.shape import Inquiry, Shape, untracked
from qa.understand import understand
from tests.fakes_qa import EVERYTHING, REGISTER, Shelf, Written

MINUTES = """Minutes of 4 May 2023

Harbour Plan

The Commissioner presented her plan for the harbour. A resident spoke of the precept.

RESOLVED: That the harbour plan be supported.
"""


def shape_of(question: str) -> Shape:
    """Return what is made of an answer that quotes the one outcome of the minutes."""
    shelf = Shelf(Written(MINUTES, file="minutes.txt", panel="norfolk"))
    paper = shelf.paper("minutes")
    own = next(one for one in shelf.sections("minutes") if "RESOLVED" in paper.text[one.start : one.end])
    quote = Quote(paper=paper, start=own.start, end=own.end, sections=(own,), speaker=None, probability=0.9)
    asked = understand(Question(text=question), register=REGISTER)
    inquiry = Inquiry(asked, EVERYTHING, shelf, REGISTER, untracked(shelf, REGISTER))
    return on_other_things(Shape(status=AnswerStatus.ANSWERED, quotes=(quote,)), inquiry)


@pytest.mark.parametrize(
    "question", ["What did the panel decide on the precept?", "Did the panel approve the precept?"]
)
def test_a_decision_on_what_is_only_spoken_of_is_not_told_by_an_outcome_on_another_thing(question):
    found = shape_of(question)

    assert (found.status, found.notes) == (AnswerStatus.NOT_FOUND, (OTHER_THINGS,))


@pytest.mark.parametrize(
    "question",
    [
        "What did the panel decide on the harbour?",
        "What did the panel decide on the blueprint?",  # told in other words than the papers'
        "What did the panel decide on how a resident spoke of the precept for the harbour?",
        "What did the panel decide in May 2023?",
        "Who spoke of the precept?",
    ],
)
def test_an_outcome_on_the_subject_or_on_one_that_is_not_named_outright_stays(question):
    assert shape_of(question).status is AnswerStatus.ANSWERED
