"""Which pronouns point back to what was said before a question, and which mean something in the question itself."""

import pytest

from corpus.panels import default_register
from qa.answers import Question, Turn
from qa.antecedents import points_back
from qa.leaning import leans
from qa.understand import understand

REGISTER = default_register()


@pytest.mark.parametrize(
    "text",
    [
        "What did the panel ask for on drones, and did it get it?",
        "The panel wanted a list of barns by May. Did it get one?",
        "VDRS - what is it?",
        "Money from the drone sale: is any of it spent in Gullport?",
        "What did the Panel resolve at its meeting of 9 November 2023?",
        "Which councillors asked that their names be recorded on drones?",
        "What did the Chief Constable say when he was asked about drones?",
        "Who objected to the drone report, and what was she told?",
        "How does the commissioner explain her plan for rural wardens?",
        "What did Mrs Lee answer when drones were put to her?",
        "What did it cost to train the drone pilots?",
        "Was it agreed to hold a drone seminar?",
        "Who called it a scandal that drones stand idle?",
        "What is the drone that caught most poachers?",
        "What do farmers ring the force about that is no crime?",
        "How many of those who replied backed drones over Gullport?",
        "What is a grade one drone incident?",
        "Which drone is the one-rotor model?",
        "How many more drones will there be in Gullport?",
        "Which IT system runs the drone fleet?",
    ],
)
def test_a_pronoun_with_an_antecedent_in_its_own_question_points_to_nothing_before(text):
    assert points_back(text, REGISTER) == []
    assert not leans(text, register=REGISTER)


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("What did Mrs Lee promise about it?", "it"),
        ("What did the commissioner tell him?", "him"),
        ("What did Mrs Lee think of his drone?", "his"),
        ("Which members voted against it?", "it"),
        ("Who proposed that?", "that"),
        ("Was that agreed?", "that"),
        ("What would it cost to double it?", "it"),
        ("Why was that one turned down?", "that"),
        ("How many of those were met?", "those"),
        ("How much of that did they spend?", "that"),
        ("What happened to the one at Gullport?", "one"),
        ("Who was it that proposed this?", "this"),
        ("How many of them were drones?", "them"),
        ("What did she promise about drones?", "she"),
        ("What is it in the new figures?", "it"),
    ],
)
def test_a_pronoun_without_one_points_to_what_was_said_before(text, pronoun):
    assert pronoun in points_back(text, REGISTER)
    assert leans(text, register=REGISTER)


@pytest.mark.parametrize(
    "text",
    [
        "What did the panel ask for on 101 calls, and did it get it?",
        "And what did members say about the campaigns unit?",
        "What did the commissioner say about her budget for youth work?",
    ],
)
def test_a_question_with_its_own_topic_takes_over_none(text):
    before = Turn(question="How many drones were bought for the rural team?", answer="Twelve.")
    asked = understand(Question(text=text, history=(before,)), register=REGISTER)

    assert asked.taken == ""
    assert "drone" not in asked.text


def test_a_question_that_names_only_a_speaker_goes_on_with_the_topic():
    before = Turn(question="How many drones were bought for the rural team?", answer="Twelve.")
    asked = understand(Question(text="What did Councillor Hale say?", history=(before,)), register=REGISTER)

    assert "drones" in asked.taken
