"""Numbers and letters of lists as their author counts: which comes before which, and which list one belongs to."""

import re
from collections.abc import Sequence

from corpus.readers.numerals import roman

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
