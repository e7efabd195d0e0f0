"""The answer put together: its words, its notes, what was searched."""

import re
from collections.abc import Sequence

from corpus.papers import Access, Paper, PaperKind, PaperStatus, Role
from index.search import Collection, Scope
from qa.answers import Answer, AnswerStatus, Citation, Claim, Coverage, Found, Question, Unread
from qa.enough import NOTHING_NEAR
from qa.extract import Quote
from qa.markdown import as_markdown
from qa.nearest import nearest
from qa.quotation import is_outcome, is_proposal
from qa.ranker import Ranked
from qa.shapes.deeds import told
from qa.tracker.promising import promised
from qa.understand import Intent, Understood

MAX_HITS = 10
INFORMAL = "An informal meeting: it cannot decide for the panel."
NOT_AN_OUTCOME = "A proposal or plan is not an outcome."
_FIGURE = re.compile(r"£?\d[\d,]*(?:\.\d+)?\s?(?:%|per cent|million|billion|m\b|k\b)?")
_CONSULTED = re.compile(r"\b(?:consultation|survey|respondents|replies)\b", re.IGNORECASE)
_HEAD = 600  # characters in which a paper says what sort of meeting it was
_INFORMAL = re.compile(
    r"\binformal (?:meeting|session|briefing|workshop)|^\W*informal\b|\bnot a (?:formal )?meeting of the panel\b",
    re.IGNORECASE | re.MULTILINE,
)
_PLAIN_COLUMNS = 2  # a label with its figure needs no heads
_SAYS_NOTHING = {
    AnswerStatus.NOT_FOUND: "The papers do not say.",
    AnswerStatus.REFUSED: "Contact details of people are not given out. Ask the panel's clerk, or the office "
    "concerned.",
    AnswerStatus.CLARIFY: "The question may mean more than one thing.",
}
_GOES_ON = "The question goes on from another, and there is none before it."


def answer(
    question: Question,
    asked: Understood,
    *,
    status: AnswerStatus,
    quotes: Sequence[Quote],
    citations: Sequence[Citation],
    notes: Sequence[str],
) -> Answer:
    """Return the answer in words; what was searched and found is the caller's to add."""
    told = status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
    claims = tuple(claim(quote, citation) for quote, citation in zip(quotes, citations, strict=True)) if told else ()
    words = in_words(claims)
    near, left = nearest(asked, citations) if status is AnswerStatus.NOT_FOUND else ((), ())
    left = () if NOTHING_NEAR in notes else left
    return Answer(
        question=question.text,
        id=question.id,
        status=status,
        answer=words or (_GOES_ON if asked.bare else _SAYS_NOTHING[status]),
        claims=claims,
        citations=tuple(citations) if told else (),
        nearest=near,
        notes=(*notes, *left, *(_notes(asked, quotes, citations) if told else ())),
    )


def in_words(claims: Sequence[Claim]) -> str:
    """Return claims as Markdown with their markers, for other programs: a paper's own signs are no markup in it."""
    marked = ((claim.text, "".join(f"[{marker}]" for marker in claim.citations)) for claim in claims)
    return "\n\n".join(f"{as_markdown(text)} {markers}" for text, markers in marked)


def coverage(collection: Collection, scope: Scope) -> Coverage:
    """Return what a search in the scope can have seen, and what the asker may know was not read."""
    papers = collection.papers(scope)
    dates = sorted(paper.metadata.date.value for paper in papers if paper.metadata.date.value)
    return Coverage(
        papers=len(papers),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        undated=len(papers) - len(dates),
        unread=tuple(Unread(file=skip.file, reason=skip.reason) for skip in collection.skipped(scope)),
    )


def found(ranked: Sequence[Ranked], collection: Collection) -> tuple[Found, ...]:
    """Return the passages that the search gave, by their best sentence, each once."""
    best: dict[str, Ranked] = {}
    for item in ranked:
        best.setdefault(item.evidence.passage.passage_id, item)
    return tuple(
        Found(
            passage=item.evidence.passage.passage_id,
            paper=item.evidence.passage.paper_id,
            file=collection.paper(item.evidence.passage.paper_id).file,
            start=item.evidence.passage.start,
            end=item.evidence.passage.end,
            score=round(item.probability, 4),
        )
        for item in list(best.values())[:MAX_HITS]
    )


def claim(quote: Quote, citation: Citation) -> Claim:
    """Return a quotation with who says it, or what it is; the words between the quotation marks are the paper's own."""
    head = f"{quote.head}. " if quote.head else ""
    return Claim(text=f"{head}{_lead(quote, citation)}: “{quote.text}”", citations=(citation.marker,))


def _lead(quote: Quote, citation: Citation) -> str:
    first = quote.sections[0]
    if first.role is Role.RESOLUTION:
        done = told(quote.paper, quote.sections)
        return f"The panel’s {citation.locator.split(',')[0]}{f' – {done}' if done else ''}"
    if is_proposal(first):
        return "Recommended to its reader (a proposal, not an outcome)"
    if by := _promisers(quote):
        return f"Undertaken by {_the(by[0])}" if by[0] else "Undertaken"
    if quote.speaker:
        return quote.speaker[0].upper() + quote.speaker[1:]
    if len(first.columns) > _PLAIN_COLUMNS:
        return f"{_placed(citation)} (columns: {' | '.join(head or '–' for head in first.columns)})"
    return _placed(citation)


def _promisers(quote: Quote) -> list[str]:
    """Return who promises in the sentences of a quotation that promise something, empty names for nobody named.

    A sentence may begin with one and be another's promise: "The Chair thanked him, and Mrs Lee agreed to come back".
    """
    inside = (one for one in quote.sections[0].sentences if one.undertaking and quote.start <= one.start < quote.end)
    return [_promiser(quote.paper.text[one.start : one.end], quote.speaker) for one in inside]


def _promiser(words: str, speaker: str | None) -> str:
    promise = promised(words, speaker, marked=True)
    return promise.by if promise and promise.by else speaker or ""


def _placed(citation: Citation) -> str:
    return citation.locator[0].upper() + citation.locator[1:] if citation.locator else citation.title


def _the(speaker: str) -> str:
    return speaker[0].lower() + speaker[1:] if speaker.startswith(("The ", "A ", "An ")) else speaker


def marks(citations: Sequence[Citation]) -> list[str]:
    """Return what a reader must know of the papers cited: drafts, papers not for publication or without a label."""
    notes = []
    if any(citation.status is PaperStatus.DRAFT for citation in citations):
        notes.append("Draft minutes: not yet approved by the panel.")
    for access, words in (
        (Access.EXEMPT, "Exempt paper: not for publication."),
        (Access.UNKNOWN, "Not labelled public or exempt: check before you pass it on."),
    ):
        marked = sorted({citation.marker for citation in citations if citation.access is access})
        if marked:
            notes.append(f"{words} See {', '.join(f'[{marker}]' for marker in marked)}.")
    return notes


def is_informal(paper: Paper) -> bool:
    """Tell whether a paper says in its title or near its beginning that the meeting was an informal one."""
    return bool(_INFORMAL.search(f"{paper.metadata.title.value}\n{paper.text[:_HEAD]}"))


def _notes(asked: Understood, quotes: Sequence[Quote], citations: Sequence[Citation]) -> list[str]:
    """Return what a reader must know beside the answer: marked papers, informal meetings, proposals, differences."""
    notes = marks(citations)
    if any(is_informal(quote.paper) for quote in quotes):
        notes.append(INFORMAL)
    plans = any(citation.kind is PaperKind.PLAN for citation in citations)
    if plans or any(is_proposal(section) for quote in quotes for section in quote.sections):
        notes.append(NOT_AN_OUTCOME)
    if asked.intent is Intent.DECISION and (undecided := _undecided(quotes)):
        notes.append(undecided)
    return notes + _differences(asked, citations)


def _undecided(quotes: Sequence[Quote]) -> str:
    """Return what to say where a decision was asked for and only what comes before one was found."""
    if any(map(is_outcome, quotes)):
        return ""
    if any(is_proposal(section) for quote in quotes for section in quote.sections):
        return "What the panel decided was not found: a proposal is quoted."
    if any(_CONSULTED.search(quote.text) for quote in quotes[:1]):
        return "What the panel decided was not found: what people answered in a consultation is no decision."
    return ""


def _differences(asked: Understood, citations: Sequence[Citation]) -> list[str]:
    """Return a note when a figure is asked for and the quotations give different ones."""
    if asked.intent is not Intent.FIGURE or len(citations) < 2:
        return []
    figures = {
        citation.marker: frozenset(match[0].strip() for match in _FIGURE.finditer(citation.quote))
        for citation in citations
    }
    given = {marker: found for marker, found in figures.items() if found}
    first = next(iter(given.values()), frozenset())
    others = [marker for marker, found in given.items() if not found & first]
    if not others:
        return []
    markers = ", ".join(f"[{marker}]" for marker in (next(iter(given)), *others))
    return [f"The quotations give different figures ({markers}): compare what each counts, and when."]
