"""Options that several commands share, and what they come to: the settings and the scope."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import ScopeError
from corpus.papers import PaperKind

if TYPE_CHECKING:
    from index.search import Scope
    from qa.settings import Settings


def _first_day(text: str) -> dt.date:
    from qa.web.narrow import first_day

    return _usable(first_day, text)


def _last_day(text: str) -> dt.date:
    from qa.web.narrow import last_day

    return _usable(last_day, text)


def _usable(read: Callable[[str], dt.date], text: str) -> dt.date:
    try:
        return read(text)
    except ScopeError as error:
        raise typer.BadParameter(str(error)) from error


Home = Annotated[Path | None, typer.Option(metavar="DIR", help="Where the index lies (PANELQA_HOME).")]
Embedder = Annotated[str | None, typer.Option(metavar="NAME", help="The embedding model (PANELQA_EMBEDDER).")]
Users = Annotated[Path | None, typer.Option(metavar="FILE", help="Who may sign in (PANELQA_USERS).")]
Llm = Annotated[
    str | None,
    typer.Option("--llm", metavar="SERVER", help='What writes: "ollama", "openai:URL" or "none" (PANELQA_LLM).'),
]
Model = Annotated[str | None, typer.Option("--model", metavar="NAME", help="The language model (PANELQA_LLM_MODEL).")]
Since = Annotated[
    dt.date | None,
    typer.Option(parser=_first_day, metavar="DATE", help="Papers of this day or later: YYYY, YYYY-MM or YYYY-MM-DD."),
]
Until = Annotated[dt.date | None, typer.Option(parser=_last_day, metavar="DATE", help="Papers up to this day.")]
Panels = Annotated[list[str] | None, typer.Option("--panel", metavar="NAME", help="Papers of this panel (repeatable).")]
Kinds = Annotated[list[PaperKind] | None, typer.Option("--kind", help="Papers of this kind (repeatable).")]


def settings(
    home: Path | None,
    *,
    embedder: str | None = None,
    users: Path | None = None,
    llm: str | None = None,
    model: str | None = None,
) -> "Settings":
    """Return the settings as `qa.settings.load_settings` does."""
    from qa.settings import load_settings

    return load_settings(home=home, embedder=embedder, users=users, llm=llm, model=model)


def scope(
    chosen: "Settings",
    *,
    panels: Sequence[str] | None,
    since: dt.date | None,
    until: dt.date | None,
    kinds: Sequence[PaperKind] | None,
) -> "Scope":
    """Return what the scope options ask for.

    Raises:
        ScopeError: no panel has such a name, or several have.
        typer.BadParameter: the dates are in the wrong order.
    """
    from index.search import Scope
    from qa import assemble

    if since and until and since > until:
        raise typer.BadParameter("--since is later than --until")
    named = frozenset(map(assemble.register(chosen).resolve, panels or ()))
    return Scope(panels=named or None, since=since, until=until, kinds=frozenset(kinds or ()) or None)
