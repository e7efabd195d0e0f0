"""The meetings, papers and panels that dealt with a subject, each with one quotation that shows it."""

from collections.abc import Sequence

from corpus.papers import Paper, PaperKind, Role, Section
from qa.briefings.findings import quote_of
from qa.extract import Quote
from qa.ranker import Ranked
from qa.shapes.on_topic import Subject, is_point
from qa.shapes.survey import Survey
from qa.shapes.things import Item, whole_outcome
from qa.shapes.wishes import Thing

_DEALT = 3  # sentences on a subject from which a paper deals with it, rather than mentions it


def meetings(found: Survey) -> list[Item]:
    """Return one item for each paper, meeting or panel that dealt with the subject, oldest first.

    A meeting is known by its minutes. Its first paper counts, and of a panel the first with an outcome.
    """
    thing = found.wish.thing
    items = [
        Item(quote=quote)
        for paper in found.papers
        if found.limits.admit(paper)
        and (thing is not Thing.MEETING or paper.metadata.kind.value is PaperKind.MINUTES)
        and (quote := shown_in(paper, found))
    ]
    first: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: (thing is Thing.PANEL and not _is_outcome(item.quote), item.order)):
        first.setdefault(_key(thing, item), item)
    return sorted(first.values(), key=lambda item: item.order)


def _key(thing: Thing | None, item: Item) -> str:
    known = item.paper.metadata
    if thing is Thing.PANEL:
        return known.panel.value or ""
    if thing is Thing.MEETING and known.date.value:
        return f"{known.panel.value} {known.date.value}"
    return item.paper.paper_id


def shown_in(paper: Paper, found: Survey) -> Quote | None:
    """Return what shows best that a paper deals with the subject, or mentions it; None where it does not."""
    subject, sections = found.subject, found.collection.sections(paper.paper_id)
    if subject.topic is None or not subject.may_be_in(paper):
        return None
    said, under = _points(paper, sections, subject)
    outcomes = [quote for quote in said if _is_outcome(quote)]
    if not said and not under:
        return None
    if not (found.wish.mentions or under or len(said) >= _DEALT or outcomes):
        return None
    if outcomes and found.wish.thing is not Thing.PAPER:
        return whole_outcome(paper, outcomes[0].sections[0], sections)
    best = _nearest(paper, said or under, found.ranked)
    return whole_outcome(paper, best.sections[0], sections) if _is_outcome(best) else best


def _points(paper: Paper, sections: Sequence[Section], subject: Subject) -> tuple[list[Quote], list[Quote]]:
    """Return what speaks of the subject by its own words, and what only stands under a title that does."""
    said: list[Quote] = []
    under: list[Quote] = []
    for section in sections:
        above = subject.is_above(paper, section)
        for sentence in section.sentences:
            if is_point(paper, section, sentence):
                if subject.is_said(paper.text[sentence.start : sentence.end]):
                    said.append(quote_of(paper, section, sentence))
                elif above:
                    under.append(quote_of(paper, section, sentence))
    return said, under


def _nearest(paper: Paper, quotes: Sequence[Quote], ranked: Sequence[Ranked]) -> Quote:
    """Return the quotation that holds the sentence nearest to the question; the first where none was ranked."""
    own = [item.evidence.sentence for item in ranked if item.evidence.passage.paper_id == paper.paper_id]
    held = (quote for one in own for quote in quotes if quote.start < one.end and one.start < quote.end)
    return next(held, quotes[0])


def _is_outcome(quote: Quote) -> bool:
    return quote.sections[0].role is Role.RESOLUTION
