"""An answer as terminal text. Words of papers are indented and wrapped, never altered."""

import re
import textwrap

from qa.answers import Answer, AnswerStatus, Citation, Coverage
from qa.shapes.tables import first_part, table_lines
from qa.web.plain import ACCESS_MARKS, extent, kind_and_status

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HEADINGS = {
    AnswerStatus.PARTIAL: "The papers say only some of what you asked.",
    AnswerStatus.NOT_FOUND: "The papers do not say.",
}


def render(answer: Answer, *, width: int | None, most: int | None = None) -> str:
    """Return an answer as text.

    Args:
        answer: what to show.
        width: characters in a line of the terminal; None leaves every line as long as it is.
        most: how many things of a long list are shown; None shows all.
    """
    shown = first_part(answer, most=most)
    blocks = [_wrapped(answer.question, width=width), *_said(shown, width=width)]
    if left := len(answer.claims) - len(shown.claims):
        blocks.append(_wrapped(f"... and {left:,} more: ask again with --all.", width=width))
    if answer.choices:
        asks = (_wrapped(choice, width=width, first="- ", rest="  ") for choice in answer.choices)
        blocks.append("\n".join(("You may mean", *asks)))
    if answer.citations:
        # A language model's claims do not show the quotations that they rest on; verbatim claims are quotations.
        blocks.append(_sources("Sources", shown.citations, width=width, quoted=answer.model is not None))
    if answer.notes:
        notes = (_wrapped(note, width=width, first="- ", rest="  ") for note in answer.notes)
        blocks.append("\n".join(("Notes", *notes)))
    blocks.append(_searched(answer.coverage, width=width))
    if answer.model:
        blocks.append(_wrapped(f"Written by {answer.model}, checked against the papers.", width=width))
    if answer.nearest:
        blocks.append(_sources("Nearest, but not an answer", answer.nearest, width=width, quoted=True))
    return printable("\n\n".join(blocks))


def printable(text: str) -> str:
    r"""Return text without characters that would steer a terminal; each is shown as its code.

    >>> printable("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def _said(answer: Answer, *, width: int | None) -> list[str]:
    """Return the claims with their markers; without any, what the answer says in their place."""
    heading = _HEADINGS.get(answer.status)
    blocks = [_wrapped(heading, width=width)] if heading else []
    if answer.summary:
        blocks.append(_wrapped(answer.summary, width=width))
    if answer.table:
        return [*blocks, *table_lines(answer.table, answer.claims, width=width)]
    if answer.claims:
        quotes = {citation.marker: citation.quote for citation in answer.citations}
        return blocks + [_claim(claim.text, claim.citations, quotes=quotes, width=width) for claim in answer.claims]
    if answer.answer and answer.answer != heading:
        blocks.append(_wrapped(answer.answer, width=width))
    return blocks


def _claim(text: str, markers: tuple[int, ...], *, quotes: dict[int, str], width: int | None) -> str:
    """Return one claim: who says it on a line of its own, the quotation indented below."""
    marks = "".join(f"[{marker}]" for marker in markers)
    starts = [text.find(f"“{quotes[marker]}”") for marker in markers if marker in quotes]
    start = min((start for start in starts if start > 0), default=0)
    if not start:
        return _wrapped(f"{text} {marks}", width=width)
    lead = _wrapped(text[:start].rstrip(), width=width)
    return f"{lead}\n{_wrapped(f'{text[start:]} {marks}', width=width, first='  ', rest='   ')}"


def _sources(heading: str, citations: tuple[Citation, ...], *, width: int | None, quoted: bool = False) -> str:
    return "\n".join((heading, *(_source(citation, width=width, quoted=quoted) for citation in citations)))


def _source(citation: Citation, *, width: int | None, quoted: bool) -> str:
    """Return where a quotation stands: the citation, then what sort of paper it is and its file."""
    marker = f"[{citation.marker}] "
    rest = " " * len(marker)
    speaker = f"said by {citation.speaker}" if citation.speaker else ""
    about = [speaker, *kind_and_status(citation), ACCESS_MARKS[citation.access]]
    lines = [
        _wrapped(citation.cite(), width=width, first=marker, rest=rest),
        _wrapped("; ".join((*filter(None, about), f"file {citation.file}")), width=width, first=rest, rest=rest),
    ]
    if citation.url:
        lines.append(f"{rest}{citation.url}")
    if quoted:
        lines.append(_wrapped(f"“{citation.quote}”", width=width, first=rest, rest=f"{rest} "))
    return "\n".join(lines)


def _searched(coverage: Coverage, *, width: int | None) -> str:
    found = extent(coverage.papers, first=coverage.first, last=coverage.last, undated=coverage.undated)
    lines = [_wrapped(f"Searched: {found}.", width=width)]
    if coverage.unread:
        lines.append("Could not be read:")
    lines += [
        _wrapped(f"{unread.file}: {unread.reason}", width=width, first="- ", rest="  ") for unread in coverage.unread
    ]
    return "\n".join(lines)


def _wrapped(text: str, *, width: int | None, first: str = "", rest: str = "") -> str:
    """Return text with its own line breaks, indented, and broken at spaces where a line is too long."""
    lines = [piece for line in text.split("\n") for piece in _pieces(line, width=width, indent=len(rest))]
    return "\n".join(f"{rest if at else first}{line}" if line else "" for at, line in enumerate(lines))


def _pieces(line: str, *, width: int | None, indent: int) -> list[str]:
    if width is None or len(line) + indent <= width:
        return [line]
    return textwrap.wrap(
        line,
        width=max(width - indent, 20),
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
