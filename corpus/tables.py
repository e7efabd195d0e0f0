"""Rows of tables as lines of text: cells divided by tabs, by bars, as Markdown draws them or single ones, or by gaps.

A line may head the columns; Markdown rules it off from the rows below it (GitHub Flavored Markdown, section 4.10).
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from corpus.lines import BAR, RULE, Block, flatten, is_divided, is_drawn
from corpus.outcomes import BARE, OUTCOME
from corpus.readers.reading import Mark, MarkKind

_ROWS = frozenset({MarkKind.TABLE_ROW, MarkKind.TABLE_HEADER})
_FIGURE = re.compile(r"[£%\d]{2}")
_PERIOD = re.compile(
    r"\b(?:\d{1,2} )?(?:[A-Z][a-z]{2,8} )?(?:19|20)\d\d(?:[/-]\d{2,4})?\b|\b\d\d/\d\d\b|\b\d{1,2}\.\d{1,2}\.\d\d\b"
)
_AMOUNT = re.compile(r"[(+–-]?[£$]?(?!(?:19|20)\d\d$)\d[\d,.]*\)? ?(?:%|k|m|bn)?")
_DECIDED = re.compile(
    r"(?:.* / )?(?:the )?(?:panel['’]s )?(?:decisions?|resolutions?|resolved)(?: of the panel| made)?", re.I
)
_GAPS = (re.compile(r"\t"), re.compile(r"(?<!\\)\|"), re.compile(r" {3,}"), re.compile(r" {2,}"))  # what parts cells
_RULED_OFF = re.compile(rf"\n[ \t]*{RULE.pattern}[ \t]*(?:\n|$)")


def whole_line(text: str, block: Block) -> str:
    """Return a block's last line as it stands, with the tabs that end it: empty cells of a table."""
    end = text.find("\n", block.end)
    return text[block.start : end if end >= 0 else None]


def is_row(text: str, block: Block, mark: Mark | None) -> bool:
    """Is a block a row: do tabs, bars or gaps divide its words? A tab after a bullet divides nothing."""
    marked = mark is not None and mark.kind in _ROWS
    line = whole_line(text, block)
    return block.in_table or is_divided(line[block.body - block.start :] if block.bullet and not marked else line)


def cells(line: str) -> tuple[str, ...]:
    r"""Return the cells of a row, empty ones too.

    >>> cells("Victim Services\t£813,336\t"), cells("| Victim Services | £813,336 | |")
    (('Victim Services', '£813,336', ''), ('Victim Services', '£813,336', ''))
    >>> cells("Victim Services | £813,336"), cells("Victim Services      £813,336")
    (('Victim Services', '£813,336'), ('Victim Services', '£813,336'))
    """
    parts = BAR.split(line.strip())[1:-1] if is_drawn(line) else _parting(line).split(flatten(line))
    return tuple(part.strip() for part in parts)


def column_at(row: str, place: int) -> int:
    r"""Return in which column of a row, from 0, a character stands.

    >>> column_at("a\tb", 2), column_at("| a | b |", 6), column_at("a | b", 4), column_at("a    b", 5)
    (1, 1, 1, 1)
    """
    return len(BAR.findall(row, 0, place)) - 1 if is_drawn(row) else len(_parting(row).findall(flatten(row), 0, place))


def _parting(row: str) -> re.Pattern[str]:
    """Return what parts the cells of a row that is not drawn."""
    return next((gap for gap in _GAPS if gap.search(flatten(row).strip())), _GAPS[0])


def columns_of(text: str, block: Block, heads: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the cells of a row are, by the heads above it; nothing where gaps leave open which cell is which."""
    return heads if not block.in_table or len(cells(whole_line(text, block))) == len(heads) else ()


def heads_of(text: str, block: Block, *, above: Sequence[str], after: str, mark: Mark | None) -> tuple[str, ...]:
    """Return the heads of the columns where a row names them, alone or below the heads `above`; nothing where not.

    `after` is the row that follows.
    """
    row = cells(whole_line(text, block))
    if above:
        below = mark is not None and mark.kind is MarkKind.TABLE_HEADER and not any(map(_AMOUNT.fullmatch, row))
        return joined_heads(above, row) if below else ()
    if not _heads_columns(text, block, after=after, mark=mark):
        return ()
    return ("", *row) if block.in_table and len(row) == len(cells(after)) - 1 else row


def holds_outcome(row: Sequence[str], heads: Sequence[str]) -> bool:
    """Does a row hold what the panel resolved, in the column for it?

    >>> holds_outcome(("Annual report", "That the report be noted."), ("Item", "Decision"))
    True
    >>> holds_outcome(("Annual report", "December 2024"), ("Item", "Decision"))
    False
    """
    return any(
        _DECIDED.fullmatch(head) and (OUTCOME.match(cell) or BARE.match(cell) or cell.startswith("That "))
        for head, cell in zip(heads, row, strict=False)
    )


def joined_heads(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Join two lines of heads; one that spans several columns stands above each of them.

    >>> joined_heads(("", "2023/24", "", "2024/25"), ("Service", "Budget", "Outturn", "Budget"))
    ('Service', '2023/24 Budget', '2023/24 Outturn', '2024/25 Budget')
    """
    spread = list(above[:1])
    for head in above[1:]:
        spread.append(head or (spread[-1] if len(spread) > 1 else ""))
    spread += spread[-1:] * (len(below) - len(spread))
    return tuple(f"{one} {two}".strip() for one, two in zip_longest(spread, below, fillvalue=""))


def _heads_columns(text: str, block: Block, *, after: str, mark: Mark | None) -> bool:
    """Does a row name the columns of those below it?"""
    line = whole_line(text, block)
    if is_drawn(line):
        return bool(_RULED_OFF.match(text, block.end))
    if mark and mark.kind in _ROWS:
        return mark.kind is MarkKind.TABLE_HEADER
    filled = [_PERIOD.sub("", cell) for cell in cells(line) if cell]
    return not any(map(_FIGURE.search, filled[1:])) and any(re.search(r"\d", cell) for cell in cells(after)[1:])
