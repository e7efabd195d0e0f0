"""Web pages: ModernGov's meeting, agenda item, issue and decision pages, CMIS meeting pages, any other page."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.errors import Reason, UnreadableError
from corpus.papers import PaperKind, PaperStatus
from corpus.readers.blocks import add_blocks
from corpus.readers.hidden import drop_unseen
from corpus.readers.layout import TextLayout, flat
from corpus.readers.plain import decode
from corpus.readers.reading import Hints, Reading
from corpus.readers.titles import first_date, title_line
from corpus.readers.trees import Element, classes, name, parse_html

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{3,20})", re.I)
_PAGE = re.compile(
    r"^(?:agenda item|(?:agenda(?: items)?)?(?:[, ]*(?:and )?(?:decisions|printed|draft|minutes|supplementary))*|"
    r"meeting (?:documents|details|summary)|"
    r"issue(?: - meetings| details| history)?|(?:delegated )?decisions?(?: details)?)$",
    re.I,
)
_FOR = re.compile(
    r"^(?:agenda|minutes|agenda and minutes|meeting) (?:for|of) (?P<panel>.{4,150}?) on (?P<rest>.{6,60})", re.I
)
_ISSUE_MEETING = re.compile(
    r"^meeting:?\s+(?P<date>\d\d?/\d\d?/\d{4})\s+[-–]\s+(?P<panel>.+?)(?:\s*\(item .*\))?$", re.I
)
# The link from an item to its meeting: "Meeting of Thornshire Panel, Thursday, 15th June, 2023 1.00 pm (Item 5.)".
_MEETING_OF = re.compile(
    r"^meeting of (?P<panel>.{4,150}?),? (?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?P<date>.{6,40}?)"
    r"(?:\s*\(item .*\))?$",
    re.I,
)
_CMIS_WHEN = re.compile(r"^(?P<date>\d{1,2} [A-Za-z]{3,9} \d{4})\s+[-–]\s+\d{1,2}:\d\d(?:\s+to\s+\d{1,2}:\d\d)?$")
_BODY = re.compile(r"\b(?:panel|committee|board|authority|council)\b", re.I)
_FIELD = re.compile(r"^(?P<label>[A-Za-z][A-Za-z /()-]{2,40}?)\s*[:?]{1,2}\s*(?P<value>\S.*)$")
_DECIDED = ("date of decision", "decision date", "decided on")
_DECIDERS = ("decided at meeting", "made at meeting", "decision maker")
_URL = re.compile(r"https?://[^\s<>\"']{4,2000}$")
_HINT_MOST = 500  # characters of a block in which hints are looked for
_CANDIDATES = 50  # main elements that are compared
_LITTLE = 20  # characters: a main element with less is a shell filled by script


@dataclass(frozen=True, slots=True)
class _Page:
    """What the hints are taken from."""

    heads: tuple[str, ...]  # title element and headings of the whole page, in order
    blocks: tuple[str, ...]  # of the paper's text
    links: tuple[str, ...]  # addresses that the page gives as its own
    meetings: tuple[tuple[str, str], ...]  # panel and day of those that it links to as "Meeting of ..."

    @property
    def sort(self) -> str:
        """Return what the page calls itself: "agenda and draft minutes", "decision"; empty where it does not."""
        candidates = (*self.heads, *self.blocks[:3])
        return next((head.lower() for head in candidates if head and _PAGE.match(head)), "")


def read_html(data: bytes) -> Reading:
    """Read a web page as the text that its publisher's text export would give.

    Raises:
        UnreadableError: WRONG_TYPE, DAMAGED, EMPTY, BOMB.
    """
    declared = _CHARSET.search(data[:4096])
    root = parse_html(decode(data, declared=declared[1].decode("ascii") if declared else None))
    heads = tuple(flat("".join(e.itertext()).replace("\u00a0", " ")) for e in root.iter("title", "h1", "h2", "h3"))
    links = tuple(_links(root))
    meetings = tuple(_meetings(root))
    drop_unseen(root)
    layout = TextLayout()
    add_blocks(_main(root), layout)
    if not layout.blocks:
        raise UnreadableError(Reason.EMPTY, "the page shows no text")
    blocks = tuple(block[:_HINT_MOST] for block in layout.blocks)
    page = _Page(
        heads=tuple(head[:_HINT_MOST] for head in heads if head), blocks=blocks, links=links, meetings=meetings
    )
    return layout.reading(hints=_hints(page))


def _main(root: Element) -> Element:
    """Return the element that holds the paper."""
    choices: tuple[Callable[[Element], bool], ...] = (
        lambda e: "mgContent" in classes(e),
        lambda e: e.get("id", "") == "modgov",
        lambda e: name(e) == "main" or e.get("role", "") == "main",
        lambda e: name(e) == "article",
    )
    for wanted in choices:
        candidates = islice((e for e in root.iter() if wanted(e)), _CANDIDATES)
        found = [(sum(len(t.strip()) for t in e.itertext()), e) for e in candidates]
        if found:
            size, element = max(found, key=lambda pair: pair[0])
            if size >= _LITTLE and (name(element) != "article" or len(found) == 1):
                return element
    return next(root.iter("body"), root)


def _links(root: Element) -> Iterator[str]:
    for element in root.iter("link"):
        if "canonical" in element.get("rel", "").lower().split():
            yield element.get("href", "").strip()
    for element in root.iter("meta"):
        if element.get("property", "").lower() == "og:url":
            yield element.get("content", "").strip()


def _meetings(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter("a"):
        words = flat("".join(element.itertext()).replace("\u00a0", " "))[:_HINT_MOST]
        if match := _MEETING_OF.match(words):
            yield match["panel"], match["date"]


def _hints(page: _Page) -> Hints:
    title, panel, date = _title_panel_date(page)
    visible = (field["value"] for field in map(_FIELD.match, page.blocks) if field and field["label"].lower() == "url")
    return Hints(
        title=title,
        panel=panel,
        date=date,
        kind=_kind(page),
        status=PaperStatus.DRAFT if any("draft minutes" in head.lower() for head in (page.sort, *page.heads)) else None,
        url=next((url for url in (*page.links, *visible) if _URL.match(url)), None),
    )


_Found = tuple[str | None, str | None, dt.date | None]  # title, panel, date


def _title_panel_date(page: _Page) -> _Found:
    for line in (*page.heads, *page.blocks[:12]):
        if meeting := title_line(line):
            return flat(line.replace("\u00a0", " ")), meeting.panel, meeting.date
    if page.sort.startswith("issue"):
        return _issue(page)
    if page.sort.startswith(("decision", "delegated decision")):
        return _decision(page)
    if (meeting_details := _cmis(page.blocks)) is not None:
        return meeting_details
    named = next((match for match in map(_FOR.match, page.heads) if match), None)
    if named and (date := first_date(named["rest"])):
        return named[0].strip(" ,-"), named["panel"], date
    if page.sort == "agenda item" and len(set(page.meetings)) == 1:
        ((panel, day),) = set(page.meetings)
        return _own_title(page), panel, first_date(day)
    return _own_title(page), None, None


def _own_title(page: _Page) -> str | None:
    """Return the first heading in the paper that is not the name of the sort of page; else the page's title."""
    inside = [head for head in page.heads[1:] if head in page.blocks and not _PAGE.match(head)]
    if inside:
        return inside[0]
    if page.sort and len(page.blocks) > 1 and _PAGE.match(page.blocks[0]):
        return page.blocks[1] if len(page.blocks[1]) <= 200 else None
    return next((head for head in page.heads if not _PAGE.match(head)), None)


def _issue(page: _Page) -> _Found:
    """An item followed over meetings has a date only where there was one meeting."""
    found = {(match["panel"], match["date"]) for match in map(_ISSUE_MEETING.match, page.blocks) if match}
    if len(found) != 1:
        return _own_title(page), None, None
    ((panel, date),) = found
    return _own_title(page), panel, first_date(date)


def _decision(page: _Page) -> _Found:
    fields = {f["label"].lower().strip(): f["value"] for f in reversed([*map(_FIELD.match, page.blocks)]) if f}
    date = next((first_date(fields[label]) for label in _DECIDED if label in fields), None)
    panel = next((fields[label] for label in _DECIDERS if label in fields and _BODY.search(fields[label])), None)
    if panel and (dated := re.match(r"\d\d?/\d\d?/\d{4}\s+[-–]\s+(.+)", panel)):
        panel, date = dated[1], date or first_date(panel)
    return _own_title(page), panel, date


def _cmis(blocks: Sequence[str]) -> _Found | None:
    """A line with a date and a time, perhaps in a table beside its label; the panel stands shortly above."""
    last = [block.split("\t")[-1] for block in blocks]
    for ordinal, block in enumerate(last):
        if when := _CMIS_WHEN.match(block):
            panel = next((b for b in reversed(last[max(0, ordinal - 3) : ordinal]) if _BODY.search(b)), None)
            return panel, panel, first_date(when["date"])
    return None


def _kind(page: _Page) -> PaperKind | None:
    labels = {block.lower().rstrip() for block in page.blocks}
    if "minutes" in page.sort:
        return PaperKind.MINUTES
    if page.sort.startswith(("decision", "delegated decision")) or any(b.startswith("decision maker") for b in labels):
        return PaperKind.DECISION
    if page.sort in {"agenda item", "issue - meetings", "issue details", "issue"}:
        if "minutes:" in labels:
            return PaperKind.MINUTES
        return PaperKind.DECISION if "decision:" in labels else PaperKind.AGENDA
    if page.sort.startswith("meeting") and any("minutes" in head.lower() for head in page.heads if _PAGE.match(head)):
        return PaperKind.MINUTES
    return PaperKind.AGENDA if page.sort in {"agenda", "meeting details", "meeting summary"} else None
