"""The form for a briefing as filled in, on the page or in a link, and the order that it comes to."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from corpus.errors import QuestionError, ScopeError
from corpus.papers import Access
from qa.briefings.parts import Extra, Form, Order
from qa.briefings.precept_calendar import LARGEST_PANEL, SMALLEST_PANEL
from qa.web.narrow import Narrowed, first_day, last_day, scope

LONGEST = 300  # characters of a field; a topic is a few words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The form, field by field as typed; empty means that it was left out."""

    topic: str = ""
    form: str = Form.GENERAL.value
    item: str = ""
    paper: str = ""
    meeting: str = ""
    members: str = ""
    notified: str = ""
    extras: Sequence[str] = ()
    narrowed: Narrowed = field(default_factory=Narrowed)

    def query(self) -> str:
        """Return the form as the query of a link, from which `fields` of `qa.web.briefing_files` reads it again."""
        single = {
            "topic": self.topic,
            "form": self.form,
            "item": self.item,
            "paper": self.paper,
            "meeting": self.meeting,
            "members": self.members,
            "notified": self.notified,
            "since": self.narrowed.since,
            "until": self.narrowed.until,
        }
        several = {"extra": self.extras, "panel": self.narrowed.panels, "kind": self.narrowed.kinds}
        return urlencode({name: value for name, value in (single | several).items() if value}, doseq=True)


def order_of(fields: Fields, *, access: frozenset[Access]) -> Order:
    """Return the order for a briefing, within what the asker may see.

    Raises:
        QuestionError: a field is too long, or says what cannot be.
        ScopeError: a date, a kind or a form cannot be read.
    """
    for name in ("topic", "item", "paper"):
        if len(getattr(fields, name)) > LONGEST:
            raise QuestionError(f"shorten the {name} to {LONGEST} characters")
    try:
        form = Form(fields.form)
        extras = frozenset(map(Extra, fields.extras))
    except ValueError as error:
        raise ScopeError("that form of briefing is not known: choose from the list") from error
    return Order(
        topic=_words(fields.topic),
        form=form,
        item=_words(fields.item),
        paper=_words(fields.paper),
        meeting=whole_day(fields.meeting) if fields.meeting.strip() else None,
        members=_members(fields.members),
        notified=whole_day(fields.notified) if fields.notified.strip() else None,
        extras=extras,
        scope=scope(fields.narrowed, access=access),
    )


def whole_day(text: str) -> dt.date:
    """Return the day that a date as typed means.

    Raises:
        ScopeError: it is no date, or only a month or a year.

    >>> whole_day("6 February 2025")
    datetime.date(2025, 2, 6)
    """
    first = first_day(text)
    if first != last_day(text):
        raise ScopeError(f"“{text.strip()}” is not a whole date: write the day too, for example 6 February 2025")
    return first


def _members(text: str) -> int | None:
    words = text.strip()
    if not words:
        return None
    if not re.fullmatch(r"\d{1,3}", words) or not SMALLEST_PANEL <= int(words) <= LARGEST_PANEL:
        raise QuestionError(f"give the number of members as a figure from {SMALLEST_PANEL} to {LARGEST_PANEL}")
    return int(words)


def _words(text: str) -> str:
    return " ".join(text.split())
