"""The stretch of time that a question is limited to: "since 2021", "between June and September 2021", "before 2022"."""

import datetime as dt
import re
from dataclasses import dataclass

from corpus.dates import days_met
from corpus.papers import Paper
from index.search import Collection
from index.terms import terms
from qa.periods import Period, with_year
from qa.understand import Understood

_BETWEEN = re.compile(r"\b(?:between|from)\b.{2,40}?\b(?:and|to|until|till|through)\b|\d\s?[–-]\s?\d", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|until|till|up to|by)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\bfrom\b[^,;?]{2,40}\b(?:to|until|till)\s+(?:the\s+)?(?:(?:end|start|middle|summer|autumn|spring) of\s+)?$",
    re.IGNORECASE,
)  # "from the outline to"
_AFTER = re.compile(r"\b(?:after|from)\s+(?:the\s+)?$", re.IGNORECASE)
_OF_MEETING = re.compile(r"\s*(?:panel |precept |budget |annual )?(?:meeting|hearing|session|minutes)\b")
_MONTH = re.compile(r"\b(?:between|from) (?P<month>[A-Z][a-z]+) (?:and|to|until) ", re.IGNORECASE)
_YEAR_OF_MONEY = re.compile(r"(?:20)?\d\d\s?[/–-]\s?(?:20)?\d\d$")
_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2099, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The times that papers must be of; empty where any time will do."""

    periods: tuple[Period, ...] = ()

    def admit(self, paper: Paper) -> bool:
        """Is the paper of one of the times, or does it tell of a meeting then? An undated one is of none."""
        day = paper.metadata.date.value
        if not self.periods or (day is not None and self._hold(day)):
            return True
        return any(map(self._hold, days_met(paper.text)))

    def _hold(self, day: dt.date) -> bool:
        return any(one.since <= day <= one.until for one in self.periods)

    def named_in(self, words: str) -> bool:
        """Do words name a financial year that is asked for ("2023/24"), whenever the paper was written?"""
        held = frozenset(terms(words))
        return any(is_year_of_money(one) and frozenset(terms(one.words)) <= held for one in self.periods)

    def named_by(self, collection: Collection) -> frozenset[str]:
        """Return the ids of the papers that may name a financial year that is asked for."""
        years = (one for one in self.periods if is_year_of_money(one))
        held = (frozenset.intersection(*map(collection.holding, terms(year.words))) for year in years)
        return frozenset[str]().union(*held)


def limits_of(asked: Understood) -> Limits:
    """Return the times that a question is limited to."""
    found = asked.periods
    if not found:
        return Limits()
    text = asked.asked
    if _BETWEEN.search(text) and len(found) > 1:
        since, until = min(one.since for one in found), max(one.until for one in found)
        return Limits(periods=(Period(since=since, until=until, words=f"{found[0].words} to {found[-1].words}"),))
    if (month := _MONTH.search(text)) and (first := with_year(f"in {month['month']}", found[0])):
        words = f"{first.words} to {found[-1].words}"
        return Limits(periods=(Period(since=first.since, until=found[-1].until, words=words),))
    return Limits(periods=tuple(_open(text, one) for one in found))


def _open(text: str, period: Period) -> Period:
    """Return a time with "before" or "after" it as the time that is meant."""
    before = text[: max(text.find(period.words), 0)]
    if _FROM_TO.search(before):
        return Period(since=_EARLIEST, until=period.until, words=period.words)
    if _BEFORE.search(before):
        until = (
            period.until if re.search(r"(?:until|till|up to|end of)\s+$", before) else period.since - dt.timedelta(1)
        )
        return Period(since=_EARLIEST, until=until, words=period.words)
    if _AFTER.search(before) and not _OF_MEETING.match(text, len(before) + len(period.words)):
        return Period(since=period.since, until=_LATEST, words=period.words)
    return period


def is_year_of_money(period: Period) -> bool:
    """Is it a financial year, which papers before it speak of?

    >>> from qa.periods import periods
    >>> [is_year_of_money(periods(text)[0]) for text in ("2023/24", "2023", "May 2023")]
    [True, False, False]
    """
    return bool(_YEAR_OF_MONEY.fullmatch(period.words)) and period.since.month == 4


def is_open(period: Period) -> bool:
    """Is it a time without end?"""
    return period.until >= _LATEST


def in_words(period: Period) -> str:
    """Return a time as it is said: "since 2021" for one without end.

    >>> from qa.periods import periods
    >>> in_words(periods("since 2021")[0]), in_words(periods("May 2023")[0])
    ('since 2021', 'May 2023')
    """
    if period.since == _EARLIEST:
        return f"up to {period.until.day} {period.until:%B %Y}"
    return f"since {period.words}" if is_open(period) else period.words
