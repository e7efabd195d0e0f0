from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from qa.ranker import REREAD_FEATURES
from qa.reread import MOST, as_read, in_doubt, reread
from tests.fakes_qa import Shelf, answer_from, model, ranked_for, ranker, rural

SHELF = Shelf(rural())
QUESTION = "What did the panel say about rural crime?"


class Reader:
    """A cross-encoder that likes the sentences with a word in them."""

    def __init__(self, liked):
        self.liked, self.seen = liked, []

    def scores(self, question, sentences):
        self.seen += [(question, sentence) for sentence in sentences]
        return np.array([9.0 if self.liked in sentence else -9.0 for sentence in sentences])


def reading(liked):
    return replace(ranker(), reread=model(REREAD_FEATURES, {"read": 5.0}), reader=Reader(liked))


def test_what_the_cross_encoder_likes_comes_first():
    asked, ranked = ranked_for(QUESTION, SHELF)
    liked = as_read(in_doubt(ranked)[-1]).split(": ", 1)[1]

    read = reread(asked.text, ranked, reading(liked))

    assert as_read(read[0]).endswith(liked)
    assert read[0].probability > 0.99
    assert read[0].read == 9.0


def test_only_what_is_in_doubt_is_read_and_the_others_keep_their_order_behind_them():
    asked, ranked = ranked_for(QUESTION, SHELF)
    by = reading("nothing has this")

    read = reread(asked.text, ranked, by)

    few = len(in_doubt(ranked))
    assert len(ranked) > few
    assert by.reader.seen == [(asked.text, as_read(item)) for item in ranked[:few]]
    assert [item.evidence for item in read[few:]] == [item.evidence for item in ranked[few:]]
    assert all(after.probability <= before.probability for before, after in pairwise(read))
    assert {item.read for item in read[few:]} == {None}


@pytest.mark.parametrize(
    ("chances", "read"),
    [
        ([0.5, 0.3, 0.1, 0.008, 0.004], 3),  # the fourth is less than a fiftieth as likely as the first
        ([0.95, 0.01, 0.01], 1),
        ([0.3] * 12, MOST),
        ([0.0, 0.0], 2),
        ([], 0),
    ],
)
def test_as_many_are_read_as_may_still_come_first(chances, read):
    _, ranked = ranked_for(QUESTION, SHELF)
    ranked = [replace(ranked[0], probability=chance) for chance in chances]

    assert in_doubt(ranked) == ranked[:read]


def test_without_a_cross_encoder_the_order_stays():
    asked, ranked = ranked_for(QUESTION, SHELF)

    assert reread(asked.text, ranked, ranker()) == ranked


def test_a_sentence_is_read_with_its_heading_what_comes_before_and_who_speaks():
    _, ranked = ranked_for(QUESTION, SHELF)
    spoken = next(item for item in ranked if item.evidence.sentence.speaker and item.evidence.section.headings)

    heading, _, words = as_read(spoken).split(" | ")

    assert heading.split() == spoken.evidence.section.headings[-1].split()[:5]
    assert words.startswith(" ".join(spoken.evidence.sentence.speaker.split()[:5]))


@pytest.mark.parametrize("liked", ["mounted", "trailers", "Norfolk"])
def test_whatever_the_cross_encoder_likes_quotations_are_the_papers_own_words(liked):
    answer = answer_from(SHELF, QUESTION, by=reading(liked))

    for cited in answer.citations:
        paper = next(paper for paper in SHELF.papers() if paper.file == cited.file)
        assert paper.text[cited.start : cited.end] == cited.quote
