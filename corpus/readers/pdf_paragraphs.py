"""Lines to paragraphs: wraps undone, words divided at a line's end joined, tables kept a row a line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.readers.pdf_lines import Cell, Line

_BULLET = re.compile(r"[·•▪●○◦■§Ø➢►✓*\uf0b7\uf0a7–—-]\s|o\s")
_NUMBER = re.compile(
    r"(?:\(?(?:[a-z]{1,2}|[ivxlc]{1,6}|\d{1,3}|[A-Z])\)"
    r"|(?:[a-zA-Z]|[ivxlc]{1,6}|\d{1,3}(?:\.\d{1,3})*)\.|\d{1,3}(?:\.\d{1,3})+)\s"
)
_ENDED = re.compile(r"[.:;?!…][\"'”’)\]]*$|(?:;|,)\s(?:and|or)$")
_SPACED = 1.25  # of the usual distance of lines: more is a blank line
_OTHER_SIZE = 1.12  # a line so much larger or smaller is another paragraph
_INDENT = 0.8  # of the line's height
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_PREFIXES = frozenset(
    {"anti", "bi", "co", "cross", "ex", "full", "half", "high", "inter", "long", "low", "mid", "multi", "non", "off",
     "on", "part", "post", "pre", "pro", "re", "self", "semi", "short", "sub", "two", "under", "well", "year"}
)  # fmt: skip


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, joined; `starts` holds (page, offset in the text) where a page begins in it."""

    text: str
    starts: list[tuple[int, int]]
    size: float
    rows: list[tuple[Cell, ...]] = field(default_factory=list)  # of a table; then `text` is empty
    row_pages: list[int] = field(default_factory=list)


def paragraphs(pages: Sequence[Sequence[Sequence[Line]]]) -> list[Paragraph]:
    """Return the paragraphs and tables of a paper, from the runs of lines of each page."""
    runs = [run for page in pages for run in page if run]
    lines = [line for run in runs for line in run]
    words = _vocabulary(lines)
    leading = _leading(runs)
    out: list[Paragraph] = []
    before: Line | None = None
    opening: Line | None = None  # first line of the paragraph that `before` ends
    for run in runs:
        for ordinal, line in enumerate(run):
            if out and before is not None and opening is not None:
                beside = _Place(before=before, opening=opening, line=line, leading=leading, new_run=ordinal == 0)
                if _extend(out[-1], beside, words):
                    before = line
                    continue
            out.append(_open(line))
            before = opening = line
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A line and what stands before it."""

    before: Line
    opening: Line
    line: Line
    leading: float
    new_run: bool  # first of a page or a column

    @property
    def distance(self) -> float:
        """Return the distance from the line before, in heights of a line, over the usual one."""
        return (self.line.top - self.before.top) / max(self.line.size, 1.0) / self.leading


def _open(line: Line) -> Paragraph:
    if len(line.cells) > 1:
        return Paragraph("", [(line.page, 0)], line.size, rows=[line.cells], row_pages=[line.page])
    return Paragraph(line.text, [(line.page, 0)], line.size)


def _extend(paragraph: Paragraph, place: _Place, words: frozenset[str]) -> bool:
    """Add the line to the paragraph if it belongs there."""
    line = place.line
    if paragraph.rows:
        return _extend_table(paragraph, place)
    if len(line.cells) > 1 or not _continues(place):
        return False
    joined = join_wrapped(paragraph.text, line.text, words)
    if line.page != place.before.page:
        paragraph.starts.append((line.page, len(joined) - len(line.text)))
    paragraph.text = joined
    return True


def _extend_table(paragraph: Paragraph, place: _Place) -> bool:
    line, above = place.line, paragraph.rows[-1]
    if not place.new_run and place.distance <= _SPACED and (wrapped := _wrapped_cells(above, line)):
        paragraph.rows[-1] = wrapped
        return True
    if len(line.cells) < 2 or (not place.new_run and place.distance > 3 * _SPACED):
        return False
    paragraph.rows.append(line.cells)
    paragraph.row_pages.append(line.page)
    return True


def _wrapped_cells(above: tuple[Cell, ...], line: Line) -> tuple[Cell, ...] | None:
    """Return the row above with this line's words in its cells, where the line only carries on what they say."""
    slack = 0.5 * line.size
    homes = [next((n for n, cell in enumerate(above) if abs(cell.x0 - c.x0) <= slack), None) for c in line.cells]
    if any(home is None for home in homes):
        return None
    if 0 in homes and not line.text[:1].islower():
        return None
    merged = list(above)
    for home, cell in zip(homes, line.cells, strict=True):
        old = merged[home or 0]
        merged[home or 0] = Cell(text=f"{old.text} {cell.text}", x0=old.x0, x1=max(old.x1, cell.x1))
    return tuple(merged)


def _continues(place: _Place) -> bool:
    before, line = place.before, place.line
    ended, small = bool(_ENDED.search(before.text)), line.text[:1].islower()
    if max(before.size, line.size) > _OTHER_SIZE * max(min(before.size, line.size), 1.0):
        return False
    if _BULLET.match(line.text):
        return False
    if place.new_run:
        return not ended and (small or (not _NUMBER.match(line.text) and not _fits(before, line)))
    if place.distance > _SPACED:
        return False
    shifted = line.x0 - before.x0
    level = abs(shifted) < _INDENT * line.size
    if _NUMBER.match(line.text) and (ended or not level or _fits(before, line)):
        return False
    if _fits(before, line) and (ended or not small):
        return False
    if shifted >= _INDENT * line.size:  # hanging under a number or a bullet, or the first line of the next
        return not ended or (before is place.opening and _is_marked(before))
    return not (shifted <= -_INDENT * line.size and ended and before is not place.opening)


def _is_marked(line: Line) -> bool:
    return bool(_BULLET.match(line.text) or _NUMBER.match(line.text))


def _fits(before: Line, line: Line) -> bool:
    """Say whether the line's first word had room on the line before: then the author broke it there."""
    return before.x1 + 0.3 * line.size + line.first_width <= before.right - 0.5 * line.size


def join_wrapped(left: str, right: str, words: frozenset[str]) -> str:
    """Join two lines of a paragraph. `words` are those of the paper, in small letters: they decide about hyphens.

    >>> join_wrapped("in full confi-", "dence", frozenset())
    'in full confidence'
    >>> join_wrapped("the long-", "term plan", frozenset())
    'the long-term plan'
    """
    if left.endswith("\u00ad"):
        return left[:-1] + right
    head, tail = re.search(r"([A-Za-z]+)[-‐]$", left), re.match(r"[A-Za-z]+", right)
    if head is None:
        return left + right if re.search(r"\d[-–/]$", left) and right[:1].isdigit() else f"{left} {right}"
    if tail is None or not right[0].islower():
        return left + right  # "Vice-" "Chair"
    first, second = head[1].lower(), tail[0].lower()
    if f"{first}-{second}" in words:
        return left + right
    if first + second in words:
        return left[:-1] + right
    return left + right if first in _PREFIXES or {first, second} <= words else left[:-1] + right


def _vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """Return the words that stand whole on a line, in small letters."""
    found: set[str] = set()
    divided = False
    for line in lines:
        here = [word.lower() for word in _WORD.findall(line.text)]
        ends = bool(re.search(r"[A-Za-z][-‐\u00ad]$", line.text))
        found.update(here[int(divided) : len(here) - int(ends)])
        divided = ends
    return frozenset(found)


def _leading(runs: Sequence[Sequence[Line]]) -> float:
    """Return the usual distance of lines of running text, in heights of a line."""
    found = sorted(_distances(runs))
    return max(0.8, found[len(found) // 4]) if found else 1.2


def _distances(runs: Sequence[Sequence[Line]]) -> Iterator[float]:
    for run in runs:
        for before, line in pairwise(run):
            distance = (line.top - before.top) / max(line.size, 1.0)
            if 0.5 < distance < 2.5:
                yield distance
