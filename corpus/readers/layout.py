"""Blocks put together as a paper's text: a blank line between blocks, list items and table rows one a line."""

import re
from collections.abc import Sequence

from corpus.papers import Span
from corpus.readers.reading import Hints, Mark, MarkKind, Reading

_MARKERS = re.compile(r"</?(?:AI\d+|[A-Z]+(?:_[A-Z]+)*_SECTION)>")  # left behind by ModernGov's Word templates
_ROWS = frozenset({MarkKind.TABLE_HEADER, MarkKind.TABLE_ROW})
_CLOSE = (frozenset({MarkKind.LIST_ITEM}), _ROWS)  # kinds whose neighbours stand on consecutive lines
_HEADER_CELL = 60  # characters; longer cells are not column heads
_BRIEF = 4  # words of a head; a cell with more is prose
_FIGURE = re.compile(r"\d")


class TextLayout:
    """Collects blocks in reading order; `reading()` gives the text with what was marked.

    `blocks` holds the blocks so far, as they stand in the text.
    """

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._last: MarkKind | None = None

    @property
    def length(self) -> int:
        """Return the length of the text so far."""
        return self._length

    def add(self, block: str, *, kind: MarkKind | None = None, level: int = 1) -> bool:
        """Append a block; one without a visible character is left out. Return whether it was appended."""
        block = _MARKERS.sub("", block).strip(" \n\r\f" if kind in _ROWS else " \t\n\r\f")
        if not block.strip():
            return False
        if self._parts:
            close = any(kind in group and self._last in group for group in _CLOSE)
            self._put("\n" if close else "\n\n")
        start = self._length
        self._put(block)
        self.blocks.append(block)
        if kind is not None:
            self._marks.append(Mark(kind=kind, start=start, end=self._length, level=level))
        self._last = kind
        return True

    def add_rows(self, rows: Sequence[Sequence[str]], *, header_rows: int = 0) -> None:
        """Append a table: one line a row, cells divided by tabs; the first `header_rows` rows are its header."""
        self._last = None  # a blank line before each table, also after another
        for ordinal, row in enumerate(rows):
            kind = MarkKind.TABLE_HEADER if ordinal < header_rows else MarkKind.TABLE_ROW
            self.add("\t".join(flat(cell) for cell in row).rstrip("\t"), kind=kind)

    def reading(self, *, hints: Hints, pages: tuple[Span, ...] = ()) -> Reading:
        """Return what was collected."""
        return Reading(text="".join(self._parts), pages=pages, marks=tuple(self._marks), hints=hints)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def flat(text: str) -> str:
    r"""Return the text on one line without tabs; no-break spaces stay.

    >>> flat(" Fund\n\tname ")
    'Fund name'
    """
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(" ")


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row names the columns: short words without figures above rows with figures or prose."""
    if len(rows) < 3 or len(rows[0]) < 2:
        return False
    first, rest = rows[0], rows[1:]
    if any(not c.strip() or len(c) > _HEADER_CELL or c.rstrip().endswith((":", ".")) for c in first[1:]):
        return False
    if any(re.search(r"\d[\d,.]*%?$", c) and not re.search(r"[A-Za-z]|20\d\d", c) for c in first):
        return False
    with_figures = sum(any(_FIGURE.search(cell) for cell in row[1:]) for row in rest)
    brief = len(first) > 2 and all(len(cell.split()) <= _BRIEF for cell in first)
    with_prose = sum(any(len(cell.split()) > _BRIEF for cell in row) for row in rest) if brief else 0
    told = 2 * max(with_figures, with_prose) >= len(rest)
    return told and first[0].strip().lower() not in {"subject", "title", "date"}
