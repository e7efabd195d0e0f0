"""Dates as papers print them, and the years that people ask about."""

import datetime as dt
import re
from collections.abc import Iterator

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -](?P<m>{_MONTH})\.?,?[ -](?P<y>\d{{4}})\b", re.IGNORECASE
    ),
    re.compile(rf"\b(?P<m>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<d>\d{1,2})/(?P<n>\d{1,2})/(?P<y>\d{4})\b"),
    re.compile(r"\b(?P<y>\d{4})-(?P<n>\d{2})-(?P<d>\d{2})\b"),
)
_YEAR = re.compile(r"\d{4}")
_MET = re.compile(r"\bPanel met (?:in (?:public|private) )?on (?:\w+day,? )?(?:the )?")
_DAY = 24  # characters of a date, at most
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? "
_TIME = r"(?:,? ?(?:at )?\d{1,2}[.:]\d{2} ?(?:[ap]\.?m\.?)?| to | - |,|\s|\.|item \d+|MOVED|CANCELLED|RECONVENED)*"


def dates(text: str) -> Iterator[tuple[int, int, dt.date]]:
    """Yield the full dates of a text as (start, end, date), in order; impossible ones are passed over."""
    if not _YEAR.search(text):  # faster than to look for the patterns
        return
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = int(parts["n"]) if "n" in parts else MONTHS[parts["m"].lower()]
            try:
                found.append((match.start(), match.end(), dt.date(int(parts["y"]), month, int(parts["d"]))))
            except ValueError:
                continue
    yield from sorted(set(found))


def only_date(line: str) -> dt.date | None:
    """Return the date when a line holds one date, perhaps with a weekday and a time, and nothing else.

    >>> only_date("Thursday 15th June 2023 1.00 pm")
    datetime.date(2023, 6, 15)
    >>> only_date("The Panel met on 4 April 2019") is None
    True
    """
    words = " ".join(line.split()).strip(" .")
    found = list(dates(words))
    if len(found) != 1:
        return None
    start, end, date = found[0]
    before = re.fullmatch(
        rf"(?:(?:meeting )?(?:held )?(?:date|on)?:? ?)?(?:{_WEEKDAY})?(?:the )?", words[:start], re.IGNORECASE
    )
    return date if before and re.fullmatch(_TIME, words[end:], re.IGNORECASE) else None


def days_met(text: str) -> frozenset[dt.date]:
    """Return the days on which a paper says that the panel met: a report tells of a meeting and is of a later day.

    >>> sorted(days_met("3.1 The Kent Police Panel met in public on 4 April 2019. It meets again on 6 June 2019."))
    [datetime.date(2019, 4, 4)]
    """
    if "Panel met " not in text:  # faster than to look for the pattern
        return frozenset()
    met = (text[match.end() : match.end() + _DAY] for match in _MET.finditer(text))
    return frozenset(day for words in met for start, _, day in dates(words) if start == 0)
