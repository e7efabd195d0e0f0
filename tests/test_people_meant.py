"""Whom "he" or "she" means in a follow-up."""

from dataclasses import replace

import pytest

from qa.answers import Turn
from qa.people_meant import person_meant
from tests.fakes_outcomes import cited
from tests.fakes_qa import REGISTER


def meant(text, *turns):
    return person_meant(text, [Turn(question=question, answer=answer) for question, answer in turns], REGISTER)


PRESENT = "Attending: Rosa Marsh, Commissioner; Hal Corby, Deputy Commissioner; Ina Frost; Edith Vane, Clerk"


@pytest.mark.parametrize(
    ("before", "person"),
    [
        (("Who became deputy commissioner?", PRESENT), "Hal Corby"),
        (("Who is the deputy commissioner?", PRESENT), "deputy commissioner"),
        (("What did the Chief Constable say about vans?", "Mr Adam Lee asked for more."), "Chief Constable"),
        (
            ("Who was elected Chair?", "Councillor Adam Lee be elected Chair and Councillor Bo Hale Vice-Chair"),
            "Adam Lee",
        ),
        (("Who moved it?", "Cllrs Lee and Hale voted against; Mr Owen Frost moved it."), "Mr Owen Frost"),
        (("Who won the contract?", "Harbour Ltd won it."), ""),
    ],
    ids=[
        "named with the office",
        "office asked for",
        "office asked about",
        "of two offices",
        "no name of two",
        "a firm",
    ],
)
def test_he_is_who_was_named_or_the_holder_of_the_office(before, person):
    assert person in meant("How much is he paid?", before)
    assert bool(meant("How much is he paid?", before)) is bool(person)


def test_he_stays_the_same_through_what_else_is_asked_of_him():
    talked = (("Who was the clerk?", "Mr Adam Lee, the clerk."), ("How much is he paid?", "Mr Bo Hale said £90."))

    assert meant("When did he start?", *talked) == "Mr Adam Lee"


def test_who_replies_is_not_who_asked_nor_anybody_before():
    asked = replace(cited("Cllr Ann Brook asked how many wardens"), speaker="Cllr Ann Brook")
    turns = [
        Turn(question="Who spoke of vans?", answer="Mr Adam Lee."),
        Turn(question="Who asked about wardens?", answer="Words. " * 90, cited=asked),
    ]

    assert person_meant("What did he say to that?", turns, REGISTER) == ""
