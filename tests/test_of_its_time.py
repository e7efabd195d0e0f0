"""Of a figure that is asked for of one time, the one of that time comes first, and none of another beside it."""

import datetime as dt
from dataclasses import replace

import pytest

from qa.of_its_time import figure_of_another, of_its_time
from tests.fakes_qa import Shelf, Written, ranked_for

OF_IT = "In 2021/22 the harbour team seized 17 boats."
BEFORE = "In 2020/21 the harbour team seized 12 boats."
AGAINST = "The harbour team seized 17 boats, against 12 in 2020/21."
AHEAD = "For 2021/22 the harbour precept is £40."
LATER = "The harbour team seized 12 boats at night."


def words_of(item):
    return item.evidence.passage.words(item.evidence.sentence)


def ordered(question, *sentences, chances=(0.5, 0.4)):
    """Return the words of sentences, ranked with these chances, as they are ordered; the second in a paper of 2023."""
    papers = [
        Written(f"Report\n\n{words}\n", file=f"{year}.txt", panel="norfolk", date=dt.date(year, 6, 1))
        for words, year in zip(sentences, (2021, 2023), strict=False)
    ]
    asked, ranked = ranked_for(question, Shelf(*papers))
    found = [next(item for item in ranked if words_of(item) == words) for words in sentences]
    order = [replace(item, probability=chance) for item, chance in zip(found, chances, strict=True)]
    return [words_of(item) for item in of_its_time(asked, sorted(order, key=lambda item: -item.probability))]


def test_a_figure_of_another_year_alone_is_left_out():
    assert ordered("How many boats were seized in 2021/22?", BEFORE, OF_IT) == [OF_IT]


def test_it_stays_where_no_other_is_nearly_as_good():
    assert ordered("How many boats were seized in 2021/22?", BEFORE, OF_IT, chances=(0.5, 0.1)) == [BEFORE, OF_IT]


@pytest.mark.parametrize(
    "question",
    [
        "How did the number of boats seized change from 2020/21 to 2021/22?",
        "How many more boats were seized than in 2021/22?",
        "How many boats were seized?",
        "What did the panel resolve on boats in 2021/22?",
    ],
)
def test_who_compares_or_names_no_time_gets_both(question):
    assert ordered(question, BEFORE, OF_IT) == [BEFORE, OF_IT]


def test_what_is_only_set_against_another_time_is_not_of_it():
    assert ordered("How many boats were seized in June 2021?", AGAINST, OF_IT) == [AGAINST, OF_IT]


def test_a_figure_in_a_paper_of_the_time_comes_before_one_in_another():
    assert ordered("How many boats were seized in June 2021?", AGAINST, LATER, chances=(0.3, 0.5)) == [AGAINST, LATER]


@pytest.mark.parametrize(
    ("question", "words", "another"),
    [
        ("How much is the precept of February 2021?", AHEAD, False),
        ("How much is the precept of June 2019?", AHEAD, True),
        ("How much is the precept of 2020/21?", AHEAD, True),
        ("How many boats in May 2021?", "The team met in 2019.", False),
        ("How many boats in May 2021?", "Under the Harbours Act 2011 it has 12 boats.", False),
        ("Boats seized in 2021/22", BEFORE, True),
        ("How many boats going into 2021/22?", "On 31 March 2021 it has 12 boats.", False),
        ("When did the boats of May 2021 come?", "The 12 boats came in June 2023.", False),
        ("What did the harbour team do in 2021/22?", BEFORE, False),
    ],
)
def test_what_is_for_a_financial_year_is_decided_shortly_before_it(question, words, another):
    asked, _ = ranked_for(question, Shelf(Written(f"Report\n\n{AHEAD}\n")))

    assert figure_of_another(asked, words) is another
