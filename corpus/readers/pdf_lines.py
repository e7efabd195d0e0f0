"""Words with their places to lines in reading order: columns told apart, table cells kept apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.5  # of the smaller height that two words of one line share
_CELL_GAP = 1.0  # of the line's height; words of running text stand closer
_JUSTIFIED = 2.2  # of the usual gap: justified lines have wide gaps throughout
_MARKER = re.compile(r"[·•▪●○◦■§Ø➢►✓*o–—-]|\(?(?:[A-Za-z]{1,2}|[ivxlcIVXLC]{1,6}|\d{1,3})[.)]|\d{1,3}(?:\.\d{1,3})+\.?")
_EQUAL = 0.1  # of the line's height
_STRETCHED = 4.0  # heights of the line
_COLUMN_WORDS = 80  # on a page; with fewer, columns are not looked for
_COLUMN_LINES = 8  # in each column
_COLUMN_LINE_WORDS = 3.5  # on average: prose, not a table
_FULL_LINES = 0.4  # of all lines, at most, run across both columns
_GUTTER = 8.0  # points
_FAR = 5.0  # of the line's height, further than points of a list are set in


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and its box in points, from the top left of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Return the height of its font's box."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Words of one line that stand together."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line; more than one cell where wide gaps divide it."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float
    size: float
    first_width: float  # of its first word
    right: float = 0.0  # margin that its words could have run to
    page: int = 0  # from 0

    @property
    def text(self) -> str:
        """Return the line, cells divided by tabs."""
        return "\t".join(cell.text for cell in self.cells)

    @property
    def x0(self) -> float:
        """Return where it starts."""
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        """Return where it ends."""
        return self.cells[-1].x1


def lines_of(words: Sequence[Word]) -> list[list[Line]]:
    """Return the lines of a page in reading order, as runs of lines under one another (a column is a run)."""
    groups = _group(words)
    gutter = _gutter(words, groups)
    if gutter is None:
        return [[_line(group) for group in groups]] if groups else []
    runs: list[list[Line]] = [[]]
    left: list[Line] = []
    right: list[Line] = []
    for group in groups:
        first, second = _split(group, gutter)
        if first and second is None:  # across both: what stands above it comes first
            runs += [left, right]
            runs.append([_line(first)])
            left, right = [], []
            continue
        if first:
            left.append(_line(first))
        if second:
            right.append(_line(second))
    return [run for run in _joined([*runs, left, right], gutter) if run]


def _joined(runs: list[list[Line]], gutter: float) -> list[list[Line]]:
    """Join full-width lines that follow one another."""
    out: list[list[Line]] = []
    for run in (run for run in runs if run):
        full = run[0].x0 < gutter < run[-1].x1 and len(run) == 1
        if out and full and out[-1][-1].x0 < gutter < out[-1][-1].x1:
            out[-1] += run
        else:
            out.append(list(run))
    return out


def _group(words: Sequence[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    head: Word | None = None  # the largest word of the last group
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        if head is not None:
            shared = min(word.bottom, head.bottom) - max(word.top, head.top)
            if shared >= _SAME_LINE * min(word.size, head.size):
                groups[-1].append(word)
                head = word if word.size > head.size else head
                continue
        groups.append([word])
        head = word
    return [sorted(group, key=lambda w: w.x0) for group in groups]


def _line(words: Sequence[Word]) -> Line:
    size = median(word.size for word in words)
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    wide = _wide(gaps, size)
    cells: list[list[Word]] = [[words[0]]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap > wide and not (len(cells) == 1 and _MARKER.fullmatch(_join(cells[0], size))):
            cells.append([word])
        else:
            cells[-1].append(word)
    return Line(
        cells=tuple(Cell(text=_join(cell, size), x0=cell[0].x0, x1=max(w.x1 for w in cell)) for cell in cells),
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words),
        size=size,
        first_width=words[0].x1 - words[0].x0,
    )


def _wide(gaps: Sequence[float], size: float) -> float:
    """Return the gap beyond which the words of a line belong to different cells."""
    usual = [gap for gap in gaps if 0 < gap < _CELL_GAP * size]
    if usual:
        return max(_CELL_GAP * size, _JUSTIFIED * median(usual))
    if len(gaps) > 1 and max(gaps) - min(gaps) < _EQUAL * size and max(gaps) < _STRETCHED * size:
        return max(gaps)  # a short line stretched to the margin: all gaps are the same
    return _CELL_GAP * size


def _join(words: Sequence[Word], size: float) -> str:
    """Join the words of a cell; pieces of one word that were drawn apart touch each other."""
    text = words[0].text
    for before, word in pairwise(words):
        text += word.text if word.x0 - before.x1 < 0.08 * size else f" {word.text}"
    return text


def _gutter(words: Sequence[Word], groups: Sequence[Sequence[Word]]) -> float | None:
    """Return the middle of the gap between two columns of prose; None where the page has no such columns."""
    if len(words) < _COLUMN_WORDS:
        return None
    left, right = min(w.x0 for w in words), max(w.x1 for w in words)
    span = right - left
    steps = max(1, int(0.4 * span))  # one point each, over the middle of the page
    crossing = [0] * (steps + 1)
    for word in words:
        low, high = int(word.x0 - left - 0.3 * span), int(word.x1 - left - 0.3 * span) + 1
        for step in range(max(low, 0), min(high, steps + 1)):
            crossing[step] += 1
    most = _FULL_LINES * len(groups)
    best, start = (0, 0), 0
    floor = min(crossing) + 0.02 * len(groups)
    for step in range(steps + 2):
        if step > steps or crossing[step] > min(floor, most):
            best, start = max(best, (step - start, start)), step + 1
    width, start = best
    if width < _GUTTER:
        return None
    gutter = left + 0.3 * span + start + width / 2
    return gutter if _are_columns(groups, gutter) else None


def _are_columns(groups: Sequence[Sequence[Word]], gutter: float) -> bool:
    halves = [_split(group, gutter) for group in groups]
    left = [first for first, second in halves if first and second is not None]
    right = [second for _, second in halves if second]
    full = sum(second is None for _, second in halves)
    if min(len(left), len(right)) < _COLUMN_LINES or full > _FULL_LINES * len(groups):
        return False
    return all(sum(map(len, side)) / len(side) >= _COLUMN_LINE_WORDS and not _has_cells(side) for side in (left, right))


def _has_cells(side: Sequence[Sequence[Word]]) -> bool:
    """Say whether most lines have words far from the margin, after a gap or at their start: cells of a table."""
    margin = min(line[0].x0 for line in side)
    return 2 * sum(_is_far(line, margin) for line in side) > len(side)


def _is_far(line: Sequence[Word], margin: float) -> bool:
    size = median(word.size for word in line)
    begins = [line[0], *(word for before, word in pairwise(line) if word.x0 - before.x1 > _CELL_GAP * size)]
    return begins[-1].x0 - margin > _FAR * size


def _split(group: Sequence[Word], gutter: float) -> tuple[list[Word], list[Word] | None]:
    """Return the words left and right of the gutter; None on the right where the line runs across it."""
    first = [word for word in group if word.x1 <= gutter]
    second = [word for word in group if word.x0 >= gutter]
    if len(first) + len(second) < len(group):
        return list(group), None
    if first and second and second[0].x0 - max(w.x1 for w in first) < _GUTTER:
        return list(group), None
    return first, second
