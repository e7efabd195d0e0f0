"""Letters: what stands between "Dear ..." and "Yours sincerely" are the words of whoever signs.

Where papers print letters one after the other, a title often stands for that: "Reply of the Commissioner, 2 May".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.capitals import lowered
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
_WRITER = r"(?:[Tt]he |THE )?[A-Z][\w.'’-]*(?: (?:and|of|for|[A-Z][\w.'’-]*)){0,7}?"
_PART = r"(?:PART|Part|ANNEX|Annex|APPENDIX|Appendix) \w{1,3}\b"
_SAID = r"(?:[Ll]etter|LETTER|[Rr]eply|REPLY|[Rr]esponse|RESPONSE)"
# "### Reply B: Mr Blakemore, 5 March 2018", "6. The Commissioner's reply, 22 July", "PART C: REPLY OF THE MAYOR"
_TITLE = deferred(
    rf"^[#*_ ]{{0,6}}(?:{_PART}[:.]? |\d{{1,2}}\.? |\(?[A-Za-z][.)] )?[*_]*"
    rf"(?:{_SAID}(?:(?: \w{{1,2}})?:(?: from| FROM)?| from| of| FROM| OF) (?P<of>{_WRITER})"
    rf"|(?P<whose>{_WRITER})['’][Ss] {_SAID})(?=,| to | TO | in reply|[*_ ]*$)[^\n]{{0,100}}\n",
    re.MULTILINE,
)
# A heading of what comes after a letter.
_ENDED = deferred(
    rf"^(?:#{{1,6}} |[*_]{{2}}[^\n]{{3,80}}[*_]{{2}}$|{_PART}|\d{{1,2}}\.? [A-Z][^\n.?;:,]{{3,80}}$)", re.MULTILINE
)
_NAMED = deferred(rf"\n(?P<name>{_PERSON})(?:, [^\n]{{3,60}})?$")  # the last line, where it is a name
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
    >>> [one.writer for one in letters("5. Reply of the Mayor, 2 May\n\nDear Chair,\n\nI agree.\n\n6. Close\n")]
    ['the Mayor']
    """
    signed = tuple(_signed(text))
    return tuple(sorted((*signed, *_titled(text, signed)), key=lambda one: one.start))


def _titled(text: str, signed: Sequence[Letter]) -> Iterator[Letter]:
    """Yield the letters without a signature, from "Dear ..." to the next heading, whose title says who writes."""
    titles = list(_TITLE.finditer(text))
    ends = [*(one.start() for one in titles[1:]), len(text)]
    for title, last in zip(titles, ends, strict=False):
        dear = _DEAR.search(text, title.end(), last)
        if dear and not text[title.end() : dear.start()].strip():
            ended = _ENDED.search(text, dear.end(), last)
            end = ended.start() if ended else last
            if not any(one.start < end and dear.start() < one.end for one in signed):
                named = _NAMED.search(text[dear.end() : end].rstrip())
                writer = _plain(title["of"] or title["whose"], text)
                full = f"{named['name']}, {writer}" if named and names_office(writer) else writer
                yield Letter(start=dear.start(), end=end, writer=full)


def _plain(writer: str, text: str) -> str:
    """Return a writer's office in plain letters where a title is in capitals.

    >>> _plain("THE MAYOR", ""), _plain("Mrs Kettlewell", ""), _plain("THE PFCC", "A letter to the PFCC.")
    ('the Mayor', 'Mrs Kettlewell', 'the PFCC')
    """
    return re.sub(r"^The\b", "the", lowered(writer, text)) if writer.isupper() else writer


def _signed(text: str) -> Iterator[Letter]:
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
