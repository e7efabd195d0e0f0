"""Words by which a paper refers to an earlier asking: "as the Panel had asked in February 2023", "(July 2024)"."""

import datetime as dt
import re
from dataclasses import dataclass

from corpus.patterns import deferred
from qa.tracker.codes import CODE

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_WHEN = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s)?(?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?"
    r"|(?P<ago>(?:a|one|two|three) (?:year|month)s? (?:ago|earlier))"
)
_BY = (
    r"(?:[Tt]he (?:Panel|Commissioner|Chair\w*|Vice[- ?]Chair\w*)|[Mm]embers?|she|he|it|they|we|I|"
    r"[A-Z][\w'’]+ [A-Z][\w'’]+)"
)
_VERB = (
    r"(?:asked|requested|recommended|agreed|undertaken|undertook|promised|pledged|suggested|pressed|sought|called|wanted|"
    r"resolved|decided|proposed)"
)
# What tells that an earlier asking is meant; a time right after it says which.
_REFERS = deferred(
    rf"\b(?:as|which|that|for which|when|what) {_BY} (?:had )?(?:also |first |previously )?{_VERB}"
    rf"|\b{_BY} had (?:also |first |previously |been )?{_VERB}"
    rf"|\bas (?:{_VERB}|was {_VERB})\b"
    rf"|\b{_VERB} (?:for )?(?:by (?:the Panel|[Mm]embers|the [\w-]+) )?(?=(?:on|in|at|last) )"
    r"|\b(?:answer|meets?|response to|respond to|following) the (?:Panel['’]s )?"
    r"(?:request|recommendation|resolution)s?\b"
    r"|\b(?:request|recommendation|resolution|decision|undertaking)s? (?:that the Panel |which the Panel )?"
    r"(?:made|of|from|passed|given)\b"
    r"|\bpromised (?:before|for|by)\b|\bhad been (?:asked|promised|requested)|\bheld over from"
    r"|\bdeferred (?:again|from)|\brecommendations? \(?[a-z]\)|\b[Tt]he recommendations? (?:on|about|that|not to)\b"
    r"|\bthe Panel['’]s recommendation\b"
    r"|\brequested by the Panel\b"
    r"|\b[Aa]t (?:the|its|their|a) (?:\w+ )?meeting (?=(?:of|on|in|held)\b)"
)
_TIME = deferred(
    r"(?:on|in|at|of|last|since|its|their|from|made)?[\s,(]*(?:(?:its|the) meeting (?:of|in|on) )?"
    rf"(?:{_WHEN})"
)
_REACH = 60  # characters after the words that refer, within which a time is theirs
_MINUTE = deferred(r"\b[Mm]inute (?:[Nn]o\.? ?|[Nn]umber )?(\d{1,4}(?:/\d{2,4})?)\b")
# "[In relation to Minute No. 44 – the list of buildings]": what matters arising are told under.
_ARISING = deferred(
    rf"\b(?:(?:relation|reference|regard|further|referring) to|arising from|under|re:?) {_MINUTE.pattern}", re.I
)
_ROW_LETTER = deferred(r"\| *\(?(?P<letter>[a-z]|[ivx]{1,4})\)")  # of a table of answers, letter by letter
_LETTER = deferred(r"\b(?:[Rr]ecommendation|[Rr]esolution)s? \(?([a-z]|[ivx]{1,4}|\d{1,2})\)")
_ROW = deferred(
    rf"^\W*(?P<minute>\d{{1,4}}(?:/\d{{2,4}})?)\s*\((?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH}) (?P<year>\d{{4}})\)"
)
_CELL = deferred(
    rf"\| *(?P<day>\d{{1,2}}) (?P<month>{'|'.join(month[:3] for month in _MONTHS)})[a-z]*\.? (?P<year>\d{{4}}) *(?=\|)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a passage says of the earlier asking that it refers to. Parts that it does not name are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    minute: str | None = None
    letter: str | None = None
    code: str | None = None
    listed: bool = False  # it stands in a list of actions, which is exact

    @property
    def names_time(self) -> bool:
        """Whether it says when the asking was."""
        return self.month is not None


def references(words: str, *, written: dt.date) -> list[Reference]:
    """Return the references to earlier askings in a passage of that day; without a time, a year is the one before.

    >>> found = references("reported as the Panel had asked in February", written=dt.date(2023, 11, 16))
    >>> [(one.year, one.month) for one in found]
    [(2023, 2)]
    >>> references("| R9/21 | Cost | 16 Sept 2021 | Not received |", written=dt.date(2022, 3, 17))[0].month
    9
    """
    plain = " ".join(words.split())
    if row := _ROW.match(plain):
        day = int(row["day"]) if row["day"] else None
        return [Reference(year=int(row["year"]), month=_MONTHS.index(row["month"]) + 1, day=day, minute=row["minute"])]
    if plain.startswith("|"):
        cells = list(map(_in_cell, _CELL.finditer(plain)))  # of what is to come, a programme of work
        found = [
            cell for cell in cells if (cell.year, cell.month, cell.day) <= (written.year, written.month, written.day)
        ]
        found += [Reference(letter=row["letter"])] if (row := _ROW_LETTER.match(plain)) else []
    else:
        found = [_reference(plain, match, written) for match in _REFERS.finditer(plain)]
        found = found or [Reference(minute=minute) for minute in _ARISING.findall(plain)]
    return found + [Reference(code=code) for code in CODE.findall(plain)]


def _in_cell(cell: re.Match[str]) -> Reference:
    """Return the day that stands alone in a cell of a list of actions: when each was asked for."""
    month = next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(cell["month"]))
    return Reference(year=int(cell["year"]), month=month, day=int(cell["day"]), listed=True)


def _reference(words: str, refers: re.Match[str], written: dt.date) -> Reference:
    after = words[refers.end() : refers.end() + _REACH]
    time = next((match for match in _TIME.finditer(after) if not re.search(r"[.;:]", after[: match.start()])), None)
    near = words[refers.start() : refers.end() + _REACH]
    minute, letter = _MINUTE.search(near), _LETTER.search(near)
    year, month, day = _when(time, written) if time else (None, None, None)
    return Reference(
        year=year,
        month=month,
        day=day,
        minute=minute[1] if minute else None,
        letter=letter[1] if letter else None,
    )


def _when(time: re.Match[str], written: dt.date) -> tuple[int | None, int | None, int | None]:
    """Return year, month and day of a time as named; a month without a year is the last one before the paper."""
    if time["ago"]:
        count = {"a": 1, "one": 1, "two": 2, "three": 3}[time["ago"].split()[0]]
        months = written.year * 12 + written.month - 1 - count * (12 if "year" in time["ago"] else 1)
        return months // 12, months % 12 + 1, None
    month = _MONTHS.index(time["month"]) + 1
    year = int(time["year"]) if time["year"] else written.year - (month >= written.month)
    return year, month, int(time["day"]) if time["day"] else None
