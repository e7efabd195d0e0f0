"""The times that a question names: days, months, seasons, calendar, financial and municipal years, spans of years."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.dates import MONTHS, dates

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9}
_YEAR = re.compile(r"\b(20[0-3]\d)(?:\s?[/–-]\s?((?:20)?\d{2}))?\b")
_SHORT_YEAR = re.compile(r"\b([012]\d)/([0-3]\d)\b")
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|up[- ]to[- ]date|last (?:meeting|minutes|report|paper|update))\b",
    re.IGNORECASE,
)
_STRETCH = (
    r"\b(?:the )?(?:\w+ )?(?:year|quarter|season|months?|weeks?) (?:ended|ending|from|to|up to|until) (?:the end of )?"
)
_END = dt.date(2099, 12, 31)  # of a time that is still open


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time that a question names, both days inclusive, and its words."""

    since: dt.date
    until: dt.date
    words: str


def periods(text: str) -> tuple[Period, ...]:
    """Return the times that a question names, in order.

    "2021/22" is April to March, a municipal year May to April, "2019-21" two years, "since May 2021" has no end.
    """
    found = []
    rest = text
    for read in _READERS:
        for start, end, period in list(read(rest)):
            found.append(period)
            rest = rest[:start] + " " * (end - start) + rest[end:]
    return tuple(sorted(found, key=lambda period: (period.since, period.words)))


def in_words(period: Period, text: str) -> str:
    """Return a time as a text has it, with the stretch that it ends.

    >>> in_words(periods("August 2022")[0], "How many were there in the year to August 2022?")
    'the year to August 2022'
    """
    stretch = re.search(_STRETCH + re.escape(period.words), text, re.IGNORECASE)
    return stretch[0] if stretch else period.words


def is_time(words: str) -> bool:
    """Are words a time and nothing else?"""
    return any(in_words(one, words) == words for one in periods(words))


def asks_latest(text: str) -> bool:
    """Does a question ask for what is newest?"""
    return bool(_LATEST.search(text))


def shifted(period: Period, years: int) -> Period:
    """Return the period as many years later, or earlier, in words of the same form.

    >>> shifted(periods("2021/22")[0], -1).words
    '2020/21'
    """
    pattern = re.compile(r"\b20\d\d\b|(?<=[/–-])\d\d\b|\b\d\d(?=/\d\d\b)")
    words = pattern.sub(lambda match: f"{int(match[0]) + years:02d}", period.words)
    return next(iter(periods(words)), period)


def with_year(text: str, near: Period) -> Period | None:
    """Return the month or the season that a text names without its year, in the year of a time named before.

    >>> with_year("And in October?", periods("May 2022")[0]).words
    'October 2022'
    """
    match = re.search(rf"\b(?:in|by|that|during|of) ({_MONTH}|{'|'.join(_SEASONS)})\b", text, re.IGNORECASE)
    if match is None:
        return None
    year = near.since.year
    if (near.until - near.since).days > 31 and near.since.month > 1 and _month_of(match[1]) < near.since.month:
        year += 1  # "in January", of a financial year
    return next(iter(periods(f"{match[1]} {year}")), None)


def _month_of(name: str) -> int:
    return MONTHS.get(name.lower(), 0) or _SEASONS[name.lower()]


Read = Iterator[tuple[int, int, Period]]


def _days(text: str) -> Read:
    for start, end, day in dates(text):
        since = _is_since(text, start)
        yield start, end, Period(since=day, until=_END if since else day, words=text[start:end])


def _months(text: str) -> Read:
    names = rf"\b({_MONTH}|{'|'.join(_SEASONS)})\.?,?(?: of)? (20\d\d)\b(?!\s?[/–-]\s?\d\d)"
    for match in re.finditer(names, text, re.IGNORECASE):
        first = dt.date(int(match[2]), _month_of(match[1]), 1)
        months = 3 if match[1].lower() in _SEASONS else 1
        until = _END if _is_since(text, match.start()) else _months_later(first, months) - dt.timedelta(days=1)
        yield match.start(), match.end(), Period(since=first, until=until, words=match[0])


def _full_years(text: str) -> Read:
    for match in _YEAR.finditer(text):
        yield match.start(), match.end(), _years(text, match, int(match[1]))


def _short_years(text: str) -> Read:
    for match in _SHORT_YEAR.finditer(text):
        if int(match[2]) == int(match[1]) + 1:
            yield match.start(), match.end(), _years(text, match, 2000 + int(match[1]))


def _mistyped(text: str) -> Read:
    """Yield years of one after the other with a slip of the pen: "201718", "205/16"."""
    for match in re.finditer(r"\b20(\d\d)(\d\d)\b|\b20(\d)/(\d\d)\b", text):
        last = int(match[2] or match[4])
        joined = match[1] is not None and int(match[1]) + 1 == last
        if joined or (match[4] is not None and (last - 1) % 10 == int(match[3])):
            year = 2000 + last - 1
            period = Period(since=dt.date(year, 4, 1), until=dt.date(year + 1, 3, 31), words=f"{year}/{last:02d}")
            yield match.start(), match.end(), period


_READERS: tuple[Callable[[str], Read], ...] = (_days, _months, _mistyped, _full_years, _short_years)


def _years(text: str, match: re.Match[str], first: int) -> Period:
    last = int(match[2]) + (2000 if len(match[2]) == 2 else 0) if match[2] else first
    since, until = dt.date(first, 1, 1), dt.date(max(last, first), 12, 31)
    if last == first + 1:
        start = 5 if re.search(r"\bmunicipal year (?:of )?$", text[: match.start()], re.IGNORECASE) else 4
        quarter = re.search(r"\b(?:Q|quarter )([1-4])(?: of)?,? $", text[: match.start()], re.IGNORECASE)
        since = dt.date(first, start, 1)
        if quarter:
            since = _months_later(since, 3 * (int(quarter[1]) - 1))
        until = _months_later(since, 3 if quarter else 12) - dt.timedelta(days=1)
    return Period(since=since, until=_END if _is_since(text, match.start()) else until, words=match[0])


def _months_later(day: dt.date, months: int) -> dt.date:
    months += day.month - 1
    return dt.date(day.year + months // 12, months % 12 + 1, 1)


def _is_since(text: str, at: int) -> bool:
    """Does "since" stand before a time, so that it has no end?"""
    return bool(re.search(r"\bsince (?:the )?(?:start of |beginning of )?$", text[:at], re.IGNORECASE))
