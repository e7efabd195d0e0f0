"""Whole questions in a talk about one panel: all papers are searched where that panel's have no word of them."""

from dataclasses import replace

import pytest

from index.search import EVERYTHING
from qa.answers import Question, Turn
from qa.of_all_panels import as_far_as_heard_of, may_mean_another, of_all_panels
from qa.panel_meant import panels_meant
from qa.understand import understand
from tests.fakes_outcomes import cited
from tests.fakes_qa import REGISTER, Shelf, Written

SHELF = Shelf(
    Written("Report\n\nThe drones were lent by a firm for a month.\n", file="lent.txt", panel="norfolk"),
    Written("Report\n\nThe wardens had bought nine bicycles and a drone.\n", file="bought.txt", panel="kent"),
)


def understood(text, before="What did the Norfolk panel resolve on drones?"):
    return understand(Question(text=text, history=(Turn(question=before, answer="Yes."),)), register=REGISTER)


@pytest.mark.parametrize(
    ("text", "panels"),
    [
        ("How many bicycles did the wardens buy?", ()),
        ("How many drones did the firm lend?", ("norfolk",)),
        ("How many helicopters and planes are there?", ("norfolk",)),
        ("Who lent them?", ("norfolk",)),
    ],
    ids=["only another has it", "the same has it", "none has it", "a follow-up"],
)
def test_a_panel_holds_on_only_for_what_its_papers_have_a_word_of(text, panels):
    asked = as_far_as_heard_of(understood(text), EVERYTHING, collection=SHELF, register=REGISTER)

    assert asked.panels == panels
    assert ("Norfolk" in asked.shown) is bool(panels)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("How many bicycles did the wardens buy?", True),
        ("What did the panel say about bicycles and wardens?", False),
        ("How many bicycles and wardens do we have?", False),
        ("How many bicycles did the Kent wardens buy?", False),
        ("Who lent them?", False),
    ],
)
def test_what_names_nobody_of_the_panel_talked_about_may_mean_another(text, may):
    assert may_mean_another(understood(text)) is may


def test_among_the_papers_of_one_panel_no_other_is_meant():
    alone = Shelf(Written("Report\n\nThe drones were lent by a firm for a month.\n", panel="norfolk"))

    asked = as_far_as_heard_of(
        understood("How many bicycles did the wardens buy?"), EVERYTHING, collection=alone, register=REGISTER
    )

    assert (asked.panels, may_mean_another(asked)) == (("norfolk",), False)


def test_of_all_panels_no_panel_is_shown():
    asked = of_all_panels(understood("how many bicycles did the wardens buy"))

    assert (asked.panels, asked.taken, asked.shown) == ((), "", "How many bicycles did the wardens buy?")


def test_a_question_answered_from_another_panels_paper_moves_the_talk_there():
    quoted = replace(cited("Reports of tractor thefts had fallen"), panel=REGISTER.name_on("kent", None))
    named = Turn(question="What did the Norfolk panel resolve on drones?", answer="Yes.")
    told = Turn(question="How many bicycles?", answer="Nine.", cited=quoted)

    panels, areas = panels_meant("Who said that?", (named, told), None, REGISTER)

    assert (panels, areas) == (("kent",), ["Kent"])
