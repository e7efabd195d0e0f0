"""How recommendations were answered is told by the words that answer them, not by the recommendations."""

import pytest

from qa.verdicts import verdicts_first
from tests.fakes_qa import Shelf, Written, ranked_for

REPORT = Written(
    "Report\n\nRecommendations on drones\n\nR1. Recommendations on drones: that three drones be bought.\n\n"
    "R2. Recommendations on drones: that they be loud.\n",
    file="report.txt",
    panel="norfolk",
)
MINUTES = Written(
    "Minutes\n\nThe answer was read.\n\nR1 had been accepted and R2 refused.\n\nThe rain was accepted by all.\n",
    file="minutes.txt",
    panel="norfolk",
)


def first(question):
    asked, ranked = ranked_for(question, Shelf(REPORT, MINUTES))
    item = verdicts_first(asked, ranked)[0]
    return item.evidence.passage.words(item.evidence.sentence)


@pytest.mark.parametrize(
    "question",
    [
        "Which recommendations on drones were accepted?",
        "Which drone recommendation was turned down?",
        "Which recommendation fell, R2? Refused?",
        "How did she answer the recommendations on drones?",
    ],
)
def test_the_sentence_that_answers_numbered_recommendations_comes_first(question):
    assert first(question) == "R1 had been accepted and R2 refused."


@pytest.mark.parametrize(
    "question",
    [
        "Which recommendations on drones were made?",
        "Did the panel accept the recommendations on drones?",
        "Which drones were accepted?",
    ],
)
def test_other_questions_keep_their_order(question):
    assert first(question) != "R1 had been accepted and R2 refused."
