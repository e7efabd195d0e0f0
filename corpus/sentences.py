"""Sentences of a stretch of text, as spans, so that an answer can quote one and nothing else."""

import re
from collections.abc import Iterator

from corpus.papers import Span

_END = re.compile(r"(?<![.!?])[.!?]+[\"'’”)\]*]*(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:(?<!['’])\b(?:Mr|Mrs|Ms|Dr|Cllr|Cllrs|Rev|Prof|St|Sgt|Insp|Supt|Ch|No|Nos|Op|para|paras|p|pp|s|ss|Sch|cf|vs?|approx|"
    r"e\.g|i\.e|a\.m|p\.m|[A-Z]))\.$"
)
_NUMBER = re.compile(
    r"[*_(\[]*(?:[A-Z]{1,2}\d{1,3}[a-z]?|[IVXLC]{1,6}|\d{1,3}[A-Za-z]?|[A-Z])\.[*_)\]]*"
)  # "A1.", "II."
_LONGEST = 10  # characters of an abbreviation, with what stands before it
_LETTER = re.compile(r"\b[A-Z]\.$")
_OPENS = re.compile(r"\s+(?:The|This|That|These|Those|It|Its|He|She|They|There|In|On|At|If|When)\b")
_NEXT = re.compile(r"\s*(?:[-·•]\s+)?[\"'‘“(\[*]*[A-Z0-9£]")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences between two offsets, trimmed, in order; together they hold every word.

    >>> [("Mr. Hale asked why. The Chair (Cllr. Ode) replied."[s.start:s.end]) for s in
    ...  sentences("Mr. Hale asked why. The Chair (Cllr. Ode) replied.", 0, 50)]
    ['Mr. Hale asked why.', 'The Chair (Cllr. Ode) replied.']
    """
    return [span for first, last in _cuts(text, start, end) if (span := _trimmed(text, first, last))]


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first, number = start, _NUMBER.match(text, start, end)
    for match in _END.finditer(text, number.end() if number else start, end):
        if not _NEXT.match(text, match.end(), end) or _is_short(text, first, match):
            continue
        yield first, match.end()
        first = match.end()
    yield first, end


def _is_short(text: str, first: int, match: re.Match[str]) -> bool:
    """Does the full stop belong to a shortened word or an initial ("Mr.", "C. Hale"), not to the end of "Bidder A."?"""
    start, end = max(first, match.start() - _LONGEST), match.start() + 1
    if _LETTER.search(text, start, end):
        return not _OPENS.match(text, match.end())
    return bool(_ABBREVIATION.search(text, start, end))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Span(start=start, end=end) if start < end else None
