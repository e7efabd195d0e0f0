"""Lists and counts that leave nothing out: every paper in the scope is gone through, not only the nearest passages."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.papers import Paper, Role, Section
from qa.extract import Quote
from qa.shapes.meetings import meetings
from qa.shapes.on_topic import Subject
from qa.shapes.promises_made import promisers
from qa.shapes.set_out import Shaped, spread
from qa.shapes.survey import Survey
from qa.shapes.things import Item, things
from qa.shapes.times import Limits, in_words
from qa.shapes.wishes import Thing, Wish
from qa.web.plain import count

_FEWEST = 2  # promises of those asked about: one alone is told better with what it answers
_BY_PAPER = frozenset({Thing.MEETING, Thing.PAPER, Thing.PANEL})
_WHAT = {
    Thing.RESOLUTION: "of the panel", Thing.RECOMMENDATION: "by the panel", Thing.REQUEST: "by the panel",
    Thing.UNDERTAKING: "given to the panel", Thing.PROMISE: "by those asked about",
    Thing.DECISION_RECORD: "", Thing.QUESTION: "by the panel or its members",
    Thing.ACTION: "", Thing.MEETING: "", Thing.PAPER: "", Thing.PANEL: "",
}  # fmt: skip


def every(found: Survey) -> Shaped | None:
    """Return all things that are asked for, oldest first; None where there is none, or not all are asked for."""
    wish, subject, papers, limits = found.wish, found.subject, found.papers, found.limits
    if wish.thing is None:
        return None
    if wish.thing in _BY_PAPER:
        items = meetings(found)
    else:
        naming = limits.named_by(found.collection)
        possible = [paper for paper in papers if limits.admit(paper) or paper.paper_id in naming]
        people = promisers(found.asked)
        all_times = things(
            wish.thing, subject, possible, collection=found.collection, register=found.register, people=people
        )
        items = [item for item in all_times if _is_of_time(item, limits)]
    if len(items) < (_FEWEST if wish.thing is Thing.PROMISE else 1):
        return None
    return Shaped(
        quotes=tuple(_joined(items)),
        summary=_summary(wish, subject, items, limits),
        notes=_notes(wish, papers, limits, items),
    )


def _joined(items: Sequence[Item]) -> list[Quote]:
    """Return the quotations of things; those that follow each other in one printed list are one quotation."""
    quotes: list[Quote] = []
    for item in items:
        quote, last = item.quote, quotes[-1] if quotes else None
        if last and quote.paper == last.paper and _follows(item, last.sections[-1]):
            quotes[-1] = replace(last, end=quote.end, sections=(*last.sections, *quote.sections))
        else:
            quotes.append(quote)
    return quotes


def _follows(item: Item, before: Section) -> bool:
    section = item.quote.sections[0]
    listed = section.role is Role.LIST_ITEM and section.block > 0 and section.block == before.block
    logged = item.logged and section.headings == before.headings
    return (listed or logged) and section.ordinal == before.ordinal + 1


def _is_of_time(item: Item, limits: Limits) -> bool:
    """Is a thing of the time asked for: by its paper's day, or because it names the financial year?"""
    above = " ".join(item.quote.sections[0].headings)
    return limits.admit(item.paper) or limits.named_in(f"{above} {item.quote.text}")


def _summary(wish: Wish, subject: Subject, items: Sequence[Item], limits: Limits) -> str:
    """Return how many there are of what, on what, where and when."""
    thing = wish.thing or Thing.PAPER
    about = f" on {subject.named}" if subject.named else ""
    counted = " ".join(part for part in (count(len(items), thing.value), _WHAT[thing]) if part)
    parts = [f"{counted}{about}{_times(limits)}"]
    papers = [item.paper for item in items]
    if thing not in _BY_PAPER:
        parts.append(f"in {count(len({paper.paper_id for paper in papers}), 'paper')}")
    parts.append(spread(papers))
    if undated := sum(item.date is None for item in items):
        parts.append(f"{undated} undated")
    told = ", ".join(part for part in parts if part)
    members = sum(not item.panels_own for item in items) if thing is Thing.QUESTION else 0
    limbs = sum(len(item.quote.sections) for item in items) if thing is Thing.RESOLUTION else len(items)
    more = f" {members} of them by single members, not by the panel." if members else ""
    more += f" {'They have' if len(items) > 1 else 'It has'} {limbs} limbs in all." if limbs > len(items) else ""
    return f"{told}.{more}"


def _times(limits: Limits) -> str:
    return f" ({', '.join(map(in_words, limits.periods))})" if limits.periods else ""


def _notes(wish: Wish, papers: Sequence[Paper], limits: Limits, items: Sequence[Item]) -> tuple[str, ...]:
    """Return how far was looked: all papers, section by section; what a limit of time leaves out."""
    notes = [
        "Every paper searched was read through, section by section: the list is of all that was found, not the best."
    ]
    cited = {item.paper.paper_id for item in items}
    undated = sum(1 for paper in papers if paper.metadata.date.value is None and paper.paper_id not in cited)
    if limits.periods and undated:
        notes.append(f"Left out for want of a date: what {count(undated, 'undated paper')} may hold.")
    if wish.thing is Thing.REQUEST:
        notes.append("Requests by single members are not the panel’s and are not counted.")
    return tuple(notes)
