"""A question that names no more than a topic: whole passages on it, one of each paper that speaks of it."""

import pytest

from corpus.papers import Role
from index.search import EVERYTHING
from qa.answers import AnswerStatus, Question
from qa.broad import broad_topic
from qa.evidence import gather
from qa.quotation import Quote
from qa.ranker import Ranked
from qa.shapes.off_topic import without_off_topic
from qa.shapes.promised_back import by_promise
from qa.shapes.shape import Inquiry, Shape, untracked
from qa.shapes.whole_topic import by_topic
from qa.understand import understand
from tests.fakes_shapes import met
from tests.test_shapes import REGISTER, Shelf

HOLD = (
    "Lambs were missed at Holt in May, and a scheme against sheep theft was begun. Farms can mark their flocks free of "
    "charge. Forty had done so by June. The Panel was shown a mark."
)
ONE = met(
    "norfolk", "2023-11-02",
    ("Sheep theft", HOLD, "That the scheme on sheep theft be noted."),
    ("The range", "The range was targeted by thieves.", "That it be noted."),
)  # fmt: skip
TWO = met("norfolk", "2024-02-01", ("Plan", "The Panel heard that sheep theft had fallen.", "That the plan be noted."))


def asked_of(text):
    return understand(Question(text=text), register=REGISTER)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What about fly tipping?", "fly tipping"),
        ("What's being done about shoplifting?", "shoplifting"),
        ("What was said about rape cases?", "rape cases"),
        ("What has the panel heard about 101 waiting times?", "101 waiting times"),
        ("what are the police doing about e-scooters", "e-scooters"),
        ("Are targets a good idea?", "targets"),
        ("stop and search?", "stop and search"),
        ("Knife crime", "Knife crime"),
        ("What about it?", ""),
        ("What was said about whether it works?", ""),
        ("What was said about hare coursing on 5 June 2025?", ""),
        ("What did the Commissioner say about targets?", ""),
        ("101 waiting times?", ""),
        ("burglary numbers", ""),
        ("Who is the chair?", ""),
        ("Is shoplifting going up?", ""),
        ("What was decided about the sheep?", ""),
    ],
)
def test_a_topic_is_all_that_a_question_names(text, topic):
    assert broad_topic(asked_of(text)) == topic


def told(text, *papers, status=AnswerStatus.ANSWERED, shape=by_topic):
    """Return the answer's shape where every sentence found is as likely as its place in the papers is early."""
    shelf, asked = Shelf(*papers), asked_of(text)
    found = gather(asked, shelf, hits=shelf.search(asked.text, k=24, scope=EVERYTHING))
    ranked = [Ranked(evidence=one, probability=0.5 - 0.001 * place) for place, one in enumerate(found)]
    inquiry = Inquiry(asked, EVERYTHING, shelf, REGISTER, untracked(shelf, REGISTER), ranked)
    return shape(Shape(status=status, quotes=()), inquiry)


def test_a_short_part_on_the_topic_is_quoted_whole_and_a_passage_of_each_other_paper():
    quotes = told("What about sheep theft?", ONE, TWO).quotes
    texts = [quote.text for quote in quotes]

    assert any(HOLD in text for text in texts)
    assert {quote.paper.metadata.date.value.year for quote in quotes} == {2023, 2024}
    assert not any("range" in text for text in texts)


def test_an_outcome_on_the_topic_is_never_run_on_with_what_stands_around_it():
    quotes = told("What about sheep theft?", ONE).quotes
    outcomes = [quote for quote in quotes if quote.sections[0].role is Role.RESOLUTION]

    assert [quote.text for quote in outcomes] == ["a)    That the scheme on sheep theft be noted."]


def test_the_very_words_count_where_a_paper_has_them():
    targets = met("norfolk", "2022-02-03", ("Plan", "The targets of the plan were too low.", "That it be noted."))
    texts = [quote.text for quote in told("Are targets a good idea?", ONE, targets).quotes]

    assert any("targets of the plan" in text for text in texts)
    assert not any("targeted" in text for text in texts)


@pytest.mark.parametrize(("text", "status"), [
    ("What about sheep theft?", AnswerStatus.NOT_FOUND),
    ("What about helicopters?", AnswerStatus.ANSWERED),
    ("Who stole the sheep?", AnswerStatus.ANSWERED),
])  # fmt: skip
def test_silence_other_questions_and_topics_that_nothing_is_on_stay_as_they_are(text, status):
    assert told(text, ONE, status=status) == Shape(status=status, quotes=())


BACK = met(
    "norfolk", "2023-05-11",
    (
        "Parishes",
        "Councillor Birch asked how parish councils were told of sheep theft. The Commissioner agreed to bring back a "
        "note on it to the next meeting. Councillor Crane asked about drones. None had been bought.",
        "That it be noted.",
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Did anybody promise to come back about parish councils?", True),
        ("Did anyone agree to report back on drones?", False),
        ("Did the Commissioner like parish councils?", False),
    ],
)
def test_a_promise_to_come_back_is_found_by_what_was_asked_before_it(text, found):
    shape = told(text, BACK, shape=by_promise, status=AnswerStatus.NOT_FOUND)

    assert ["agreed to bring back a note" in quote.text for quote in shape.quotes] == [True] * found
    assert shape.status is (AnswerStatus.ANSWERED if found else AnswerStatus.NOT_FOUND)


@pytest.mark.parametrize(
    ("text", "limbs"),
    [("What did the panel resolve about sheep theft?", 1), ("What did the panel resolve about drones?", 2)],
)
def test_an_outcome_on_another_topic_is_left_out_where_one_is_on_the_topic(text, limbs):
    shelf = Shelf(ONE)
    (paper,) = shelf.papers()
    outcomes = [one for one in shelf.sections(paper.paper_id) if one.role is Role.RESOLUTION]
    quotes = tuple(
        Quote(paper=paper, start=one.start, end=one.end, sections=(one,), speaker=None, probability=1.0)
        for one in outcomes
    )
    inquiry = Inquiry(asked_of(text), EVERYTHING, shelf, REGISTER, untracked(shelf, REGISTER))
    shape = without_off_topic(Shape(status=AnswerStatus.ANSWERED, quotes=quotes), inquiry)

    assert (len(quotes), len(shape.quotes)) == (2, limbs)
