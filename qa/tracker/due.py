"""When something is due: words such as "by the end of June 2023" and the last day that they may mean."""

import calendar
import datetime as dt
import re

from corpus.patterns import deferred
from qa.tracker.requests import Due

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s?{_MONTH}(?:,? \d{{4}})?)"
_SEASON = r"(?:spring|summer|autumn|winter)"
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_LONG_MONTHS = {name[:3]: name for name in _MONTHS}
_SHORT_MONTH = deferred(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?")
_IN_FIGURES = deferred(r"(\d{1,2})[/.](\d{1,2})[/.]((?:20)?\d\d)")
_SEASON_ENDS = {"spring": (5, 31), "summer": (8, 31), "autumn": (11, 30), "winter": (2, 28)}
_SEASON_STARTS = {"spring": (2, 28), "summer": (5, 31), "autumn": (8, 31), "winter": (11, 30)}
_COUNT = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_SPAN = rf"(?:{'|'.join(_COUNT)}|\d{{1,2}}) (?:working )?(?:days?|weeks?|months?|years?)"
_DUE = deferred(
    r"\b(?:"
    r"(?:for|to|at|in time for|before|by) (?:its|the|their|a)(?: (?:budget|annual|special|panel))? meeting "
    r"(?:of|on|in) "
    rf"(?P<meeting>{_DAY}|{_MONTH}(?: \d{{4}})?)"
    rf"|(?:in|at|for|to|by) the (?P<named>{_MONTH}(?: \d{{4}})?) (?:update|report|meeting)"
    rf"|(?:before|by|at|in|towards) the end of (?P<end>{_MONTH}(?: \d{{4}})?|\d{{4}}|the year)"
    rf"|(?P<before>by|before|no later than) (?P<season>the {_SEASON}(?: of)?(?: \d{{4}})?|Christmas|Easter)"
    rf"|in the (?P<within>{_SEASON})(?: of)? (?P<year>\d{{4}})"
    rf"|(?:by|before|on|in|for|no later than|until|from) (?P<day>{_DAY}|(?:early |late |mid-)?{_MONTH}(?: \d{{4}})?)"
    rf"|(?:within|after|in) (?P<span>{_SPAN})(?:['’]s?)?(?: time)?"
    r"|(?:for|to|at|by|in|before) (?P<next>(?:the|its|their) next (?:[\w ]{0,20})?meeting)"
    r"|(?:for|to|at|in) (?P<open>a (?:future|later|subsequent) (?:[\w ]{0,20})?meeting)"
    r"|(?P<event>(?:by|before|after) the (?:launch of [\w ]{3,30}|(?:budget |next )?meeting))"
    r"|(?P<often>every (?:quarter|month|year|six months)|quarterly|annually)"
    r"|(?:in|with|by|for|within) (?P<year_on>next year)(?:['’]s [\w ]{3,40})?"
    r"|when the (?P<when>[\w ]{3,40} (?:is|are|has been|have been) \w+)"
    r")",
)


def due_in(words: str, *, asked: dt.date | None) -> Due | None:
    """Return when something is due by its own words; None where they name no time. The last time named counts.

    Args:
        words: of the request or promise.
        asked: when it was made; a month without a year is the next one after it.

    >>> due_in("a briefing be arranged before the end of June 2023", asked=None)
    Due(text='before the end of June 2023', date=datetime.date(2023, 6, 30))
    >>> due_in("would report back in November", asked=dt.date(2023, 6, 22)).date
    datetime.date(2023, 11, 30)
    >>> due_in("publish it with next year's proposal", asked=dt.date(2020, 2, 6)).date
    datetime.date(2021, 2, 6)
    >>> due_in("supply it within eight weeks", asked=dt.date(2022, 6, 23)).date
    datetime.date(2022, 8, 18)
    """
    plain = " ".join(words.split())
    found = [match for match in _DUE.finditer(plain) if not (_is_of_another(plain, match) or _is_past(match, asked))]
    if not found:
        return None
    match = found[-1]
    unknown = match["span"] and plain.startswith(" of ", match.end())  # "within a year of that date"
    return Due(text=match[0], date=None if unknown else _date(match, asked))


def due_as_printed(words: str, *, asked: dt.date | None) -> Due:
    """Return when something is due by words that name nothing else: the cell of a table, the bracket after an action.

    A day before the paper's own counts here: what a table still holds may be late.

    >>> due_as_printed("30 Sept 2021", asked=dt.date(2022, 2, 3))
    Due(text='30 Sept 2021', date=datetime.date(2021, 9, 30))
    >>> due_as_printed("31/01/2025", asked=None).date, due_as_printed("Ongoing", asked=None).date
    (datetime.date(2025, 1, 31), None)
    """
    if match := _IN_FIGURES.fullmatch(words.strip()):
        day, month, year = map(int, match.groups())
        known = _is_day(year % 100 + 2000, month, day)
        return Due(text=words, date=dt.date(year % 100 + 2000, month, day) if known else None)
    plain = _SHORT_MONTH.sub(lambda short: _LONG_MONTHS[short[0][:3]], " ".join(words.split()))
    found = _DUE.search(plain) or _DUE.search(f"by {plain}")
    return Due(text=words, date=_date(found, asked) if found else None)


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _is_of_another(words: str, match: re.Match[str]) -> bool:
    """Is it a time of something else: of a meeting that was held, of officers who left within a year of joining?"""
    if match["span"] and re.match(r" of \w+ing\b", words[match.end() :]):
        return True
    return bool(
        re.search(
            r"(?:(?<!\bbe )\bheld|\bmade|\bhad \w+|\bdated|\bpublished|\byear to|\bsince)\s*$", words[: match.start()]
        )
    )


def _is_past(match: re.Match[str], asked: dt.date | None) -> bool:
    """Does it name a day before the asking: of something that has been ("sold in August 2021")?"""
    named = _date(match, asked)
    return named is not None and asked is not None and named < asked


def _date(match: re.Match[str], asked: dt.date | None) -> dt.date | None:
    if named := match["meeting"] or match["named"] or match["day"]:
        return _last_day(named, asked)
    if match["end"]:
        return dt.date(int(match["end"]), 12, 31) if match["end"].isdigit() else _last_day(match["end"], asked)
    if match["span"]:
        return _after(match["span"], asked)
    if match["year_on"]:
        return _after("a year", asked)
    if match["within"]:
        return dt.date(int(match["year"]), *_SEASON_ENDS[match["within"]])
    return _before(match["season"], asked) if match["season"] else None


def _last_day(named: str, asked: dt.date | None) -> dt.date | None:
    """Return the last day of a day or month as named."""
    words = re.search(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s?)?({_MONTH})(?:,? (\d{{4}}))?", named)
    if words is None:
        return None
    month, year = _MONTHS[words[2]], int(words[3]) if words[3] else None
    if year is None:
        if asked is None:
            return None
        year = asked.year + (month < asked.month)
    day = int(words[1]) if words[1] else calendar.monthrange(year, month)[1]
    return dt.date(year, month, day) if _is_day(year, month, day) else None


def _after(span: str, asked: dt.date | None) -> dt.date | None:
    """Return the day a number of days, weeks, months or years after the asking."""
    if asked is None:
        return None
    count, unit = span.split()[0], span.split()[-1]
    n = int(count) if count.isdigit() else _COUNT[count]
    if unit.startswith(("day", "week")):
        return asked + dt.timedelta(days=n * (7 if unit.startswith("week") else 1))
    months = asked.month - 1 + n * (12 if unit.startswith("year") else 1)
    year, month = asked.year + months // 12, months % 12 + 1
    return dt.date(year, month, min(asked.day, calendar.monthrange(year, month)[1]))


def _before(season: str, asked: dt.date | None) -> dt.date | None:
    """Return the last day before a season or feast; its year is the next one where none is named."""
    year = re.search(r"\d{4}", season)
    name = next((one for one in _SEASON_STARTS if one in season), None)
    month, day = (12, 24) if "Christmas" in season else _SEASON_STARTS[name] if name else (0, 0)
    if not month or (asked is None and year is None):
        return None
    if year:
        return dt.date(int(year[0]), month, day)
    assert asked is not None
    return dt.date(asked.year + (dt.date(asked.year, month, day) < asked), month, day)


def put_off_to(words: str, written: dt.date | None) -> dt.date | None:
    """Return the last day of the time to which something is put off; None where no time is named.

    >>> put_off_to("It was deferred to July 2025.", None)
    datetime.date(2025, 7, 31)
    """
    plain = " ".join(words.split())
    match = re.search(
        r"(?:deferred|postponed|put (?:back|off)|carried (?:forward|over))\b.{0,20}? (?:to|until) (.*)",
        plain,
        re.IGNORECASE,
    )
    return _last_day(match[1][:30], written) if match else None
