"""What a briefing is: the order for it, and the finished briefing as headings, points, tables and charts.

Word, Markdown and the page are made from these records alone. Each phrase says what it is, so that a test can hold
every sentence to the rule: a quotation, something worked out from cited figures, a fixed phrase, or the register of
statute.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from corpus.lines import is_divided
from index.search import EVERYTHING, Scope
from qa.answers import NOTHING, Citation, Coverage


class Form(StrEnum):
    """What sort of briefing is wanted."""

    GENERAL = "general"
    PRECEPT = "precept"
    CONFIRMATION = "confirmation"


class Extra(StrEnum):
    """What a briefing holds only when somebody asks for it."""

    RECOMMENDATIONS = "recommendations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A briefing as it is asked for. One of topic, item and paper must be given, but for the special forms."""

    topic: str = ""
    form: Form = Form.GENERAL
    item: str = ""  # number or title of an agenda item, as printed or as wanted
    paper: str = ""  # file name, title or id of the paper that the briefing is about
    meeting: dt.date | None = None
    members: int | None = None  # of the panel, all of them, vacant seats left out
    notified: dt.date | None = None  # when the panel was told of a proposed appointment
    extras: frozenset[Extra] = frozenset()
    scope: Scope = EVERYTHING


class Says(StrEnum):
    """What a phrase is, and so what it stands on."""

    FIXED = "fixed"  # our own words, the same in every briefing
    QUOTED = "quoted"  # the paper's own words, shown in quotation marks
    FIGURE = "figure"  # a figure, label or period as the paper prints it, shown bare
    COMPUTED = "computed"  # worked out from the cited figures, or from the record of the papers
    STATUTE = "statute"  # from the register of statute, not from the papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Some words of a line, what they stand on, and the sources that carry them (from 1)."""

    text: str
    says: Says
    markers: tuple[int, ...] = ()
    url: str = ""

    @property
    def shown(self) -> str:
        """The words as they are shown: a quotation in its marks, on one line."""
        words = on_one_line(self.text) if self.says in (Says.QUOTED, Says.FIGURE) else self.text
        return f"“{words}”" if self.says is Says.QUOTED else words


Line = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph."""

    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A bulleted list."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subheading:
    """A heading below a part's own."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption and one row of headers; each row has as many cells as there are headers."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...] = ()  # of the columns, in any measure; equal where it is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of figures that stand in the briefing with their sources; `alt` says all that it shows."""

    caption: Line
    alt: str
    png: bytes = field(repr=False)


Block = Paragraph | Points | Subheading | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a briefing under its heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place in a paper: a paragraph, a resolution, a table; and what is quoted from it, each word for word."""

    marker: int  # from 1
    citations: tuple[Citation, ...]  # of one paper and one place; none is empty

    @property
    def first(self) -> Citation:
        """The first thing quoted, which says where all of them stand."""
        return self.citations[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A finished briefing; every marker in it is of one of its sources, numbered in the order of their first use."""

    title: str
    facts: tuple[tuple[str, Line], ...]  # the title block: label and value
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    prepared: dt.date
    order: Order
    coverage: Coverage = NOTHING
    of_one_panel: bool = False  # all its sources are of one panel's papers, which the title block names
    index: str = ""  # the generation that was searched

    def lines(self) -> Iterator[Line]:
        """Yield every line of it in reading order, table cells and captions of charts included."""
        yield from (line for _, line in self.facts)
        for part in self.parts:
            for block in part.blocks:
                yield from lines_of(block)

    def places(self) -> tuple[str, ...]:
        """Return where each of its sources stands, as an officer writes it; what is known from elsewhere left out."""
        return tuple(_place(source.first, with_panel=not self.of_one_panel) for source in self.sources)

    def shown_in_text(self) -> frozenset[str]:
        """Return the quotations that stand in its text in full; of the others a source gives the words."""
        return frozenset(phrase.text for line in self.lines() for phrase in line if phrase.says is Says.QUOTED)


def _place(citation: Citation, *, with_panel: bool) -> str:
    """Return where a source stands: panel and date where the title does not say them, title, place, page."""
    shown = replace(citation, panel=None) if not with_panel else citation
    words = shown.cite()
    if not with_panel:
        words = words.partition(", ")[2]
    day = f"{citation.date.day} {citation.date:%B %Y}" if citation.date else ""
    return words.replace(f"{day}, ", "", 1) if day and day in citation.title else words


def lines_of(block: Block) -> Iterator[Line]:
    """Yield the lines of one block in reading order."""
    match block:
        case Paragraph():
            yield block.line
        case Points():
            yield from block.lines
        case Table():
            yield from (cell for row in block.rows for cell in row)
        case Chart():
            yield block.caption
        case Subheading():
            return


def leads(block: Block, after: Block | None) -> bool:
    """Must a block stand on the page of the next: the words before a list, a question before what raised it?"""
    match block:
        case Paragraph():
            return isinstance(after, Points | Table | Chart)
        case Points():
            return isinstance(after, Paragraph)
        case _:
            return False


def unshown(source: Source, shown: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a source that stand nowhere in the text, each once; tables left out, whose figures do."""
    words = dict.fromkeys(one.quote for one in source.citations if not _is_table(one.quote))
    return tuple(one for one in words if not any(one in other for other in (*shown, *(words.keys() - {one}))))


def _is_table(words: str) -> bool:
    return any(map(is_divided, words.splitlines()))


def fixed(text: str) -> Phrase:
    """Return a phrase of ours."""
    return Phrase(text=text, says=Says.FIXED)


def computed(text: str, *markers: int) -> Phrase:
    """Return what was worked out, with the sources of what it was worked out from."""
    return Phrase(text=text, says=Says.COMPUTED, markers=markers)


def said(text: str, marker: int) -> Phrase:
    """Return a quotation."""
    return Phrase(text=text, says=Says.QUOTED, markers=(marker,))


def figure(text: str, *markers: int) -> Phrase:
    """Return a figure, label or period as a paper prints it."""
    return Phrase(text=text, says=Says.FIGURE, markers=markers)


def on_one_line(words: str) -> str:
    r"""Return published words with breaks of line and runs of spaces as one space, which is how they stand in a line.

    >>> on_one_line("a)     a joined-up\n\n- strategy")
    'a) a joined-up - strategy'
    """
    return re.sub(r"[ \t\xa0]*[\n\x0b\x0c]\s*|\t+|[ \xa0]{2,}", " ", words).strip()
