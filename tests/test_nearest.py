"""What stands beside "the papers do not say"."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from qa.answers import AnswerStatus, Question
from qa.nearest import nearest
from qa.render import render
from qa.understand import understand
from qa.web.page import turn
from tests.fakes_outcomes import cited, outcome, question
from tests.fakes_qa import REGISTER, Shelf, answer_from, harbour, rural

PRICE = cited("Rent\t£18,500", file="harbour.txt", marker=1)
WORDS = cited("Decision Record 71 - Boat engines", file="harbour.txt", marker=2)


def shown(text, *citations):
    return nearest(understand(Question(text=text), register=REGISTER), citations)


def test_an_amount_that_is_no_answer_is_named_by_its_place_and_not_quoted():
    quoted, notes = shown("How much did the boat engine cost?", PRICE, WORDS)

    assert quoted == (replace(WORDS, marker=1),)
    assert notes == (f"Figures that do not answer this are not quoted; they stand in: {PRICE.cite()}.",)


def test_places_of_one_paper_are_named_together():
    other = replace(PRICE, locator="para 9.9")

    note = shown("How much did the boat engine cost?", PRICE, other)[1][0]
    assert note.endswith(f"; they stand in: {PRICE.cite()} and para 9.9.")


@pytest.mark.parametrize("question", ["What is the new boat called?", "What's the harbour called?"])
def test_what_something_is_called_asks_for_a_name(question):
    name = replace(WORDS, quote="The talk was given by Olive Tarn.")

    assert shown(question, name)[0] == ()


def test_what_a_precept_will_be_asks_for_a_figure_too():
    assert shown("What will the precept be in 2027?", PRICE, WORDS)[0] == (replace(WORDS, marker=1),)


@pytest.mark.parametrize(
    "question",
    [
        "What sum did the panel support?",
        "What was the average rent?",
        "What was the number of boats?",
        "Who paid the rent in 2021?",
    ],
)
def test_nor_is_a_figure_quoted_below_any_other_way_to_ask_for_one_or_of_another_time(question):
    price = replace(PRICE, date=dt.date(2023, 9, 7))

    assert shown(question, price, WORDS)[0] == (replace(WORDS, marker=1),)


@pytest.mark.parametrize("question", ["Who paid the rent in 2023?", "Who paid the rent in September 2023?"])
def test_a_figure_of_the_time_that_is_asked_about_is_quoted_where_none_is_asked_for(question):
    price = replace(PRICE, date=dt.date(2023, 9, 7))

    assert shown(question, price) == ((price,), ())


@pytest.mark.parametrize("question", ["Who runs the harbour?", "Name of the harbour master?"])
def test_below_a_question_for_a_name_no_other_name_is_quoted(question):
    name = replace(WORDS, quote="The talk was given by Olive Tarn.")

    quoted, notes = shown(question, name, replace(PRICE, quote="the boats were painted"))
    assert [one.quote for one in quoted] == ["the boats were painted"]
    assert notes == (f"Names that do not answer this are not quoted; they stand in: {name.cite()}.",)


def test_below_a_question_whether_something_is_rising_no_count_is_quoted():
    assert shown("Is theft of boats going up?", replace(WORDS, quote="There were 40 boats."))[0] == ()


def test_below_a_question_for_a_day_no_other_day_is_quoted():
    day = replace(WORDS, quote="It opened on 4 May 2021.")

    assert shown("When did the mill open?", day, WORDS)[0] == (replace(WORDS, marker=1),)


def test_where_no_figure_is_asked_for_all_are_quoted():
    assert shown("Who bought the boat engine?", PRICE, WORDS) == ((PRICE, WORDS), ())


def test_below_a_question_for_a_person_no_name_is_quoted():
    holder = replace(PRICE, quote="Gareth Holmroyd, Chief Constable")

    quoted, notes = shown("Who is the Chief Constable of Westmarch?", holder, WORDS)

    assert quoted == (replace(WORDS, marker=1),)
    assert notes == (f"Names that do not answer this are not quoted; they stand in: {holder.cite()}.",)


def test_a_plural_that_asks_for_figures_is_no_list():
    assert shown("What were the damages paid for the boat engine?", PRICE, WORDS)[0] == (replace(WORDS, marker=1),)


def test_a_passage_that_denies_what_is_asked_about_is_quoted_whatever_days_it_gives():
    refused = replace(WORDS, quote="By letter of 2 August 2023 Holt had declined.")

    assert shown("When did Holt join?", refused) == ((replace(refused, marker=1),), ())
    assert shown("How much did the boat cost?", replace(PRICE, quote="A bid of £900 was refused."))[0] == ()


def test_where_one_is_not_quoted_the_others_are_numbered_from_1_wherever_they_are_listed():
    quoted, _ = shown("How much did the boat engine cost?", PRICE, WORDS, replace(WORDS, marker=3))
    answer = outcome(question(), nearest=quoted).answer

    listed = render(answer, width=None).partition("Nearest, but not an answer")[2]
    assert re.findall(r"^\[(\d+)\]", listed, re.MULTILINE) == ["1", "2"]
    assert re.findall(r'id="near-7-(\d+)"', turn(answer, number=7, around={})) == ["1", "2"]
    assert [one["marker"] for one in answer.to_json()["nearest"]] == [1, 2]


def test_of_a_panel_without_papers_nothing_of_others_is_quoted():
    answer = answer_from(Shelf(rural(), harbour()), "What did the Surrey panel resolve about rural crime?")

    assert (answer.status, answer.nearest, answer.citations) == (AnswerStatus.NOT_FOUND, (), ())
