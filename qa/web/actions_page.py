"""The tracker as HTML: a table of records with their trails, a time line, the files. Every word is escaped here."""

import datetime as dt
from collections.abc import Sequence
from html import escape

from qa.actions import Action, ActionList, ActionStatus, Mention, Tracked
from qa.answers import Citation
from qa.office.charts import Run, time_line
from qa.office.spreadsheet import is_web
from qa.tracker.export import extent, status_counts
from qa.tracker.gist import gist
from qa.web.cards import Surroundings, place
from qa.web.plain import ACCESS_MARKS, count, day

FILES = {"/requests.xlsx": "Excel (.xlsx)", "/requests.csv": "CSV (.csv)", "/requests.md": "Markdown (.md)"}
NOTHING = "No requests in these papers"
MOST_RUNS = 24  # rows of the time line; more cannot be read
_LABEL = 40  # characters of a row's label in the time line
# Told apart in words and by shape, not by colour.
SIGNS = {
    ActionStatus.ANSWERED: "✓",
    ActionStatus.MENTIONED: "◐",
    ActionStatus.SILENT: "∅",
    ActionStatus.OVERDUE: "!",
    ActionStatus.WITHDRAWN: "✕",
    ActionStatus.NOT_AWAITED: "–",
    ActionStatus.UNDATED: "?",
}
_CLOSED = frozenset({ActionStatus.ANSWERED, ActionStatus.WITHDRAWN})
_HEADS = ("Asked", "Words", "By and to", "Due", "Status")


def listing(
    found: ActionList,
    wished: ActionList,
    *,
    shown: Sequence[Tracked],
    around: dict[str, Surroundings],
    query: str,
    may_set: bool,
) -> str:
    """Return the records that are shown, of those wished for, of all that were found.

    Args:
        found: all that the visitor may see.
        wished: those that the form asks for.
        shown: the last of these, as many as one table holds.
        around: surroundings of each quotation, by `cards.place(citation)`.
        query: the form as the query of a link.
        may_set: whether the visitor may set statuses.
    """
    if not wished.actions:
        return _nothing(found)
    total = count(len(wished.actions), "record")
    said = f"{total}: {status_counts(wished.actions)}."
    left = len(wished.actions) - len(shown)
    more = f"<p>The newest {len(shown)} are shown. Narrow the list to see the other {left}; the files hold all.</p>"
    return (
        f'<section class="records" aria-labelledby="records-count" data-announce="{escape(said, quote=True)}">'
        f'<h2 id="records-count" tabindex="-1">{total}</h2>'
        f'<p class="counts">{escape(status_counts(wished.actions))}.</p>'
        f"{_files(query)}{_picture(shown, last=found.coverage.last)}{more if left else ''}"
        f"{_table(shown, around, may_set=may_set)}"
        f'<p class="coverage">Looked at: {escape(extent(found.coverage))}. By rule, from the words of the papers: that '
        "they do not mention something is no proof that it was not done. <strong>Check against the source before you "
        "rely on it.</strong></p></section>"
    )


def _nothing(found: ActionList) -> str:
    if found.actions:
        words = f"None of the {len(found.actions)} records is such a one. Take a filter away."
    else:
        words = f"Looked at: {extent(found.coverage)}."
    return (
        f'<div class="empty" data-announce="{NOTHING}"><h2><span class="sign" aria-hidden="true">∅</span>'
        f"{NOTHING if not found.actions else 'No such records'}</h2><p>{escape(words)}</p></div>"
    )


def waiting() -> str:
    """Return what stands in place of the list while it is made."""
    return (
        '<p class="progress" data-pending data-announce="Following up requests">'
        '<span class="spinner" aria-hidden="true"></span>Following up requests …</p>'
    )


def done(message: str) -> str:
    """Return a message that something was kept."""
    return f'<p class="kept" role="status"><span class="sign" aria-hidden="true">✓</span>{escape(message)}</p>'


def _files(query: str) -> str:
    href = escape(f"?{query}" if query else "", quote=True)
    links = " ".join(f'<a href="{path}{href}" download>{name}</a>' for path, name in FILES.items())
    return f'<p class="files"><strong>Download:</strong> {links}</p>'


def _picture(shown: Sequence[Tracked], *, last: dt.date | None) -> str:
    """Return the time line of what is awaited, up to the newest paper: the newest of it, where there is too much."""
    awaited = [one for one in shown if one.action.awaited and one.action.citation.date][-MOST_RUNS:]
    if len(awaited) < 2:
        return ""
    runs = [_run(one, last=last) for one in awaited]
    if len({run.start for run in runs} | {run.end for run in runs}) < 2:
        return ""
    title = f"Time line of {len(runs)} requests and promises; the table says the same in words"
    return (
        '<details class="time-line" open><summary>Time line</summary>'
        f'<figure><div class="scrolls" role="region" aria-label="Time line" tabindex="0">{time_line(runs, title=title)}'
        "</div><figcaption>Each row is a request or promise, from the day on which it was made (ring). A cross is a "
        "later mention, a bar the day when it was due, a square the passage that says that it was done; an arrow with "
        "a dotted line is not closed.</figcaption></figure></details>"
    )


def _run(one: Tracked, *, last: dt.date | None) -> Run:
    asked = one.action.citation.date or dt.date.min
    heard = [mention.citation.date for mention in one.trail if mention.citation.date]
    basis = one.found.basis.citation.date if one.found.basis else None
    closed = one.status in _CLOSED
    end = (basis if closed else last) or max([asked, *heard])
    due = one.action.due.date if one.action.due else None
    words = _telling(one.action)
    label = f"{words[:_LABEL].rstrip()}{'…' if len(words) > _LABEL else ''}"
    return Run(
        label=f"{label}  {asked.day} {asked:%b %Y}",
        start=asked,
        end=end,
        marks=tuple(heard),
        due=due,
        state=f"{SIGNS[one.status]} {one.status.value}",
        is_open=not closed,
    )


def _telling(action: Action) -> str:
    """Return the words of an action from where they say what is asked for."""
    words = " ".join(action.citation.quote.split())
    start = words.find(" ".join(gist(action).split()[:2]))
    return words[max(0, start) :]


def _table(shown: Sequence[Tracked], around: dict[str, Surroundings], *, may_set: bool) -> str:
    """Return the table; its headers sort it, and where the window is narrow each row stands as a card."""
    heads = "".join(
        f'<th scope="col" aria-sort="{"none" if place else "descending"}">'
        f'<button type="button" class="sort" data-column="{place}">{label}'
        '<span aria-hidden="true" class="arrow"></span></button></th>'
        for place, label in enumerate(_HEADS)
    )
    rows = "".join(_row(one, around, may_set=may_set) for one in reversed(shown))
    return (
        '<table class="tracker"><caption>Requests and what became of them, newest first. The headers sort the table.'
        f"</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _row(one: Tracked, around: dict[str, Surroundings], *, may_set: bool) -> str:
    action, cited = one.action, one.action.citation
    when = f'<time datetime="{cited.date.isoformat()}">{day(cited.date)}</time>' if cited.date else "Undated"
    due = action.due
    return (
        f'<tr id="record-{action.action_id}">'
        f"{_cell('Asked', when, key=str(cited.date or '9999'))}"
        f"{_cell('Words', _words(one, around), key=' '.join(cited.quote.split()).lower()[:80])}"
        f"{_cell('By and to', _who(action), key=f'{action.by} {action.to}'.lower())}"
        f"{_cell('Due', _due(one), key=str(due.date or '9998') if due else '9999')}"
        f"{_cell('Status', _status(one, may_set=may_set), key=one.status.value)}</tr>"
    )


def _cell(label: str, inner: str, *, key: str) -> str:
    return f'<td data-label="{label}" data-key="{escape(key, quote=True)}">{inner}</td>'


def _words(one: Tracked, around: dict[str, Surroundings]) -> str:
    action, cited = one.action, one.action.citation
    lead = f'<span class="lead-in">{escape(action.lead)}</span> ' if action.lead else ""
    tags = [action.kind.value, "draft" if cited.status.value == "draft" else "", ACCESS_MARKS[cited.access]]
    marks = "".join(f'<li class="tag">{escape(tag[:1].upper() + tag[1:])}</li>' for tag in tags if tag)
    also = (
        f"<p class='where'>Printed again in {escape(', '.join(c.title for c in action.also))}.</p>"
        if action.also
        else ""
    )
    return (
        f'<blockquote class="quote">{lead}{escape(cited.quote.strip())}</blockquote>'
        f'<ul class="tags" aria-label="About this record">{marks}</ul>{_where(cited)}{also}'
        f"{_opened(cited, around)}{_trail(one, around)}"
    )


def _where(cited: Citation) -> str:
    parts = (cited.panel or "Panel not stated", cited.title, cited.locator, f"page {cited.page}" if cited.page else "")
    words = escape(", ".join(part for part in parts if part))
    if cited.url and is_web(cited.url):
        address = escape(cited.url, quote=True)
        words += (
            f' (<a href="{address}" rel="noopener noreferrer" target="_blank">published paper'
            '<span class="unseen"> (opens in a new tab)</span></a>)'
        )
    return f'<p class="where">{words}</p>'


def _opened(cited: Citation, around: dict[str, Surroundings]) -> str:
    found = around.get(place(cited))
    if found is None:
        return ""
    before = ("… " if found.more_before else "") + found.before
    after = found.after + (" …" if found.more_after else "")
    return (
        '<details class="opens"><summary>Show it in the paper</summary><div class="passage">'
        f"{escape(before)}<mark>{escape(cited.quote)}</mark>{escape(after)}</div>"
        f'<p class="file">File: {escape(cited.file)}</p></details>'
    )


def _who(action: Action) -> str:
    by = escape(action.by) if action.by else "Nobody named"
    to = escape(action.to) if action.to else ""
    return f'{by}<br><span aria-hidden="true">→ </span><span class="unseen">to </span>{to}' if to else by


def _due(one: Tracked) -> str:
    due = one.action.due
    if due is None:
        return '<span class="none">Not said</span>'
    words = f"“{escape(due.text)}”"
    return f"{words}<br>by {day(due.date)}" if due.date else words


def _status(one: Tracked, *, may_set: bool) -> str:
    status = one.status
    sign = f'<span class="sign" aria-hidden="true">{SIGNS[status]}</span>'
    by_hand = '<p class="by-hand">Set by hand</p>' if one.correction else ""
    rule = f"<p>By rule: {escape(one.found.status.value)}. {escape(one.found.rule)}</p>" if one.correction else ""
    button = (
        f'<button type="button" class="set-status" data-record="{one.action.action_id}">Set by hand'
        f'<span class="unseen"> the status of record {one.action.action_id}</span></button>'
        if may_set
        else ""
    )
    name = escape(status.value[:1].upper() + status.value[1:])
    return (
        f'<p class="status status--{status.name.lower()}">{sign}{name}</p>{by_hand}<p>{escape(one.rule)}</p>{rule}'
        f'<p class="number">Record <code>{one.action.action_id}</code></p>{button}'
    )


def _trail(one: Tracked, around: dict[str, Surroundings]) -> str:
    if not one.trail:
        return ""
    basis = one.found.basis
    items = "".join(_mention(mention, around, is_basis=mention is basis) for mention in one.trail)
    summary = count(len(one.trail), "later passage")
    return f'<details class="later"><summary>{summary}</summary><ol class="trail">{items}</ol></details>'


def _mention(mention: Mention, around: dict[str, Surroundings], *, is_basis: bool) -> str:
    cited = mention.citation
    when = f'<time datetime="{cited.date.isoformat()}">{day(cited.date)}</time>' if cited.date else "Undated"
    basis = " <strong>The status rests on this.</strong>" if is_basis else ""
    return (
        f"<li><p><strong>{when}</strong> ({escape(mention.says.value)}).{basis}</p>"
        f'<blockquote class="quote">{escape(cited.quote.strip())}</blockquote>{_where(cited)}'
        f'<p class="where">{escape(mention.why)}.</p>{_opened(cited, around)}</li>'
    )
