"""A shaped answer before it is cited: quotations with what stands before each, a summary, notes, perhaps a table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.panels import Register
from corpus.papers import Paper
from index.search import Collection
from qa import cite, write
from qa.answers import Answer, AnswerStatus, Citation, Claim, Table
from qa.extract import Quote
from qa.markdown import as_markdown
from qa.shapes.tables import as_table
from qa.web.plain import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """What a shape is made of; the markers of a table are the places of quotations, from 1."""

    quotes: tuple[Quote, ...]  # at least one
    summary: str  # said first: how many there are, from when to when
    notes: tuple[str, ...] = ()
    table: Table | None = None


def told(answer: Answer, shaped: Shaped, *, collection: Collection, register: Register, notes: Sequence[str]) -> Answer:
    """Return an answer in its shape, each quotation checked and introduced by its day; `notes` come before its own.

    Raises:
        CorruptError: a quotation is not the paper's own text.
    """
    citations = cite.citations(shaped.quotes, collection=collection, register=register)
    several = len({quote.paper.metadata.panel.value for quote in shaped.quotes}) > 1
    pairs = zip(shaped.quotes, citations, strict=True)
    claims = tuple(_claim(quote, citation, several) for quote, citation in pairs)
    body = as_table(shaped.table, claims) if shaped.table else write.in_words(claims)
    informal = (write.INFORMAL,) if any(write.is_informal(quote.paper) for quote in shaped.quotes) else ()
    return replace(
        answer,
        status=AnswerStatus.ANSWERED,
        answer=f"{as_markdown(shaped.summary)}\n\n{body}",
        summary=shaped.summary,
        table=shaped.table,
        claims=claims,
        citations=citations,
        nearest=(),
        notes=(*notes, *shaped.notes, *write.marks(citations), *informal),
    )


def _claim(quote: Quote, citation: Citation, several: bool) -> Claim:
    """Return a quotation with its day, its panel where there are several, and who says it or what it is."""
    said = write.claim(quote, citation)
    when = day(citation.date) if citation.date else "Undated"
    panel = f"{citation.panel or 'Panel not stated'}, " if several else ""
    return Claim(text=f"{panel}{when}. {said.text}", citations=said.citations)


def spread(papers: Sequence[Paper]) -> str:
    """Return from when to when papers are: "of 2 February 2023", "from 23 June 2022 to 6 February 2025"."""
    days = sorted({paper.metadata.date.value for paper in papers if paper.metadata.date.value})
    if not days:
        return ""
    return f"of {day(days[0])}" if len(days) == 1 else f"from {day(days[0])} to {day(days[-1])}"
