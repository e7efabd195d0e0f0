"""The times that a question names: days, months, calendar years, financial years, spans of years."""

import datetime as dt
import re
from dataclasses import dataclass

from corpus.dates import MONTHS, dates

_YEAR = re.compile(r"\b(20[0-3]\d)(?:\s?[/–-]\s?((?:20)?\d{2}))?\b")
_SHORT_YEAR = re.compile(r"\b([012]\d)/([0-3]\d)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time that a question names, both days inclusive, and its words."""

    since: dt.date
    until: dt.date
    words: str


def periods(text: str) -> tuple[Period, ...]:
    """Return the days, months and years that a question names; "2021/22" is April to March, "2019-21" two years."""
    found = [Period(since=day, until=day, words=text[start:end]) for start, end, day in dates(text)]
    rest = text
    for start, end, _ in dates(text):
        rest = rest[:start] + " " * (end - start) + rest[end:]
    month = "|".join(sorted(MONTHS, key=len, reverse=True))
    for match in re.finditer(rf"\b({month})\.?,? (20\d\d)\b", rest, re.IGNORECASE):
        found.append(_month(int(match[2]), MONTHS[match[1].lower()], match[0]))
        rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    for match in _YEAR.finditer(rest):
        found.append(_years(int(match[1]), match[2], match[0]))
        rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    for match in _SHORT_YEAR.finditer(rest):
        if int(match[2]) == int(match[1]) + 1:
            found.append(_years(2000 + int(match[1]), match[2], match[0]))
    return tuple(sorted(found, key=lambda period: (period.since, period.words)))


def _month(year: int, month: int, words: str) -> Period:
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return Period(since=dt.date(year, month, 1), until=after - dt.timedelta(days=1), words=words)


def _years(first: int, second: str | None, words: str) -> Period:
    if second is None:
        return Period(since=dt.date(first, 1, 1), until=dt.date(first, 12, 31), words=words)
    last = int(second) + (2000 if len(second) == 2 else 0)
    if last == first + 1:
        return Period(since=dt.date(first, 4, 1), until=dt.date(last, 3, 31), words=words)
    return Period(since=dt.date(first, 1, 1), until=dt.date(max(last, first), 12, 31), words=words)
