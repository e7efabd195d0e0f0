"""Rows of tables as lines of text: cells divided by tabs, or by bars as in Markdown; a line may head the columns."""

import re

from corpus.lines import RULE, Block, is_divided
from corpus.readers.reading import Mark, MarkKind

_ROWS = frozenset({MarkKind.TABLE_ROW, MarkKind.TABLE_HEADER})
_FIGURE = re.compile(r"[£%\d]{2}")
_NEXT_HAS_FIGURES = re.compile(r"\t.*\d")


def whole_line(text: str, block: Block) -> str:
    """Return a block's last line as it stands, with the tabs that end it: empty cells of a table."""
    end = text.find("\n", block.end)
    return text[block.start : end if end >= 0 else None]


def _line_below(text: str, block: Block) -> str:
    """Return the line below a block, be it a rule of Markdown's; empty ones aside."""
    return text[text.find("\n", block.end) :].lstrip("\n").partition("\n")[0]


def is_row(text: str, block: Block, mark: Mark | None) -> bool:
    """Is a block a row: do tabs, or bars, divide its words? A tab after a bullet divides nothing."""
    marked = mark is not None and mark.kind in _ROWS
    line = whole_line(text, block)
    return is_divided(line[block.body - block.start :] if block.bullet and not marked else line)


def cells(line: str) -> tuple[str, ...]:
    r"""Return the cells of a row, empty ones too.

    >>> cells("Victim Services\t£813,336\t")
    ('Victim Services', '£813,336', '')
    >>> cells("| Victim Services | £813,336 |")
    ('Victim Services', '£813,336')
    """
    if "\t" not in line and is_divided(line):
        return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
    return tuple(cell.strip() for cell in line.split("\t"))


def heads_columns(text: str, block: Block, *, row: tuple[str, ...], mark: Mark | None) -> bool:
    """Does a row name the columns of those below it?"""
    if mark and mark.kind in _ROWS:
        return mark.kind is MarkKind.TABLE_HEADER
    filled = [cell for cell in row if cell]
    after = _line_below(text, block)
    if RULE.fullmatch(after.strip()):
        return True
    return not any(map(_FIGURE.search, filled[1:])) and bool(_NEXT_HAS_FIGURES.search(after))
