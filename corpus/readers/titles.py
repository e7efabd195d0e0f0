"""What a meeting's title line says, in the forms that panels print."""

import datetime as dt
import re
from dataclasses import dataclass

from corpus.dates import dates

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_TITLE_LINE = re.compile(
    rf"^(?P<head>\S.{{3,200}})\s+[-–—]\s+(?:[^-–—]{{0,80}}?[\s,(])?{_WEEKDAY},?\s+(?P<rest>\d.{{5,120}})$", re.I
)
_PREFIX = re.compile(
    r"^\(?(?:special|extraordinary|budget|informal|virtual|remote|ms teams|microsoft teams|reconvened|confirmation|"
    r"additional|rescheduled|adjourned|precept|annual|hybrid)\b[^,]{0,60},\s+",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleLine:
    """A meeting's title line taken apart. `panel` is the name as printed, without "Special Meeting," and the like."""

    panel: str
    date: dt.date


def first_date(text: str) -> dt.date | None:
    """Return the first date of a text in any printed form (day before month where both are figures), else None.

    >>> first_date("Friday, 12th May, 2023 10.00 am")
    datetime.date(2023, 5, 12)
    >>> first_date("July 25, 2024")
    datetime.date(2024, 7, 25)
    """
    return next((date for _, _, date in dates(" ".join(text.split()))), None)


def title_line(line: str) -> TitleLine | None:
    """Take apart "<Panel> - Thursday 15th June 2023 1.00 pm" in its variants; None for any other line.

    >>> title_line("Special Meeting, Thornshire Police, Fire and Crime Panel - Friday, 12th May, 2023 10.00 am").panel
    'Thornshire Police, Fire and Crime Panel'
    """
    match = _TITLE_LINE.match(" ".join(line.split()))
    date = first_date(match["rest"]) if match else None
    if match is None or date is None:
        return None
    panel = match["head"]
    while prefix := _PREFIX.match(panel):
        panel = panel[prefix.end() :]
    return TitleLine(panel=panel.strip(" ,-–—"), date=date)
