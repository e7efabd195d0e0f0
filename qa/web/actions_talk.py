"""What happens when somebody lists requests or sets a status: no web framework here, so that it can be tried alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from corpus.errors import CorruptError, PanelqaError, ScopeError
from index.search import Scope
from qa.actions import ActionKind, ActionList, ActionStatus, Filters, Tracked, select
from qa.answers import Citation
from qa.tracker.corrections import correction
from qa.web import actions_page, page
from qa.web.access import Visitor
from qa.web.cards import Surroundings, place, surroundings
from qa.web.desk import Desk
from qa.web.narrow import first_day, last_day

MOST_SHOWN = 100  # records in one table; the files hold all
BROKEN = "Something went wrong on our side. Try again; if it happens again, tell whoever runs this service."
OWNER = "the owner"  # who sets a status where nobody signs in


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The form as filled in: values as typed or chosen. Empty means no limit."""

    panels: Sequence[str] = ()
    kinds: Sequence[str] = ()
    statuses: Sequence[str] = ()
    since: str = ""
    until: str = ""
    topic: str = ""

    def query(self) -> str:
        """Return the form as the query of a link."""
        many = (("panel", self.panels), ("kind", self.kinds), ("status", self.statuses))
        one = (("since", self.since), ("until", self.until), ("topic", self.topic))
        pairs = [(name, value) for name, values in many for value in values]
        return urlencode(pairs + [(name, value) for name, value in one if value])

    def filters(self) -> Filters:
        """Return what the form asks for.

        Raises:
            ScopeError: a date cannot be read, the dates are the wrong way round, or a choice does not exist.
        """
        since = first_day(self.since) if self.since.strip() else None
        until = last_day(self.until) if self.until.strip() else None
        if since and until and since > until:
            raise ScopeError("“Asked from” is later than “Asked to”: swap the two dates")
        try:
            kinds = frozenset(map(ActionKind, self.kinds))
            statuses = frozenset(map(ActionStatus, self.statuses))
        except ValueError as error:
            raise ScopeError("that kind or status is not known: choose from the lists") from error
        return Filters(
            kinds=kinds or None,
            statuses=statuses or None,
            topic=self.topic.strip()[:200],
            panels=frozenset(self.panels) or None,
            since=since,
            until=until,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the tab shows after a step."""

    notice: str = ""
    shown: str = ""


def chosen(desk: Desk, wanted: Wanted, *, visitor: Visitor) -> tuple[ActionList, ActionList]:
    """Return all records that the visitor may see, and those that the form asks for.

    Raises:
        ScopeError: see `Wanted.filters`.
        StoreError: the papers or the corrections cannot be read.
    """
    filters = wanted.filters()
    found = desk.actions(Scope(access=visitor.access))
    with desk.reading() as collection:
        return found, select(found, filters, collection=collection)


def listed(desk: Desk, wanted: Wanted, *, visitor: Visitor, notice: str = "") -> View:
    """Return the table of the records that the form asks for."""
    try:
        found, wished = chosen(desk, wanted, visitor=visitor)
        shown = wished.actions[-MOST_SHOWN:]
        around = _around(desk, shown, visitor=visitor)
        html = actions_page.listing(
            found, wished, shown=shown, around=around, query=wanted.query(), may_set=may_set(visitor)
        )
    except PanelqaError as error:
        return View(notice=page.notice(_said(str(error))))
    return View(notice=notice, shown=html)


def may_set(visitor: Visitor) -> bool:
    """Tell whether a visitor may set statuses: the owner, and those who signed in."""
    return visitor.id == "owner" or visitor.name is not None


def set_status(desk: Desk, record: str, status: str, *, note: str, visitor: Visitor) -> str:
    """Set the status of a record by hand and return what to say of it, as HTML."""
    try:
        if not may_set(visitor):
            raise ScopeError("only those who signed in set a status: sign in first")
        kept = correction(_record(record), _status(status), note=note, by=visitor.name or OWNER)
        desk.correct(kept, access=visitor.access)
    except PanelqaError as error:
        return page.notice(_said(str(error)))
    return actions_page.done(f"Record {kept.action_id} is now: {kept.status.value}. Set by {kept.by}.")


def _record(typed: str) -> str:
    name = typed.strip().lower()
    if len(name) != 12 or set(name) - set("0123456789abcdef"):
        raise ScopeError("type the number of the record, as its row shows it")
    return name


def _status(chosen: str) -> ActionStatus:
    try:
        return ActionStatus(chosen)
    except ValueError as error:
        raise ScopeError("choose the status from the list") from error


def _around(desk: Desk, shown: Sequence[Tracked], *, visitor: Visitor) -> dict[str, Surroundings]:
    """Return the surroundings of each quotation, and check that the visitor may see it and that it is exact.

    Raises:
        ScopeError: a quotation is of a paper that the visitor may not see.
        CorruptError: a quotation is not what the paper says.
    """
    around: dict[str, Surroundings] = {}
    for citation in _cited(shown):
        paper = desk.paper(citation.paper, access=visitor.access)
        if paper.text[citation.start : citation.end] != citation.quote:
            raise CorruptError(f"a quotation differs from {citation.file}, so nothing is shown: list them again")
        around[place(citation)] = surroundings(paper, start=citation.start, end=citation.end)
    return around


def _cited(shown: Sequence[Tracked]) -> list[Citation]:
    return [cited for one in shown for cited in (one.action.citation, *(mention.citation for mention in one.trail))]


def _said(message: str) -> str:
    """Return a message as a sentence."""
    words = message.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")


def today() -> dt.datetime:
    """Return the time at which a file is made."""
    return dt.datetime.now(dt.UTC)
