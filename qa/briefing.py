"""From an order to a finished briefing, on one screen.

subject      topic, item, paper, year, and the papers up to the meeting      briefings/subject.py
find         what the papers hold on it, and how near each sentence is       briefings/findings.py
figures      what they report: of what, for when, how much, by whom          briefings/reported.py, comparisons.py
before       what the panel asked for and what became of it                  qa/actions.py
write        the parts, each from quotations and what follows from them      briefings/key_points.py and others
number       the sources in the order in which a reader meets them           briefings/sources.py

No language model takes part. Prose written by one would become phrases of a kind of its own here, after `qa/verify.py`.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.panels import Register
from corpus.papers import Access
from index.search import Collection, Scope
from qa import write
from qa.actions import ActionList, Wanted
from qa.briefings.amended import amended
from qa.briefings.background import background
from qa.briefings.end import closing_parts
from qa.briefings.enquiry import lines_of_enquiry
from qa.briefings.figures_now import figures_now
from qa.briefings.gaps import gaps
from qa.briefings.key_points import key_points
from qa.briefings.material import Material, written
from qa.briefings.parts import Briefing, Extra, Line, Order, Part, Phrase, Source, computed, fixed
from qa.briefings.possible import possible_recommendations
from qa.briefings.purpose import little, purpose
from qa.briefings.reported import reported
from qa.briefings.said_before import in_order, said_before, wanted_on
from qa.briefings.sources import Sources
from qa.briefings.subject import findings_of, subject_of
from qa.briefings.the_law import the_law

if TYPE_CHECKING:
    from qa.web.desk import Desk

Before = Callable[[Scope, Wanted], ActionList]  # the requests and promises of a scope's papers that are wanted
DRAFT = "Draft for members. Not a published paper."
EXEMPT = "It quotes papers that are not for publication."
UNKNOWN = "It quotes papers not labelled public or exempt: check before you pass it on."


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is being done, and how far that is."""

    doing: str
    done: int
    of: int


def made(desk: "Desk", order: Order, *, prepared: dt.date) -> Iterator[Step | Briefing]:
    """Yield what is being done, and last the briefing, over the papers that a desk has.

    Raises:
        QuestionError, ScopeError: as `brief` does.
        StoreError: the papers cannot be read.
    """
    with desk.reading() as collection:
        yield from brief(order, collection=collection, register=desk.register, before=desk.actions, prepared=prepared)


def brief(
    order: Order, *, collection: Collection, register: Register, before: Before, prepared: dt.date
) -> Iterator[Step | Briefing]:
    """Yield what is being done, and last the briefing.

    Raises:
        QuestionError: the order does not say what the briefing is about.
        ScopeError: there is no such paper or item.
    """
    writers = _writers(order)
    total = len(writers) + 3
    yield Step(doing="Looking in the papers", done=0, of=total)
    subject = subject_of(order, collection=collection, register=register, prepared=prepared)
    findings = findings_of(subject, collection=collection)
    yield Step(doing="Reading figures", done=1, of=total)
    figures = reported(findings, collection, topic=subject.topic)
    yield Step(doing="Following requests", done=2, of=total)
    material = Material(
        order=order,
        subject=subject,
        findings=findings,
        figures=tuple(figures),
        tracked=in_order(before(subject.scope, wanted_on(subject.topic))),
        collection=collection,
        register=register,
        sources=Sources(collection, register=register),
        prepared=prepared,
        amended=amended(findings),
    )
    parts: list[Part] = []
    for number, writer in enumerate(writers if material.direct else (purpose, little, the_law), start=3):
        yield Step(doing="Writing", done=number, of=total)
        parts.append(writer(material))
    yield _finished(material, parts)


def _writers(order: Order) -> tuple[Callable[[Material], Part], ...]:
    asked = (possible_recommendations,) if Extra.RECOMMENDATIONS in order.extras else ()
    return (purpose, key_points, background, said_before, figures_now, gaps, lines_of_enquiry, *asked, the_law)


def _finished(material: Material, parts: list[Part]) -> Briefing:
    """Return the briefing with its sources numbered, its title block and its closing parts."""
    coverage = write.coverage(material.collection, material.subject.scope)
    closing = closing_parts(material, parts, coverage=coverage)
    numbered, sources = material.sources.numbered((*parts, *closing))
    briefing = Briefing(
        title=f"Briefing: {material.subject.name}",
        facts=(),
        parts=numbered,
        sources=sources,
        prepared=material.prepared,
        order=material.order,
        coverage=coverage,
        of_one_panel=len(_panels_of(sources, material)) == 1,
        index=material.collection.generation,
    )
    return replace(briefing, facts=_title_block(material, briefing))


def _title_block(material: Material, briefing: Briefing) -> tuple[tuple[str, Line], ...]:
    """Return the title block: panel, meeting, item, status, when prepared and by whom."""
    meeting, item = material.subject.meeting, material.subject.item
    access = {source.first.access for source in briefing.sources}
    warnings = [words for mark, words in ((Access.EXEMPT, EXEMPT), (Access.UNKNOWN, UNKNOWN)) if mark in access]
    return (
        ("Panel", (_panel(material, briefing),)),
        ("Meeting", (computed(written(meeting)) if meeting else fixed("to be added"),)),
        ("Agenda item", (computed(item) if item else fixed("to be added"),)),
        ("Status", (fixed(" ".join((DRAFT, *warnings))),)),
        ("Prepared", (computed(written(briefing.prepared)), fixed("; checked against the sources by: to be added"))),
    )


def _only_panel(material: Material) -> tuple[str, ...]:
    """Return the panel whose papers all those in the scope are; nothing where there are several, or none is known."""
    found = {paper.metadata.panel.value for paper in material.collection.papers(material.subject.scope)} - {None}
    return tuple(panel for panel in found if panel and len(found) == 1)


def _panels_of(sources: Sequence[Source], material: Material) -> tuple[str, ...]:
    """Return the panels whose papers are quoted, by id."""
    found = {material.collection.paper(one.first.paper).metadata.panel.value for one in sources}
    return tuple(sorted(panel for panel in found if panel))


def _panel(material: Material, briefing: Briefing) -> Phrase:
    """Return the panel's name on the day of the meeting; of several, that they are several."""
    asked = material.subject.scope.panels
    quoted = _panels_of(briefing.sources, material)
    found = tuple(sorted(asked)) if asked else quoted or _only_panel(material)
    names = [material.register.name_on(panel, material.subject.meeting) for panel in found]
    if not names:
        return fixed("to be added")
    if len(names) == 1:
        return computed(names[0])
    return computed(f"not chosen: papers of {len(names)} panels are quoted ({'; '.join(names)})")
