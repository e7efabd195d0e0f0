"""What goes into panelqa and what comes out: questions, citations, answers, and their JSON form (schema 1)."""

import datetime as dt
from dataclasses import asdict, dataclass
from enum import StrEnum

from corpus.papers import Access, Origin, PaperKind, PaperStatus
from index.search import EVERYTHING, Scope

SCHEMA = 1


class AnswerStatus(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"  # some of what was asked is in the papers
    NOT_FOUND = "not_found"  # the papers do not say
    CLARIFY = "clarify"  # more than one thing may be meant
    REFUSED = "refused"  # e.g. a private person's contact details


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier question of the same conversation and what was answered."""

    question: str
    answer: str = ""
    cited: "Citation | None" = None  # the first passage that the answer cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as asked, with the filters that the asker set."""

    text: str
    scope: Scope = EVERYTHING
    history: tuple[Turn, ...] = ()  # oldest first
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a quotation stands: `quote` is the text of `file` from `start` to `end`, character by character."""

    marker: int  # from 1, as in the answer: [1]
    paper: str
    file: str
    title: str
    panel: str | None  # the name that the panel had on the paper's date
    panel_origin: Origin
    date: dt.date | None
    kind: PaperKind
    status: PaperStatus
    access: Access
    locator: str  # "para 3.8", "resolutions a) to c)", "Decision Record 244"
    page: int | None
    speaker: str | None
    quote: str
    start: int
    end: int
    url: str | None

    def cite(self) -> str:
        """Return the citation as an officer writes it: panel, date or "undated", paper, place."""
        panel = self.panel or "Panel not stated"
        if self.panel and self.panel_origin is Origin.INFERRED:
            panel += " (inferred)"
        when = f"{self.date.day} {self.date:%B %Y}" if self.date else "undated"
        parts = [panel, when, self.title, self.locator, f"page {self.page}" if self.page else ""]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of the answer and the markers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage that the search gave, in order, whether or not the answer uses it."""

    passage: str
    paper: str
    file: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that could not be read, with the reason and what to do."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was searched: how many papers, from when to when, how many undated, what could not be read."""

    papers: int
    first: dt.date | None
    last: dt.date | None
    undated: int
    unread: tuple[Unread, ...]


NOTHING = Coverage(papers=0, first=None, last=None, undated=0, unread=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """How long each stage took."""

    search: float = 0.0
    answer: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: what it is about, and the markers in each of its cells; a cell without any says nothing."""

    label: str
    cells: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Things side by side, by the markers of their citations: a cell holds quotations and nothing else."""

    columns: tuple[str, ...]  # without the first, which holds the labels of the rows
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question; the web page, the command line and the evaluation all use this one form."""

    question: str
    status: AnswerStatus
    answer: str  # Markdown with markers [1][2]
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...] = ()  # with NOT_FOUND: nearest, but not an answer
    hits: tuple[Found, ...] = ()  # best first
    notes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()  # questions ready to be asked, of which one may be meant
    coverage: Coverage = NOTHING
    index: str = ""  # the generation that was searched
    seconds: Seconds = Seconds()
    id: str | None = None
    mode: str = "extract"
    model: str | None = None
    prompt: str | None = None
    summary: str = ""  # of a list, a time line or a table: said before its claims
    table: Table | None = None  # of the same claims, where things are compared

    def to_json(self) -> dict[str, object]:
        """Return the answer as JSON-ready values, schema 1; dates as ISO strings."""
        return {"schema": SCHEMA, **{name: _plain(value) for name, value in asdict(self).items()}}


def _plain(value: object) -> object:
    """Return dataclass output with dates and enums as strings and tuples as lists."""
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case tuple() | list():
            return [_plain(item) for item in value]
        case dt.date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case _:
            return value
