"""The precept's statutory calendar and the arithmetic of a veto; the date by which a confirmation hearing is reported.

Sources: Schedule 5 to the Police Reform and Social Responsibility Act 2011; regulations 3 to 8 of SI 2012/2271, whose
dates are in the financial year before the one that the precept is for; Schedule 8, paragraph 4(6), to the Act.
"""

import datetime as dt
from dataclasses import dataclass

SMALLEST_PANEL, LARGEST_PANEL = 5, 40  # seats filled: twelve or more (Schedule 6), fewer while some are vacant
USUAL_SIZES = range(12, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the calendar: by when, what, and where the law says so."""

    by: dt.date
    what: str
    law: str
    only_after_veto: bool = False


def financial_year(day: dt.date) -> int:
    """Return the year in which the financial year begins that a precept considered on this day is for.

    Precepts are considered from the autumn to February, for the year that begins in April.

    >>> financial_year(dt.date(2025, 2, 6)), financial_year(dt.date(2024, 11, 30))
    (2025, 2025)
    """
    return day.year if day < dt.date(day.year, 4, 1) else day.year + 1


def year_name(first: int) -> str:
    """Return a financial year as papers write it.

    >>> year_name(2025)
    '2025/26'
    """
    return f"{first}/{(first + 1) % 100:02d}"


def calendar(first: int) -> tuple[Step, ...]:
    """Return the steps for the precept of the financial year that begins in April of this year, in order.

    >>> [f"{step.by:%d %B}" for step in calendar(2026)]
    ['01 February', '08 February', '15 February', '22 February', '01 March']
    """
    return (
        Step(
            by=dt.date(first, 2, 1),
            what="The commissioner notifies the panel of the precept that is proposed.",
            law="Schedule 5, paragraph 2; SI 2012/2271, regulation 3",
        ),
        Step(
            by=dt.date(first, 2, 8),
            what="The panel reviews it and reports, with recommendations or a veto. A later veto has no effect.",
            law="Schedule 5, paragraphs 3 and 4; regulation 4",
        ),
        Step(
            by=dt.date(first, 2, 15),
            what="The commissioner responds with a revised precept: lower if vetoed as too high, higher if as too low.",
            law="Schedule 5, paragraph 6; regulation 5",
            only_after_veto=True,
        ),
        Step(
            by=dt.date(first, 2, 22),
            what="The panel reviews the revised precept and makes a second report. It cannot veto again.",
            law="Regulation 6",
            only_after_veto=True,
        ),
        Step(
            by=dt.date(first, 3, 1),
            what="The precept is issued. After a veto the commissioner first has regard to the second report, responds "
            "to it and publishes the response.",
            law="Regulations 7 and 8; Local Government Finance Act 1992, section 40",
        ),
    )


def needed_for_veto(members: int) -> int:
    """Return how many must vote for a veto: at least two-thirds of all members at the time, present or not.

    >>> needed_for_veto(12), needed_for_veto(13), needed_for_veto(14), needed_for_veto(20)
    (8, 9, 10, 14)
    """
    return -(-2 * members // 3)


def report_by(notified: dt.date) -> dt.date:
    """Return the last day for the panel's report on a proposed appointment.

    The three weeks begin with the day on which the panel receives the notice, so that day is the first of the 21. Days
    after an ordinary election of a commissioner, until its winner takes office, do not count; they are not known here.

    >>> report_by(dt.date(2023, 8, 29))
    datetime.date(2023, 9, 18)
    """
    return notified + dt.timedelta(days=20)
