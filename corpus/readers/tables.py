"""Tables of a web page: those that show data, those that list a meeting's items, those that only place text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.readers.layout import flat, looks_like_header
from corpus.readers.trees import Element, classes, name

_SPAN_MOST = 50  # columns or rows that one cell may claim
_CELL_MOST = 1_500  # characters; a longer cell of two columns is a part of the page
_TABLES_MOST = 50
_SHORT = 40  # characters; what stands beside an item's text is a number or a word
_ITEM_NUMBER = re.compile(r"\d{1,4}[a-z]?[.)]?")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a meeting in a table as CMIS prints it: agenda number, minute number, then pages of text."""

    body: Element  # the cell that holds its text
    number: str
    facts: tuple[str, ...]  # "Minute: 17": the other short cells under their heads
    beside: tuple[Element, ...]  # the short cells, and the row of heads above the first item


def bare_text(element: Element) -> str:
    """Return the text of an element on one line, whatever blocks it is in."""
    return flat("".join(element.itertext()))


def items_of(table: Element) -> list[Item]:
    """Return a meeting's items; none where the table is another."""
    rows = [[cell for cell in row if name(cell) in {"td", "th"}] for row in _own_rows(table)]
    if len(rows) < 2 or len(rows[0]) < 3 or _holds_many(table) or not _holds_prose(table):
        return []
    heads = [bare_text(cell) for cell in rows[0]]
    found: list[Item] = []
    for row in rows[1:]:
        short = [bare_text(cell)[: _SHORT + 1] for cell in row[:-1]]
        if len(row) != len(heads) or not _ITEM_NUMBER.fullmatch(short[0]) or max(map(len, short)) > _SHORT:
            return []
        facts = tuple(f"{head}: {words}" for head, words in zip(heads[1:-1], short[1:], strict=True) if words)
        beside = (*row[:-1], *(rows[0] if not found else ()))
        found.append(Item(row[-1], short[0], facts, beside))
    return found


def is_data_table(table: Element) -> bool:
    """Say whether a table shows data; others only place things on the page (meeting items, forms, one column)."""
    if "mgItemTable" in classes(table) or table.get("id", "") == "mgItemTable":
        return False
    if table.get("role", "") == "presentation" or not _is_plain(table):
        return False
    columns = max((sum(1 for cell in row if name(cell) in {"td", "th"}) for row in table.iter("tr")), default=0)
    return columns > 2 or (columns == 2 and not _holds_prose(table))


def _own_rows(table: Element) -> Iterator[Element]:
    """Iterate over the rows of a table, not those of tables within it."""
    for part in table:
        yield from [part] if name(part) == "tr" else (row for row in part if name(row) == "tr")


def _holds_many(table: Element) -> bool:
    """Say whether more tables lie in it than the items of a meeting hold: it is the page."""
    return sum(1 for _ in islice(table.iter("table"), _TABLES_MOST)) == _TABLES_MOST


def _is_plain(table: Element) -> bool:
    """Say whether no other table lies in it."""
    return sum(1 for _ in islice(table.iter("table"), 2)) == 1


def _holds_prose(table: Element) -> bool:
    """Say whether the cells hold headings, lists or pages of text."""
    if next(table.iter("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"), None) is not None:
        return True
    return any(sum(map(len, cell.itertext())) > _CELL_MOST for cell in table.iter("td"))


def table_rows(table: Element, *, words: Callable[[Element], str]) -> tuple[list[list[str]], int]:
    """Return the rows of a data table, cells in their columns (those spanned are empty), and how many are header.

    `words` gives the text of a cell.
    """
    rows: list[list[str]] = []
    header_rows = 0
    owed: dict[int, int] = {}  # column to rows still covered by a cell above
    for row in table.iter("tr"):
        cells = [cell for cell in row if name(cell) in {"td", "th"}]
        row_words = _place(cells, owed, words)
        if not any(word.strip() for word in row_words):
            continue
        if header_rows == len(rows) and _is_header(row, cells):
            header_rows += 1
        rows.append(row_words)
    if header_rows == len(rows):  # all cells are heads: nothing stands below them
        header_rows = 0
    return rows, header_rows or int(looks_like_header(rows))


def _place(cells: list[Element], owed: dict[int, int], words: Callable[[Element], str]) -> list[str]:
    out: list[str] = []

    def skip_covered() -> None:
        while owed.get(len(out), 0) > 0:
            owed[len(out)] -= 1
            out.append("")

    for cell in cells:
        skip_covered()
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        for column in range(len(out), len(out) + across):
            owed[column] = down - 1
        out += [words(cell), *[""] * (across - 1)]
    skip_covered()
    return out


def _span(cell: Element, key: str) -> int:
    value = cell.get(key, "1").strip()
    return min(_SPAN_MOST, max(1, int(value))) if value.isascii() and value.isdecimal() and len(value) < 7 else 1


def _is_header(row: Element, cells: list[Element]) -> bool:
    parent = row.getparent()
    if parent is not None and name(parent) == "thead":
        return True
    return bool(cells) and all(name(cell) == "th" or _all_bold(cell) for cell in cells)


def _all_bold(cell: Element) -> bool:
    bold = "".join("".join(b.itertext()) for b in cell.iter("b", "strong"))
    return bool(bold.strip()) and len(bold.split()) >= len("".join(cell.itertext()).split())
