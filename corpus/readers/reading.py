"""What a reader gives: the text as published, its pages, what the publisher marked, what it says of itself."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.papers import PaperKind, PaperStatus, Span


class MarkKind(StrEnum):
    """Structure that the format itself states; plain text has none and is understood from its words."""

    HEADING = "heading"
    LIST_ITEM = "list item"
    TABLE_HEADER = "table header"  # one line of the text, cells divided by tabs
    TABLE_ROW = "table row"  # one line of the text, cells divided by tabs


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of the text that the format itself labels. `level` is the depth of a heading or list, from 1."""

    kind: MarkKind
    start: int
    end: int
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the format says of the paper outside its wording; None where it does not say."""

    title: str | None = None
    panel: str | None = None  # name as printed
    date: dt.date | None = None
    kind: PaperKind | None = None
    status: PaperStatus | None = None
    url: str | None = None
    attendees: tuple[tuple[str, str], ...] = ()  # (name, role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    r"""A paper as its reader found it. Newlines are `\n`; nothing else of the published wording is altered."""

    text: str
    pages: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    hints: Hints = field(default_factory=Hints)
