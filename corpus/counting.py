"""Numbers and letters of lists as their author counts: which comes before which, and which list one belongs to."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.papers import Role, Section
from corpus.readers.numerals import roman

_FEWEST = 2  # items of a list
_ROMAN = tuple(map(roman, range(1, 40)))


def resumes(number: str, *, inside: Sequence[str], before: Sequence[str]) -> bool:
    """Does a number go on with the list before the open one, whose numbers are `inside`, and not with that?

    >>> resumes("(l)", inside=["(1)", "(2)"], before=["(k)"]), resumes("(c)", inside=["(a)", "(b)"], before=["b."])
    (True, False)
    >>> resumes("(a)", inside=["(1)"], before=["(k)"]), resumes("(iii)", inside=["(i)", "(ii)"], before=["(k)"])
    (False, False)
    """
    wanted = _before(_bare(number))
    return not wanted & set(map(_bare, inside)) and bool(before) and _bare(before[-1]) in wanted


def with_list_at_end(text: str, sections: list[Section], *, group: int) -> list[Section]:
    """Return the sections with the last as a list where they read like headings over nothing: "1. Leaflet", "2. Dates".

    It counts from 1 to 2 or more under a heading, to the end of the paper.
    """
    first = len(sections)
    while first and sections[first - 1].role is Role.HEADING and sections[first - 1].number:
        first -= 1
    counted = [f"{count}." for count in range(1, len(sections) - first + 1)]
    over = sections[first - 1] if first else None
    if over is None or over.role is not Role.HEADING or len(counted) < _FEWEST:
        return sections
    if [one.number for one in sections[first:]] != counted:
        return sections
    headings = (*over.headings, text[over.body : over.end])
    listed = (replace(one, role=Role.LIST_ITEM, block=group, headings=headings) for one in sections[first:])
    return [*sections[:first], *listed]


def _bare(number: str) -> str:
    return re.sub(r"\W", "", number).lower()


def _before(number: str) -> set[str]:
    """Return what may come right before a number, a letter or a roman numeral; a letter may be either."""
    found = {str(int(number) - 1)} if number.isdecimal() else set()
    if re.fullmatch(r"[b-z]", number):
        found.add(chr(ord(number) - 1))
    if number in _ROMAN[1:]:
        found.add(_ROMAN[_ROMAN.index(number) - 1])
    return found
