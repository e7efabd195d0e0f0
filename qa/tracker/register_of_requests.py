"""All records of the papers that somebody may see: found, cited, and each told once however often it is printed."""

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.panels import Register
from corpus.papers import Paper, PaperKind
from index.search import Collection
from qa.cite import citations
from qa.extract import Quote
from qa.tracker.due import due_as_printed, due_in
from qa.tracker.places import first_word, item_of
from qa.tracker.request_finding import Found, found_in
from qa.tracker.requests import Action, ActionKind, Due, identity
from qa.tracker.told_once import told_once

_NEXT = dt.timedelta(days=200)  # a panel meets more often: what comes later is not its next meeting
_MEETINGS = frozenset({PaperKind.MINUTES, PaperKind.AGENDA})


def records(
    collection: Collection, papers: Sequence[Paper], *, beside: Sequence[Paper] = (), register: Register
) -> list[Action]:
    """Return the records of papers, oldest first, undated ones last; in the order of the paper within it.

    The same words printed in two papers of one day are one record. `beside` are papers that tell when panels met.
    """
    meetings = _meetings(beside or papers)
    every = [action for paper in papers for action in _of_paper(paper, collection, register=register)]
    dated = [replace(action, due=_known(action, meetings)) for action in every]
    return list(_told_apart(told_once(sorted(dated, key=_order), collection.idf)))


def _of_paper(paper: Paper, collection: Collection, *, register: Register) -> Iterator[Action]:
    found = list(found_in(paper, collection.sections(paper.paper_id)))
    quotes = [
        Quote(paper=paper, start=one.start, end=one.end, sections=(one.section,), speaker=one.speaker, probability=1.0)
        for one in found
    ]
    for one, citation in zip(found, citations(quotes, collection=collection, register=register), strict=True):
        known, item = paper.metadata, item_of(one.section)
        title = known.title.value or paper.file
        yield Action(
            action_id=identity(
                known.panel.value, str(known.date.value), title, item, one.section.number, citation.quote
            ),
            kind=one.kind,
            citation=replace(citation, marker=1),
            panel=known.panel.value,
            item=item,
            minute=one.minute,
            letter=_letter(one, citation.quote),
            lead=one.lead,
            by=one.by,
            to=one.to,
            due=_due(one, paper),
            context=" ".join(" ".join(paper.text[near.start : near.end] for near in one.near).split()),
            near=one.near or ((one.heading,) if one.heading else ()),
            row=one.printed.row if one.printed else "",
        )


def _letter(found: Found, quote: str) -> str | None:
    """Return the letter or number of a limb as printed, not the number of the paragraph that it stands in."""
    if found.kind is ActionKind.PROPOSED:
        match = re.match(r"\(?[a-z\d]{1,4}\)", quote)
        return match[0] if match else None
    number = found.section.number if found.start == first_word(found.section) else None
    return number if number and not re.fullmatch(r"\d+\.\d+\.?", number) else None


def _due(found: Found, paper: Paper) -> Due | None:
    if found.kind in (ActionKind.NOTED, ActionKind.RESOLUTION):
        return None
    if found.printed and (found.printed.due or found.printed.row):
        return due_as_printed(found.printed.due, asked=paper.metadata.date.value) if found.printed.due else None
    return due_in(paper.text[found.start : found.end], asked=paper.metadata.date.value)


def _meetings(papers: Sequence[Paper]) -> dict[str, list[dt.date]]:
    """Return the days on which each panel met, as far as its minutes and agendas are loaded."""
    found: dict[str, set[dt.date]] = {}
    for paper in papers:
        known = paper.metadata
        if known.kind.value in _MEETINGS and known.panel.value and known.date.value:
            found.setdefault(known.panel.value, set()).add(known.date.value)
    return {panel: sorted(days) for panel, days in found.items()}


def _known(action: Action, meetings: dict[str, list[dt.date]]) -> Due | None:
    """Return when an action is due, the next meeting worked out where it is loaded."""
    asked, due = action.citation.date, action.due
    if due is None or due.date or asked is None or not re.search(r"\bnext\b|^(?:by|before) the meeting$", due.text):
        return due
    days = meetings.get(action.panel or "", [])
    later = days[bisect_right(days, asked) :]
    return replace(due, date=later[0]) if later and later[0] - asked <= _NEXT else due


def _order(action: Action) -> tuple[bool, dt.date, str, int]:
    cited = action.citation
    return cited.date is None, cited.date or dt.date.min, cited.paper, cited.start


def _told_apart(actions: Iterable[Action]) -> Iterator[Action]:
    """Yield the records with ids that differ, should two be alike in everything that an id is made of."""
    seen: Counter[str] = Counter()
    for action in actions:
        seen[action.action_id] += 1
        again = seen[action.action_id]
        yield action if again == 1 else replace(action, action_id=identity(action.action_id, str(again)))
