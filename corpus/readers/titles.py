"""What a meeting's title line and dates say, in the forms that panels print."""

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = {
    month: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for month in names.split()
}  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s,.-]+(?P<m>{_MONTH})\.?[\s,-]+(?P<y>(?:19|20)\d\d)\b"
    rf"|\b(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)\b"
    r"|\b(?P<d3>\d{1,2})/(?P<m3>\d{1,2})/(?P<y3>(?:19|20)\d\d)\b"
    r"|\b(?P<y4>(?:19|20)\d\d)-(?P<m4>\d\d)-(?P<d4>\d\d)\b",
    re.I,
)
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
    for match in _DATE.finditer(text.replace("\u00a0", " ")):
        day = match["d"] or match["d2"] or match["d3"] or match["d4"]
        month = match["m"] or match["m2"] or match["m3"] or match["m4"]
        year = match["y"] or match["y2"] or match["y3"] or match["y4"]
        try:
            return dt.date(int(year), _MONTHS.get(month.lower()) or int(month), int(day))
        except ValueError:  # 31/02/2023: a misprint is no date
            continue
    return None


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
