"""The command `panelqa brief`: an order read from options, the briefing written to a file or to standard output."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import PanelqaError
from qa import options
from qa.briefings.parts import Extra, Form, Order
from qa.briefings.precept_calendar import LARGEST_PANEL, SMALLEST_PANEL
from qa.options import Embedder, Home, Kinds, Panels, Since, Until
from qa.terminal import say, tell

if TYPE_CHECKING:
    from qa.briefings.parts import Briefing
    from qa.settings import Settings

_STEPS = "Making the briefing"


def _day(text: str) -> dt.date:
    from corpus.errors import ScopeError
    from qa.briefings.form import whole_day

    try:
        return whole_day(text)
    except ScopeError as error:
        raise typer.BadParameter(str(error)) from error


_Meeting = Annotated[
    dt.date | None, typer.Option(parser=_day, metavar="DATE", help="Of the meeting; later papers are left out.")
]
_Members = Annotated[
    int | None,
    typer.Option(
        min=SMALLEST_PANEL, max=LARGEST_PANEL, help="How many members the panel has, for the votes that a veto needs."
    ),
]
_Notified = Annotated[
    dt.date | None, typer.Option(parser=_day, metavar="DATE", help="When the panel was told of an appointment.")
]
_Recommending = Annotated[
    bool, typer.Option("--with-recommendations", help="Add possible recommendations, to reword or strike out.")
]
_Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write it: a .docx or .md file.")
]


def brief(  # noqa: PLR0913 - options are parameters
    topic: Annotated[str | None, typer.Argument(metavar="TOPIC", help="In quotation marks.")] = None,
    *,
    form: Annotated[Form, typer.Option(help="What sort of briefing.")] = Form.GENERAL,
    item: Annotated[str, typer.Option(metavar="ITEM", help="The agenda item: its number or title.")] = "",
    paper: Annotated[str, typer.Option(metavar="NAME", help="A paper to brief on: file name or title.")] = "",
    meeting: _Meeting = None,
    members: _Members = None,
    notified: _Notified = None,
    with_recommendations: _Recommending = False,
    out: _Out = None,
    panel: Panels = None,
    since: Since = None,
    until: Until = None,
    kind: Kinds = None,
    home: Home = None,
    embedder: Embedder = None,
) -> None:
    """Make a briefing for members: what the papers say on a topic, what was said before, what is open, what to ask."""
    if out is not None and out.suffix.lower() not in (".docx", ".md"):
        raise typer.BadParameter(f"{out.name} is neither a .docx nor a .md file", param_hint="--out")
    settings = options.settings(home, embedder=embedder)
    order = Order(
        topic=(topic or "").strip(),
        form=form,
        item=item.strip(),
        paper=paper.strip(),
        meeting=meeting,
        members=members,
        notified=notified,
        extras=frozenset({Extra.RECOMMENDATIONS}) if with_recommendations else frozenset(),
        scope=options.scope(settings, panels=panel, since=since, until=until, kinds=kind),
    )
    _write(_made(settings, order), out)


def _made(settings: "Settings", order: Order) -> "Briefing":
    """Make the briefing under a progress bar."""
    from qa.assemble import open_assistant
    from qa.briefing import Step, made
    from qa.progress import bars

    with bars() as move:
        for step in made(open_assistant(settings), order, prepared=dt.date.today()):
            if not isinstance(step, Step):
                return step
            move(_STEPS, step.done, step.of)
    raise PanelqaError("no briefing was made: try again")


def _write(briefing: "Briefing", out: Path | None) -> None:
    from qa.briefings.markdown import to_markdown
    from qa.briefings.word import to_word

    if out is None:
        say(to_markdown(briefing))
        return
    content = to_word(briefing) if out.suffix.lower() == ".docx" else to_markdown(briefing).encode()
    try:
        out.write_bytes(content)
    except OSError as error:
        raise PanelqaError(f"{out} cannot be written: {error.strerror}") from error
    sources = "1 source" if len(briefing.sources) == 1 else f"{len(briefing.sources)} sources"
    tell(f"Written to {out}: {sources}. Check it against them before you pass it on.")
