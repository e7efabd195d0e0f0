"""What stands beside "the papers do not say"."""

from qa.answers import AnswerStatus, Question
from qa.nearest import nearest
from qa.understand import understand
from tests.fakes_outcomes import cited
from tests.fakes_qa import REGISTER, Shelf, answer_from, harbour, rural

PRICE = cited("Rent\t£18,500", file="harbour.txt", marker=1)
WORDS = cited("Decision Record 71 - Boat engines", file="harbour.txt", marker=2)


def shown(text, *citations):
    return nearest(understand(Question(text=text), register=REGISTER), citations)


def test_an_amount_that_is_no_answer_is_named_by_its_place_and_not_quoted():
    quoted, notes = shown("How much did the boat engine cost?", PRICE, WORDS)

    assert quoted == (WORDS,)
    assert notes == (f"Figures that do not answer this are not quoted; they stand in: {PRICE.cite()}.",)


def test_what_a_precept_will_be_asks_for_a_figure_too():
    assert shown("What will the precept be in 2027?", PRICE, WORDS)[0] == (WORDS,)


def test_where_no_figure_is_asked_for_all_are_quoted():
    assert shown("Who bought the boat engine?", PRICE, WORDS) == ((PRICE, WORDS), ())


def test_of_a_panel_without_papers_nothing_of_others_is_quoted():
    answer = answer_from(Shelf(rural(), harbour()), "What did the Surrey panel resolve about rural crime?")

    assert (answer.status, answer.nearest, answer.citations) == (AnswerStatus.NOT_FOUND, (), ())
