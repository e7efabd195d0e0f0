"""Briefings for tests: made over a collection, taken apart into what a test compares."""

import datetime as dt
from contextlib import contextmanager

from corpus.panels import default_register
from corpus.papers import Access
from qa.actions import every, track
from qa.briefing import Step, brief
from qa.briefings.parts import Briefing, Order, Points, Table

REGISTER = default_register()
TODAY = dt.date(2025, 2, 20)


def make(order: Order, collection, *, prepared: dt.date = TODAY) -> Briefing:
    """Return the briefing that an order comes to."""
    found = list(steps(order, collection, prepared=prepared))
    return found[-1]


def steps(order: Order, collection, *, prepared: dt.date = TODAY):
    """Yield the steps and the briefing."""

    def before(scope, wanted):
        return track(collection, register=REGISTER, scope=scope, wanted=wanted)

    yield from brief(order, collection=collection, register=REGISTER, before=before, prepared=prepared)


def doings(order: Order, collection) -> list[str]:
    """Return what is said to be done while a briefing is made."""
    return [step.doing for step in steps(order, collection) if isinstance(step, Step)]


def words(line) -> str:
    """Return a line as it is shown, without its markers."""
    return "".join(phrase.shown for phrase in line)


def part(briefing: Briefing, heading: str):
    """Return the part under a heading."""
    (found,) = (one for one in briefing.parts if one.heading == heading)
    return found


def text(briefing: Briefing, heading: str) -> str:
    """Return all words of one part, one line for each line."""
    from qa.briefings.parts import Subheading, lines_of

    lines = []
    for block in part(briefing, heading).blocks:
        lines += [block.text] if isinstance(block, Subheading) else [words(line) for line in lines_of(block)]
    return "\n".join(lines)


def points(briefing: Briefing, heading: str) -> list[str]:
    """Return the bullet points of one part."""
    return [
        words(line) for block in part(briefing, heading).blocks if isinstance(block, Points) for line in block.lines
    ]


def tables(briefing: Briefing, heading: str) -> list[list[list[str]]]:
    """Return the tables of one part as rows of cells, heads first."""
    found = (block for block in part(briefing, heading).blocks if isinstance(block, Table))
    return [[list(one.headers), *([words(cell) for cell in row] for row in one.rows)] for one in found]


class CollectionDesk:
    """A desk over one collection, as far as briefings need one."""

    register = REGISTER

    def __init__(self, collection):
        self.collection = collection

    @contextmanager
    def reading(self):
        yield self.collection

    def actions(self, scope, wanted=every):
        return track(self.collection, register=REGISTER, scope=scope, wanted=wanted)

    def papers(self, scope):
        return self.collection.papers(scope)

    def paper(self, paper_id, *, access):
        from corpus.errors import ScopeError

        paper = self.collection.paper(paper_id)
        if (paper.metadata.access.value or Access.UNKNOWN) not in access:
            raise ScopeError("that paper is not among those that you can see: search again")
        return paper

    def panels(self):
        found = {paper.metadata.panel.value for paper in self.collection.papers()} - {None}
        return [(panel, REGISTER.name_on(panel, None)) for panel in sorted(found)]

    def examples(self):
        return ()
