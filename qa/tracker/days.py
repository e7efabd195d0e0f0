"""Dates and times of year in a text, as far as it gives them, so that those of two texts can be compared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.dates import MONTHS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# "May" and "March" are also verbs: alone they are months only after these words.
_AFTER = r"(?:in|of|by|since|until|till|last|this|next|from|to|and|during|early|late|mid|end|every|each|for|between)"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_PATTERNS = (
    re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<n>\d{2})-(?P<d>\d{2})\b"),
    re.compile(r"\b(?P<d>\d{1,2})(?P<s>[/.])(?P<n>\d{1,2})(?P=s)(?P<y>(?:19|20)?\d\d)\b"),
    re.compile(
        rf"\b{_DAY}(?: (?:day )?of)?[ -]?(?P<m>{_MONTH})\b\.?,?(?:[ -](?P<y>(?:19|20)\d\d|(?<=-)\d\d))?\b", re.I
    ),
    re.compile(rf"\b(?P<m>{_MONTH})\b\.? (?:the )?{_DAY}\b(?!/)(?:,? (?P<y>(?:19|20)\d\d))?", re.I),
    re.compile(rf"\b(?P<m>{_MONTH})\b\.?,?(?: of)?[ -](?P<y>(?:19|20)\d\d)\b(?!/)", re.I),
    re.compile(r"(?<![\d/.,£$€-])(?P<y>(?:19|20)\d\d) ?[/–-] ?(?P<z>(?:19|20)?\d\d)\b(?![\d/-]|\.\d)"),
    re.compile(r"(?<![\d/.,£$€-])(?P<y>[0-4]\d)/(?P<z>[0-4]\d)\b(?![\d/-]|\.\d)"),
    re.compile(r"(?<![\d/.,£$€-])(?P<y>(?:19|20)\d\d)\b(?![\d%/]|,\d|\.\d| ?per ?cent)"),
    re.compile(rf"\b(?!(?:may|march|mar|sep|dec|jan)\b)(?P<m>{_MONTH})\b", re.I),
    re.compile(rf"\b{_AFTER} (?P<m>May|March|Mar|Sep|Dec|Jan)\b"),
)
_CENTURY = 2000  # of a year in two figures
_LONGEST = 30  # years of a span; what is longer is two numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date as far as a text gives it, where it stands, and its words. `until` is the second year of a span of two."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None
    start: int
    end: int

    def agrees(self, other: "Day") -> bool:
        """Does the other date say all that this one says?

        >>> may, whole = Day(month=5, start=0, end=3), Day(year=2023, month=5, day=11, start=0, end=11)
        >>> may.agrees(whole), whole.agrees(may)
        (True, False)
        """
        mine = (self.year, self.month, self.day)
        theirs = (other.year, other.month, other.day)
        return self.until == other.until and all(one in (None, two) for one, two in zip(mine, theirs, strict=True))


def days(text: str) -> tuple[Day, ...]:
    """Return the dates, months and years of a text in order; "2021/22" is one, from 2021 until 2022.

    >>> [(day.day, day.month, day.year, day.until) for day in days("On 3rd May 2021, in June and in 2021-22")]
    [(3, 5, 2021, None), (None, 6, None, None), (None, None, 2021, 2022)]
    """
    rest, found = text, list[Day]()
    for pattern in _PATTERNS:
        taken = list(_matched(pattern, rest))
        found += taken
        rest = without(rest, [(day.start, day.end) for day in taken])
    return tuple(sorted(found, key=lambda day: day.start))


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with stretches of it blanked, so that offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _matched(pattern: re.Pattern[str], text: str) -> Iterator[Day]:
    for match in pattern.finditer(text):
        if day := _day(match):
            yield day


def _day(match: re.Match[str]) -> Day | None:
    """Return what a match says; None where it is no date: a 13th month, a 32nd day, years in the wrong order."""
    parts = {name: value for name, value in match.groupdict().items() if value and name != "s"}
    year = _year(parts["y"]) if "y" in parts else None
    month = int(parts["n"]) if "n" in parts else MONTHS.get(parts.get("m", "").lower())
    day = int(parts["d"]) if "d" in parts else None
    until = _until(year, parts["z"]) if year and "z" in parts else None
    if until and len(parts["y"]) == 2 and year and until != year + 1:
        return None  # "12/34" is no span of years
    if month not in (None, *range(1, 13)) or day not in (None, *range(1, 32)) or until == 0:
        return None
    return Day(
        year=year, month=month, day=day, until=until, start=min(map(match.start, parts)), end=max(map(match.end, parts))
    )


def _year(digits: str) -> int:
    return int(digits) + (_CENTURY if len(digits) == 2 else 0)


def _until(first: int, digits: str) -> int:
    """Return the last year of a span ("2019-21", "1999/00", "2019-2030"), or 0 where it cannot be one."""
    last = int(digits) if len(digits) == 4 else first // 100 * 100 + int(digits)
    last += 100 if last < first else 0
    return last if first < last <= first + _LONGEST else 0
