"""Figures read from papers: what each measures and for when, what changed, what differs, what adds up."""

import datetime as dt

import pytest

from corpus.panels import default_register
from index.search import EVERYTHING
from qa.briefings import measured
from qa.briefings.amended import amended, place
from qa.briefings.amounts import Unit, amounts, difference, single
from qa.briefings.clashes import clashes, totals
from qa.briefings.comparisons import changes, moved, series, told
from qa.briefings.findings import find
from qa.briefings.reported import reported
from qa.briefings.topic import topic_of
from tests.fakes_qa import Shelf, Written

REGISTER = default_register()
PANEL = "kent"
TABLE = """Performance Report

1. Theft from boats

Measure	2021/22	2022/23	2023/24
Theft from boats	140	122	97
Boats recovered	12%	15%	21%
TOTAL	152	137	118

1.1 Theft from boats fell from 122 to 97, a fall of 20.5 per cent.

1.2 There were 97 thefts from boats in 2023/24, and the share of boats found again was 21 per cent.
"""
OLDER = """Minutes

1. Theft from boats

The Commissioner made the following points:

- Thefts from boats in 2021/22 numbered 150.

- Boat theft would fall to 90 by March 2025.
"""
CORRECTION = """Minutes

2. Theft from boats

The Commissioner made the following points:

- Theft from boats in 2021/22 was 140 offences and not 150, because ten had been counted twice.
"""


def shelf():
    return Shelf(
        Written(OLDER, file="a.txt", date=dt.date(2022, 6, 1), panel=PANEL, title="Minutes of 1 June 2022"),
        Written(CORRECTION, file="b.txt", date=dt.date(2022, 11, 1), panel=PANEL, title="Minutes of 1 November 2022"),
        Written(TABLE, file="c.txt", date=dt.date(2024, 6, 1), panel=PANEL, title="Performance Report"),
    )


def found_on(text, collection):
    topic = topic_of(text, collection=collection, register=REGISTER)
    findings = find(topic, collection=collection, scope=EVERYTHING)
    return findings, reported(findings, collection, topic=topic)


@pytest.fixture(scope="module")
def boats():
    return found_on("theft from boats", shelf())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It cost £1.25m.", [("£1.25m", Unit.MONEY, 1_250_000)]),
        ("It was 6.8 per cent of 2,164.", [("6.8 per cent", Unit.SHARE, 6.8), ("2,164", Unit.COUNT, 2164)]),
        ("It took 3 min 58 s.", [("3 min 58 s", Unit.TIME, 238)]),
        ("They waited one minute and 48 seconds.", [("one minute and 48 seconds", Unit.TIME, 108)]),
        ("Calls to 101 on 2 May 2022 at 4.35 pm, minute 6, para 3.8.", []),
        ("Aged 18 to 24 years, in phase 2, over 12 months.", [("18", Unit.COUNT, 18)]),
        ("Ring 01632 960 118 or see https://a.example/2024/55.", []),
    ],
)
def test_only_what_measures_something_is_an_amount(text, found):
    assert [(one.text, one.unit, one.value) for one in amounts(text)] == found


def test_a_cell_with_words_is_no_figure():
    assert [single("£61,000").value, single("about half"), single("12 of 30")] == [61000, None, None]


@pytest.mark.parametrize(
    ("sentence", "measure", "time"),
    [
        ("The share of burglaries solved was 6.8 per cent.", "share of burglaries solved", ""),
        ("There were 151 detectives in post.", "detectives", ""),
        ("She said that general reserves had fallen to 2.7 per cent.", "general reserves", ""),
        ("The force had 1,742 police officers on 31 March 2023.", "police officers", "31 March 2023"),
        ("The average wait in May 2022 was 250 seconds.", "average wait in May 2022", "May 2022"),
        ("The team was set up in 2019 and has helped 997 families.", "families", ""),
        ("A further £240,000 was allocated in 2023/24.", "", "2023/24"),
        ("He agreed to give £5 to the plan in June 2024.", "", ""),
    ],
)
def test_a_measure_and_its_time_are_read_only_where_nothing_is_in_doubt(sentence, measure, time):
    amount = amounts(sentence)[0]
    assert (measured.measure(sentence, amount), measured.time_of(sentence, amount)) == (measure, time)


@pytest.mark.parametrize(
    ("sentence", "aimed"),
    [
        ("It will reach 90 by March.", True),
        ("The aim is 70 per cent.", True),
        ("The county will have benefited from £2m.", False),
        ("Work aimed at young people cost £40,000.", False),
    ],
)
def test_aims_and_forecasts_are_told_from_facts(sentence, aimed):
    assert measured.is_aimed(sentence[: amounts(sentence)[0].start]) is aimed


def test_rows_of_a_table_give_measure_period_and_value(boats):
    _, figures = boats
    rows = [(one.measure, one.period, one.amount.text) for one in figures if "\t" in one.quote.text]
    assert (("Theft from boats",), "2023/24", "97") in rows


def test_every_figure_is_the_papers_own_words(boats):
    _, figures = boats
    assert all(one.paper.text[one.amount.start : one.amount.end] == one.amount.text for one in figures)
    assert all(word in one.paper.text for one in figures for word in (*one.measure, one.period))


def test_a_series_has_one_point_for_each_time_the_latest_said(boats):
    _, figures = boats
    (found,) = (one for one in series(figures) if one.points[-1].amount.text == "97")
    assert [(point.period, point.amount.text) for point in found.points] == [
        ("2021/22", "140"),
        ("2022/23", "122"),
        ("2023/24", "97"),
    ]


def test_a_change_is_worked_out_between_the_last_two_times(boats):
    _, figures = boats
    found = {one.last.amount.text: one.words for one in changes(figures)}
    assert found["97"] == "25 fewer, a fall of 20.5 per cent"


def test_shares_change_by_points_and_not_by_per_cent():
    one, two = amounts("12 per cent, then 21 per cent")
    assert moved(one, two) == "9 percentage points higher"


def test_a_change_from_nothing_has_no_percentage():
    one, two = amounts("£0 and £500")
    assert moved(one, two) == "£500 more"


@pytest.mark.parametrize(
    ("unit", "size", "words"),
    [(Unit.MONEY, 12.4, "£12.40"), (Unit.TIME, 3700, "1 hour 1 min"), (Unit.COUNT, 1425, "1,425")],
)
def test_differences_are_written_in_the_unit_of_what_differs(unit, size, words):
    assert difference(unit, -size) == words


def test_a_percentage_that_a_sentence_gives_is_checked(boats):
    findings, _ = boats
    (one,) = told(findings)
    assert (one.first.text, one.last.text, one.rate, one.agrees) == ("122", "97", "20.5", True)


def test_a_percentage_that_does_not_follow_is_noticed():
    wrong = TABLE.replace("20.5 per cent", "12.5 per cent")
    findings, _ = found_on(
        "theft from boats", Shelf(Written(wrong, file="c.txt", date=dt.date(2024, 6, 1), panel=PANEL))
    )
    assert [one.agrees for one in told(findings)] == [False]


def test_figures_for_one_thing_and_one_time_that_differ_are_put_side_by_side(boats):
    _, figures = boats
    found = {frozenset((one.one.amount.text, one.other.amount.text)) for one in clashes(figures)}
    assert frozenset(("140", "150")) in found


def test_figures_of_two_panels_are_never_compared():
    other = "surrey"
    collection = Shelf(
        Written(TABLE, file="a.txt", date=dt.date(2024, 6, 1), panel=PANEL),
        Written(TABLE.replace("140", "141").replace("97", "88"), file="b.txt", date=dt.date(2024, 6, 2), panel=other),
    )
    _, figures = found_on("theft from boats", collection)
    assert [one for one in clashes(figures) if one.one.paper is not one.other.paper] == []
    assert all(len({point.paper.paper_id for point in one.points}) == 1 for one in series(figures))


def test_a_total_is_checked_against_its_rows():
    table = "Grants Report\n\nGrant\tAmount\nHarbour\t£60,000\nPier\t£15,000\nTOTAL\t£76,000\n"
    right = table.replace("£76,000", "£75,000")
    sums = {}
    for text in (table, right):
        _, figures = found_on(
            "grants", Shelf(Written(text, file="g.txt", date=dt.date(2024, 6, 1), panel=PANEL, title="Grants Report"))
        )
        (one,) = totals(figures)
        sums[text] = (one.adds_up, one.sum_words)
    assert sums == {table: (False, "£75,000"), right: (True, "£75,000")}


def test_what_a_later_paper_put_right_is_known(boats):
    findings, _ = boats
    put_right = amended(findings)
    wrong = next(one for one in findings if "numbered 150" in one.words)
    assert put_right[place(wrong)].words.startswith("Theft from boats in 2021/22 was 140")
    assert all("150" in one.words for one in findings if place(one) in put_right)


def test_a_column_that_names_a_thing_and_a_time_gives_both():
    table = "| Counter | Visits a week (2019) | Visits a week (2021) |\n|---|---|---|\n| Oakdale | 205 | 148 |\n"
    paper = Written(f"Counters\n\n{table}", file="c.md", date=dt.date(2022, 6, 1), panel=PANEL, title="Counters")
    _, figures = found_on("counters", Shelf(paper))
    assert [(one.measure, one.period, one.amount.text) for one in figures] == [
        (("Oakdale", "Visits a week"), "2019", "205"),
        (("Oakdale", "Visits a week"), "2021", "148"),
    ]


def test_a_total_of_a_table_drawn_with_bars_is_checked_too():
    table = "| Grant | Amount |\n|---|---|\n| Harbour | £60,000 |\n| Pier | £15,000 |\n| TOTAL | £76,000 |\n"
    paper = Written(
        f"Grants Report\n\n{table}", file="g.md", date=dt.date(2024, 6, 1), panel=PANEL, title="Grants Report"
    )
    (one,) = totals(found_on("grants", Shelf(paper))[1])
    assert (one.adds_up, one.sum_words) == (False, "£75,000")


def test_a_count_of_something_else_is_shown_with_its_sentence():
    text = "Rural crime\n\n1.1 The Rural Crime Team had 12 officers at the end of the year.\n"
    paper = Written(text, file="r.txt", date=dt.date(2024, 6, 1), panel=PANEL, title="Rural crime")
    assert [one.named for one in found_on("rural crime", Shelf(paper))[1]] == [False]
