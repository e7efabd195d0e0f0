"""What a briefing is about: topic, item, paper, panel and year, read off the order for it and the papers themselves."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.errors import QuestionError, ScopeError
from corpus.panels import Register
from corpus.papers import Paper, PaperKind, Role, Section
from index.search import Collection, Scope
from index.terms import terms
from qa.briefings.amended import CORRECTED
from qa.briefings.findings import DEPTH, Finding, Nearness, find, is_substance, quote_of, read_through
from qa.briefings.parts import Form, Order, on_one_line
from qa.briefings.precept_calendar import financial_year, year_name
from qa.briefings.topic import Topic, topic_of
from qa.extract import Quote
from qa.periods import periods

_MOST_LABELS = 12  # rows of its tables that other papers are asked about
_PUT_RIGHT = 1.6  # score of what says that a figure of the paper was wrong
_NAMED = 5  # papers that are named when a name fits several
_PAGES = re.compile(r"\s*\(pages? [^)]*\)\s*$", re.IGNORECASE)
_ITEM_NUMBER = re.compile(r"^(?P<number>\d{1,3})[.):]?\s+(?P<title>\S.*)$", re.DOTALL)
_PROCEDURE = re.compile(
    r"\b(?:(?:proposed|preferred|new|next|confirmation|appointment|hearing|candidate|report)s?|appointed|confirming|"
    r"of|to|the|for|a|an|as|on|be)\b|[^\w'’.-]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a briefing is about."""

    name: str  # as the title gives it: "knife crime"
    topics: tuple[Topic, ...]  # what is looked for, the first before all
    scope: Scope  # the order's, without papers that are later than the meeting
    item: str = ""
    paper: Paper | None = None
    meeting: dt.date | None = None
    post: str = ""  # for which somebody is to be confirmed
    agenda: tuple[Quote, ...] = ()  # what the agenda says of the item
    year: int = 0  # the financial year of a precept, by the year in which it begins

    @property
    def topic(self) -> Topic:
        """The topic that relevance is measured by."""
        return self.topics[0]


def subject_of(order: Order, *, collection: Collection, register: Register, prepared: dt.date) -> Subject:
    """Return what an order is about.

    Raises:
        QuestionError: it says neither topic nor item nor paper, or one of them cannot be used.
        ScopeError: there is no such paper or item, or several papers have the name.
    """
    scope = _up_to(order.meeting, order.scope, collection)
    papers = collection.papers(scope)
    item, agenda, said = _item_named(order, collection, scope) if order.item else ("", None, ())
    paper = _paper_named(order.paper, papers) if order.paper else _paper_on(item, papers)
    meeting = order.meeting or (agenda.metadata.date.value if agenda else None)
    name = order.topic or bare_item(item) or (paper.metadata.title.value or paper.file if paper else "")
    year = _year(name, meeting or prepared)
    topics = [topic_of(words, collection=collection, register=register) for words in _searched(order.form, name)]
    return Subject(
        name=_title(order.form, name, year),
        topics=tuple(topics),
        scope=_of_its_panel(paper or agenda, scope),
        item=item,
        post=_post(name) if order.form is Form.CONFIRMATION else "",
        agenda=said,
        paper=paper,
        meeting=meeting,
        year=year,
    )


def findings_of(subject: Subject, *, collection: Collection) -> tuple[Finding, ...]:
    """Return what the papers hold on a subject, nearest first; of a paper that it is about, all that it says."""
    found: dict[tuple[str, int], Finding] = {}
    if subject.paper is not None:
        for finding in read_through(subject.paper, topic=subject.topic, collection=collection):
            found[subject.paper.paper_id, finding.sentence.start] = finding
        for finding in _put_right_later(subject.paper, subject, collection=collection):
            found[finding.paper.paper_id, finding.sentence.start] = finding
    for topic in subject.topics:
        for finding in find(topic, collection=collection, scope=subject.scope):
            found.setdefault((finding.paper.paper_id, finding.sentence.start), finding)
    kept = (finding for finding in found.values() if _is_of_role(subject, finding))
    return tuple(sorted(kept, key=lambda finding: (-finding.score, finding.key)))


def _put_right_later(paper: Paper, subject: Subject, *, collection: Collection) -> Iterator[Finding]:
    """Yield what other papers say was wrong in the tables of the paper that a briefing is about."""
    rows = [one for one in collection.sections(paper.paper_id) if one.role is Role.TABLE_ROW and one.label]
    labels = list(dict.fromkeys(one.label for one in rows if one.label))[:_MOST_LABELS]
    if not labels:
        return
    wanted = [frozenset(terms(label)) for label in labels]
    asked = f"restated corrected figure, not {', '.join(labels)}"
    for hit in collection.search(asked, k=DEPTH, scope=subject.scope):
        other = collection.paper(hit.passage.paper_id)
        if other.paper_id == paper.paper_id:
            continue
        for section in collection.sections(other.paper_id):
            if section.ordinal not in hit.passage.sections:
                continue
            for sentence in section.sentences:
                words = other.text[sentence.start : sentence.end]
                if CORRECTED.search(words) and any(label <= frozenset(terms(words)) for label in wanted):
                    quote = quote_of(other, section, sentence)
                    yield Finding(
                        quote=quote, section=section, sentence=sentence, nearness=Nearness.DIRECT, score=_PUT_RIGHT
                    )


def _is_of_role(subject: Subject, finding: Finding) -> bool:
    """Can a finding be about the appointment to the post that is named? Its paper then speaks of the post."""
    return not subject.post or subject.post.lower() in on_one_line(finding.paper.text).lower()


def bare_item(item: str) -> str:
    """Return the title of an agenda item without its number.

    >>> bare_item("4. Stalking and coercive control")
    'Stalking and coercive control'
    """
    match = _ITEM_NUMBER.match(item)
    return match["title"] if match else item


def _of_its_panel(paper: Paper | None, scope: Scope) -> Scope:
    """Return the scope with the panel alone whose paper or agenda a briefing is about, where no panel was chosen."""
    panel = paper.metadata.panel.value if paper else None
    return replace(scope, panels=frozenset({panel})) if panel and scope.panels is None else scope


def _up_to(meeting: dt.date | None, scope: Scope, collection: Collection) -> Scope:
    """Return the scope without papers that nobody can have before the meeting."""
    if meeting is None:
        return scope
    known = frozenset(paper.paper_id for paper in collection.papers(scope) if _is_known_by(paper, meeting))
    return replace(scope, papers=known)


def _is_known_by(paper: Paper, meeting: dt.date) -> bool:
    """Can those who prepare a meeting have a paper? Not its own minutes; an undated one, for all that anybody knows."""
    date = paper.metadata.date.value
    minutes = paper.metadata.kind.value is PaperKind.MINUTES
    return date is None or date < meeting or (date == meeting and not minutes)


def _paper_named(name: str, papers: Sequence[Paper]) -> Paper:
    """Return the one paper with this id, file name or title, or with a title or file name that holds it."""
    words = " ".join(name.casefold().split())
    exact = [paper for paper in papers if words in {one.casefold() for one in (paper.paper_id, *paper.files)}]
    titled = _titled(words, papers)
    partly = [paper for paper in papers if words in f"{paper.metadata.title.value or ''}\n{paper.file}".casefold()]
    found = exact or titled or partly
    if not found:
        raise ScopeError(
            f"no paper is called “{name}”: give its file name or title, as `panelqa index --list` shows it"
        )
    if len(found) > 1:
        names = ", ".join(paper.file for paper in found[:_NAMED])
        raise ScopeError(f"{len(found)} papers have “{name}” in their name: give the file name of one ({names})")
    return found[0]


def _paper_on(item: str, papers: Sequence[Paper]) -> Paper | None:
    """Return the one paper that has an item's title as its own: what the item deals with."""
    titled = _titled(" ".join(bare_item(item).casefold().split()), papers) if item else []
    return titled[0] if len(titled) == 1 else None


def _titled(words: str, papers: Sequence[Paper]) -> list[Paper]:
    return [paper for paper in papers if words == (paper.metadata.title.value or "").casefold()]


def _item_named(order: Order, collection: Collection, scope: Scope) -> tuple[str, Paper | None, tuple[Quote, ...]]:
    """Return an item as printed, the agenda that has it and what it says; an item that no paper has as it was given."""
    wanted = " ".join(order.item.casefold().split()).rstrip(".")
    for paper in _agendas(order, collection.papers(scope)):
        for section in collection.sections(paper.paper_id):
            if section.role is not Role.HEADING:
                continue
            printed = _PAGES.sub("", paper.text[section.start : section.end]).strip(" *#\n")
            match = _ITEM_NUMBER.match(printed)
            if match and (wanted == match["number"] or wanted in printed.casefold()):
                if paper.metadata.kind.value is not PaperKind.AGENDA:
                    return " ".join(printed.split()), None, ()
                return " ".join(printed.split()), paper, tuple(_said_of(section, paper, collection))
    if not re.search(r"[^\W\d]", wanted):
        raise ScopeError(
            f"no agenda loaded has an item {order.item}: give the item's title, or the date of the meeting"
        )
    return order.item.strip(), None, ()


def _said_of(item: Section, paper: Paper, collection: Collection) -> Iterator[Quote]:
    """Yield what an agenda says of an item, up to the next one."""
    for section in collection.sections(paper.paper_id)[item.ordinal + 1 :]:
        if section.role is Role.HEADING:
            return
        for sentence in section.sentences:
            if is_substance(paper, section, sentence):
                yield quote_of(paper, section, sentence)


def _agendas(order: Order, papers: Sequence[Paper]) -> Iterator[Paper]:
    """Yield the papers in which an item may stand, of the meeting where one is given, agendas and the newest first."""
    kinds = (PaperKind.AGENDA, PaperKind.MINUTES)
    of_meetings = [paper for paper in papers if paper.metadata.kind.value in kinds]
    if order.meeting:
        of_meetings = [paper for paper in of_meetings if paper.metadata.date.value == order.meeting]
    newest = sorted(of_meetings, key=lambda paper: paper.metadata.date.value or dt.date.min, reverse=True)
    yield from sorted(newest, key=lambda paper: paper.metadata.kind.value is not PaperKind.AGENDA)


def _searched(form: Form, name: str) -> tuple[str, ...]:
    """Return what is looked for, for a briefing of this form."""
    if form is Form.CONFIRMATION:
        return ("confirmation hearing", "proposed appointment", "preferred candidate")
    if form is Form.PRECEPT:
        return ("precept", name) if name and "precept" not in name.lower() else ("precept",)
    if not name:
        raise QuestionError("say what the briefing is about: a topic, an agenda item or a paper")
    return (name,)


def _post(name: str) -> str:
    """Return the post, or the candidate, of a hearing, without the words for what is done there.

    >>> _post("Appointment of the Chief Constable"), _post("Chief Fire Officer (proposed appointment)")
    ('Chief Constable', 'Chief Fire Officer')
    """
    return " ".join(_PROCEDURE.sub(" ", name).split())


def _title(form: Form, name: str, year: int) -> str:
    if form is Form.PRECEPT:
        return f"proposed precept for {year_name(year)}"
    if form is Form.CONFIRMATION:
        post = _post(name)
        return f"confirmation hearing{f', {post}' if post else ''}"
    return name


def _year(name: str, day: dt.date) -> int:
    """Return the year in which the financial year begins that a name gives, else the one considered on a day."""
    named = [period.since for period in periods(name) if period.since.month == 4]
    return named[0].year if named else financial_year(day)
