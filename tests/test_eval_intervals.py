"""Intervals are as wide as the questions are few, and two runs are compared question by question."""

import math
import random

import numpy as np
import pytest

from corpus.errors import PanelqaError
from eval.intervals import Change, Interval, compare, interval, paired
from eval.measures import Better, Score


def score(name="x", better=Better.HIGHER, **values):
    return Score(name=name, group="answers", better=better, values=tuple(values.items()))


def numbered(values):
    return score(**{f"q{number}": value for number, value in enumerate(values)})


def test_an_interval_holds_its_mean_and_narrows_with_more_questions():
    few, many = interval([0.0, 1.0] * 10), interval([0.0, 1.0] * 250)

    assert few.mean == many.mean == 0.5
    assert (few.n, many.n) == (20, 500)
    assert few.low < many.low < 0.5 < many.high < few.high


def test_an_interval_is_near_that_of_the_normal_distribution_where_that_holds():
    chance = random.Random(5)
    values = [chance.gauss(0.5, 0.1) for _ in range(400)]
    reach = 1.96 * np.std(values, ddof=1) / math.sqrt(400)

    found = interval(values)

    assert found.low == pytest.approx(np.mean(values) - reach, abs=reach / 5)
    assert found.high == pytest.approx(np.mean(values) + reach, abs=reach / 5)


def test_about_95_in_100_intervals_hold_the_true_mean():
    chance = random.Random(1)
    samples = [[float(chance.random() < 0.7) for _ in range(60)] for _ in range(200)]

    held = sum(found.low <= 0.7 <= found.high for found in map(interval, samples))

    assert 180 <= held <= 198


def test_the_same_values_give_the_same_interval():
    values = [0.1, 0.9, 0.4, 0.4, 1.0]

    assert interval(values) == interval(values)
    assert interval(values, seed=1) != interval(values, seed=2)


@pytest.mark.parametrize(("value", "low", "high"), [(1.0, 0.7225, 1.0), (0.0, 0.0, 0.2775)])
def test_where_all_are_right_or_all_wrong_the_interval_is_wilsons(value, low, high):
    assert interval([value] * 10) == Interval(
        mean=value, low=pytest.approx(low, abs=1e-4), high=pytest.approx(high, abs=1e-4), n=10
    )


def test_other_values_that_are_all_alike_have_no_width():
    assert interval([0.5, 0.5, 0.5]) == Interval(mean=0.5, low=0.5, high=0.5, n=3)


@pytest.mark.parametrize("values", [[0.0] * 99 + [1.0], [0.0, 1.0], [0.25, 1.0, 1.0], [3.0, 3.0, 3.0, 3.0, 2.0]])
def test_an_interval_of_nearly_equal_values_is_still_a_number(values):
    found = interval(values)

    assert found.low <= found.mean <= found.high
    assert min(values) <= found.low
    assert found.high <= max(values)


def test_there_is_no_interval_of_nothing():
    with pytest.raises(PanelqaError, match="no values"):
        interval([])


def test_a_small_gain_on_every_question_shows_when_paired():
    chance = random.Random(2)
    hard = [chance.random() * 0.8 for _ in range(50)]
    before, after = numbered(hard), numbered([value + 0.05 + chance.random() * 0.01 for value in hard])
    apart = (interval([value for _, value in one.values]) for one in (before, after))

    found = paired(before, after)

    assert found.mean == pytest.approx(0.055, abs=0.002)
    assert 0 < found.low < found.mean < found.high
    assert found.p < 0.01
    earlier, later = apart
    assert later.low < earlier.high  # two separate intervals hide it


def test_pure_chance_is_no_difference():
    chance = random.Random(4)
    before, after = ([float(chance.random() < 0.5) for _ in range(80)] for _ in range(2))

    found = paired(numbered(before), numbered(after))

    assert found.low < 0 < found.high
    assert found.p > 0.05


def test_only_questions_of_both_runs_are_paired():
    found = paired(score(a=0.0, b=1.0, c=0.0), score(b=1.0, c=1.0, d=0.0))

    assert (found.mean, found.n) == (0.5, 2)


def test_a_run_compared_with_itself_does_not_differ():
    one = score(a=0.0, b=1.0)

    found = paired(one, one)

    assert (found.mean, found.low, found.high, found.p) == (0, 0, 0, 1)


def test_one_question_that_changed_proves_little():
    found = paired(numbered([0.0] * 20), numbered([1.0] + [0.0] * 19))

    assert found.low <= 0
    assert found.p > 0.5


def test_one_question_alone_proves_nothing():
    found = paired(score(a=0.0), score(a=1.0))

    assert (found.mean, found.p, found.n) == (1.0, 1.0, 1)


def test_runs_without_a_common_question_cannot_be_paired():
    with pytest.raises(PanelqaError, match="x: the two runs have no question in common"):
        paired(score(a=1.0), score(b=1.0))


def test_what_changed_is_listed_by_measure_the_worse_first():
    before = [score("facts", a=1.0, b=0.0, c=1.0), score("wrong silence", Better.LOWER, a=0.0, b=1.0)]
    after = [score("facts", a=0.5, b=1.0, c=1.0), score("wrong silence", Better.LOWER, a=1.0, b=0.0)]

    assert compare(before, after) == (
        Change(measure="facts", qid="a", before=1.0, after=0.5, is_better=False),
        Change(measure="facts", qid="b", before=0.0, after=1.0, is_better=True),
        Change(measure="wrong silence", qid="a", before=0.0, after=1.0, is_better=False),
        Change(measure="wrong silence", qid="b", before=1.0, after=0.0, is_better=True),
    )


def test_measures_and_questions_of_one_run_alone_are_not_compared():
    assert compare([score("old", a=1.0), score("both", a=1.0)], [score("both", b=0.0), score("new", a=0.0)]) == ()
