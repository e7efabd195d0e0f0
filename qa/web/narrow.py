"""What the form "Narrow the search" says, as a scope."""

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import ScopeError
from corpus.papers import Access, PaperKind
from index.search import Scope

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_WORDED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+(\d{4})")
_YEAR = re.compile(r"(\d{4})")

KIND_NAMES = {
    PaperKind.AGENDA: "Agendas",
    PaperKind.MINUTES: "Minutes",
    PaperKind.DECISION: "Decisions",
    PaperKind.PLAN: "Plans",
    PaperKind.REPORT: "Reports",
    PaperKind.LETTER: "Letters",
    PaperKind.UNKNOWN: "Kind not known",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The form as filled in: panel ids, dates as typed, kinds by value. Empty means no limit."""

    panels: Sequence[str] = ()
    since: str = ""
    until: str = ""
    kinds: Sequence[str] = ()


def scope(form: Narrowed, *, access: frozenset[Access]) -> Scope:
    """Return the scope that the form asks for, within what the asker may see.

    Raises:
        ScopeError: a date cannot be read, the dates are the wrong way round, or a kind does not exist.
    """
    since = first_day(form.since) if form.since.strip() else None
    until = last_day(form.until) if form.until.strip() else None
    if since and until and since > until:
        raise ScopeError("“From” is later than “To”: swap the two dates")
    try:
        kinds = frozenset(PaperKind(kind) for kind in form.kinds)
    except ValueError as error:
        raise ScopeError("that kind of paper is not known: choose from the list") from error
    return Scope(panels=frozenset(form.panels) or None, since=since, until=until, kinds=kinds or None, access=access)


def first_day(text: str) -> dt.date:
    """Return the first day that a date, a month or a year as typed may mean.

    Raises:
        ScopeError: it is none of them.

    >>> first_day("25/04/2019"), first_day("2019")
    (datetime.date(2019, 4, 25), datetime.date(2019, 1, 1))
    """
    year, month, day = _read(text)
    return _date(year, 1 if month is None else month, 1 if day is None else day, text=text)


def last_day(text: str) -> dt.date:
    """Return the last day that a date, a month or a year as typed may mean.

    Raises:
        ScopeError: it is none of them.

    >>> last_day("February 2020"), last_day("2019")
    (datetime.date(2020, 2, 29), datetime.date(2019, 12, 31))
    """
    year, month, day = _read(text)
    first = _date(year, 12 if month is None else month, 1 if day is None else day, text=text)
    return first if day is not None else first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _read(text: str) -> tuple[int, int | None, int | None]:
    """Return year, month and day as typed, the last two only where it says them."""
    typed = " ".join(text.lower().split())
    if match := _ISO.fullmatch(typed):
        return int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    if match := _SLASHED.fullmatch(typed):
        return int(match[3]), int(match[2]), int(match[1])
    if (match := _WORDED.fullmatch(typed)) and match[2] in _MONTHS:
        return int(match[3]), _MONTHS[match[2]], int(match[1]) if match[1] else None
    if match := _YEAR.fullmatch(typed):
        return int(match[1]), None, None
    raise _unreadable(text)


def _date(year: int, month: int, day: int, *, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise _unreadable(text) from error


def _unreadable(text: str) -> ScopeError:
    return ScopeError(f"the date “{text.strip()[:40]}” cannot be read: write it as 25 April 2019, 25/04/2019 or 2019")
