"""The precept's calendar, the votes that a veto needs, and the day by which a confirmation hearing is reported."""

import datetime as dt
from fractions import Fraction

import pytest

from qa.briefings.precept_calendar import (
    LARGEST_PANEL,
    SMALLEST_PANEL,
    calendar,
    financial_year,
    needed_for_veto,
    report_by,
    year_name,
)


def test_the_calendar_of_a_year_has_the_five_days_of_the_regulations():
    days = [step.by for step in calendar(2026)]
    assert days == [
        dt.date(2026, 2, 1),
        dt.date(2026, 2, 8),
        dt.date(2026, 2, 15),
        dt.date(2026, 2, 22),
        dt.date(2026, 3, 1),
    ]


def test_only_the_response_and_the_second_report_wait_for_a_veto():
    assert [step.only_after_veto for step in calendar(2024)] == [False, False, True, True, False]


def test_a_leap_year_moves_no_day():
    assert [step.by.day for step in calendar(2024)] == [1, 8, 15, 22, 1]


def test_every_step_names_its_provision():
    assert [step.what for step in calendar(2025) if "egulation" not in step.law] == []


@pytest.mark.parametrize(
    ("members", "votes"), [(10, 7), (12, 8), (13, 9), (14, 10), (15, 10), (17, 12), (18, 12), (20, 14)]
)
def test_a_veto_needs_two_thirds_of_all_members_rounded_up(members, votes):
    assert needed_for_veto(members) == votes


@pytest.mark.parametrize("members", range(SMALLEST_PANEL, LARGEST_PANEL + 1))
def test_one_vote_fewer_is_less_than_two_thirds(members):
    needed = needed_for_veto(members)
    assert Fraction(needed - 1, members) < Fraction(2, 3) <= Fraction(needed, members)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (dt.date(2025, 2, 6), 2025),
        (dt.date(2024, 12, 5), 2025),
        (dt.date(2025, 3, 31), 2025),
        (dt.date(2025, 4, 1), 2026),
    ],
)
def test_the_precept_considered_on_a_day_is_for_the_next_financial_year(day, first):
    assert financial_year(day) == first


def test_a_financial_year_is_written_as_papers_write_it():
    assert [year_name(2025), year_name(1999)] == ["2025/26", "1999/00"]


def test_three_weeks_begin_with_the_day_of_the_notice():
    notified = dt.date(2023, 8, 29)
    assert (report_by(notified) - notified).days + 1 == 21
    assert report_by(notified) == dt.date(2023, 9, 18)
