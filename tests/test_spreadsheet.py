"""The tracker as Excel, CSV and Markdown, opened again."""

import csv
import datetime as dt
from io import BytesIO, StringIO

import pytest

from qa.actions import ActionStatus, Correction, corrected, track
from qa.office.spreadsheet import MOST_CHARACTERS, Column, Link, Sheet, fitting, harmless, workbook
from qa.tracker.export import ENDINGS, exported, to_csv, to_excel, to_markdown
from tests.fakes_actions import minutes
from tests.fakes_qa import REGISTER, Shelf

NOW = dt.datetime(2024, 3, 5, 9, 30, tzinfo=dt.UTC)
SHELF = Shelf(
    minutes(
        "RESOLVED that: a report on the theft of tractor parts be brought to the Panel in November 2023.",
        "2023-05-11",
        url="https://papers.example/minutes?a=1&b=2",
    ),
    minutes("The report on the theft of tractor parts, as the Panel had asked in May, was presented.", "2023-11-16"),
    minutes("RESOLVED that: the <b>report</b> | be noted.", None, item="=1+1"),
)
FOUND = track(SHELF, register=REGISTER)


def read(content):
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(BytesIO(content))


def column(page, header):
    """Return the cells under a header, top to bottom."""
    (place,) = [cell.column for cell in page[1] if cell.value == header]
    return [row[place - 1] for row in page.iter_rows(min_row=2)]


def test_the_workbook_has_real_headers_filters_and_a_frozen_first_row():
    page = read(to_excel(FOUND, made=NOW))["Records"]
    assert [cell.value for cell in page[1]][:4] == ["Record", "Panel", "Asked on", "Kind"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == f"A1:{page.cell(1, page.max_column).coordinate[:-1]}{len(FOUND.actions) + 1}"
    assert page.print_title_rows == "$1:$1"
    assert all(cell.font.bold for cell in page[1])


def test_dates_are_dates():
    page = read(to_excel(FOUND, made=NOW))["Records"]
    asked, due = column(page, "Asked on"), column(page, "Due by")
    assert (asked[0].value, asked[0].is_date) == (dt.datetime(2023, 5, 11), True)
    assert due[0].value == dt.datetime(2023, 11, 30)
    assert asked[-1].value == "undated"


def test_a_published_paper_is_a_link():
    page = read(to_excel(FOUND, made=NOW))["Records"]
    assert column(page, "Published at")[0].hyperlink.target == "https://papers.example/minutes?a=1&b=2"


def test_the_trail_stands_on_a_sheet_of_its_own():
    page = read(to_excel(FOUND, made=NOW))["Later passages"]
    assert [cell.value for cell in column(page, "Says")] == ["done"]
    assert [cell.value for cell in column(page, "Record")] == [FOUND.actions[0].action.action_id]


def test_what_is_set_by_hand_is_marked():
    number = FOUND.actions[0].action.action_id
    kept = Correction(action_id=number, status=ActionStatus.WITHDRAWN, note="Not wanted.", by="Ann", at=NOW)
    page = read(to_excel(corrected(FOUND, {number: kept}), made=NOW))["Records"]
    assert [cell.value for cell in column(page, "Set by hand")] == ["yes", "no"]
    assert column(page, "Status")[0].value == "withdrawn or superseded"
    assert column(page, "Note")[0].value == "Not wanted."


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_calculated(text):
    sheet = Sheet(name="One", columns=(Column(header="What", width=9),), rows=((text,),))
    cell = read(workbook([sheet], title="T", made=NOW))["One"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix
    assert harmless(text) == f"'{text}"


def test_only_addresses_of_the_web_are_links():
    rows = ((Link(words="a", address="javascript:alert(1)"),), (Link(words="b", address="https://b.example"),))
    page = read(workbook([Sheet(name="One", columns=(Column(header="L", width=9),), rows=rows)], title="T", made=NOW))
    assert [page["One"][place].hyperlink is None for place in ("A2", "A3")] == [True, False]


def test_what_no_cell_can_hold_is_taken_out():
    assert fitting("a\x00b\x0cc") == "a�b�c"
    assert len(fitting("x" * 50_000)) == MOST_CHARACTERS


def test_csv_holds_the_same_records_and_no_formula():
    rows = list(csv.DictReader(StringIO(to_csv(FOUND).decode("utf-8-sig"))))
    assert [row["Record"] for row in rows] == [one.action.action_id for one in FOUND.actions]
    assert (rows[0]["Asked on"], rows[0]["Due by"]) == ("2023-05-11", "2023-11-30")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_markdown_quotes_every_record_and_lets_no_markup_in():
    text = to_markdown(FOUND, made=NOW)
    assert "> RESOLVED that: a report on the theft of tractor parts" in text
    assert r"\<b\>report\</b\> \|" in text
    assert "1. Norfolk Police and Crime Panel, 16 November 2023" in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_list_is_a_file_all_the_same(ending):
    nothing = track(Shelf(), register=REGISTER)
    assert exported(nothing, ending, made=NOW)
