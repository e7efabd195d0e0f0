"""Panels that a question names by a part of their name, among those that are loaded."""

import pytest

from qa.answers import Question, Turn
from qa.part_names import with_part_names
from qa.understand import understand
from tests.fakes_qa import REGISTER, Shelf, Written, harbour, rural

SHELF = Shelf(rural(), harbour(panel="devon-and-cornwall"))


def panels(text, *before, shelf=SHELF):
    question = Question(text=text, history=tuple(Turn(question=one, answer="Yes.") for one in before))
    return understand(question, register=with_part_names(REGISTER, question, shelf)).panels


@pytest.mark.parametrize(
    "text", ["What did the Cornwall panel resolve?", "How many wardens are there in Cornwall?", "devon: which grants?"]
)
def test_a_word_that_one_panel_alone_has_in_its_name_names_it(text):
    assert panels(text) == ("devon-and-cornwall",)


def test_a_word_that_papers_of_another_panel_have_is_a_place():
    elsewhere = Written("Report\n\nThe drones were lent by a firm in Cornwall for a month.\n", panel="norfolk")
    shelf = Shelf(elsewhere, harbour(panel="devon-and-cornwall"))

    assert panels("How many wardens are there in Cornwall?", shelf=shelf) == ()
    assert panels("What did the Cornwall Police and Crime Panel resolve?", shelf=shelf) == ("devon-and-cornwall",)


def test_a_word_that_two_panels_have_names_neither():
    shelf = Shelf(rural(panel="north-yorkshire"), harbour(panel="west-yorkshire"))

    assert panels("What was resolved in Yorkshire?", shelf=shelf) == ()


def test_where_one_panel_is_loaded_no_part_of_its_name_narrows():
    assert panels("How many are there in Cornwall?", shelf=Shelf(harbour(panel="devon-and-cornwall"))) == ()


def test_a_part_of_a_name_stands_beside_a_whole_one():
    assert panels("Compare the Norfolk panel and the Cornwall panel") == ("norfolk", "devon-and-cornwall")


def test_a_panel_named_by_a_part_holds_on_until_another_is_named():
    assert panels("Who asked that?", "What did the Cornwall panel resolve?") == ("devon-and-cornwall",)
    assert panels("What did Norfolk resolve?", "What did the Cornwall panel resolve?") == ("norfolk",)


def test_a_follow_up_that_names_another_panel_by_a_part_is_the_question_before_of_that_panel():
    question = Question(text="And Cornwall?", history=(Turn(question="How many vans has the Norfolk panel?"),))
    asked = understand(question, register=with_part_names(REGISTER, question, SHELF))

    assert (asked.asked, asked.panels) == ("How many vans has the Cornwall panel?", ("devon-and-cornwall",))
