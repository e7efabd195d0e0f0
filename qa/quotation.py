"""A quotation before it is cited: a stretch of a paper; several of them joined where they touch, repeats left out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeVar

from corpus.papers import Paper, Role, Section
from index.terms import terms
from qa.privacy import private_contacts

T = TypeVar("T")
_SAME = 0.9  # share of words in common that makes two quotations one
_PROPOSED = re.compile(
    r"\b(?:recommendations?|we recommend)$", re.IGNORECASE
)  # how a heading ends under which a decision is asked for
_FIRST_LIMB = re.compile(r"[:–—-]\W{0,4}\(?(?:1|[aA]|[iI])[.)]\s+\w")  # "RESOLVED: (i) That"

# "Options considered: See the report attached."
_ELSEWHERE = re.compile(
    r"(?:[^.:]{3,60}: *)?(?:(?:please )?see|as (?:set out|described|given) in) [^.]{1,60}\b"
    r"(?:above|below|attached|report|appendix(?: \w+)?|paragraphs? [\d.]+)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A stretch of a paper to be quoted, and the sections that it holds."""

    paper: Paper
    start: int
    end: int
    sections: tuple[Section, ...]  # in order, at least one
    speaker: str | None
    probability: float
    head: str = ""  # words of ours above it: which of several things it answers, which step of a follow-up it is

    @property
    def text(self) -> str:
        """The quotation, word for word."""
        return self.paper.text[self.start : self.end]


def joined(quotes: list[Quote], more: Sequence[Quote]) -> list[Quote]:
    """Return the quotations with more of them: overlapping or touching ones joined, repeats left out."""
    for quote in more:
        near = next((at for at, other in enumerate(quotes) if _touches(other, quote)), None)
        if near is not None:
            merged = _merged(quotes[near], quote)
            if not private_contacts(merged.text):
                quotes[near] = merged
                quotes = [other for other in quotes if other is merged or not is_within(other, merged)]
        elif not private_contacts(quote.text) and not any(_same(other, quote) for other in quotes):
            quotes.append(quote)
    return quotes


def _touches(one: Quote, other: Quote) -> bool:
    if one.paper.paper_id != other.paper.paper_id:
        return False
    first, second = sorted((one, other), key=lambda quote: quote.start)
    overlaps = second.start < first.end
    adjacent = first.speaker == second.speaker and not re.search(r"\w", one.paper.text[first.end : second.start])
    return overlaps or (adjacent and first.sections[-1] == second.sections[0])


def is_within(one: Quote, other: Quote) -> bool:
    """Is a quotation part of another?"""
    return one.paper.paper_id == other.paper.paper_id and other.start <= one.start and one.end <= other.end


def overlap(one: Quote, other: Quote) -> bool:
    """Have two quotations words in common, the same ones of the same paper?"""
    return one.paper.paper_id == other.paper.paper_id and one.start < other.end and other.start < one.end


def only_leads_in(paper: Paper, section: Section) -> bool:
    """Is a section nothing but the words that open its block? One that goes on with the first limb is that limb."""
    whole = section.role is Role.RESOLUTION or _FIRST_LIMB.search(paper.text, section.start, section.end) is not None
    return opens(section) and not whole


def opens(section: Section) -> bool:
    """Does a section open its block, alone or with the first limb beside it?"""
    return section.lead is not None and section.lead.start == section.start


def is_outcome(quote: Quote) -> bool:
    """Is a quotation of the panel's outcome, or does it hold one?"""
    return any(section.role is Role.RESOLUTION for section in quote.sections)


def is_proposal(section: Section) -> bool:
    """Does a section ask its reader for a decision, by its label or by the heading right above it?"""
    above = section.headings[-1] if section.headings else ""
    paragraph = section.role in (Role.PARAGRAPH, Role.LIST_ITEM)
    return section.role is Role.RECOMMENDATION or (paragraph and bool(_PROPOSED.search(above)))


def refers_elsewhere(words: str) -> bool:
    """Do words say no more than where to look?

    >>> refers_elsewhere("Options considered: See the report attached."), refers_elsewhere("See to it that boats fly.")
    (True, False)
    """
    return _ELSEWHERE.match(words) is not None


def speaker_of_all(sections: Sequence[Section]) -> str | None:
    """Return who says all of some sections, the words that open them set aside; None where several speak, or nobody."""
    said = [one for one in sections if not opens(one)] or sections
    named = {one.speaker for one in said}
    if named == {None}:
        named = {sentence.speaker for one in said for sentence in one.sentences}
    return named.pop() if len(named) == 1 else None


def run_around(first: int, last: int, parts: Sequence[T], belongs: Callable[[T], bool]) -> list[T]:
    """Return the sections or sentences from one place to another with the neighbours on both sides that belong to them.

    >>> run_around(2, 2, "aabba", "b".__eq__)
    ['b', 'b']
    """
    before = list(takewhile(belongs, reversed(parts[:first])))[::-1]
    return [*before, *parts[first : last + 1], *takewhile(belongs, parts[last + 1 :])]


def numbered_under(section: Section, sections: Sequence[Section]) -> list[Section]:
    """Return a numbered paragraph with those numbered under it (4.1 with 4.1.1 to 4.1.3); none where there are none."""
    under = f"{(section.number or '').rstrip('.')}."
    parts = [section]
    while section.number and parts[-1].ordinal + 1 < len(sections):
        following = sections[parts[-1].ordinal + 1]
        if not (following.number or "").startswith(under) or following.role is Role.HEADING:
            break
        parts.append(following)
    return parts if len(parts) > 1 else []


def _merged(one: Quote, other: Quote) -> Quote:
    """Return two quotations as one; it has a speaker only where both have the same."""
    return replace(
        one,
        start=min(one.start, other.start),
        end=max(one.end, other.end),
        sections=tuple(sorted({*one.sections, *other.sections}, key=lambda section: section.ordinal)),
        speaker=one.speaker if one.speaker == other.speaker else None,
    )


def _same(one: Quote, other: Quote) -> bool:
    """Do two quotations say the same in the same words (a resolution printed in two papers)?"""
    first, second = (frozenset(terms(quote.text)) for quote in (one, other))
    return len(first) > 4 and len(first & second) >= _SAME * max(len(first), len(second))
