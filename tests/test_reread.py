from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from qa.ranker import REREAD_FEATURES
from qa.reread import READ, as_read, reread
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
    liked = as_read(ranked[READ - 1]).split(": ", 1)[1]

    read = reread(asked.text, ranked, reading(liked))

    assert as_read(read[0]).endswith(liked)
    assert read[0].probability > 0.99
    assert read[0].read == 9.0


def test_only_the_first_few_are_read_and_the_others_keep_their_order_behind_them():
    asked, ranked = ranked_for(QUESTION, SHELF)
    by = reading("nothing has this")

    read = reread(asked.text, ranked, by)

    assert len(ranked) > READ
    assert by.reader.seen == [(asked.text, as_read(item)) for item in ranked[:READ]]
    assert [item.evidence for item in read[READ:]] == [item.evidence for item in ranked[READ:]]
    assert all(after.probability <= before.probability for before, after in pairwise(read))
    assert {item.read for item in read[READ:]} == {None}


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
