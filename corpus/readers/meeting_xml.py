"""ModernGov's GetMeeting answers: date, panel, items, decisions, minutes, papers and attendance in one file.

The form was read from the service's answers (mgWebService.asmx); its traps: text escaped twice, dates dd/mm/yyyy,
"True" and "False" as words, an item numbered 0 is a section heading, bodies are HTML pasted from Word.
"""

import datetime as dt
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import Reason, UnreadableError
from corpus.papers import PaperKind
from corpus.readers.blocks import fragment_text
from corpus.readers.layout import TextLayout, flat
from corpus.readers.numerals import BULLET
from corpus.readers.plain import decode
from corpus.readers.reading import Hints, MarkKind, Reading
from corpus.readers.titles import first_date
from corpus.readers.trees import Element, name, parse_xml

_TAG = re.compile(r"<[a-zA-Z!/]")
_AWAY = ("apolog", "absent", "not attend", "did not", "no")
_FACTS = (
    ("meetingdate", "Meeting date"),
    ("meetingtime", "Time"),
    ("meetinglocation", "Venue"),
    ("meetingstatus", "Status"),
)


@dataclass(frozen=True, slots=True)
class _Attendee:
    name: str
    role: str
    attendance: str


def read_meeting_xml(data: bytes) -> Reading:
    """Read a saved GetMeeting answer, alone or in its SOAP envelope, laid out as the meeting's page.

    Raises:
        UnreadableError: UNSUPPORTED (other XML), RESTRICTED (nothing may be shown), BOMB, DAMAGED, WRONG_TYPE, EMPTY.
    """
    meeting = _meeting(parse_xml(decode(data)))
    panel = _words(meeting, "committeetitle", "committeename", "committee") or None
    date = first_date(_words(meeting, "meetingdate"))
    attendees = tuple(_attendees(meeting))
    layout = TextLayout()
    title = _head(meeting, layout, panel=panel, date=date)
    _attendance(attendees, layout)
    items = list(_children(_child(meeting, "agendaitems"), "agendaitem"))
    shown = [item for item in items if _may_be_read(item)]
    if items and not shown:
        raise UnreadableError(Reason.RESTRICTED)
    for item in items:
        _item(item, layout)
    _documents(meeting, layout, label="Meeting documents:")
    if not layout.blocks:
        raise UnreadableError(Reason.EMPTY, "a meeting without items")
    there = tuple((a.name, a.role) for a in attendees if not a.attendance.lower().startswith(_AWAY))
    return layout.reading(hints=Hints(title=title, panel=panel, date=date, kind=_kind(shown), attendees=there))


def _meeting(root: Element) -> Element:
    for element in root.iter():
        if name(element) == "meeting" and _child(element, "agendaitems", "meetingdate", "meetingid") is not None:
            return element
        if name(element) == "getmeetingresult" and not len(element) and _TAG.search(element.text or ""):
            return _meeting(parse_xml(element.text or ""))
    raise UnreadableError(Reason.UNSUPPORTED, "XML that is not a ModernGov meeting")


def _child(element: Element | None, *names: str) -> Element | None:
    return next((child for child in element if name(child) in names), None) if element is not None else None


def _children(element: Element | None, wanted: str) -> Iterator[Element]:
    return (child for child in element if name(child) == wanted) if element is not None else iter(())


def _words(element: Element, *names: str) -> str:
    """Return the plain text of the first of these children that has any, on one line."""
    for wanted in names:
        child = _child(element, wanted)
        if child is not None and (words := _clean("".join(child.itertext()))):
            return words
    return ""


def _clean(value: str) -> str:
    """Undo the second and, where it was applied, the third escaping."""
    return flat(html.unescape(html.unescape(value)))


def _says(element: Element, field: str, word: str) -> bool:
    return _words(element, field).lower() == word


def _may_be_read(item: Element) -> bool:
    """Unknown words count as restricted; a field that is not there does not."""
    restricted, allowed = _words(item, "isrestricted").lower(), _words(item, "isdisplayallowed").lower()
    return restricted in {"", "false", "0"} and allowed in {"", "true", "1"}


def _head(meeting: Element, layout: TextLayout, *, panel: str | None, date: dt.date | None) -> str | None:
    """Print the meeting's title and facts; return the title."""
    title = None
    if panel and date:
        when = f"{date:%A} {date.day} {date:%B %Y} {_words(meeting, 'meetingtime')}".strip()
        title = f"{panel} - {when}"
        layout.add(title, kind=MarkKind.HEADING)
    elif panel:
        layout.add(panel, kind=MarkKind.HEADING)
    for field, label in _FACTS:
        if value := _words(meeting, field):
            layout.add(f"{label}: {value}")
    return title


def _attendees(meeting: Element) -> Iterator[_Attendee]:
    for element in _children(_child(meeting, "attendees"), "attendee"):
        field = {key.lower(): _clean(value) for key, value in element.items()}
        who = field.get("name", "") or _words(element, "name")
        role = field.get("roledescription", "") or _words(element, "roledescription")
        if who:
            attendance = field.get("attendance", "") or _words(element, "attendance")
            yield _Attendee(who, role, attendance or "Present")


def _attendance(attendees: Sequence[_Attendee], layout: TextLayout) -> None:
    for label in dict.fromkeys(a.attendance.partition(",")[0] for a in attendees):
        people = [a for a in attendees if a.attendance.partition(",")[0] == label]
        layout.add(f"{label}: {', '.join(f'{a.name} ({a.role})' if a.role else a.name for a in people)}")


def _item(item: Element, layout: TextLayout) -> None:
    number = _words(item, "agendaitemnumber").rstrip(".")
    title = _words(item, "agendaitemtitle")
    heading_only = number in {"", "0"}
    if not _may_be_read(item):
        layout.add(f"Item{'' if heading_only else f' {number}'}: restricted by its publisher; not read.")
        return
    layout.add(title if heading_only else f"{number}. {title}", kind=MarkKind.HEADING, level=2)
    minute = _words(item, "minutesitemnumber").rstrip(".")
    if minute not in {"", "0", number}:
        layout.add(f"Minute number: {minute}")
    _body(item, layout, field="agendatext")
    _documents(item, layout, label="Additional documents:")
    _published(item, layout, label="Decision", flag="isdecisionpublished", field="decisionnonemptyhtmlbody")
    _published(item, layout, label="Minutes", flag="isminutepublished", field="minutesnonemptyhtmlbody")


def _published(item: Element, layout: TextLayout, *, label: str, flag: str, field: str) -> None:
    """Print a decision or minutes under their label; what the publisher has not released stays out."""
    inner = TextLayout()
    _body(item, inner, field=field)
    if not inner.blocks:
        return
    if _says(item, flag, "false"):
        layout.add(f"{label}: not published yet; not read.")
        return
    layout.add(f"{label}:", kind=MarkKind.HEADING, level=3)
    _body(item, layout, field=field)


def _body(item: Element, layout: TextLayout, *, field: str) -> None:
    child = _child(item, field)
    if child is None:
        return
    if len(child):  # written as elements instead of escaped
        for paragraph in child.iter():
            layout.add(flat(paragraph.text or ""))
        return
    markup = child.text or ""
    if not _TAG.search(markup):
        markup = html.unescape(markup)  # escaped once more
    fragment_text(markup, layout)


def _documents(owner: Element, layout: TextLayout, *, label: str) -> None:
    linked = [paper for paper in _children(_child(owner, "linkeddocuments"), "linkeddoc") if _may_be_read(paper)]
    titles = [title for title in (_words(paper, "title") for paper in linked) if title]
    if titles:
        layout.add(label, kind=MarkKind.HEADING, level=3)
    for title in titles:
        layout.add(f"{BULLET}{title}", kind=MarkKind.LIST_ITEM)


def _kind(items: Sequence[Element]) -> PaperKind:
    def any_with(field: str, flag: str) -> bool:
        return any(_words(item, field) and not _says(item, flag, "false") for item in items)

    if any_with("minutesnonemptyhtmlbody", "isminutepublished"):
        return PaperKind.MINUTES
    if any_with("decisionnonemptyhtmlbody", "isdecisionpublished"):
        return PaperKind.DECISION
    return PaperKind.AGENDA
