"""Tables as an Excel workbook: real headers, filters, frozen panes, dates as dates, links. The home of openpyxl."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from openpyxl.cell import Cell as ExcelCell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CHARACTERS = 32_767  # of a cell, by Excel's specification
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what no XML may hold
_WIDEST_LINK = 2079  # characters, by Excel's specification
_CALCULATES = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead to an address of the web."""

    words: str
    address: str


Cell = str | int | dt.date | Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its header, and its width in characters."""

    header: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: rows under headers, as many cells in each row as there are columns."""

    name: str  # at most 31 characters
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def workbook(sheets: Sequence[Sheet], *, title: str, made: dt.datetime) -> bytes:
    """Return an Excel file (.xlsx). The same sheets, title and time give the same cells.

    Text is text, whatever it begins with: nothing in it is ever calculated.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator, book.properties.language = title, "panelqa", "en-GB"
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(page: "Worksheet", sheet: Sheet) -> None:
    """Write one sheet: the header row stays in sight, is repeated in print, and filters what is below it."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(row=1, column=number)
        _put(cell, column.header)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="12324D")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(number)].width = column.width
    for place, row in enumerate(sheet.rows, 2):
        for number, value in enumerate(row, 1):
            cell = page.cell(row=place, column=number)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            _put(cell, value)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: "ExcelCell", value: Cell) -> None:
    from openpyxl.styles import Font

    match value:
        case None | "":
            return
        case Link():
            _put(cell, value.words)
            if is_web(value.address) and len(value.address) <= _WIDEST_LINK:
                cell.hyperlink = value.address
                cell.font = Font(color="14508C", underline="single")
        case str():
            cell.value = fitting(value)
            cell.data_type = "s"  # openpyxl would take "=..." for a formula
            cell.quotePrefix = value.startswith(_CALCULATES)
        case dt.date():
            cell.value = value
            cell.number_format = "d mmm yyyy"
        case _:
            cell.value = value


def fitting(text: str) -> str:
    """Return a text as a cell can hold it: without control characters, and cut where Excel would cut the file off."""
    plain = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
    return plain if len(plain) <= MOST_CHARACTERS else plain[: MOST_CHARACTERS - 2] + " …"


def harmless(text: str) -> str:
    """Return a text for CSV that no spreadsheet calculates: what would be a formula begins with an apostrophe.

    >>> harmless("=1+1"), harmless("- (b) be noted"), harmless("noted")
    ("'=1+1", "'- (b) be noted", 'noted')
    """
    return f"'{text}" if text.startswith(_CALCULATES) else text


def is_web(address: str) -> bool:
    """Tell whether an address is one of the web.

    >>> is_web("https://papers.example/1"), is_web("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and address.isprintable() and " " not in address
