"""The command `panelqa actions`: what was asked for and what became of it; a status set by hand."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from corpus.errors import PanelqaError, ScopeError
from qa import options
from qa.options import Embedder, Home, Kinds, Panels, Since, Until
from qa.terminal import say_table, tell

if TYPE_CHECKING:
    from index.search import Scope
    from qa.actions import ActionKind, ActionList, ActionStatus, Correction, Tracked
    from qa.assistant import Assistant

Choice = TypeVar("Choice", bound=StrEnum)

_COLUMNS = ("record", "asked on", "kind", "by", "words", "due", "status", "why", "passage behind it")
_CUT = 160  # characters of the words in the table; the files hold them whole


def slug(value: str) -> str:
    """Return a value as it is typed on a command line.

    >>> slug("member's request"), slug("no later mention")
    ('members-request', 'no-later-mention')
    """
    return re.sub(r"[^a-z]+", "-", value.replace("'", ""))


def _kind(name: str) -> "ActionKind":
    from qa.actions import ActionKind

    return _named(ActionKind, name)


def _status(name: str) -> "ActionStatus":
    from qa.actions import ActionStatus

    return _named(ActionStatus, name)


def _named(choices: Iterable[Choice], name: str) -> Choice:
    known = {slug(choice.value): choice for choice in choices}
    try:
        return known[slug(name.strip().lower())]
    except KeyError as error:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(known)}") from error


_Only = Annotated[
    list[str] | None, typer.Option(metavar="KIND", help="Records of this kind: request, undertaking, ... (repeatable).")
]
_Statuses = Annotated[
    list[str] | None, typer.Option(metavar="STATUS", help="Records that stand so: overdue, ... (repeatable).")
]
_Correct = Annotated[
    tuple[str, str] | None,
    typer.Option("--set", metavar="RECORD STATUS", help="Set the status of a record by hand; with --note."),
]
_Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write a .xlsx, .csv or .md file.")]


def actions(  # noqa: PLR0913 - options are parameters
    *,
    only: _Only = None,
    status: _Statuses = None,
    topic: Annotated[str, typer.Option(metavar="WORDS", help="Records about this.")] = "",
    correct: _Correct = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why the status is set by hand.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who sets it; by default your user name.")] = "",
    out: _Out = None,
    panel: Panels = None,
    since: Since = None,
    until: Until = None,
    kind: Kinds = None,
    home: Home = None,
    embedder: Embedder = None,
) -> None:
    """List what panels asked for and were promised, and what became of it; --until shows how it stood on that day."""
    from index.search import EVERYTHING
    from qa.actions import Filters, select
    from qa.assemble import open_assistant

    if out is not None:
        _check(out)
    if (note or by) and correct is None:
        raise typer.BadParameter("--note and --by go with --set RECORD STATUS")
    kinds, statuses = frozenset(map(_kind, only or ())), frozenset(map(_status, status or ()))
    settings = options.settings(home, embedder=embedder)
    scope = options.scope(settings, panels=panel, since=since, until=until, kinds=kind)
    chosen = _status(correct[1]) if correct else None
    assistant = open_assistant(settings)
    if correct is not None and chosen is not None:
        _correct(assistant, correct[0], chosen, note=note, by=by)
        return
    with assistant.reading() as collection:
        found = _followed(assistant, scope)
        filters = Filters(kinds=kinds or None, statuses=statuses or None, topic=topic)
        _show(found, select(found, filters, collection=collection), out)
    if scope == EVERYTHING:
        _tell_of_lost(assistant.unmatched(found))


def _check(out: Path) -> None:
    """Look before the work whether a file may be written there."""
    from qa.tracker.export import ENDINGS

    if out.suffix.lower() not in ENDINGS:
        raise typer.BadParameter(f"{out.name} is none of {', '.join(ENDINGS)}", param_hint="--out")
    if not out.absolute().parent.is_dir():
        raise PanelqaError(f"there is no folder {out.absolute().parent} to write {out.name} into: make it first")


def _followed(assistant: "Assistant", scope: "Scope") -> "ActionList":
    """Return the records of the papers inside a scope, found under a progress bar."""
    from qa.progress import bars

    with bars() as move:
        return assistant.actions(scope, progress=partial(move, "follow"))


def _show(found: "ActionList", chosen: "ActionList", out: Path | None) -> None:
    """Print the records as a table, or write them to a file; say on the other stream what they are."""
    from qa.tracker.export import exported, extent, status_counts

    if not found.actions:
        tell(f"No requests in these papers ({extent(found.coverage)}).")
    elif not chosen.actions:
        tell(f"None of the {len(found.actions)} records is such a one. Give fewer filters.")
    if out is not None:
        _write(out, exported(chosen, out.suffix.lower(), made=dt.datetime.now(dt.UTC)))
        tell(f"Written to {out}: {_records(chosen)}.")
    elif chosen.actions:
        say_table(_COLUMNS, map(_row, chosen.actions))
    if chosen.actions:
        tell(f"{_records(chosen)}: {status_counts(chosen.actions)}. Looked at: {extent(found.coverage)}.")


def _records(chosen: "ActionList") -> str:
    n = len(chosen.actions)
    return f"{n} record{'s' if n != 1 else ''}"


def _tell_of_lost(lost: "Sequence[Correction]") -> None:
    """Say which statuses set by hand belong to no record any more: the paper went, or says it in other words."""
    for one in lost:
        note = f" ({' '.join(one.note.split())})" if one.note else ""
        tell(
            f"Set by hand, but its record is in no paper now: {one.action_id}, {one.status.value}, by {one.by} on "
            f"{one.at:%Y-%m-%d}{note}. Look for it among the records and set it anew."
        )


def _row(one: "Tracked") -> tuple[str, ...]:
    action = one.action
    return (
        action.action_id,
        action.citation.date.isoformat() if action.citation.date else "undated",
        action.kind.value,
        action.by,
        _cut(action.citation.quote),
        action.due.date.isoformat() if action.due and action.due.date else action.due.text if action.due else "",
        f"{one.status.value} (by hand)" if one.correction else one.status.value,
        one.rule,
        _cut(one.found.basis.citation.quote) if one.found.basis and one.correction is None else "",
    )


def _cut(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _CUT else f"{words[:_CUT].rstrip()} …"


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise PanelqaError(f"{out} cannot be written: {error.strerror}; give another file with -o") from error


def _correct(assistant: "Assistant", record: str, status: "ActionStatus", *, note: str, by: str) -> None:
    """Keep a status that is set by hand, with who set it and why."""
    from corpus.papers import Access
    from index.search import EVERYTHING
    from qa.tracker.corrections import correction

    everything = assistant.actions(EVERYTHING).actions
    ids = [one.action.action_id for one in everything if one.action.action_id.startswith(record.strip().lower())]
    if len(ids) != 1:
        many = "several records begin" if ids else "no record begins"
        raise ScopeError(f"{many} with {record!r}: `panelqa actions` lists them with their numbers")
    kept = correction(ids[0], status, note=note, by=by or _user())
    assistant.correct(kept, access=frozenset(Access))
    tell(f"Record {ids[0]} is now {status.value}, set by {kept.by}.")


def _user() -> str:
    """Return the name of whoever runs this."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError) as error:  # KeyError: before Python 3.13
        raise PanelqaError("your user name is not known: say who sets the status with --by NAME") from error
