"""What is known of a paper and whence: from papers.csv, from the paper, or not at all."""

import datetime as dt

import pytest

from corpus.dates import dates, only_date
from corpus.metadata import describe, own_date
from corpus.panels import default_register
from corpus.papers import Access, Fact, Metadata, Origin, PaperKind, PaperStatus
from corpus.readers.reading import Hints, Reading
from corpus.sample import folder
from corpus.sidecar import Row
from corpus.structure import structure
from tests.fakes_corpus import from_file

NOTHING = Row(file="x")
MINUTES = """Wexmere and Holt Police and Crime Panel

Minutes of the meeting held on Thursday 22 September 2022 at 2.00 pm in the Shire Hall.

1. Apologies

The meeting of 4 April 2019 was mentioned."""


def known(text: str, *, row: Row = NOTHING, hints: Hints | None = None, access: Access | None = None) -> Metadata:
    reading = Reading(text=text, hints=hints or Hints())
    return describe(reading, structure(reading), row=row, access=access, register=default_register())


def said(value) -> Fact:
    return Fact(value=value, origin=Origin.SIDECAR)


def stated(value) -> Fact:
    return Fact(value=value, origin=Origin.STATED)


def inferred(value) -> Fact:
    return Fact(value=value, origin=Origin.INFERRED)


def test_what_the_sidecar_says_wins_over_the_paper():
    row = Row(
        file="x",
        title="Given",
        panel="northamptonshire",
        date=dt.date(2020, 1, 2),
        kind=PaperKind.PLAN,
        status=PaperStatus.APPROVED,
        access=Access.EXEMPT,
        url="https://given.example/",
    )
    assert known(MINUTES, row=row, access=Access.PUBLIC) == Metadata(
        title=said("Given"),
        panel=said("northamptonshire"),
        date=said(dt.date(2020, 1, 2)),
        kind=said(PaperKind.PLAN),
        status=said(PaperStatus.APPROVED),
        access=said(Access.EXEMPT),
        url=said("https://given.example/"),
    )


def test_what_minutes_state_of_themselves():
    found = known(MINUTES)
    assert (found.panel, found.date, found.kind) == (
        stated("wexmere"),
        stated(dt.date(2022, 9, 22)),
        stated(PaperKind.MINUTES),
    )
    assert found.title == inferred("Minutes of 22 September 2022")


def test_a_paper_that_says_nothing_of_itself_is_unknown_in_everything():
    assert known("It rained.") == Metadata()


def test_what_the_format_says_counts_as_stated():
    hints = Hints(
        title="Crime update",
        panel="Wexmere and Holt Police and Crime Panel",
        date=dt.date(2023, 3, 23),
        kind=PaperKind.MINUTES,
        status=PaperStatus.DRAFT,
        url="https://democracy.example/",
    )
    found = known("It rained.", hints=hints)
    assert found == Metadata(
        title=stated("Crime update"),
        panel=stated("wexmere"),
        date=stated(dt.date(2023, 3, 23)),
        kind=stated(PaperKind.MINUTES),
        status=stated(PaperStatus.DRAFT),
        url=stated("https://democracy.example/"),
    )


# access


def test_access_on_the_command_line_labels_a_paper_that_nothing_else_labels():
    assert known("It rained.", access=Access.PUBLIC).access == said(Access.PUBLIC)


@pytest.mark.parametrize(
    "words",
    [
        "NOT FOR PUBLICATION",
        "EXEMPT INFORMATION",
        "by virtue of paragraph 3 of Part 1 of Schedule 12A",
        "Part II - private session",
        "RESTRICTED - members only",
    ],
)
def test_a_paper_that_calls_itself_exempt_is_so_whatever_the_command_line_says(words):
    assert known(f"{words}\n\nOffers", access=Access.PUBLIC).access == stated(Access.EXEMPT)


def test_access_is_unknown_where_nobody_says():
    assert known(MINUTES).access == Fact()


# panel


def test_a_panel_is_inferred_from_the_force_area_and_marked_so():
    text = "Crime\n\nWexmere and Holt Police were busy. Wexmere and Holt Police were late. Penswick was quiet."
    assert known(text).panel == inferred("wexmere")


@pytest.mark.parametrize("name", ["Northmere Police, Fire and Crime Panel", "NORTHMERE POLICE AND CRIME PANEL"])
def test_no_panel_is_inferred_where_the_paper_names_one_that_the_register_does_not_know(name):
    told = "Kent Police came. Kent Police left. Reports KPCP/1 and KPCP/2 of the Kent Police were read."
    assert known(f"{name}\n\n4 May 2023\n\n{told}").panel == Fact()
    assert known(f"Police and Crime Panel\n\n4 May 2023\n\n{told}").panel == inferred("kent")


def test_a_panel_is_stated_by_either_half_of_a_bilingual_line():
    assert known("Panel Heddlu a Throseddu Gwent / Gwent Police and Crime Panel\n\nCofnodion").panel == stated("gwent")


def test_a_panel_is_inferred_from_the_address():
    text = "Decision\nURL: https://democracy.example/ieDecisionDetails.aspx?ID=43\nOutcome: Approved"
    assert known(text).panel == inferred("wexmere")


def test_a_panel_is_inferred_from_the_office_that_decided():
    text = "Decision\nDecision Maker: Police and Crime Commissioner for Wexmere and Holt\nOutcome: Approved"
    assert known(text).panel == inferred("wexmere")


def test_a_panel_is_not_inferred_from_a_decision_maker_without_an_area():
    assert known("Decision\nDecision Maker: Police, Fire and Crime Panel\nOutcome: Approved").panel == Fact()


# title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Agenda item\n\nDraft Police and Crime Plan.\n\nMinutes:\n\nIt rained.",
            stated("Draft Police and Crime Plan"),
        ),
        ("Wexmere and Holt Police and Crime Panel\n\n1 May 2023\n\nCrime\n\nIt rained.", stated("Crime")),
        ("Subject:\tReview of the plan\nAuthor:\tA Clerk", stated("Review of the plan")),
        ("# Wexmere and Holt Police and Crime Panel\n\n## Crime in Holt\n\nIt rained.", stated("Crime in Holt")),
        ("Decision\nDecision Maker: The Chief Constable\nOutcome: Done", inferred("Decision of the Chief Constable")),
        ("Meeting Details\n\nMeeting Summary\n\n1 Apologies and minutes\n\nMinutes\n\nNone.", inferred("Minutes")),
        ("### Response to the Panel\n\n| Ours | Theirs |\n|---|---|\n| a | b |\n", stated("Response to the Panel")),
        ("Cofnodion / Minutes\n\n1 May 2023\n\nIt rained.", inferred("Minutes of 1 May 2023")),
        ("Minutes\n\nApproved by the Panel on 2 June 2023\n\nIt rained.", inferred("Minutes")),
        ("Minutes\n\nCouncil Chamber, Town Hall, Holt\n\nIt rained.", inferred("Minutes")),
        ("Minutes\n\nCouncillor Ann Hale - Holt City Council\n\nIt rained.", inferred("Minutes")),
        ("Minutes\n\nName\tRole\nAnn Hale\t2 votes\nJo Lee\t1 vote", inferred("Minutes")),
    ],
)
def test_a_title_is_the_first_heading_that_tells_something(text, title):
    assert known(text).title == title


def test_a_letter_is_called_by_its_day():
    assert known("14 September 2023\n\nDear Commissioner\n\nProposed appointment\n\nYou wrote.").title == inferred(
        "Letter of 14 September 2023"
    )


# date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Thursday 15th June 2023 1.00 pm", dt.date(2023, 6, 15)),
        ("25TH APRIL 2019", dt.date(2019, 4, 25)),
        ("July 25, 2024", dt.date(2024, 7, 25)),
        ("18/10/2021", dt.date(2021, 10, 18)),
        ("16 Nov 2023 - 14:00 to 16:30", dt.date(2023, 11, 16)),
        ("Wexmere Police and Crime Panel - Thursday 15th June 2023 1.00 pm", dt.date(2023, 6, 15)),
        ("Friday, 12th May, 2023 10.00 am, MOVED", dt.date(2023, 5, 12)),
        ("Minutes of the meeting held on 3 March 2022.", dt.date(2022, 3, 3)),
        ("Draft sent to the Panel for its meeting on 17 November 2022", dt.date(2022, 11, 17)),
        ("Special Meeting, Thursday 2 May 2024", dt.date(2024, 5, 2)),
        ("The Panel met in public on 4th April 2019 to review the plan.", None),
        ("The minutes of the meeting held on 3 March 2022 were approved.", None),
        ("Minutes of the meeting held on 3 March 2022 were approved", None),
        ("A plan for 1 April 2022 to 31 March 2023", None),
        ("31 February 2023", None),
    ],
)
def test_a_line_is_dated_only_when_it_is_the_papers_own(line, date):
    assert own_date(line) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "Cofnodion / Minutes\n\nDydd Gwener 20 Hydref 2023 / Friday 20 October 2023, 10.00 am, Llanfair",
            (2023, 10, 20),
        ),
        (
            "From: The Commissioner\nSent: 11 December 2023 16:42\nTo: The Chair\n\nDear Chair\n\nYou wrote.",
            (2023, 12, 11),
        ),
    ],
)
def test_the_day_of_a_bilingual_paper_and_of_an_e_mail_is_known(text, date):
    assert known(text).date == stated(dt.date(*date))


def test_the_decision_is_dated_and_not_its_publication():
    text = (
        "Decision\nOutcome: Done\nPublication date: 24/02/2023\nDate of decision: 20/02/2023\nEffective from: 1/4/2023"
    )
    assert known(text).date == stated(dt.date(2023, 2, 20))


def test_a_date_to_be_completed_is_unknown():
    assert known("Decision\nOutcome: Done\nDate of decision: [to be completed]").date == Fact()


def test_a_date_in_the_wording_is_not_the_papers():
    assert known("Agenda item\n\nCrime\n\nMinutes:\n\nThe plan of 25 October 2013 was noted.").date == Fact()


def test_dates_are_found_in_order_and_impossible_ones_passed_over():
    assert [date for _, _, date in dates("On 1st May 2023, 31/02/2023 and 2022-12-16.")] == [
        dt.date(2023, 5, 1),
        dt.date(2022, 12, 16),
    ]


def test_a_line_with_two_dates_is_no_date():
    assert only_date("1 May 2023 to 2 May 2023") is None


# kind and status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Decision\nURL: https://x.example", PaperKind.DECISION),
        ("# Decision Record 052\n\nFire", PaperKind.DECISION),
        ("Agenda item\n\nCrime\n\nMinutes:\n\nIt rained.", PaperKind.MINUTES),
        ("Agenda and draft minutes\n\nPanel - 1 May 2023", PaperKind.MINUTES),
        ("DRAFT MINUTES of the meeting held on 1 May 2023", PaperKind.MINUTES),
        ("Panel\n\nDRAFT MINUTES\n\nIt rained.", PaperKind.MINUTES),
        ("Panel\n\nMinutes, Thursday 14 March 2024, 1.30 pm\n\nIt rained.", PaperKind.MINUTES),
        ("Panel Heddlu / Police Panel\n\nCofnodion / Minutes\n\n3. Adroddiad / Report", PaperKind.MINUTES),
        ("Panel\n\nInformal, Thursday 12th January 2023\n\nNotes of a budget briefing.", PaperKind.MINUTES),
        ("Shire Hall\n\nDear Commissioner\n\nYou wrote.", PaperKind.LETTER),
        ("# Panel\n\n## Agenda\n\n1. Apologies", PaperKind.AGENDA),
        ("Panel\n\nReport to the Panel\n\nCrime", PaperKind.REPORT),
        ("Performance Report\n\nIt rained.", PaperKind.REPORT),
        ("Safer Together: draft revised Police and Crime Plan 2022 to 2025\n\nForeword", PaperKind.PLAN),
        ("Police, Fire & Crime Plan 2024-2029\n\nForeword", PaperKind.PLAN),
        ("It rained while the Police and Crime Plan was read by all, and then it was put on the shelf again.", None),
    ],
)
def test_a_kind_is_known_by_how_a_paper_begins(text, kind):
    assert known(text).kind.value == kind


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Agenda and draft minutes\n\nx", PaperStatus.DRAFT),
        ("Minutes (subject to approval)\n\nx", PaperStatus.DRAFT),
        ("Approved minutes\n\nx", PaperStatus.APPROVED),
        ("Minutes approved on 1 May 2023\n\nx", PaperStatus.APPROVED),
        ("Minutes\n\nApproved by the Panel on 15 June 2023\n\nx", PaperStatus.APPROVED),
        ("Minutes\n\nx", None),
    ],
)
def test_a_status_is_taken_from_the_head_of_minutes(text, status):
    assert known(text).status.value == status


# the sample without its papers.csv


@pytest.mark.parametrize(
    ("file", "panel", "date", "kind"),
    [
        ("2022-09-22-minutes.docx", "wexmere", "2022-09-22", "minutes"),
        ("2022-11-17-draft-police-and-crime-plan.pdf", "wexmere", "2022-11-17", "plan"),
        ("2023-01-12-informal-meeting.txt", "wexmere", "2023-01-12", "minutes"),
        ("2023-02-02-minutes.html", "wexmere", None, "minutes"),
        ("2023-03-23-meeting.xml", "wexmere", "2023-03-23", "minutes"),
        ("2023-11-16-meeting.html", "wexmere", "2023-11-16", "minutes"),
        ("2024-03-21-agenda.md", "wexmere", "2024-03-21", "agenda"),
        ("2025-02-06-minutes.pdf", "wexmere", "2025-02-06", "minutes"),
        ("decision-record-041.html", "wexmere", "2023-02-20", "decision"),
        ("decision-record-043.txt", "wexmere", "2023-03-06", "decision"),
        ("decision-record-052.md", "wexmere", None, "decision"),
    ],
)
def test_a_sample_paper_is_described_without_its_row(file, panel, date, kind):
    found = from_file(folder() / file).known
    assert found.panel.value == panel
    assert found.date.value == (date and dt.date.fromisoformat(date))
    assert found.kind.value == kind


def test_the_exempt_sample_paper_is_exempt_without_its_row():
    assert from_file(folder() / "2024-03-21-exempt-appendix.txt").known.access == stated(Access.EXEMPT)
