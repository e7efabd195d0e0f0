"""The meetings, papers and panels that dealt with a subject, each with one quotation that shows it."""

from collections.abc import Sequence

from corpus.papers import Paper, PaperKind, Role, Section
from index.search import Collection
from qa.briefings.findings import quote_of
from qa.extract import Quote
from qa.shapes.on_topic import Subject, is_point
from qa.shapes.things import Item, whole_outcome
from qa.shapes.wishes import Thing, Wish

_DEALT = 3  # sentences on a subject from which a paper deals with it, rather than mentions it


def meetings(wish: Wish, subject: Subject, papers: Sequence[Paper], *, collection: Collection) -> list[Item]:
    """Return one item for each paper, meeting or panel that dealt with the subject, oldest first.

    A meeting is known by its minutes. Of several papers of one meeting, or of one panel, the first counts.
    """
    found = [
        Item(quote=quote)
        for paper in papers
        if (wish.thing is not Thing.MEETING or paper.metadata.kind.value is PaperKind.MINUTES)
        and subject.may_be_in(paper)
        and (quote := shown_in(paper, subject, collection=collection, mentions=wish.mentions))
    ]
    first: dict[str, Item] = {}
    for item in sorted(found, key=lambda item: item.order):
        first.setdefault(_key(wish, item), item)
    return list(first.values())


def _key(wish: Wish, item: Item) -> str:
    known = item.paper.metadata
    if wish.thing is Thing.PANEL:
        return known.panel.value or ""
    if wish.thing is Thing.MEETING and known.date.value:
        return f"{known.panel.value} {known.date.value}"
    return item.paper.paper_id


def shown_in(paper: Paper, subject: Subject, *, collection: Collection, mentions: bool) -> Quote | None:
    """Return what shows best that a paper deals with a subject, or mentions it; None where it does not."""
    said: list[Quote] = []
    under: list[Quote] = []
    for section in collection.sections(paper.paper_id):
        above = subject.is_above(paper, section)
        for sentence in section.sentences:
            if not is_point(paper, section, sentence):
                continue
            if subject.is_said(paper.text[sentence.start : sentence.end]):
                said.append(quote_of(paper, section, sentence))
            elif above:
                under.append(quote_of(paper, section, sentence))
    if not said and not under:
        return None
    if not (mentions or under or len(said) >= _DEALT or any(map(_is_outcome, said))):
        return None
    best = next(filter(_is_outcome, said), (said or under)[0])
    return whole_outcome(paper, best.sections[0], collection.sections(paper.paper_id)) if _is_outcome(best) else best


def _is_outcome(quote: Quote) -> bool:
    first: Section = quote.sections[0]
    return first.role is Role.RESOLUTION
