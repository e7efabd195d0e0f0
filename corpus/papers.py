"""What a paper is: its text, what is known of it, and the sections that its author gave it."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class PaperKind(StrEnum):
    """What sort of paper it is, in an officer's words."""

    AGENDA = "agenda"
    MINUTES = "minutes"
    DECISION = "decision"
    PLAN = "plan"
    REPORT = "report"
    LETTER = "letter"
    UNKNOWN = "unknown"


class PaperStatus(StrEnum):
    """Whether minutes are still a draft. Approval is recorded at the next meeting."""

    DRAFT = "draft"
    APPROVED = "approved"
    UNKNOWN = "unknown"


class Access(StrEnum):
    """Who may see a paper (Local Government Act 1972, section 100A and Schedule 12A). Unknown is not public."""

    PUBLIC = "public"
    EXEMPT = "exempt"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    """Where a value of the metadata comes from."""

    SIDECAR = "sidecar"  # papers.csv, or --access on the command line
    STATED = "stated"  # the paper says so
    INFERRED = "inferred"  # worked out from the paper's words, e.g. the panel from the force area
    UNKNOWN = "unknown"  # nobody says


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[T]):
    """One value of the metadata and where it comes from. `value` is None exactly when the origin is UNKNOWN."""

    value: T | None = None
    origin: Origin = Origin.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a paper's text: character offsets from 0, end exclusive."""

    start: int
    end: int

    def shares(self, start: int, end: int) -> float:
        """Return how much of the shorter of two stretches lies in both, 0 to 1.

        >>> Span(start=0, end=10).shares(8, 12)
        0.5
        """
        common = min(self.end, end) - max(self.start, start)
        return max(0, common) / (min(self.end - self.start, end - start) or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of a paper, each value with its origin."""

    title: Fact[str] = field(default_factory=Fact)
    panel: Fact[str] = field(default_factory=Fact)  # id in corpus/panels.toml
    date: Fact[dt.date] = field(default_factory=Fact)  # of the meeting, or of the paper where there is no meeting
    kind: Fact[PaperKind] = field(default_factory=Fact)
    status: Fact[PaperStatus] = field(default_factory=Fact)
    access: Fact[Access] = field(default_factory=Fact)
    url: Fact[str] = field(default_factory=Fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper: its published text and what is known of it. All spans are offsets into `text`."""

    paper_id: str  # readable slug, unique in a collection
    file: str  # name as given, for display only
    files: tuple[str, ...]  # every name under which the same bytes were found, `file` first
    sha256: str  # of the bytes as published
    text: str
    pages: tuple[Span, ...]  # page n is pages[n - 1]; empty where the format has no pages
    metadata: Metadata


class Role(StrEnum):
    """What a section is for."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    STATEMENT = "statement"  # a point made by somebody
    RESOLUTION = "resolution"  # one limb of what the panel resolved, or its lead-in
    UNDERTAKING = "undertaking"  # the commissioner's or an officer's promise: not a resolution
    RECOMMENDATION = "recommendation"  # what a report asks its reader to do: a proposal, not an outcome
    FIELD = "field"  # "Decision Maker: Police, Fire and Crime Panel"
    TABLE_ROW = "table row"
    LIST_ITEM = "list item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a section and who speaks in it, where the paper says."""

    start: int
    end: int
    speaker: str | None = None  # as printed: "the PFCC", "Cllr Johnson", "Panel members"
    undertaking: bool = False  # "agreed to bring back ...", "undertook to ..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The author's unit: a heading, a numbered paragraph, a bullet, one limb, a field, a table row."""

    ordinal: int  # from 0, in reading order
    role: Role
    start: int
    end: int
    body: int  # where the words after a bullet, number or letter begin
    number: str | None = None  # as printed, without closing punctuation: "3.8", "(b)", "a)", "vii."
    label: str | None = None  # of a field or a table row: "Decision Maker", "Victim Services"
    columns: tuple[str, ...] = ()  # of a table row: what its cells are, where the table says
    headings: tuple[str, ...] = ()  # the trail above it, outermost first
    block: int = 0  # sections of one block belong together: the limbs of a resolution, a bulleted list
    lead: Span | None = None  # the words that introduce its block: "RESOLVED that:", "The PFCC made these points:"
    speaker: str | None = None
    page: int | None = None  # from 1
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Our unit of search: one section, or neighbours of one block, within the embedder's token budget.

    `text == paper.text[start:end]` always. `context` is what a reader of the passage alone would need (panel, date,
    title, heading, speaker): it is searched but never part of a quotation.
    """

    passage_id: str  # "<paper_id>#<ordinal>"
    paper_id: str
    ordinal: int  # from 0 within the paper
    start: int
    end: int
    text: str
    context: str
    role: Role
    number: str | None
    speaker: str | None
    page: int | None
    block: int
    sections: tuple[int, ...]  # ordinals of the sections that it holds, in order
    sentences: tuple[Sentence, ...]

    def words(self, sentence: Sentence) -> str:
        """Return the words of one of its sentences, whose span counts from the start of the paper."""
        return self.text[sentence.start - self.start : sentence.end - self.start]
