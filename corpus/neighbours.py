"""Lines that look like headings, and by those around them are none: signatures, lists of dates, names."""

import re
from collections.abc import Sequence

from corpus.lines import Block
from corpus.outcomes import ATTENDANCE, looks_like_heading
from corpus.patterns import deferred

_VALEDICTION = deferred(
    r"(?:yours|with (?:best|kind) (?:wishes|regards)|(?:kind|best) regards)\b[\w ]{0,20},?$", re.IGNORECASE
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATED = deferred(rf"(?:\d{{1,2}} )?{_MONTH} (?:19|20)\d\d\s*[-–—:]\s+\S")
_NAMED = deferred(r"(?:[A-Z][\w.'’-]*,? )+[A-Z(]")  # "Mrs B Ode", "Hale, Ann (Chair)"
_STOPPED = deferred(r"[A-Z][^.;?!]{2,80}\.$")  # "Minutes of the previous meeting."
_PLAIN = deferred(r"\d{1,3}\.$")
_STOPS = 3  # numbered headings with a full stop from which a paper has them
_LONGEST_SIGNATURE = 4  # lines: a name, an office, a body, a date


def is_signature(text: str, blocks: Sequence[Block], place: int) -> bool:
    """Is a line "Yours sincerely", or does it stand in the stretch of lines right below?"""
    first = place
    while first and not blocks[first].gap and place - first < _LONGEST_SIGNATURE:
        first -= 1
    return any(_VALEDICTION.match(blocks[at].words(text)) for at in (place, first, first - 1) if at >= 0)


def stopped_headings(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Return the places of numbered headings that end with a full stop: "22. Public question.", each over paragraphs.

    A paper has them that has several, and numbers hardly anything else in this way.
    """
    places = [
        at for at, one in enumerate(blocks[:-1]) if one.gap and _PLAIN.match(one.number or "") and not one.counted
    ]
    found = [at for at in places if _STOPPED.match(blocks[at].words(text)) and _is_over_text(blocks[at + 1])]
    return frozenset(found) if len(found) >= _STOPS and 2 * len(found) > len(places) else frozenset()


def _is_over_text(below: Block) -> bool:
    return below.gap and not _PLAIN.match(below.number or "") and not below.hashes


def in_list_of_dates(text: str, blocks: Sequence[Block], place: int) -> bool:
    """Is a line one of several that begin with a date each ("1 April 2023 - the contract begins")?"""
    near = [blocks[at] for at in (place - 1, place + 1) if 0 <= at < len(blocks)]
    return bool(_DATED.match(blocks[place].words(text))) and any(_DATED.match(one.words(text)) for one in near)


def is_attendee(text: str, blocks: Sequence[Block], place: int) -> bool:
    """Is a line below "Present" one more name, and not the heading after the names ("Declarations")?

    Such a heading stands apart, over a paragraph, or after what is no name.
    """
    block, words = blocks[place], blocks[place].words(text)
    if block.number or words.isupper() or ATTENDANCE.match(words) or not looks_like_heading(words):
        return False
    before, after = blocks[place - 1], blocks[place + 1] if place + 1 < len(blocks) else None
    ended = not looks_like_heading(before.words(text)) or not before.gap or not _NAMED.match(words)
    told = after is not None and after.gap and not looks_like_heading(after.words(text))
    return not (block.gap and ended and told)
