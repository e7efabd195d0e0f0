"""The sources of a briefing: each place quoted once, numbered in the order in which a reader meets it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from corpus.errors import CorruptError
from corpus.panels import Register
from index.search import Collection
from qa import cite
from qa.answers import Citation
from qa.briefings.parts import (
    Block,
    Chart,
    Line,
    Paragraph,
    Part,
    Phrase,
    Points,
    Source,
    Subheading,
    Table,
    lines_of,
    said,
)
from qa.extract import Quote


class Sources:
    """Collects what a briefing quotes, by place. Markers count as they are asked for; `numbered` puts them in order."""

    def __init__(self, collection: Collection, *, register: Register) -> None:
        self._collection = collection
        self._register = register
        self._cited: dict[tuple[str, int, int], int] = {}  # where words stand, and the marker of their place
        self._places: dict[tuple[str, str, int | None], Source] = {}

    def marker(self, quote: Quote) -> int:
        """Return the marker of a quotation's place: its paragraph, resolution or table; the same place has the same."""
        key = (quote.paper.paper_id, quote.start, quote.end)
        if key not in self._cited:
            (citation,) = cite.citations([quote], collection=self._collection, register=self._register)
            self._cited[key] = self._place(citation)
        return self._cited[key]

    def marker_of(self, citation: Citation) -> int:
        """Return the marker of what somebody else has cited already, checked against its paper once more.

        Raises:
            CorruptError: it is not the paper's own text.
        """
        key = (citation.paper, citation.start, citation.end)
        if key not in self._cited:
            if self._collection.paper(citation.paper).text[citation.start : citation.end] != citation.quote:
                raise CorruptError(
                    f"{citation.file}: a quotation differs from the paper; run `panelqa index --rebuild`"
                )
            self._cited[key] = self._place(citation)
        return self._cited[key]

    def _place(self, citation: Citation) -> int:
        """Note a citation under its place and return the place's marker."""
        key = (citation.paper, citation.locator, citation.page)
        marker = self._places[key].marker if key in self._places else len(self._places) + 1
        before = self._places[key].citations if key in self._places else ()
        self._places[key] = Source(marker=marker, citations=(*before, replace(citation, marker=marker)))
        return marker

    def holds(self, quote: Quote) -> bool:
        """Is some of a quotation cited already?"""
        return any(
            paper == quote.paper.paper_id and start < quote.end and quote.start < end
            for paper, start, end in self._cited
        )

    def said(self, quote: Quote) -> Phrase:
        """Return a quotation with its marker."""
        return said(quote.text, self.marker(quote))

    def source(self, marker: int) -> Source:
        """Return the source with a marker that this gave."""
        return list(self._places.values())[marker - 1]

    def numbered(self, parts: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[Source, ...]]:
        """Return the parts and the sources that they use, renumbered in the order of first use."""
        order: dict[int, int] = {}
        for line in chain.from_iterable(lines_of(block) for part in parts for block in part.blocks):
            for phrase in line:
                for marker in phrase.markers:
                    order.setdefault(marker, len(order) + 1)
        used = tuple(_with_marker(self.source(old), new) for old, new in order.items())
        return tuple(_renumbered(part, order) for part in parts), used


def _with_marker(source: Source, marker: int) -> Source:
    return Source(marker=marker, citations=tuple(replace(one, marker=marker) for one in source.citations))


def _renumbered(part: Part, order: dict[int, int]) -> Part:
    return replace(part, blocks=tuple(_block(block, order) for block in part.blocks))


def _block(block: Block, order: dict[int, int]) -> Block:
    match block:
        case Paragraph():
            return replace(block, line=_line(block.line, order))
        case Points():
            return replace(block, lines=tuple(_line(line, order) for line in block.lines))
        case Table():
            return replace(block, rows=tuple(tuple(_line(cell, order) for cell in row) for row in block.rows))
        case Chart():
            return replace(block, caption=_line(block.caption, order))
        case Subheading():
            return block


def _line(line: Line, order: dict[int, int]) -> Line:
    return tuple(
        replace(phrase, markers=tuple(sorted({order[marker] for marker in phrase.markers}))) for phrase in line
    )
