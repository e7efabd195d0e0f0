"""Quotations made into citations: where each stands, and the proof that it is the paper's own text."""

from collections.abc import Sequence

from corpus.capitals import as_cited
from corpus.errors import CorruptError
from corpus.letters import letters, writer_in
from corpus.panels import Register
from corpus.papers import Access, PaperKind, PaperStatus, Role
from index.search import Collection
from qa.answers import Citation
from qa.extract import Quote
from qa.locate import locator


def citations(quotes: Sequence[Quote], *, collection: Collection, register: Register) -> tuple[Citation, ...]:
    """Return the citations of the quotations, markers from 1 in their order.

    Raises:
        CorruptError: a quotation is not the paper's own text, character by character; nothing is shown then.
    """
    found = tuple(
        _citation(quote, marker=marker, collection=collection, register=register)
        for marker, quote in enumerate(quotes, 1)
    )
    for citation in found:
        text = collection.paper(citation.paper).text
        if citation.start < 0 or not citation.quote or text[citation.start : citation.end] != citation.quote:
            raise CorruptError(f"{citation.file}: a quotation differs from the paper; run `panelqa index --rebuild`")
    return found


def _citation(quote: Quote, *, marker: int, collection: Collection, register: Register) -> Citation:
    paper, known = quote.paper, quote.paper.metadata
    date, panel = known.date.value, known.panel.value
    page = next((n for n, page in enumerate(paper.pages, 1) if page.start <= quote.start < page.end), None)
    return Citation(
        marker=marker,
        paper=paper.paper_id,
        file=paper.file,
        title=as_cited(known.title.value, paper.text) if known.title.value else paper.file,
        panel=register.name_on(panel, date) if panel else None,
        panel_origin=known.panel.origin,
        date=date,
        kind=known.kind.value or PaperKind.UNKNOWN,
        status=known.status.value or PaperStatus.UNKNOWN,
        access=known.access.value or Access.UNKNOWN,
        locator=locator(quote.sections, collection.sections(paper.paper_id)),
        page=page,
        speaker=quote.speaker or _writer(quote),
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        url=known.url.value,
    )


def _writer(quote: Quote) -> str | None:
    """Return who writes the letter that a quotation stands in; an outcome is the panel's, whoever writes of it."""
    outcome = quote.sections[0].role is Role.RESOLUTION
    return None if outcome else writer_in(letters(quote.paper.text), quote.start, quote.end)
