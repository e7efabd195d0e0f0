"""Letters: what stands between "Dear ..." and "Yours sincerely" are the words of whoever signs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.names import NAME, TITLES
from corpus.patterns import deferred
from corpus.speakers import names_office

_DEAR = deferred(r"^[*_ ]{0,4}Dear [A-Z][^\n]{1,80}$", re.MULTILINE)
_PERSON = rf"(?:{TITLES} {NAME}|[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){{1,3}})"
_SIGNED = deferred(
    r"^[*_ ]{0,4}(?:Yours (?:sincerely|faithfully|truly)|(?:With )?(?:[Kk]ind|[Bb]est) (?:regards|wishes))\b[^\w\n]*\n"
    rf"\s*[*_]*(?P<name>{_PERSON})[*_, ]*(?:\n\s*[*_]*(?P<office>[^\n*_]{{3,80}}))?",
    re.MULTILINE,
)
_KEPT = 64  # texts of which the letters are kept: many quotations may be of one paper
_FROM = deferred(rf"^[*_ ]{{0,4}}From:[*_ ]*{_PERSON}, (?P<office>[^\n*_]{{3,80}})$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in a text, from its first word to its signature."""

    start: int
    end: int
    writer: str


@lru_cache(maxsize=_KEPT)
def letters(text: str) -> tuple[Letter, ...]:
    r"""Return the letters of a text that are signed, in order.

    >>> text = "Dear Chair,\n\nI agree.\n\nYours sincerely,\n\nAnn Lee\nCommissioner\n"
    >>> [one.writer for one in letters(text)]
    ['Ann Lee, Commissioner']
    """
    return tuple(_letters(text))


def _letters(text: str) -> Iterator[Letter]:
    before = 0
    for signed in _SIGNED.finditer(text):
        begun = list(_DEAR.finditer(text, before, signed.start()))
        if begun:
            start = begun[-1].start()
            given = [signed["office"] or "", *(sender["office"] for sender in _FROM.finditer(text, before, start))]
            office = next((" ".join(words.split()) for words in given if names_office(words)), None)
            writer = " ".join(signed["name"].split())
            yield Letter(start=start, end=signed.start(), writer=f"{writer}, {office}" if office else writer)
        before = signed.end()


def writer_in(found: Sequence[Letter], start: int, end: int) -> str | None:
    """Return who writes what stands between two places of a text; None where it is no letter."""
    return next((one.writer for one in found if one.start <= start and end <= one.end), None)
