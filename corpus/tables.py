"""Rows of tables as lines of text: cells divided by tabs, or between bars as Markdown draws them.

A line may head the columns; Markdown rules it off from the rows below it (GitHub Flavored Markdown, section 4.10).
"""

import re

from corpus.lines import RULE, Block, is_divided, is_drawn
from corpus.readers.reading import Mark, MarkKind

_ROWS = frozenset({MarkKind.TABLE_ROW, MarkKind.TABLE_HEADER})
_BAR = re.compile(r"(?<!\\)\|")
_FIGURE = re.compile(r"[£%\d]{2}")
_NEXT_HAS_FIGURES = re.compile(r"\t.*\d")
_RULED_OFF = re.compile(rf"\n[ \t]*{RULE.pattern}[ \t]*(?:\n|$)")


def whole_line(text: str, block: Block) -> str:
    """Return a block's last line as it stands, with the tabs that end it: empty cells of a table."""
    end = text.find("\n", block.end)
    return text[block.start : end if end >= 0 else None]


def is_row(text: str, block: Block, mark: Mark | None) -> bool:
    """Is a block a row: do tabs or bars divide its words? A tab after a bullet divides nothing."""
    marked = mark is not None and mark.kind in _ROWS
    line = whole_line(text, block)
    return is_divided(line[block.body - block.start :] if block.bullet and not marked else line)


def cells(line: str) -> tuple[str, ...]:
    r"""Return the cells of a row, empty ones too.

    >>> cells("Victim Services\t£813,336\t"), cells("| Victim Services | £813,336 | |")
    (('Victim Services', '£813,336', ''), ('Victim Services', '£813,336', ''))
    """
    parts = _BAR.split(line.strip())[1:-1] if is_drawn(line) else line.split("\t")
    return tuple(part.strip() for part in parts)


def column_at(row: str, place: int) -> int:
    r"""Return in which column of a row, from 0, a character stands.

    >>> column_at("a\tb", 2), column_at("| a | b |", 6)
    (1, 1)
    """
    return len(_BAR.findall(row, 0, place)) - 1 if is_drawn(row) else row.count("\t", 0, place)


def heads_columns(text: str, block: Block, *, after: str, mark: Mark | None) -> bool:
    """Does a row name the columns of those below it? `after` is the row that follows."""
    line = whole_line(text, block)
    if is_drawn(line):
        return bool(_RULED_OFF.match(text, block.end))
    if mark and mark.kind in _ROWS:
        return mark.kind is MarkKind.TABLE_HEADER
    filled = [cell for cell in cells(line) if cell]
    return not any(map(_FIGURE.search, filled[1:])) and bool(_NEXT_HAS_FIGURES.search(after))
