"""Running headers, footers and page numbers: lines that a page prints around its text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.readers.pdf_lines import Line

_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]|page\s+[ivxlc]{1,6}", re.I
)
_NAMED_NUMBER = re.compile(r"page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
_EDGE_LINES = 3  # from the top and the bottom of a page, that may be furniture
_EDGE = 0.12  # of the page's height, in which page numbers stand
_MARGIN = 0.075  # of the page's height: nothing printed in it belongs to the text, if it repeats
_OFTEN = 3  # pages on which a line must stand; on all pages where there are fewer


def drop_furniture(pages: Sequence[Sequence[Sequence[Line]]], heights: Sequence[float]) -> list[list[list[Line]]]:
    """Return the runs of lines of each page without its furniture.

    A line repeated at the top of pages, but below the margin, stays where it comes first: it may be a title or the
    head of a table.
    """
    seen: Counter[str] = Counter()
    for runs, height in zip(pages, heights, strict=True):
        seen.update({key for line, _ in _edges(runs) if (key := _key(line, height=height))})
    needed = min(_OFTEN, max(2, sum(1 for runs in pages if runs)))
    shown: set[str] = set()
    out: list[list[list[Line]]] = []
    for runs, height in zip(pages, heights, strict=True):
        gone = set()
        for line, at_top in _edges(runs):
            key = _key(line, height=height)
            repeated = seen[key] >= needed
            first = at_top and not _in_margin(line, height=height) and key not in shown
            shown.add(key)
            if _is_page_number(line, height=height) or (repeated and not first):
                gone.add(id(line))
        kept = [[line for line in run if id(line) not in gone] for run in runs]
        out.append([run for run in kept if run])
    return out


def _edges(runs: Sequence[Sequence[Line]]) -> Iterator[tuple[Line, bool]]:
    """Iterate over the lines nearest the top and the bottom of a page, and whether it is the top."""
    lines = sorted((line for run in runs for line in run), key=lambda line: line.top)
    for ordinal, line in enumerate(lines):
        if ordinal < _EDGE_LINES or ordinal >= len(lines) - _EDGE_LINES:
            yield line, 2 * ordinal < len(lines)


def _in_margin(line: Line, *, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _key(line: Line, *, height: float) -> str:
    """Return what is the same on every page: in the margins figures may differ."""
    words = " ".join(line.text.split()).lower()
    if not re.search(r"[^\W\d_]{3}", words):
        return ""
    return re.sub(r"\d+", "#", words) if _in_margin(line, height=height) or _NAMED_NUMBER.search(words) else words


def _is_page_number(line: Line, *, height: float) -> bool:
    words = line.text.strip()
    if _NAMED_NUMBER.fullmatch(words):
        return True
    at_edge = line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height
    return at_edge and bool(_PAGE_NUMBER.fullmatch(words))
