"""The tracker as a file: Excel, CSV or Markdown, with what was set by hand marked as such."""

import csv
import datetime as dt
from collections.abc import Callable, Sequence
from io import StringIO

from qa.actions import ActionList, Mention, Tracked
from qa.answers import Citation, Coverage
from qa.office.spreadsheet import Cell, Column, Link, Sheet, harmless, workbook

TITLE = "Requests and what became of them"
ENDINGS = (".xlsx", ".csv", ".md")
_RECORDS = (
    Column(header="Record", width=14),
    Column(header="Panel", width=24),
    Column(header="Asked on", width=13),
    Column(header="Kind", width=17),
    Column(header="Item", width=28),
    Column(header="Minute", width=9),
    Column(header="Letter", width=8),
    Column(header="By", width=20),
    Column(header="To", width=20),
    Column(header="Words", width=60),
    Column(header="Due", width=20),
    Column(header="Due by", width=13),
    Column(header="Status", width=20),
    Column(header="Why", width=44),
    Column(header="Set by hand", width=12),
    Column(header="Set by", width=16),
    Column(header="Set on", width=13),
    Column(header="Note", width=30),
    Column(header="Later passages", width=10),
    Column(header="Passage behind the status", width=60),
    Column(header="Its date", width=13),
    Column(header="Its paper", width=30),
    Column(header="Paper", width=30),
    Column(header="Paper is", width=12),
    Column(header="Place", width=30),
    Column(header="Page", width=7),
    Column(header="File", width=26),
    Column(header="Published at", width=40),
    Column(header="Access", width=10),
)
_TRAIL = (
    Column(header="Record", width=14),
    Column(header="Asked on", width=13),
    Column(header="Number", width=8),
    Column(header="Date", width=13),
    Column(header="Says", width=12),
    Column(header="Words", width=70),
    Column(header="Tied by", width=36),
    Column(header="Paper", width=30),
    Column(header="Place", width=30),
    Column(header="Speaker", width=20),
    Column(header="File", width=26),
    Column(header="Published at", width=40),
    Column(header="Access", width=10),
)


def exported(found: ActionList, ending: str, *, made: dt.datetime) -> bytes:
    """Return the list as a file of that ending, one of `ENDINGS`."""
    forms: dict[str, Callable[[], bytes]] = {
        ".xlsx": lambda: to_excel(found, made=made),
        ".csv": lambda: to_csv(found),
        ".md": lambda: to_markdown(found, made=made).encode(),
    }
    return forms[ending]()


def to_excel(found: ActionList, *, made: dt.datetime) -> bytes:
    """Return the list as an Excel file: the records, their trails, and how they were found."""
    trail = tuple(_trail_row(one, mention) for one in found.actions for mention in one.trail)
    about = tuple((name, words) for name, words in _about(found, made))
    sheets = (
        Sheet(name="Records", columns=_RECORDS, rows=tuple(map(_row, found.actions))),
        Sheet(name="Later passages", columns=_TRAIL, rows=trail),
        Sheet(name="About", columns=(Column(header="What", width=24), Column(header="Value", width=90)), rows=about),
    )
    return workbook(sheets, title=TITLE, made=made)


def to_csv(found: ActionList) -> bytes:
    """Return the records as CSV in UTF-8 with the mark that Excel looks for; dates in ISO form."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.header for column in _RECORDS])
    writer.writerows([_plain(cell) for cell in _row(one)] for one in found.actions)
    return out.getvalue().encode("utf-8-sig")


def to_markdown(found: ActionList, *, made: dt.datetime) -> str:
    """Return the list as Markdown: one section for each record, its words and its trail quoted."""
    about = "\n".join(f"- {name}: {_safe(words)}" for name, words in _about(found, made))
    records = [_section(one) for one in found.actions] or ["No such records in these papers."]
    return "\n\n".join((f"# {TITLE}", about, *records)) + "\n"


def _about(found: ActionList, made: dt.datetime) -> list[tuple[str, str]]:
    return [
        ("Made", f"{made:%Y-%m-%d %H:%M} UTC by panelqa, from {found.index}"),
        ("Records", str(len(found.actions))),
        ("Papers looked at", extent(found.coverage)),
        ("How", "By rule, from the words of the papers. That they do not mention something is no proof. Check it."),
        ("Set by hand", str(sum(one.correction is not None for one in found.actions))),
    ]


def extent(coverage: Coverage) -> str:
    """Return how far was looked, in words."""
    papers = f"{coverage.papers} paper{'s' if coverage.papers != 1 else ''}"
    span = f", {_day(coverage.first)} to {_day(coverage.last)}" if coverage.first and coverage.last else ""
    undated = f", {coverage.undated} of them undated" if coverage.undated else ""
    unread = f"; {len(coverage.unread)} could not be read" if coverage.unread else ""
    return papers + span + undated + unread


def _row(one: Tracked) -> tuple[Cell, ...]:
    action, cited, correction = one.action, one.action.citation, one.correction
    basis = one.found.basis
    return (
        action.action_id,
        cited.panel,
        cited.date or "undated",
        action.kind.value,
        action.item,
        action.minute,
        action.letter,
        action.by,
        action.to,
        cited.quote,
        action.due.text if action.due else None,
        action.due.date if action.due else None,
        one.status.value,
        one.rule if correction is None else one.found.rule,
        "yes" if correction else "no",
        correction.by if correction else None,
        correction.at.date() if correction else None,
        correction.note if correction else None,
        len(one.trail),
        basis.citation.quote if basis else None,
        basis.citation.date if basis else None,
        basis.citation.title if basis else None,
        *_source(cited),
    )


def _source(cited: Citation) -> tuple[Cell, ...]:
    return (
        cited.title,
        cited.status.value,
        cited.locator,
        cited.page,
        cited.file,
        _link(cited),
        cited.access.value,
    )


def _trail_row(one: Tracked, mention: Mention) -> tuple[Cell, ...]:
    cited = mention.citation
    return (
        one.action.action_id,
        one.action.citation.date,
        cited.marker,
        cited.date,
        mention.says.value,
        cited.quote,
        mention.why,
        cited.title,
        cited.locator,
        cited.speaker,
        cited.file,
        _link(cited),
        cited.access.value,
    )


def _link(cited: Citation) -> Cell:
    return Link(words=cited.url, address=cited.url) if cited.url else None


def _plain(cell: Cell) -> str:
    """Return a cell as text that no spreadsheet calculates."""
    match cell:
        case None:
            return ""
        case Link():
            return harmless(cell.address)
        case dt.date():
            return cell.isoformat()
        case _:
            return harmless(str(cell))


def _section(one: Tracked) -> str:
    action, cited = one.action, one.action.citation
    who = f"{action.by or 'nobody named'}{f' to {action.to}' if action.to else ''}"
    due = f"; due: {action.due.text}" if action.due else ""
    head = f"## {_day(cited.date)}: {action.kind.value}, {_safe(who)}"
    lines = [head, _quoted(f"{action.lead} {cited.quote}".strip() if action.lead else cited.quote)]
    lines.append(f"{_safe(cited.cite())}{_safe(due)}. Record {action.action_id}.")
    lines.append(f"**{one.status.value[:1].upper()}{one.status.value[1:]}.** {_safe(one.rule)}")
    if one.correction:
        lines.append(f"By rule it would be: {one.found.status.value}. {_safe(one.found.rule)}")
    for mention in one.trail:
        lines.append(f"{mention.citation.marker}. {_safe(mention.citation.cite())} ({mention.says.value}):")
        lines.append(_quoted(mention.citation.quote))
    return "\n\n".join(lines)


def _quoted(words: str) -> str:
    return "\n".join(f"> {_safe(line)}".rstrip() for line in words.splitlines())


def _safe(words: str) -> str:
    """Return words in which Markdown finds no markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|!" else sign for sign in words)


def _day(date: dt.date | None) -> str:
    return f"{date.day} {date:%B %Y}" if date else "Undated"


def status_counts(actions: Sequence[Tracked]) -> str:
    """Return how many have each status, in words, the most frequent first."""
    counts: dict[str, int] = {}
    for one in actions:
        counts[one.status.value] = counts.get(one.status.value, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{count} {name}" for name, count in ordered)
