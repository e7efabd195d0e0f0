"""What happens when somebody asks for a briefing: no web framework here, so that it can be tried without one."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import CorruptError, PanelqaError
from qa.briefing import Step, made
from qa.briefings.form import Fields, order_of
from qa.briefings.parts import Briefing
from qa.web import briefing_page, page
from qa.web.access import Visitor
from qa.web.cards import Surroundings, place, surroundings
from qa.web.desk import Desk

STOPPED = "Stopped. The form is as you left it."
BROKEN = "Something went wrong on our side. Try again; if it happens again, tell whoever runs this service."


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the tab shows after a step."""

    notice: str = ""
    shown: str = ""


def make(desk: Desk, fields: Fields, *, visitor: Visitor, prepared: dt.date) -> Iterator[View]:
    """Make a briefing and yield what to show: how far it is, then the briefing.

    What the visitor may see is set here, whatever the browser sent.
    """
    try:
        order = order_of(fields, access=visitor.access)
        for step in made(desk, order, prepared=prepared):
            if isinstance(step, Step):
                yield View(shown=briefing_page.progress(step.doing, done=step.done, of=step.of))
            else:
                around = _around(desk, step, visitor=visitor)
                yield View(shown=briefing_page.briefing(step, query=fields.query(), around=around))
    except PanelqaError as error:
        yield View(notice=page.notice(_said(str(error))))


def _around(desk: Desk, briefing: Briefing, *, visitor: Visitor) -> dict[str, Surroundings]:
    """Return the surroundings of each source, and check that the visitor may see it and that it is exact.

    Raises:
        ScopeError: a source is a paper that the visitor may not see.
        CorruptError: a quotation is not what the paper says.
    """
    around = {}
    for source in briefing.sources:
        for citation in source.citations:
            paper = desk.paper(citation.paper, access=visitor.access)
            if paper.text[citation.start : citation.end] != citation.quote:
                raise CorruptError(f"a quotation differs from {citation.file}, so nothing is shown: make it again")
            around[place(citation)] = surroundings(paper, start=citation.start, end=citation.end)
    return around


def _said(message: str) -> str:
    """Return a message as a sentence."""
    words = message.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")
