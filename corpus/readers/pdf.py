"""PDF papers with a text layer: text in reading order, pages, no running headers or page numbers.

Text drawn invisibly is kept: that is how text recognition stores what it read under the picture.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from corpus.errors import Reason, UnreadableError
from corpus.papers import Span
from corpus.readers.layout import TextLayout, flat, looks_like_header
from corpus.readers.limits import LIMITS, Limits
from corpus.readers.pdf_furniture import drop_furniture
from corpus.readers.pdf_lines import Cell, Line, lines_of
from corpus.readers.pdf_paragraphs import Paragraph, paragraphs
from corpus.readers.pdf_words import PageWords, PdfWords, pdf_words
from corpus.readers.reading import Hints, MarkKind, Reading

_TAIL = 4_096  # bytes at the end in which the end mark must stand
_HEADING = 1.15  # of the usual height of letters
_HEADING_MOST = 200  # characters
_AT_MARGIN = 0.08  # of the page's width: lines that end so near to the longest show where the margin is
_MARGIN_LINES = 8  # that must
_JUNK_TITLE = re.compile(
    r"^(microsoft (word|powerpoint)\b.*|document ?\d*|untitled.*|.*\.(docx?|pdf|xlsx?)|title)$", re.I
)
_NEAR_TOP = 2_000  # characters in which the title of the file's properties must stand

_Runs = list[list[Line]]  # the lines of a page, or of its columns


def read_pdf(data: bytes, *, limits: Limits = LIMITS) -> Reading:
    """Read a PDF. To be run in the child process (`sandbox`): the bytes are not to be trusted.

    Raises:
        UnreadableError: ENCRYPTED, DAMAGED (a partial download too), NO_TEXT, TOO_LARGE.
    """
    if b"%%EOF" not in data.rstrip(b"\0\r\n ")[-_TAIL:]:
        raise UnreadableError(Reason.DAMAGED, "it ends early: a partial download?")
    paper = pdf_words(data, limits=limits)
    runs = [_runs(page, number) for number, page in enumerate(paper.pages)]
    kept = _with_margins(drop_furniture(runs, [page.height for page in paper.pages]), paper)
    layout = TextLayout()
    starts = _lay_out(paragraphs(kept), layout)
    if not layout.blocks:
        raise UnreadableError(Reason.NO_TEXT, f"{len(runs)} page{'s' if len(runs) > 1 else ''}")
    text = layout.reading(hints=Hints()).text
    title = _confirmed(paper.title, text)
    return layout.reading(hints=Hints(title=title), pages=_spans(text, starts, len(runs)))


def _runs(page: PageWords, number: int) -> _Runs:
    return [[replace(line, page=number) for line in run] for run in lines_of(page.words)]


def _confirmed(title: str, text: str) -> str | None:
    """Return the title of the file's properties where the paper's top has it too: templates pass theirs on."""
    words = flat(title)
    return words if words and not _JUNK_TITLE.match(words) and words.lower() in flat(text[:_NEAR_TOP]).lower() else None


def _with_margins(pages: Sequence[_Runs], paper: PdfWords) -> list[_Runs]:
    """Return the lines with the margin to which each could have run: that of its column, or of pages so wide."""
    ends: dict[int, list[float]] = {}
    starts: dict[int, list[float]] = {}
    for runs, page in zip(pages, paper.pages, strict=True):
        for line in (line for run in runs if len(runs) == 1 for line in run):
            ends.setdefault(round(page.width), []).append(line.x1)
            starts.setdefault(round(page.width), []).append(line.x0)
    margins = {width: _margin(ends[width], starts[width], width=width) for width in ends}
    out: list[_Runs] = []
    for runs, page in zip(pages, paper.pages, strict=True):
        margin = margins.get(round(page.width), page.width)
        out.append([_set_right(run, margin=margin, columns=len(runs) > 1) for run in runs])
    return out


def _margin(ends: Sequence[float], starts: Sequence[float], *, width: float) -> float:
    """Return the right margin: where many lines end, else as far from the edge as the left one."""
    furthest = sorted(ends)[int(0.97 * (len(ends) - 1))]
    if sum(end >= furthest - _AT_MARGIN * width for end in ends) >= _MARGIN_LINES:
        return furthest
    return max(furthest, width - min(starts))


def _set_right(run: Sequence[Line], *, margin: float, columns: bool) -> list[Line]:
    right = max(line.x1 for line in run) if columns and len(run) > 2 else margin
    return [replace(line, right=right) for line in run]


def _lay_out(blocks: Sequence[Paragraph], layout: TextLayout) -> dict[int, int]:
    """Add the paragraphs and tables; return where the text of each page starts."""
    usual = _usual_size(blocks)
    starts: dict[int, int] = {}
    for block in blocks:
        if block.rows:
            _add_table(block, layout, starts)
            continue
        heading = block.size > _HEADING * usual and len(block.text) <= _HEADING_MOST
        if layout.add(block.text, kind=MarkKind.HEADING if heading else None):
            for page, offset in block.starts:
                starts.setdefault(page, layout.length - len(block.text) + offset)
    return starts


def _usual_size(blocks: Sequence[Paragraph]) -> float:
    sizes = [block.size for block in blocks for _ in range(1 + len(block.text) // 80)]
    return median(sizes) if sizes else 0.0


def _add_table(block: Paragraph, layout: TextLayout, starts: dict[int, int]) -> None:
    rows = _columns(block.rows)
    if len(rows) == 1:  # one line with a wide gap is no table
        if layout.add("\t".join(rows[0])):
            starts.setdefault(block.row_pages[0], layout.length - len("\t".join(rows[0])))
        return
    for row, page in zip(rows, block.row_pages, strict=True):
        kind = MarkKind.TABLE_HEADER if row is rows[0] and looks_like_header(rows) else MarkKind.TABLE_ROW
        words = "\t".join(row).rstrip("\t")
        if layout.add(words, kind=kind):
            starts.setdefault(page, layout.length - len(words))


def _columns(rows: Sequence[tuple[Cell, ...]]) -> list[list[str]]:
    """Put each cell into its column, where the columns can be told apart: cells above one another are of one."""
    most = max(len(row) for row in rows)
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((cell.x0, cell.x1) for row in rows for cell in row):
        if spans and x0 <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    if len(spans) != most:
        return [[cell.text for cell in row] for row in rows]
    out: list[list[str]] = []
    for row in rows:
        words = [""] * most
        for cell in row:
            words[next(n for n, span in enumerate(spans) if cell.x0 <= span[1])] = cell.text
        out.append(words)
    return out


def _spans(text: str, starts: dict[int, int], pages: int) -> tuple[Span, ...]:
    """Return the stretch of each page; a page without text has an empty one where the next begins."""
    out: list[Span] = []
    end = len(text)
    for page in reversed(range(pages)):
        start = starts.get(page, end)
        out.append(Span(start=start, end=start + len(text[start:end].rstrip())))
        end = start
    return tuple(reversed(out))
