"""The actions that came out of a meeting, as its paper prints them: lines that begin "Action 2:", or a log of them.

Only what is printed as an action is one. A table among the minutes that says how far earlier actions have come is not a
log of new ones.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.papers import Paper, Role, Section
from index.search import Collection
from qa.extract import Quote
from qa.shapes.on_topic import Subject
from qa.tracker.places import first_word

_LINE = re.compile(r"\W*actions?(?: (?:point|no\.?))?(?:\s[\d/.-]{1,8}\w?)?\s*[:–—-]\s*\w", re.IGNORECASE)
_LOG = re.compile(
    r"\W*(?:item\W*)?(?:\d[\d.]*\s+)?(?:(?:summary|list|table|schedule) of )?actions?(?:\s*/[\w /]{3,50})?"
    r"(?: (?:log|list|points?|table|sheet|summary|arising|agreed|required|for follow[- ]up|"
    r"from (?:the|this) meeting))?\W*$",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"\W*actions?(?: \w+)?\W*$", re.IGNORECASE)
_LOOKS_BACK = re.compile(r"\b(?:position|progress|update|outcome|response|done|completed)\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{1,2}\d{1,3}[:.]\s")
_ENTRIES = frozenset({Role.LIST_ITEM, Role.TABLE_ROW, Role.UNDERTAKING})


def actions_agreed(subject: Subject, papers: Sequence[Paper], *, collection: Collection) -> Iterator[Quote]:
    """Yield the actions on a subject, paper by paper, in reading order."""
    for paper in papers:
        for section in actions_in(paper, collection.sections(paper.paper_id)):
            if subject.holds(paper, _by_itself(section), paper.text[section.start : section.end]):
                yield _quote(paper, section)


def actions_in(paper: Paper, sections: Sequence[Section]) -> list[Section]:
    """Return the actions that a paper prints: its lines of them; where it has none, the entries of its log."""
    lines = [one for one in sections if _LINE.match(paper.text, one.body, one.end)]
    return lines or [one for one in sections if _is_entry(paper, one)]


def _is_entry(paper: Paper, section: Section) -> bool:
    """Is a section an entry of a log of actions, by the heading, the opening words or the columns above it?"""
    above = section.headings[-1:] + ((paper.text[section.lead.start : section.lead.end],) if section.lead else ())
    looks_back = any(map(_LOOKS_BACK.search, section.columns))
    logged = any(map(_LOG.match, above)) or (any(map(_COLUMN.match, section.columns)) and not looks_back)
    listed = section.role in _ENTRIES or _CODE.match(paper.text, section.body) is not None
    return logged and listed


def _by_itself(section: Section) -> Section:
    """Return an entry of a log without the headings above it: the log stands under the last item, and is not of it."""
    in_log = section.headings and _LOG.match(section.headings[-1])
    return replace(section, headings=()) if in_log else section


def _quote(paper: Paper, section: Section) -> Quote:
    start, end, speaker = first_word(section), section.end, section.speaker
    return Quote(paper=paper, start=start, end=end, sections=(section,), speaker=speaker, probability=1.0)
