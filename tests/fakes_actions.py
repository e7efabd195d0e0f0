"""Fakes of the tracker: papers of Norfolk's panel as a test writes them, and their records by words."""

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field

from corpus.errors import ScopeError
from corpus.papers import PaperKind
from index.search import EVERYTHING
from qa.actions import corrected, every, track
from tests.fakes_qa import REGISTER, Shelf, Written

HEAD = "Agenda item\n\n{item}\n\nMinutes:\n\n"


def minutes(text, date, *, item="Rural Crime", name=None, **row):
    """Return minutes of one item, of a day given as "2023-05-11" (None: undated)."""
    day = dt.date.fromisoformat(date) if date else None
    file = name or f"minutes-{date or 'undated'}.txt"
    return Written(
        HEAD.format(item=item) + text,
        **{"file": file, "panel": "norfolk", "date": day, "kind": PaperKind.MINUTES, **row},
    )


def report(text, date, **row):
    """Return a report to the panel."""
    day = dt.date.fromisoformat(date)
    return Written(
        text, **{"file": f"report-{date}.txt", "panel": "norfolk", "date": day, "kind": PaperKind.REPORT, **row}
    )


def tracked(*written, scope=EVERYTHING, corrections=None):
    """Return the records of papers, tracked."""
    return corrected(track(Shelf(*written), register=REGISTER, scope=scope), corrections or {}).actions


def words(one):
    """Return a record's words with single blanks."""
    return " ".join(one.action.citation.quote.split())


def the(found, part):
    """Return the one record that holds some words."""
    (one,) = [one for one in found if part in words(one)]
    return one


@dataclass
class TrackerDesk:
    """A desk over papers in memory that answers no questions, but tracks requests (`qa.web.desk.Desk`)."""

    shelf: Shelf
    kept: dict = field(default_factory=dict)
    register = REGISTER

    def papers(self, scope):
        return self.shelf.papers(scope)

    def paper(self, paper_id, *, access):
        paper = self.shelf.paper(paper_id)
        if paper.metadata.access.value not in access:
            raise ScopeError("not among those that you can see")
        return paper

    def panels(self):
        found = {paper.metadata.panel.value for paper in self.shelf.papers()}
        return [(panel, REGISTER.name_on(panel, None)) for panel in sorted(found)]

    def examples(self):
        return ()

    @contextmanager
    def reading(self):
        yield self.shelf

    def actions(self, scope, wanted=every):
        return corrected(track(self.shelf, register=REGISTER, scope=scope, wanted=wanted), self.kept)

    def correct(self, correction, *, access):
        assert access
        self.kept[correction.action_id] = correction
