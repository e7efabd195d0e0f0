"""Which recommendations were taken up is told where the reply to them is."""

import pytest

from qa.best_sentences import sentence_words
from qa.taken_up import taken_up_first
from tests.fakes_qa import Shelf, Written, ranked_for

MADE = Written("Task group\n\n1.1 R2 was a recommendation on harbour fraud, that it be recorded.", file="made.txt")
REPLY = Written("Minutes\n\n4.1 R1 had been accepted. R2 had been rejected for its cost.", file="reply.txt")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Which harbour fraud recommendation was turned down?", "R1 had been accepted."),
        ("What was the recommendation on harbour fraud?", "R2 was a recommendation"),
    ],
)
def test_what_was_refused_is_told_by_the_reply_and_what_was_recommended_by_the_report(text, first):
    asked, ranked = ranked_for(text, Shelf(MADE, REPLY))

    assert first in sentence_words(taken_up_first(asked, ranked)[0])
