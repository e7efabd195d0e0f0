"""What is known of a paper: from papers.csv, else from the paper, else unknown. Each value says where it is from."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import TypeVar

from corpus.dates import dates, only_date
from corpus.errors import ScopeError
from corpus.panels import Register
from corpus.papers import Access, Fact, Metadata, Origin, PaperKind, PaperStatus, Role, Section
from corpus.readers.reading import Reading
from corpus.sidecar import Row

T = TypeVar("T")
_MAKER = r"decision[ -]maker|made by|by whom"
_HEAD = 12  # sections at the top in which a paper says what it is
_HEAD_CHARACTERS = 1500
_HALVES = re.compile(r" / (?=[A-Z])")  # between the languages of a bilingual line: "Cofnodion / Minutes"
_DATE_LABELS = re.compile(
    r"(?:date of (?:decision|meeting)|decision date|meeting date|date(?: and time)?|sent)\??$", re.IGNORECASE
)
_MEETING_LINE = re.compile(r"(?:.*Panel.*?[-–,]\s*|Meeting:\s*)(?=\D{0,12}\d)", re.IGNORECASE)
_PANEL_LINE = re.compile(r"[#*\s]*(?:panel:?\s+)?[\w ,&'’()-]{4,80}\bpanel\b\W*(?:[-–,].*\d.*)?$", re.IGNORECASE)
_FULL_NAME = re.compile(
    r"\b(?!(?:the|an?|of|for|to|on|by|and|this|each|our|your|new|local|joint|shadow)\b)[\w’'-]+"
    r" police,?(?: fire,?)? and crime panel\b",
    re.IGNORECASE,
)
_TITLE_LINES = 4  # in which a paper names the panel that it is of
_NOT_TITLES = re.compile(
    r"(?:agenda(?: item)?|agenda(?:,| and).*minutes|agenda items.*|decisions?|"
    r"(?:(?:un)?confirmed |approved |draft )*minutes(?: of.*)?|attend(?:ance|ees)|(?:also )?in attendance|members|"
    r"(?:approved|confirmed|signed)\b.*|(?:councillor|cllr|mr|mrs|ms|dr)\b.*|(?:our|your) ref\b.*|"
    r"decision details|items?|public|report(?: to .*)?|meeting (?:documents|details|summary)|contents|"
    r"fictional\b.*|not for publication.*|exempt.*|officers?:.*|present:.*|part (?:one|two|three|[abi12]+)\b.*|"
    r"(?:[\w'’ -]{0,30}, )?(?:council chamber|committee room|(?:town|county|shire|civic) (?:hall|offices|centre))\b.*"
    r"|(?:un)?restricted items|home\b.*|page \d+.*)$",
    re.IGNORECASE,
)
_EXEMPT = re.compile(
    r"\b(?:NOT FOR PUBLICATION|EXEMPT (?:INFORMATION|REPORT|PAPER|APPENDIX|ITEM)|"
    r"Part (?:II|2|B)\b.{0,20}(?:private|exempt|confidential)|RESTRICTED\s*[-–:]|CONFIDENTIAL(?: REPORT)?$|"
    r"by virtue of paragraphs? \d.{0,40}Schedule 12A)",
    re.MULTILINE,
)
_VALUE = re.compile(r":\??(?:\*\*|__)?")


def describe(
    reading: Reading, sections: Sequence[Section], *, row: Row, access: Access | None, register: Register
) -> Metadata:
    """Return what is known of a paper. `access` is what the person who indexes says of papers without a row."""
    text, hints = reading.text, reading.hints
    head = _HALVES.sub("\n", text[:_HEAD_CHARACTERS])
    kind = _first(_said(row.kind), _stated(hints.kind), _stated(_kind(text, sections, head=head)))
    date = _first(_said(row.date), _stated(hints.date), _stated(_date(text, sections, head=head)))
    url = _first(_said(row.url), _stated(hints.url), _stated(_field(text, sections, r"url")))
    named = _first(_said(row.panel), _stated_panel(hints.panel or "", head, register))
    unknown = named.value is None and _names_another(hints.panel or "", head, register)
    panel = _first(
        named,
        _inferred(None if unknown else register.infer(text, url=url.value)),
        _inferred(None if unknown else _makers_panel(text, sections, register)),
    )
    return Metadata(
        title=_first(
            _said(row.title),
            _title(reading, sections, register) if kind.value is not PaperKind.LETTER else Fact(),
            _meeting_title(kind.value, date.value),
        ),
        panel=panel,
        date=date,
        kind=kind,
        status=_first(_said(row.status), _stated(hints.status), _stated(_status(head))),
        access=_first(_said(row.access), _stated(Access.EXEMPT if _EXEMPT.search(head) else None), _said(access)),
        url=url,
    )


def _said(value: T | None) -> Fact[T]:
    return Fact(value=value, origin=Origin.SIDECAR) if value is not None else Fact()


def _stated(value: T | None) -> Fact[T]:
    return Fact(value=value, origin=Origin.STATED) if value is not None else Fact()


def _inferred(value: T | None) -> Fact[T]:
    return Fact(value=value, origin=Origin.INFERRED) if value is not None else Fact()


def _first(*facts: Fact[T]) -> Fact[T]:
    return next((fact for fact in facts if fact.value is not None), Fact())


def _stated_panel(name: str, head: str, register: Register) -> Fact[str]:
    """Return the panel that a paper names as its own: by the publisher's hint, or in its first lines."""
    lines = [line for line in head.split("\n")[:25] if _PANEL_LINE.match(line)]
    for line in filter(None, (name, *lines)):
        try:
            return _stated(register.resolve(line))
        except ScopeError:
            continue
    return Fact()


def _names_another(name: str, head: str, register: Register) -> bool:
    """Does a paper call itself a panel's, of an area that the register does not know?

    What its words say of other areas is then no evidence: the panel stays unknown.
    """
    lines = (name, *head.split("\n")[:_TITLE_LINES])
    return any(_FULL_NAME.search(line) and not register.named_in(line) for line in lines)


def _field(text: str, sections: Sequence[Section], label: str) -> str | None:
    """Return the value of a labelled field, None when absent or empty."""
    for section in sections:
        if section.label and re.fullmatch(label, section.label.rstrip("?"), re.IGNORECASE):
            colon = _VALUE.search(text, section.start, section.end)
            value = " ".join(text[colon.end() if colon else section.start : section.end].split())
            if value:
                return value
    return None


def _makers_panel(text: str, sections: Sequence[Section], register: Register) -> str | None:
    """Return the panel of the area whose commissioner made a decision, by the field that names the maker."""
    named = register.named_in(_field(text, sections, _MAKER) or "")
    return named[0] if len(named) == 1 else None


def _title(reading: Reading, sections: Sequence[Section], register: Register) -> Fact[str]:
    """Return the title by which a paper calls itself: a labelled field, the publisher's, or a telling heading."""
    text = reading.text
    if subject := _field(text, sections, r"subject|title|report title"):
        return _stated(subject)
    heads: list[tuple[str | None, str]] = [(None, reading.hints.title or "")]
    heads += [(s.number, text[s.start : s.end]) for s in sections[:_HEAD] if s.role is Role.HEADING and not s.block]
    for number, head in heads:
        words = " ".join(head.replace("**", "").split()).lstrip("#").strip().rstrip(".")
        if own_date(words):
            continue
        if re.match(r"\d+\.?(?:\s|$)", number or words):
            break  # the first item of an agenda, the first part of a report: no title stood above it
        if words and not (
            any(map(_NOT_TITLES.match, _HALVES.split(words))) or words.endswith(":") or _is_panel(words, register)
        ):
            return _stated(words.removeprefix(number or "").strip() or words)
    if maker := _field(text, sections, _MAKER):
        return _inferred(f"Decision of the {maker.removeprefix('The ').removeprefix('the ')}")
    return Fact()


def _meeting_title(kind: PaperKind | None, date: dt.date | None) -> Fact[str]:
    """Return what to call a paper that has no title of its own: its kind, and the day."""
    if kind is None:
        return Fact()
    return _inferred(f"{kind.value.capitalize()}{f' of {date.day} {date:%B %Y}' if date else ''}")


def _is_panel(words: str, register: Register) -> bool:
    return (
        bool(re.search(r"(?<!to the )\bpanel\W*$|\bcommissioner for [\w ]+$", words, re.IGNORECASE))
        and len(register.named_in(words)) <= 1
    )


def _date(text: str, sections: Sequence[Section], *, head: str) -> dt.date | None:
    """Return the date that the paper gives itself: a labelled field or a line of its own near the top."""
    for section in sections:
        if section.label and _DATE_LABELS.match(section.label) and section.end - section.start < 120:
            found = [date for _, _, date in dates(text[section.start : section.end])]
            if len(found) == 1:
                return found[0]
    lines = [line for line in head.split("\n") if line.strip()][:15]
    for line in lines:
        if date := own_date(" ".join(line.replace("**", "").lstrip("#").split())):
            return date
    return None


def own_date(line: str) -> dt.date | None:
    """Return the date when a line is that of the paper or its meeting: "<Panel> - Thursday 15th June 2023 1.00 pm".

    >>> own_date("Minutes of the meeting held on Thursday 22 September 2022 at 2.00 pm in the Shire Hall")
    datetime.date(2022, 9, 22)
    >>> own_date("The minutes of the meeting held on 3 March 2022 were approved.") is None
    True
    """
    found = [date for _, _, date in dates(line)] if len(line) <= _LONGEST_LINE else []
    if len(found) != 1 or _TOLD.search(line):
        return None
    if only_date(line) or only_date(_MEETING_LINE.sub("", line, count=1)):
        return found[0]
    return found[0] if _HELD.match(line) or (not line.endswith(".") and _DAY.match(line)) else None


_LONGEST_LINE = 200  # characters
_TOLD = re.compile(r"\b(?:was|were|be|been)\b")  # a sentence about another meeting, not the line of this one
_HELD = re.compile(
    r"(?:draft |printed |unconfirmed )*(?:minutes|record|notes?|agenda|meeting|hearing)\b.{0,90}?\b(?:held|on|of|for)\b"
    r"|.{0,120}\bfor its meeting (?:on|of)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:[\w ()]{3,25}, )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_PEOPLE = r"(?:sir|madam|mr|mrs|ms|dr|councillor|cllr|chair|commissioner)"
_KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE))
    for kind, pattern in (
        (PaperKind.DECISION, r"\A\W*decision(?:\s*\n|\s+(?:record|notice))|\bdecision (?:record|notice)(?: no| \d|$)"),
        (
            PaperKind.MINUTES,
            r"^\W*(?:(?:draft |printed )*minutes(?::?| of\b.*|, .*\d{4}.*)|(?:agenda(?:,| and).*)minutes)\W*$",
        ),
        (PaperKind.LETTER, rf"\A[\s\S]{{0,400}}^\W*dear {_PEOPLE}"),
        (PaperKind.MINUTES, r"\binformal\b.{0,60}\b(?:meeting|session|panel)"),
        (PaperKind.MINUTES, r"\bnotes of (?:the|an?) (?:informal )?(?:meeting|budget briefing)"),
        (PaperKind.AGENDA, r"\A\W*(?:.*\n){0,8}?\W*agenda\W*$(?!\s*item)"),
        (
            PaperKind.REPORT,
            r"^\W*(?:report (?:to|of|by)\b|subject:|purpose of (?:the )?report|.*\b(?:report|update)\W*$)",
        ),
        (PaperKind.REPORT, r"^\W*\d\.\s+recommendations?\W*$"),
        (PaperKind.PLAN, r"^[^.\n]{0,80}\bpolice(?:,| and| &)[\w ,&]{0,20}crime plan\b[^.\n]{0,30}$"),
    )
)


def _kind(text: str, sections: Sequence[Section], *, head: str) -> PaperKind | None:
    """Return the kind by the words with which a paper of that kind begins, or by its parts."""
    if any(
        section.role is Role.HEADING and text[section.start : section.end].lower() == "minutes:" for section in sections
    ):
        return PaperKind.MINUTES
    return next((kind for kind, pattern in _KINDS if pattern.search(head)), None)


def _status(head: str) -> PaperStatus | None:
    if re.search(
        r"\bdraft minutes\b|\bminutes\b.{0,30}\b(?:draft|subject to (?:approval|confirmation))\b", head, re.IGNORECASE
    ):
        return PaperStatus.DRAFT
    if re.search(
        r"\b(?:approved|confirmed) minutes\b|\bminutes\b.{0,30}\b(?:approved|confirmed) (?:on|at)\b"
        r"|^\W*(?:approved|confirmed|signed)(?: as a correct record)? (?:by|at a meeting of) the panel\b",
        head,
        re.IGNORECASE | re.MULTILINE,
    ):
        return PaperStatus.APPROVED
    return None
