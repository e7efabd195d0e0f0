"""The same facts as plain text: to copy into a letter, and for the lines that say what was searched."""

import datetime as dt

from corpus.papers import Access, PaperKind, PaperStatus
from qa.answers import Answer, Citation, Coverage

ACCESS_MARKS = {
    Access.PUBLIC: "",
    Access.EXEMPT: "Exempt: not for publication",
    Access.UNKNOWN: "Access not stated",
}


def day(date: dt.date) -> str:
    """Return a date as an officer writes it.

    >>> day(dt.date(2019, 4, 25))
    '25 April 2019'
    """
    return f"{date.day} {date:%B %Y}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "paper"), count(1204, "paper")
    ('1 paper', '1,204 papers')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def extent(papers: int, *, first: dt.date | None, last: dt.date | None, undated: int) -> str:
    """Return how many papers there are and from when to when.

    >>> extent(5, first=dt.date(2019, 4, 25), last=dt.date(2024, 7, 25), undated=2)
    '5 papers, from 25 April 2019 to 25 July 2024, 2 undated'
    """
    parts = [count(papers, "paper")]
    if first and last:
        parts.append(f"of {day(first)}" if first == last else f"from {day(first)} to {day(last)}")
    if undated:
        parts.append(f"{undated} undated")
    return ", ".join(parts)


def coverage_sentence(coverage: Coverage) -> str:
    """Return what was searched and what could not be read, as one line."""
    searched = extent(coverage.papers, first=coverage.first, last=coverage.last, undated=coverage.undated)
    unread = "; ".join(f"{unread.file} ({unread.reason})" for unread in coverage.unread)
    return f"Searched: {searched}." + (f" Could not be read: {unread}." if unread else "")


def kind_and_status(citation: Citation) -> list[str]:
    """Return the words for a paper's kind and whether it is a draft, as far as they are known."""
    words = [] if citation.kind is PaperKind.UNKNOWN else [citation.kind.value.capitalize()]
    if citation.status is not PaperStatus.UNKNOWN:
        words.append(citation.status.value.capitalize())
    return words


def copy_text(answer: Answer) -> str:
    """Return an answer with its quotations and citations, to paste where the papers are not at hand."""
    lines = [f"Question: {answer.question}", "", *([answer.summary, ""] if answer.summary else [])]
    known = {citation.marker for citation in answer.citations}
    for claim in answer.claims:
        markers = "".join(f"[{marker}]" for marker in claim.citations if marker in known)
        lines += [f"{claim.text.strip()} {markers}".strip(), ""]
    for citation in answer.citations:
        lines += [*_cited(citation), ""]
    lines += [f"Note: {note}" for note in answer.notes]
    lines += [coverage_sentence(answer.coverage), "Check against the source."]
    return "\n".join(lines)


def _cited(citation: Citation) -> list[str]:
    marks = [*kind_and_status(citation), ACCESS_MARKS[citation.access]]
    aside = f" ({'; '.join(mark for mark in marks if mark)})" if any(marks) else ""
    lines = [f"[{citation.marker}] “{citation.quote.strip()}”", f"{citation.cite()}{aside}"]
    return [*lines, citation.url] if citation.url else lines
