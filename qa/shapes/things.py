"""All things of one kind that papers hold: resolutions, requests, undertakings, decision records, questions asked.

Papers are gone through section by section; nothing is left to the search. What was asked and promised is what the
tracker finds (`qa/tracker/`).
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.panels import Register
from corpus.papers import Paper, PaperKind, Role, Section
from index.search import Collection
from index.terms import terms
from qa.briefings.findings import quote_of
from qa.extract import Quote
from qa.privacy import private_contacts
from qa.quotation import only_leads_in
from qa.shapes.actions_agreed import actions_agreed
from qa.shapes.on_topic import Subject, is_point
from qa.shapes.promises_made import ANYBODY, People, promises_made
from qa.shapes.wishes import Thing
from qa.tracker.asking import bare
from qa.tracker.places import first_word
from qa.tracker.register_of_requests import records
from qa.tracker.requests import Action, ActionKind

_OF_PANEL = frozenset({ActionKind.REQUEST, ActionKind.RECOMMENDATION, ActionKind.RESOLUTION, ActionKind.NOTED})
_KINDS = {
    Thing.RESOLUTION: _OF_PANEL,
    Thing.RECOMMENDATION: frozenset({ActionKind.RECOMMENDATION}),
    Thing.REQUEST: frozenset({ActionKind.REQUEST}),
    Thing.UNDERTAKING: frozenset({ActionKind.UNDERTAKING}),
}
_RECOMMENDS = re.compile(r"\brecommend", re.IGNORECASE)  # "The Panel recommends:" over limbs that do not say it again
_REQUESTED = re.compile(r"^(?:[Tt]he )?Panel (?:\w+ and )?(?:asked|requested|requires|required)\b")
_RECORD = re.compile(r"decision (?:record|notice)\b", re.IGNORECASE)
_RECORDS_ABOVE = re.compile(
    r"\bdecisions? (?:records? )?(?:taken|made|published|since|reported)\b|decisions since", re.IGNORECASE
)
_NUMBERED = re.compile(r"\W*(?:\d{4}/\d+|[A-Z]{2,6}[- ]?\d{2,})\b")
_ASKS = re.compile(
    r"\b(?:asked|questioned|queried|enquired|wondered|challenged|sought|requested|wanted to know|raised)\b",
    re.IGNORECASE,
)
_PANEL = re.compile(r"\b(?:[Mm]embers?|[Pp]anel|Cllrs?|[Cc]ouncillors?|(?:[Vv]ice[- ])?[Cc]hair\w*)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing of a list, as it is quoted."""

    quote: Quote
    panels_own: bool = True  # not a single member's
    logged: bool = False  # an action, as a paper lists them

    @property
    def paper(self) -> Paper:
        """The paper that it stands in."""
        return self.quote.paper

    @property
    def date(self) -> dt.date | None:
        """The day of its paper."""
        return self.quote.paper.metadata.date.value

    @property
    def order(self) -> tuple[bool, dt.date, str, int]:
        """Where it stands in time: oldest first, undated ones last; as in the paper within it."""
        return self.date is None, self.date or dt.date.min, self.paper.paper_id, self.quote.start


def things(
    thing: Thing,
    subject: Subject,
    papers: Sequence[Paper],
    *,
    collection: Collection,
    register: Register,
    people: People = ANYBODY,
) -> list[Item]:
    """Return all things of a kind that are on a subject, each once, oldest first.

    `papers` are those to go through; `people` are whose promises are asked for.
    """
    possible = [paper for paper in papers if subject.may_be_in(paper)]
    if thing in _KINDS:
        found = _recorded(thing, subject, records(collection, possible, register=register), collection)
    elif thing is Thing.ACTION:
        agreed = actions_agreed(subject, possible, collection=collection)
        found = (Item(quote=quote, logged=True) for quote in agreed)
    elif thing is Thing.PROMISE:
        made = promises_made(people, subject, papers, collection=collection)
        found = (Item(quote=quote) for quote in made)
    elif thing is Thing.DECISION_RECORD:
        found = _decision_records(subject, possible, collection)
    else:
        found = _questions(subject, possible, collection)
    kept = (item for item in found if not private_contacts(item.quote.text))
    return _once(sorted(kept, key=lambda item: item.order))


def _recorded(thing: Thing, subject: Subject, actions: Sequence[Action], collection: Collection) -> Iterator[Item]:
    """Yield what was resolved, whole, or asked or promised, as the tracker finds it."""
    blocks: dict[tuple[str, int], Item] = {}
    for action in actions:
        paper = collection.paper(action.citation.paper)
        section = _section_at(action.citation.start, collection.sections(paper.paper_id))
        if not _is_wanted(thing, action, section):
            continue
        quote = Quote(
            paper=paper, start=action.citation.start, end=action.citation.end, sections=(section,),
            speaker=action.citation.speaker, probability=1.0,
        )  # fmt: skip
        about = subject.is_said(f"{action.context} {quote.text}") or subject.is_above(paper, section)
        if thing is not Thing.RESOLUTION:
            if about:
                yield Item(quote=quote, panels_own=action.kind is not ActionKind.MEMBER_REQUEST)
        elif about and (paper.paper_id, section.block or -section.ordinal) not in blocks:
            whole = whole_outcome(paper, section, collection.sections(paper.paper_id))
            blocks[paper.paper_id, section.block or -section.ordinal] = Item(quote=whole)
    yield from blocks.values()


def _is_wanted(thing: Thing, action: Action, section: Section) -> bool:
    if action.kind in _KINDS[thing]:
        return thing is not Thing.RESOLUTION or section.role is Role.RESOLUTION
    if section.role is not Role.RESOLUTION or action.kind not in _OF_PANEL:
        return False
    if thing is Thing.REQUEST:
        return bool(_REQUESTED.search(bare(action.citation.quote)))
    return thing is Thing.RECOMMENDATION and bool(_RECOMMENDS.search(action.lead))


def whole_outcome(paper: Paper, section: Section, sections: Sequence[Section]) -> Quote:
    """Return the outcome that a limb is part of, every limb."""
    limbs = [
        one
        for one in sections
        if one.block == section.block and one.role is Role.RESOLUTION and not only_leads_in(paper, one)
    ]
    limbs = limbs if section.block and section in limbs else [section]
    first = limbs[0]
    start = first_word(first)
    return Quote(
        paper=paper, start=start, end=limbs[-1].end, sections=tuple(limbs), speaker=first.speaker, probability=1.0
    )  # fmt: skip


def _decision_records(subject: Subject, papers: Sequence[Paper], collection: Collection) -> Iterator[Item]:
    """Yield each decision record that papers list, and those that are papers themselves, by their title."""
    for paper in papers:
        known = False
        for section in collection.sections(paper.paper_id):
            words = paper.text[section.start : section.end]
            if not _is_record(paper, section, words) or (known and section.role is Role.FIELD):
                continue
            title = paper.metadata.title.value or "" if paper.metadata.kind.value is PaperKind.DECISION else ""
            known = True
            if subject.is_said(f"{words} {title}"):
                yield Item(quote=_section_quote(paper, section))


def _is_record(paper: Paper, section: Section, words: str) -> bool:
    """Does a section name one decision record, as an entry of a list or as the head of its paper?"""
    named = bool(_RECORD.match(section.number or "") or (section.label and _RECORD.search(words)))
    if section.role in (Role.LIST_ITEM, Role.TABLE_ROW):
        above = section.headings[-1] if section.headings else ""
        return named or bool(_NUMBERED.match(words) and (_RECORDS_ABOVE.search(above) or _RECORD.search(above)))
    return named and paper.metadata.kind.value is PaperKind.DECISION


def _questions(subject: Subject, papers: Sequence[Paper], collection: Collection) -> Iterator[Item]:
    """Yield the sentences in which the panel or its members ask about the subject."""
    for paper in papers:
        for section in collection.sections(paper.paper_id):
            for sentence in section.sentences:
                words = paper.text[sentence.start : sentence.end]
                speaker = sentence.speaker or section.speaker or ""
                if not (_PANEL.search(speaker) and _ASKS.search(words)) and section.role is not Role.RESOLUTION:
                    continue
                if section.role is Role.RESOLUTION and not re.search(r"\b(?:ask|request)", words):
                    continue
                if is_point(paper, section, sentence) and subject.holds(paper, section, words):
                    own = section.role is Role.RESOLUTION or bool(re.search(r"\bPanel$", speaker))
                    yield Item(quote=quote_of(paper, section, sentence), panels_own=own)


def _section_at(start: int, sections: Sequence[Section]) -> Section:
    return next(one for one in sections if one.start <= start < one.end)


def _section_quote(paper: Paper, section: Section) -> Quote:
    start = section.start if section.role is Role.FIELD else first_word(section)
    return Quote(
        paper=paper, start=start, end=section.end, sections=(section,), speaker=section.speaker, probability=1.0
    )  # fmt: skip


def _once(items: Sequence[Item]) -> list[Item]:
    """Return each thing once: the same words printed again in a paper of the panel on that day are not another."""
    seen: set[tuple[str, str, str, str]] = set()
    kept = []
    for item in items:
        known = item.paper.metadata
        where = item.quote.sections[0].headings[-1:] if len(item.quote.text) < 60 else ()
        key = (known.panel.value or "", str(known.date.value), " ".join(where), " ".join(terms(item.quote.text)))
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept
