"""What the five real papers must give. They are not part of the project: the tests skip where they are absent."""

import datetime as dt
import re
from functools import cache
from itertools import groupby

import pytest

from corpus.papers import Origin, PaperKind, Role
from tests.conftest import SHARED_PAPERS
from tests.fakes_corpus import Read, from_file

pytestmark = pytest.mark.skipif(not SHARED_PAPERS.is_dir(), reason=f"the real papers are not at {SHARED_PAPERS}")


@cache
def read(number: str) -> Read:
    (path,) = SHARED_PAPERS.glob(f"{number}_*.txt")
    return from_file(path)


def length(section) -> int:
    return section.end - section.start


def speakers(paper: Read, number: str) -> list[str | None]:
    """Return who speaks in a numbered paragraph, in turn."""
    (section,) = paper.numbered(number)
    return [who for who, _ in groupby(sentence.speaker and sentence.speaker.lower() for sentence in section.sentences)]


# 000, an agenda item's page


def test_000_holds_its_three_resolutions_once_each():
    limbs = read("000").of(Role.RESOLUTION)
    assert [(limb.number, length(limb)) for limb in limbs] == [("a)", 70), ("b)", 310), ("c)", 177)]


def test_000_keeps_the_formal_decision_and_not_its_repetition():
    limbs = read("000").of(Role.RESOLUTION)
    assert {limb.headings[-1] for limb in limbs} == {"Decision"}
    assert len({limb.lead.start for limb in limbs}) == 1


def test_000_every_bullet_is_a_statement_with_its_speaker():
    paper = read("000")
    bullets = [section for section in paper.sections if paper.text[section.start] == "·"]
    assert len(bullets) == paper.text.count("·") == 34
    assert {section.role for section in bullets} == {Role.STATEMENT}
    assert all(section.speaker and all(s.speaker for s in section.sentences) for section in bullets)


def test_000_seven_blocks_speak_in_order():
    said = [(section.block, section.speaker) for section in read("000").of(Role.STATEMENT)]
    blocks = [(who.lower(), len(list(points))) for (_, who), points in groupby(said)]
    assert blocks == [
        ("mr craig blacha", 3),
        ("the pfcc", 3),
        ("the pfcc", 5),
        ("members", 10),
        ("the pfcc", 9),
        ("councillor wendy randall", 2),
        ("the pfcc", 2),
    ]


def test_000_lead_ins_name_what_they_introduce():
    statements = read("000").of(Role.STATEMENT)
    assert all(point.lead and read("000").text[point.lead.end - 1] == ":" for point in statements)


def test_000_title():
    assert read("000").known.title.value == "Police, Fire and Crime Plan Delivery Update"


def test_000_panel_is_inferred_and_says_so():
    panel = read("000").known.panel
    assert (panel.value, panel.origin) == ("northamptonshire", Origin.INFERRED)


def test_000_date_is_unknown_and_not_invented():
    date = read("000").known.date
    assert (date.value, date.origin) == (None, Origin.UNKNOWN)


# 001, a panel's report to the commissioner


@pytest.mark.parametrize("number", ["1.1", *(f"2.{n}" for n in range(1, 6)), *(f"3.{n}" for n in range(1, 16))])
def test_001_every_numbered_paragraph_is_one_whole_section(number):
    paper = read("001")
    (section,) = paper.numbered(number)
    assert paper.text[section.end - 1] in ".:"
    assert section.role in (Role.PARAGRAPH, Role.STATEMENT)


@pytest.mark.parametrize(("number", "ends"), [("3.4", "the force effectively."), ("3.11", "the partners involved.")])
def test_001_a_paragraph_is_rejoined_across_the_page_break(number, ends):
    paper = read("001")
    (section,) = paper.numbered(number)
    assert paper.words(section).endswith(ends)
    assert "\n\n- " in paper.text[section.start : section.end]


def test_001_no_false_bullet_is_left():
    paper = read("001")
    assert [s.number for s in paper.sections if paper.text[s.start] == "-" and s.number is None] == []


def test_001_resolutions_a_to_f():
    limbs = read("001").of(Role.RESOLUTION)
    assert [limb.number for limb in limbs] == ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)"]
    assert {read("001").text[limb.body : limb.body + 14] for limb in limbs} == {"That the Panel"}
    assert {limb.lead.start for limb in limbs} == {read("001").numbered("3.15")[0].start}


def test_001_duties_with_the_same_letters_are_no_resolutions():
    assert [s.number for s in read("001").of(Role.LIST_ITEM)] == [
        *("(a)", "(b)", "(c)", "(d)", "(e)", "(f)"),
        *("(a)", "(b)", "(a)", "(b)"),
    ]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("3.2", ["the commissioner"]),
        ("3.5", ["the panel", "panel members", "members", "the commissioner", "commissioner"]),
        ("3.6", ["panel members", "the commissioner"]),
        ("3.7", ["panel members", "the commissioner"]),
        ("3.8", [None, "the panel", "the commissioner"]),
        ("3.9", ["a panel member", "the commissioner", "panel members"]),
        ("3.11", ["a panel member", None, "the commissioner"]),
        ("3.12", ["a panel member", "the commissioner"]),
        ("3.13", ["panel members", None, "the commissioner"]),
        ("3.14", ["a panel member", "the commissioner", "a panel member", None]),
    ],
)
def test_001_the_commissioners_points_are_told_from_the_members(number, said):
    assert speakers(read("001"), number) == said


def test_001_recommendations_at_its_head_are_proposals():
    assert [section.label for section in read("001").of(Role.RECOMMENDATION)] == ["Recommendations"]


def test_001_date_is_that_of_the_report_and_not_of_the_meeting_in_its_text():
    paper = read("001")
    assert "4th April 2019" in paper.text
    assert (paper.known.date.value, paper.known.date.origin) == (dt.date(2019, 4, 25), Origin.STATED)


def test_001_panel_is_stated():
    panel = read("001").known.panel
    assert (panel.value, panel.origin) == ("northamptonshire", Origin.STATED)


# 002, a commissioner's update


def test_002_numbers_1_to_5_1_are_as_printed_gaps_included():
    numbers = [s.number for s in read("002").sections if s.number and not s.number.startswith("Decision")]
    assert numbers == [
        *("1.", "1.1", "2.", *(f"2.{n}" for n in range(1, 21))),
        *("3.", *(f"3.{n}" for n in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11)), "4.", "5.", "5.1"),
    ]


def test_002_headings_with_a_number_are_headings():
    numbers = [section.number for section in read("002").of(Role.HEADING) if section.number]
    assert numbers == [
        "1.",
        "2.",
        *(f"2.{n}" for n in range(1, 21)),
        "3.",
        "3.3",
        "3.4",
        "3.5",
        "3.6",
        "3.8",
        "4.",
        "5.",
    ]


def test_002_the_heading_that_is_printed_twice_is_there_twice():
    paper = read("002")
    assert sum(paper.words(section) == "Plan on a Page" for section in paper.of(Role.HEADING)) == 2


def test_002_the_funding_table_is_eight_labelled_rows_with_amounts():
    paper = read("002")
    rows = [(row.label, paper.words(row).rsplit(" ", 1)[1]) for row in paper.of(Role.TABLE_ROW)]
    assert rows == [
        ("Victim Services", "£813,336"),
        ("CSA Uplift", "£60,592"),
        ("Sexual Violence Uplift", "£54,901"),
        ("Domestic Abuse Uplift", "£116,971"),
        ("Existing ISVA Award", "£48,500"),
        ("New ISVA Award", "£0"),
        ("New IDVA Award", "£107,956"),
        ("TOTAL", "£1,202,256"),
    ]
    assert len({row.block for row in paper.of(Role.TABLE_ROW)}) == 1


def test_002_seventeen_decision_records_are_one_list_with_numbers_and_titles():
    paper = read("002")
    records = [section for section in paper.sections if (section.number or "").startswith("Decision")]
    assert [record.number for record in records] == [f"Decision Record {n}" for n in range(234, 251)]
    assert len({record.block for record in records}) == 1
    assert all(record.end - record.body >= 10 for record in records)


def test_002_date():
    date = read("002").known.date
    assert (date.value, date.origin) == (dt.date(2021, 12, 16), Origin.STATED)


def test_002_kind():
    assert read("002").known.kind.value is PaperKind.REPORT


def test_002_the_first_person_is_the_commissioner_who_signs():
    paper = read("002")
    spoken = [s for section in paper.sections for s in section.sentences if s.speaker]
    mine = [s for s in spoken if re.search(r"\bI am\b", paper.text[s.start : s.end])]
    assert len(mine) >= 3
    assert all("Commissioner" in s.speaker for s in mine)


# 003, an agenda item's page with roman numbering


def test_003_points_i_to_xii():
    paper = read("003")
    romans = ["i.", "ii.", "iii.", "iv.", "v.", "vi.", "vii.", "viii.", "ix.", "x.", "xi.", "xii."]
    points = [section for section in paper.sections if section.number in romans]
    assert [point.number for point in points] == romans
    assert len({point.block for point in points}) == 1
    assert {point.role for point in points} == {Role.STATEMENT}


def test_003_resolutions_a_and_b():
    assert [limb.number for limb in read("003").of(Role.RESOLUTION)] == ["(a)", "(b)"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("v.", ["the panel", None, "the pcc"]),
        ("viii.", ["the pcc", "the panel"]),
        ("x.", ["the panel", "the acc"]),
        ("xi.", [None, "the acc", "the pcc"]),
    ],
)
def test_003_pcc_and_acc_are_told_apart_inside_a_point(number, said):
    assert speakers(read("003"), number) == said


def test_003_paragraphs_are_attributed():
    paper = read("003")
    alone = [s for s in paper.of(Role.STATEMENT) if not s.number and not s.lead]
    assert [s.sentences[0].speaker.upper().removeprefix("THE ") for s in alone] == [
        *("CHAIRMAN", "PCC", "PCC", "ACC", "ACC", "ACC"),
        *("PANEL", "CLLR SOOD"),
    ]


def test_003_panel_is_inferred():
    panel = read("003").known.panel
    assert (panel.value, panel.origin) == ("leicestershire", Origin.INFERRED)


def test_003_meeting_date_is_unknown_although_dates_stand_in_the_text():
    paper = read("003")
    assert "25 October 2013" in paper.text
    assert (paper.known.date.value, paper.known.date.origin) == (None, Origin.UNKNOWN)


# 004, a decision record


def test_004_every_label_and_its_value():
    paper = read("004")
    fields = {s.label: paper.words(s).split(":", 1)[1].strip() for s in paper.of(Role.FIELD) if s.label != "Content"}
    assert fields == {
        "URL": "https://westmorlandandfurness.moderngov.co.uk/ieDecisionDetails.aspx?ID=127",
        "Decision Maker": "Police, Fire and Crime Panel",
        "Outcome": "Recommendations Approved",
        "Is Key Decision?": "No",
        "Is Callable In?": "No",
        "Purpose": "",
        "Date of Decision": "July 25, 2024",
    }


def test_004_date():
    date = read("004").known.date
    assert (date.value, date.origin) == (dt.date(2024, 7, 25), Origin.STATED)


def content():
    return next(section for section in read("004").sections if section.label == "Content")


def test_004_the_long_paragraph_is_cut_into_sentence_windows():
    paper = read("004")
    windows = [passage for passage in paper.passages if content().ordinal in passage.sections]
    assert length(content()) > 8800
    assert len(windows) > 15
    assert all(len({s.speaker for s in window.sentences}) == 1 for window in windows)
    assert max(len(window.text) for window in windows) < 1200


def test_004_every_sentence_has_its_speaker():
    said = [who for who, _ in groupby(s.speaker for s in content().sentences)]
    assert [re.sub(r".*Commissioner", "Commissioner", who) for who in said] == [
        *("Commissioner", "Cllr Johnson", "Commissioner", "Cllr Battye", "Commissioner", "Cllr C McCarron-Holmes"),
        *("Commissioner and Mrs G Shearer", "Cllr Derbyshire", "Commissioner", "The Vice Chair", "Commissioner"),
    ]


def test_004_undertakings_are_marked():
    text = read("004").text
    promised = [text[s.start : s.end] for s in content().sentences if s.undertaking]
    assert len(promised) == 2
    assert "come back" in promised[0]
    assert "agreed to bring back" in promised[1]


def test_004_undertakings_are_no_resolutions():
    assert read("004").of(Role.RESOLUTION) == []
