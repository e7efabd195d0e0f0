"""The numbers of a text that say how much, how many or how long: unit, value and published words of each.

`qa.figures` reads every number; here those stay that measure something. Numbers that only name something (paragraphs,
ages, the 101 line, rounds) and ordinals are left out, numbers with a unit of time are put together ("3 min 58 s").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from qa.writing.figures import Figure, figures


class Unit(StrEnum):
    """What an amount is in."""

    MONEY = "pounds"
    SHARE = "per cent"
    COUNT = "count"
    TIME = "seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One amount: where it stands in its text; its value in pounds, per cent or seconds, or as a count."""

    start: int
    end: int
    text: str
    unit: Unit
    value: float
    rough: bool = False  # "nearly £4m", "more than 900"


_SECONDS = {"s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_SPAN = re.compile(r"\s(?P<span>seconds?|secs?|s|minutes?|mins?|hours?|days?|weeks?)\b", re.IGNORECASE)
_AND = re.compile(r",?\s(?:and\s)?")
_DIGIT = re.compile(r"\d")
# What a number names rather than counts.
_NAMES = re.compile(
    r"\b(?:minutes?|paras?|paragraphs?|sections?|schedules?|parts?|pages?|items?|tables?|appendix|priority|records?|"
    r"resolutions?|recommendations?|regulations?|articles?|junction|band|phase|rounds?|no|number|ID|level|grade|"
    r"quarter|Q|act|order|SI)\.?\s$",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"[\s-]?(?:months?|years?|year[- ]olds?|am|pm|[ap]\.m\.)\b", re.IGNORECASE)
_NOT_NUMBERS = re.compile(r"\b0\d{2,5}[ \d()-]{5,}\d\b|\bhttps?://\S+|\S+@\S+")
_LINES = frozenset(map(str, (101, 111, 112, 999)))  # telephone lines


def amounts(text: str) -> list[Amount]:
    """Return the amounts of a text in order.

    >>> [(found.text, found.value) for found in amounts("On 1 May 2022, 12.5% of 3,076 calls to 101 took 2 min 20 s.")]
    [('12.5%', 12.5), ('3,076', 3076.0), ('2 min 20 s', 140.0)]
    >>> [(found.text, found.value, found.rough) for found in amounts("It cost nearly £4m, or 29p a week.")]
    [('£4m', 4000000.0, True), ('29p', 0.29, False)]
    """
    if not (_DIGIT.search(text) or _SPAN.search(text)):
        return []
    taken = [match.span() for match in _NOT_NUMBERS.finditer(text)]
    read = [
        found for found in figures(text) if not any(found.start < end and start < found.end for start, end in taken)
    ]
    return list(_measured(text, read))


def single(text: str) -> Amount | None:
    """Return the one amount that a cell of a table consists of, or None.

    >>> single(" £813,336 ").value, single("Better")
    (813336.0, None)
    """
    found = amounts(text)
    bare = len(found) == 1 and not re.search(r"\w", text[: found[0].start] + text[found[0].end :])
    return found[0] if bare else None


def scaled(amount: Amount, unit: Unit, *, scale: float) -> Amount:
    """Return a bare number as what the head of its column or table says that it is."""
    return replace(amount, unit=unit, value=round(amount.value * scale, 6))


def difference(unit: Unit, change: float) -> str:
    """Return how far apart two amounts are, without a sign.

    >>> difference(Unit.MONEY, 1_200_000), difference(Unit.TIME, 98), difference(Unit.SHARE, 0.9000001)
    ('£1.2m', '1 min 38 s', '0.9 percentage points')
    """
    size = abs(change)
    match unit:
        case Unit.MONEY:
            return f"£{plain(size / 1e6)}m" if size >= 1e6 else f"£{size:,.2f}".removesuffix(".00")
        case Unit.SHARE:
            return f"{plain(round(size, 2))} percentage points"
        case Unit.TIME:
            return _clock(size)
        case Unit.COUNT:
            return plain(round(size, 2))


def plain(number: float) -> str:
    """Return a number with thousands commas and at most three decimals.

    >>> plain(1234.5), plain(12.0)
    ('1,234.5', '12')
    """
    return f"{number:,.3f}".rstrip("0").rstrip(".")


def _measured(text: str, read: Sequence[Figure]) -> Iterator[Amount]:
    """Yield the numbers that measure something, those of one length of time together."""
    place = 0
    while place < len(read):
        found, place = read[place], place + 1
        if _SPAN.match(text, found.end) and not found.unit:
            parts = [found]
            while place < len(read) and _goes_on(text, parts[-1], read[place]):
                parts.append(read[place])
                place += 1
            yield _time(text, parts)
        elif amount := _amount(text, found):
            yield amount


def _goes_on(text: str, before: Figure, found: Figure) -> bool:
    """Is a number the next part of a length of time: "58 s" after "3 min"?"""
    span = _SPAN.match(text, before.end)
    return bool(
        span and not found.unit and _SPAN.match(text, found.end) and _AND.fullmatch(text, span.end(), found.start)
    )


def _time(text: str, parts: Sequence[Figure]) -> Amount:
    seconds, end = 0.0, parts[0].end
    for part in parts:
        if span := _SPAN.match(text, part.end):
            seconds += float(Fraction(part.amount)) * _SECONDS[_one(span["span"])]
            end = span.end()
    start = parts[0].start
    return Amount(start=start, end=end, text=text[start:end], unit=Unit.TIME, value=seconds, rough=bool(parts[0].bound))


def _amount(text: str, found: Figure) -> Amount | None:
    """Return a number as an amount, or None where it measures nothing."""
    words = text[found.start : found.end]
    units = {"£": Unit.MONEY, "share": Unit.SHARE, "": Unit.COUNT}
    if found.unit not in units or not any(map(str.isdigit, words)):
        return None
    unit = units[found.unit]
    if unit is Unit.COUNT and (_names(text, found) or words in _LINES):
        return None
    value = float(Fraction(found.amount)) * (100 if unit is Unit.SHARE else 1)
    return Amount(
        start=found.start, end=found.end, text=words, unit=unit, value=round(value, 6), rough=bool(found.bound)
    )


def _names(text: str, found: Figure) -> bool:
    """Does a number name something, give an age or a period, or number the paragraph that it begins?"""
    before, after = text[: found.start], text[found.end :]
    numbers = not re.search(r"\w", before) and re.match(r"[.)]", after)
    return bool(_NAMES.search(before) or _PERIOD.match(after) or numbers or after.startswith("/"))


def _one(span: str) -> str:
    word = span.lower()
    return word if word in _SECONDS else word.removesuffix("s")


def _clock(seconds: float) -> str:
    """Return a length of time in its two largest parts."""
    parts, left = [], round(seconds)
    for one, many, size in (
        ("week", "weeks", 604800), ("day", "days", 86400), ("hour", "hours", 3600), ("min", "min", 60), ("s", "s", 1)
    ):  # fmt: skip
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    return " ".join(parts[:2]) or "0 s"
